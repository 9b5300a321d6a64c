"""Who reaches what, by hand (tests/world.py) and by each root's `REACHED_BY`: the matrix stands on the second, and this
keeps the second honest."""

from typing import Any

import pytest
import time_machine

from agreements.models import Status, Version
from intake.models import Request
from invoicing.models import FeeNote, Invoice
from processes.models import Notebook, Process
from tests import agreed
from tests.factories import NOW
from tests.harness.reach import Reach
from tests.world import CAST, CONTACTS, EVERY_STATUS, OFFICE, STANDS, World, statuses
from tyonohjaus.access import ROOTS, Capacity, capacities_of
from tyonohjaus.people.models import Organisation, Practice, Profile, Supervisor, User

SUPERVISORS = {"sami", "kaisa", "onni"}
# Whoever gets a payer's invoices, once they are issued: its managers and billing contacts; one who pays for themselves.
INVOICES = {"lehtola": {"maija", "bertta"}, "merikanta": {"pekka"}, "aino": {"aino"}}


@pytest.fixture(scope="module")
def reaches(world: World) -> dict[str, Reach]:
    with time_machine.travel(NOW, tick=True):
        return {name: Reach.of(user) for name, user in world.people.items()}


def reached(reaches: dict[str, Reach], model: Any, row: Any) -> dict[str, set[Capacity]]:
    found = {name: reach.roots[model].get(row.pk, set()) for name, reach in reaches.items()}
    return {name: held for name, held in found.items() if held}


def office(more: dict[str, set[Capacity]]) -> dict[str, set[Capacity]]:
    return {
        name: more.get(name, set()) | ({Capacity.OFFICE} if name in OFFICE else set()) for name in OFFICE | set(more)
    }


def test_the_world_has_a_session_in_every_state(world: World) -> None:
    assert statuses(world) == EVERY_STATUS


@pytest.mark.parametrize("process", STANDS)
def test_a_process_is_reached_by_its_own_people_and_the_office(
    world: World, reaches: dict[str, Reach], process: str
) -> None:
    by_hand = office({name: {capacity} for name, capacity in STANDS[process].items()})
    assert reached(reaches, Process, world.processes[process]) == by_hand


@pytest.mark.parametrize("organisation", ["lehtola", "merikanta"])
def test_an_organisation_is_reached_by_its_contacts_and_the_office(
    world: World, reaches: dict[str, Reach], organisation: str
) -> None:
    by_hand = office({name: {capacity} for (name, where), capacity in CONTACTS.items() if where == organisation})
    assert reached(reaches, Organisation, world.organisations[organisation]) == by_hand


def test_the_practice_and_its_people_are_the_offices(world: World, reaches: dict[str, Reach]) -> None:
    assert reached(reaches, Practice, Practice.objects.get()) == office({})
    for name in CAST:
        assert reached(reaches, User, world.people[name]) == office({})


def test_a_supervisors_hours_are_their_own(world: World, reaches: dict[str, Reach]) -> None:
    for name in SUPERVISORS:
        row = Supervisor.objects.get(user=world.people[name])
        assert reached(reaches, Supervisor, row) == {name: {Capacity.SUPERVISOR}}


def test_a_version_of_an_agreement_is_its_parties_its_supervisors_and_the_offices(
    world: World, reaches: dict[str, Reach]
) -> None:
    """Maija, who is supervised by Onni, reads no agreement of his other supervisee but as that one's manager."""
    assert agreed.statuses() == set(Status.values)
    for version in Version.objects.select_related("process"):
        name = next(name for name, process in world.processes.items() if process == version.process)
        parties = {who: {capacity} for who, capacity in STANDS[name].items() if capacity != Capacity.DEPUTY}
        by_hand = office(parties)
        assert reached(reaches, Version, version) == by_hand, (name, version)


def test_an_issued_invoice_is_its_payers_and_a_draft_the_offices(world: World, reaches: dict[str, Reach]) -> None:
    payers = {world.organisations[key].name: INVOICES[key] for key in ("lehtola", "merikanta")} | {
        "Aino Mäkelä": {"aino"}
    }
    assert {invoice.is_issued for invoice in Invoice.objects.all()} == {True, False}
    for invoice in Invoice.objects.all():
        readers = payers[str(invoice.payer)] if invoice.is_issued else set()
        assert set(reached(reaches, Invoice, invoice)) == readers | OFFICE, invoice


def test_a_fee_note_is_who_is_paids_and_the_offices(world: World, reaches: dict[str, Reach]) -> None:
    by_hand = office({"kaisa": {Capacity.CO_SUPERVISOR}})
    assert [reached(reaches, FeeNote, note) for note in FeeNote.objects.all()] == [by_hand] * 2  # one was taken back


def test_a_public_page_is_written_by_its_supervisor_and_checked_by_the_office(
    world: World, reaches: dict[str, Reach]
) -> None:
    """Varpu, whose it is, is none of the cast; to be read it needs no way at all."""
    assert reached(reaches, Profile, world.profile) == office({})


def test_a_request_is_reached_by_who_asks_whom_they_ask_and_the_office_S0_1(
    world: World, reaches: dict[str, Reach]
) -> None:
    member, supervisor = {Capacity.SUPERVISEE}, {Capacity.SUPERVISOR}
    by_hand = office({"aino": member, "elina": member, "sami": supervisor})
    assert reached(reaches, Request, world.requests["aino"]) == by_hand
    by_hand = office({"eero": member, "maija": {Capacity.MANAGER}, "sami": supervisor})
    assert reached(reaches, Request, world.requests["maija"]) == by_hand


def test_a_notebook_is_its_owners(world: World, reaches: dict[str, Reach]) -> None:
    assert Notebook.objects.exists()
    for notebook in Notebook.objects.select_related("owner"):
        [owner] = [name for name, user in world.people.items() if user == notebook.owner]
        assert reached(reaches, Notebook, notebook) == {owner: {Capacity.SUPERVISEE}}


def test_whoever_reaches_a_row_by_a_capacity_holds_it(world: World, reaches: dict[str, Reach]) -> None:
    """What a root does not give is given by another."""
    for name, reach in reaches.items():
        assert capacities_of(User.objects.get(pk=reach.who)) == reach.anywhere(), name


def test_every_root_is_compared_here() -> None:
    """A new root needs its test above."""
    people, papers = {Practice, User, Organisation, Supervisor, Profile}, {FeeNote, Invoice, Version}
    assert set(ROOTS) == people | papers | {Process, Notebook, Request}
