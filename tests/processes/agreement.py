"""What Laura would type when she starts Aino's process with Sami."""

from typing import Any

from processes.models import People, Process
from tyonohjaus.people.models import Organisation, User

NEW = "/processes/new/"


def filled(*, supervisor: User, supervisees: list[User], organisation: Organisation | None, **change: Any) -> Any:
    """The form's fields; a field given as None is left out of the post."""
    fields = {
        "trade": "supervision",
        "kind": "individual" if len(supervisees) == 1 else "group",
        "supervisor": supervisor.pk,
        "co_supervisor": "",
        "supervisees": [user.pk for user in supervisees],
        "payer": "employer" if organisation else "self",
        "organisation": organisation.pk if organisation else "",
        "price": "175,00",
        "length_minutes": "90",
        "rhythm": "weeks",
        "every_weeks": "4",
        "every_weeks_most": "",
        "agreed_count": "10",
        "open_bookings": "1",
        "place": "remote",
        "starts_on": "1.2.2027",
        "ends_on": "",
        "cancellation_hours": "24",
        "cancellation_share": "100",
        "approval": "",
        "attendance": "names",
        "cost_centre": "",
        "buyer_reference": "",
        "order_number": "",
        "organisation_goal": "",
        **change,
    }
    return {name: value for name, value in fields.items() if value is not None}


def terms_of(process: Process) -> dict[str, Any]:
    """Its terms as they are, to change some of them by the verb."""
    names = ("kind", "payer", "organisation", "price", "length_minutes", "starts_on", "ends_on")
    return {name: getattr(process, name) for name in names}


def people_of(process: Process) -> People:
    by_capacity = {row.capacity: row.user for row in process.participants.filter(ends_on=None)}
    return People(
        supervisor=by_capacity["supervisor"],
        co_supervisor=by_capacity.get("co_supervisor"),
        supervisees=tuple(row.user for row in process.participants.filter(ends_on=None, capacity="supervisee")),
    )


def change(process: Process, *, by: User, people: People | None = None, **more: Any) -> Process:
    changed: Process = process.change(people=people or people_of(process), by=by, **terms_of(process) | more)
    return changed
