"""What the portal knows that a list may refer to (known.Known)."""

from collections import defaultdict

from bookings.models.calendar import whose_time
from processes.models import Participant, PriceItem, Process
from processes.parties import with_people
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Employment, Membership, Organisation, Practice, Supervisor, User

from .known import Known, Seats, low
from .models import ImportedRow
from .readers import organisations, processes


def known() -> Known:
    imported = list(ImportedRow.objects.all())
    return Known(
        organisations=_organisations(imported),
        employers=_employers(),
        people=frozenset(User.objects.values_list("email", flat=True)) | _keys(imported, "person"),
        supervisors=_supervisors(imported),
        processes=_processes(imported),
        prices=frozenset(PriceItem.objects.values_list("kind", "minutes", "group")),
        vat=Practice.objects.get().vat_table(),
        imported=frozenset((row.kind, row.key) for row in imported),
        today=clock.today(),
    )


def _keys(imported: list[ImportedRow], kind: str) -> frozenset[str]:
    return frozenset(row.key for row in imported if row.kind == kind)


def _organisations(imported: list[ImportedRow]) -> dict[str, list[str]]:
    """By its name, and by the one that the lists knew it by, where that is another's by now no more."""
    groups: dict[str, list[str]] = defaultdict(list)
    by_pk = {str(row.pk): row.group for row in Organisation.objects.all()}
    for row in Organisation.objects.all():
        groups[low(row.name)].append(row.group)
    for before in imported:
        if before.kind == organisations.NAME and "nimi" in before.values and before.subject_id in by_pk:
            groups[low(before.values["nimi"][0])] = [by_pk[before.subject_id]]
    return groups


def _employers() -> dict[str, frozenset[str]]:
    """Who works at each, manages there, or is supervised at its cost."""
    people: dict[str, set[str]] = defaultdict(set)
    pairs = [
        *Employment.objects.filter(ends_on=None).values_list("organisation__name", "employee__email"),
        *Membership.objects.filter(ends_on=None, capacity="manager").values_list("organisation__name", "user__email"),
        *Participant.objects.filter(
            capacity="supervisee", ends_on=None, process__organisation__isnull=False
        ).values_list("process__organisation__name", "user__email"),
    ]
    for name, address in pairs:
        people[low(name)].add(address)
    return {name: frozenset(addresses) for name, addresses in people.items()}


def _supervisors(imported: list[ImportedRow]) -> frozenset[str]:
    """By their addresses, and by those that the lists knew them by."""
    addresses = {str(user): email for user, email in Supervisor.objects.values_list("user", "user__email")}
    formerly = {row.key for row in imported if row.kind == "person" and row.subject_id in addresses}
    return frozenset(addresses.values()) | formerly


def _processes(imported: list[ImportedRow]) -> dict[str, Seats]:
    keys = {row.subject_id: row.key for row in imported if row.kind == processes.NAME}
    rows = list(Process.objects.filter(pk__in=list(keys)))
    with_people(rows)
    addresses = dict(User.objects.values_list("pk", "email"))
    today = clock.today()
    return {
        keys[str(row.pk)]: Seats(frozenset(addresses[user] for user in whose_time(row, today)), row.length_minutes)
        for row in rows
    }
