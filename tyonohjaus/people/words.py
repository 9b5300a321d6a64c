"""What a person is here, in a few words."""

from typing import Any

from django.utils.translation import gettext as _

from tyonohjaus.ui.parts import Badge

from .models import Membership, User


def roles(user: User) -> list[str]:
    """From prefetched rows: `Office`, `Supervisor`, `Lehtolan Kuntoutus Oy`, `Manager: Lehtolan Kuntoutus Oy`."""
    found = [_("Office")] if any(role.is_current for role in user.office_roles.all()) else []
    if hasattr(user, "supervisor"):
        found.append(_("Supervisor"))
    found += [str(work.organisation) for work in _current(user.employments)]
    return found + [membership(row) for row in _current(user.memberships)]


def membership(row: Membership) -> str:
    names = {"organisation": row.organisation}
    if row.capacity == Membership.As.MANAGER:
        return _("Manager: %(organisation)s") % names
    return _("Billing contact: %(organisation)s") % names


def invited(user: User) -> Badge | None:
    """Only where something is still to be done: one who is invited, or signs in as it is, carries no badge."""
    return None if user.was_reached else Badge(kind="open", text=_("Not invited"))


def _current(rows: Any) -> list[Any]:
    return sorted((row for row in rows.all() if row.is_current), key=lambda row: str(row.organisation))
