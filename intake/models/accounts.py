"""One who confirms a request by the link that was mailed to them has shown that the address is theirs."""

from typing import Any

from tyonohjaus.people.accounts import create_person
from tyonohjaus.people.models import User


class Closed(Exception):
    """The office has closed the account of this address."""


def person_at(email: str, *, name: str, language: str) -> Any:
    """The person of this address, made where there is none yet; what they are called is not changed. Raises Closed."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        return create_person(email=email, name=name, by=None, language=language)
    if not user.is_active:
        raise Closed
    return user
