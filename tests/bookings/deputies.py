"""A deputy's days, and how they come back as another request knows them."""

from datetime import date

from tyonohjaus.people.models import User

FEBRUARY = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 2, 26)}


def fresh(user: User) -> User:
    """As another request knows them."""
    again = User.objects.get(pk=user.pk)
    again.content_open = True
    return again
