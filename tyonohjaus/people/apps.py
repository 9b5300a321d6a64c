from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "tyonohjaus.people"

    def ready(self) -> None:
        from allauth.account.signals import email_changed

        from . import notifications  # noqa: F401 (who hears of what)

        email_changed.connect(_note_domain, dispatch_uid="the domain of an address that somebody has chosen themselves")
        post_migrate.connect(_first_rows, sender=self, dispatch_uid="the practice and its VAT rates")


def _first_rows(**kwargs: Any) -> None:
    """Every database has its one practice and the dated VAT rates, from the first migrate on."""
    from .models import Practice, VatRate

    Practice.objects.get_or_create(pk=1)
    VatRate.objects.fill_when_empty()


def _note_domain(user: Any, **kwargs: Any) -> None:
    """A manager's new address is an employer's, also when it was the manager who changed it (C6)."""
    from .models import EmployerDomain

    EmployerDomain.note_of(user)
