"""One who confirms a request by the link that was mailed to them has shown that the address is theirs."""

from typing import Any

from allauth.account.models import EmailAddress

from tyonohjaus.lib import clock
from tyonohjaus.people.accounts import AddressTaken, create_person
from tyonohjaus.people.models import User


class Closed(Exception):
    """The office has closed the account of this address, or has to say whose it is."""


def person_at(email: str, *, name: str, language: str) -> Any:
    """The person of this address, made where there is none yet; what they are called is not changed. Raises Closed."""
    address = email.strip().lower()
    user = _whose(address)
    if user is None:
        try:
            # By the mail that they have just answered: nobody need invite them anew.
            return create_person(email=address, name=name, by=None, language=language, invited_at=clock.now())
        except AddressTaken:  # by another request of theirs just now; or by one who has not shown that it is theirs
            user = _whose(address)
    if user is None or not user.is_active:
        raise Closed
    if not user.invited_at:
        user.invited_at = clock.now()
        user.save(update_fields=["invited_at"])
    return user


def _whose(address: str) -> Any:
    """Also of one who has it beside the address by which they are known."""
    further = EmailAddress.objects.filter(email__iexact=address, verified=True).select_related("user").first()
    return User.objects.filter(email=address).first() or (further.user if further else None)
