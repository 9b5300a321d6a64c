"""An e-invoice's file comes into the operator's folder whole and once, also where the worker is killed with -9."""

import hashlib
import shutil
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from invoicing import dropping
from invoicing import tasks as invoicing
from invoicing.models import Invoice, NotSendable, Route, Sending, faults
from processes.models import Process
from tests.bookings.test_races import all_at_once
from tests.factories import NOW
from tests.invoicing.month import held, issue, press, print_all
from tests.invoicing.test_kill import dies_at
from tyonohjaus.lib import clock
from tyonohjaus.outbox.models import Message, State
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.django_db
NAME = "lasku20270001.xml"


def waiting(invoice: Invoice) -> Sending:
    return Sending.begin(invoice, route=Route.DROP, by=None, now=NOW)


def test_a_printed_invoice_goes_by_itself_where_its_payer_takes_e_invoices(folder: Path, einvoiced: Invoice) -> None:
    """And no mail goes: one way, once."""
    dropping.drop_all()
    dropping.drop_all()

    [file] = folder.iterdir()
    row = Sending.objects.get()
    assert (file.name, row.state, row.by) == (NAME, State.SENT, None)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == row.sha256
    assert not Message.objects.exists()


def test_what_lacks_something_for_its_form_waits_for_the_office(
    folder: Path, framed: Process, lehtola: Organisation, laura: User
) -> None:
    """Lehtola has moved to e-invoices since it was issued: its document has no address for one. No file is half-way
    anywhere."""
    held(framed)
    [invoice] = issue(laura)
    lehtola.einvoice_address, lehtola.einvoice_operator = "003790000118", "003721291126"
    lehtola.channel = "einvoice"
    lehtola.save()
    invoicing.sweep()
    assert faults(invoice.frozen(), "finvoice")
    assert not Sending.objects.exists()
    assert list(folder.iterdir()) == []
    with pytest.raises(NotSendable):
        waiting(invoice)


def test_a_folder_that_is_away_is_waited_for_and_at_last_told(
    einvoiced: Invoice, laura: User, settings: Any, tmp_path: Path
) -> None:
    away = tmp_path / "share"
    settings.EINVOICE_DROP_DIR = str(away)
    row = waiting(einvoiced)
    dropping.drop_all()
    row.refresh_from_db()
    assert (row.state, row.problem) == (State.WAITING, "NotADirectoryError")
    assert not away.exists()

    away.mkdir()
    lapse()
    dropping.drop_all()
    row.refresh_from_db()
    assert row.state == State.SENT

    away.joinpath(NAME).unlink()
    again = Sending.begin(einvoiced, route=Route.DROP, by=laura, now=clock.now(), over=row.pk)
    shutil.rmtree(away)
    for _attempt in range(6):
        lapse()
        dropping.drop_all()
    again.refresh_from_db()
    assert (again.state, again.attempts) == (State.FAILED, 5)


def test_a_second_sending_has_a_file_of_its_own_and_nobodys_file_is_written_over(
    folder: Path, einvoiced: Invoice, laura: User
) -> None:
    dropping.drop_all()
    (folder / "lasku20270001-2.xml").write_text("muu")
    first = Sending.objects.get()
    Sending.begin(einvoiced, route=Route.DROP, by=laura, now=clock.now(), over=first.pk)
    dropping.drop_all()

    assert (folder / "lasku20270001-2.xml").read_text() == "muu"
    assert Sending.objects.get(state=State.WAITING).problem == "FileExistsError"
    assert sorted(one.name for one in folder.iterdir()) == ["lasku20270001-2.xml", NAME]


@pytest.mark.parametrize(
    "laid, dropped, becomes, left",
    [
        (True, False, State.SENT, [NAME]),  # it had not taken its name: now it does
        (False, True, State.SENT, [NAME]),  # it had, and the operator has not come yet
        (False, False, State.UNCERTAIN, []),  # the operator has been here, or somebody tidied up
    ],
)
def test_after_a_kill_between_stamp_and_row_the_folder_says_what_is_known(
    folder: Path, einvoiced: Invoice, laid: bool, dropped: bool, becomes: str, left: list[str]
) -> None:
    row = Sending.objects.get()
    row.attempts = 1
    if laid:
        (folder / f".{NAME}.1.part").write_bytes(bytes(row.content))
    if dropped:
        (folder / NAME).write_bytes(bytes(row.content))
    stamp = clock.machine_now() - timedelta(minutes=3)
    Sending.objects.update(attempts=1, handed_over_at=stamp, locked_until=stamp)

    dropping.drop_all()

    assert Sending.objects.get().state == becomes
    assert sorted(one.name for one in folder.iterdir()) == left


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_drop_it_once(folder: Path, einvoiced: Invoice) -> None:
    key = Sending.objects.get().pk
    assert all_at_once(*(lambda: dropping.drop(key) for _worker in range(8))) == {"done": 8}
    assert [one.name for one in folder.iterdir()] == [NAME]
    assert Sending.objects.get().state == State.SENT


@pytest.mark.django_db(transaction=True)
def test_killed_at_each_step_it_is_dropped_once_or_known_to_be_uncertain(
    tmp_path: Path, settings: Any, sami: User, laura: User, lehtola: Organisation
) -> None:
    """`taken`: the operator comes before anybody looks."""
    settings.EINVOICE_DROP_DIR = str(tmp_path)
    invoice = one_issued(sami, laura, lehtola)
    steps = {"laid": (Sending, "hand_over"), "stamped": (dropping, "_name"), "named": (Sending, "mark_sent")}
    for step, taken in product(steps, (False, True)):
        row = Sending.objects.order_by("at").last()
        assert row
        dies_at(*steps[step], during=dropping.drop_all)
        took = [file.unlink() for file in tmp_path.glob("*.xml")] if taken else []
        lapse()
        dropping.drop_all()
        dropping.drop_all()

        row.refresh_from_db()
        there = [one.name for one in tmp_path.iterdir()]
        if step == "named" and taken:
            assert (row.state, there, len(took)) == (State.UNCERTAIN, [], 1)
        else:
            assert (row.state, there, len(took)) == (State.SENT, [row.file_name], 0), step
            (tmp_path / row.file_name).unlink()
            Sending.begin(invoice, route=Route.DROP, by=laura, now=clock.now(), over=row.pk)


def one_issued(sami: User, laura: User, lehtola: Organisation) -> Invoice:
    from invoicing.monthly_run import draft_month, month_that_ended
    from tests import factories

    now = clock.now()
    first = month_that_ended(now)
    factories.make_practice(billing_starts_on=first)
    lehtola.einvoice_address, lehtola.einvoice_operator, lehtola.channel = "003790000118", "003721291126", "einvoice"
    lehtola.save()
    process = factories.make_process(supervisor=sami, supervisees=[laura], organisation=lehtola)
    begin, _end = clock.day_bounds(first)
    factories.make_booking(process=process, starts_at=begin + timedelta(hours=9), status="held", take_time=False)
    draft_month(first, now=now)
    [invoice] = press(laura, first, now=now).done
    print_all()
    return invoice


def lapse() -> None:
    past = clock.machine_now() - timedelta(seconds=1)
    Sending.objects.waiting().exclude(locked_until=None).update(locked_until=past)
