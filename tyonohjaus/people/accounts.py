"""An account and its address. Nobody signs up: the office, the practice's lists or the demo make a person, whose address
counts as verified from the start, so that a code mailed to it signs them in.
"""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from tyonohjaus.events.record import record

from .models import User


def create_person(*, email: str, name: str, by: Any, **more: Any) -> User:
    """A person without a password; `more` are further columns of User. Sends no mail: an invitation is the office's.

    Raises IntegrityError where the address is somebody's already.
    """
    with transaction.atomic():
        user: User = User.objects.create_user(email, name=name, **more)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        record("person.created", subject=user, by=by)
    return user


def change_address(user: User, *, email: str, by: Any) -> None:
    """Another address to sign in with and be written to; the old one opens nothing any more.

    Raises IntegrityError where the address is somebody else's.
    """
    with transaction.atomic():
        user.email = email.strip().lower()
        user.save(update_fields=["email"])
        EmailAddress.objects.filter(user=user).delete()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        record("person.address_changed", subject=user, by=by)
