from typing import Any

from django.db import models

from tyonohjaus.people.public_mail import is_public

from .dated import current
from .organisation import Organisation


class EmployerDomain(models.Model):
    """A mail domain at which an employer's manager or billing address once was: never one open to anybody.

    Kept when that person later changes their address: what an employer's mail server could read yesterday, it can
    read today (C6).
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "domain"], name="employer_domain_once")]
        indexes = [models.Index(fields=["domain"], name="employer_domain")]

    def __str__(self) -> str:
        return self.domain

    @classmethod
    def note(cls, *, organisation: Any, address: str) -> None:
        if address and not is_public(domain(address)):
            cls.objects.get_or_create(organisation=organisation, domain=domain(address))

    @classmethod
    def note_of(cls, user: Any) -> None:
        """Where this person reads mail from now on: the employer's, if they manage or see to bills there."""
        for membership in user.memberships.filter(current()).select_related("organisation"):
            cls.note(organisation=membership.organisation, address=user.email)


def domain(address: str) -> str:
    return address.rpartition("@")[2].lower()
