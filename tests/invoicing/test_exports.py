"""Billed in another program: approved hours and references as a file, each line once, and no number taken."""

import codecs
import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from invoicing.composing import House
from invoicing.documents import basis
from invoicing.exporting import NotWritable, entries, export
from invoicing.models import Export, Invoice, Line, NumberSeries
from invoicing.monthly_run import draft_month
from processes.models import Process
from tests.bookings.test_races import all_at_once
from tests.factories import NOW, client_of
from tests.forms import finnish
from tests.invoicing.month import FEBRUARY, JANUARY, MARCH_FIRST, cancelled, draft, held
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def elsewhere(framed: Process, lehtola: Organisation) -> Process:
    """Aino's sessions, which Lehtola's own program bills."""
    lehtola.channel = "elsewhere"
    lehtola.save()
    return framed


def ready(first: Any = JANUARY, now: Any = NOW) -> list[Any]:
    draft_month(first, now=now)
    return entries(first, house=House.read())


def make(laura: User, first: Any = JANUARY, now: Any = NOW) -> Export:
    return export(first, ready(first, now), by=laura, now=now)


def rows(made: Export) -> list[dict[str, str]]:
    text = bytes(made.content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_file_says_what_an_invoice_would_and_no_name_C10_C17_C19(
    elsewhere: Process, private: Process, kuuloke: Practice, aino: User, laura: User
) -> None:
    kuuloke.billing = "elsewhere"
    kuuloke.save()
    held(elsewhere, "2027-01-11 09:00")
    cancelled(elsewhere, "2027-01-12 09:00", by=aino, share=100)
    held(private, "2027-01-13 09:00")

    made = make(laura)

    first, second, own = rows(made)
    said = {
        "vienti": "1", "rivi": "1", "paiva": "11.1.2027", "kuvaus": "Työnohjaus, yksilö, 90 min", "kesto_min": "90",
        "tunnit": "1,50", "summa_alv0": "175,00",
    }  # fmt: skip
    assert {name: first[name] for name in said} == said
    assert (first["maksaja"], first["kustannuspaikka"], first["viitteenne"]) == (
        "Lehtolan Kuntoutus Oy", "4410", "Toimintaterapia",
    )  # fmt: skip
    assert (first["alv_pct"], first["prosessi"], first["nimet"]) == ("25,50", elsewhere.code, "")
    assert second["kuvaus"].startswith("Varattu aika")
    assert own["sahkoposti"] == "outi@kotiposti.example"
    assert (own["maksaja"], own["kuluttaja"], own["prosessi"], own["maksuaika_pv"]) == ("Outi Savolainen", "1", "", "")
    assert "Aino" not in bytes(made.content).decode()
    assert bytes(made.content).startswith(codecs.BOM_UTF8)
    assert b"\r\n" in bytes(made.content)
    assert not Invoice.objects.exists()
    assert not NumberSeries.objects.exists()


def test_names_stand_where_the_agreement_says_so(elsewhere: Process, laura: User) -> None:
    elsewhere.names_on_invoice_since = JANUARY
    elsewhere.save()
    held(elsewhere)
    assert rows(make(laura))[0]["nimet"] == "Aino Mäkelä"


def test_a_late_line_goes_on_the_next_export_and_none_goes_twice(elsewhere: Process, laura: User) -> None:
    held(elsewhere, "2027-01-11 09:00")
    first = make(laura)
    assert ready() == []
    with pytest.raises(ChangedMeanwhile):
        export(JANUARY, [], by=laura, now=NOW)

    held(elsewhere, "2027-01-12 09:00")
    held(elsewhere, "2027-02-09 09:00")
    second = make(laura, FEBRUARY, MARCH_FIRST)
    assert [row["paiva"] for row in rows(first)] == ["11.1.2027"]
    assert [row["paiva"] for row in rows(second)] == ["12.1.2027", "9.2.2027"]
    assert (first.number, second.number) == (1, 2)


def test_what_waits_for_a_managers_yes_is_not_ready(elsewhere: Process, maija: User, laura: User) -> None:
    elsewhere.approval = "each"
    elsewhere.save()
    held(elsewhere)
    assert ready() == []
    Line.objects.get().accept(by=maija)
    assert len(ready()) == 1


def test_a_line_is_on_an_invoice_or_in_an_export_in_the_database_too(
    elsewhere: Process, lehtola: Organisation, laura: User
) -> None:
    lehtola.channel = "mail"
    lehtola.save()
    held(elsewhere, "2027-01-11 09:00")
    [invoice] = draft()
    lehtola.channel = "elsewhere"
    lehtola.save()
    made = make(laura)
    assert not Invoice.objects.exists(), "it has left its draft, which is empty now"
    line = Line.objects.get()
    assert (line.export, line.invoice) == (made, None)
    held(elsewhere, "2027-01-12 09:00")
    lehtola.channel = "mail"
    lehtola.save()
    [invoice] = draft()
    on_draft = Line.objects.get(invoice=invoice)
    for act in (
        lambda: Line.objects.filter(pk=on_draft.pk).update(export=made),
        lambda: Line.objects.filter(pk=line.pk).update(price=Decimal(1)),
        line.delete,
        lambda: Export.objects.update(content=b""),
        made.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


@pytest.mark.sqlite
def test_what_was_marked_late_is_drafted_from_the_export_itself(
    elsewhere: Process, private: Process, laura: User
) -> None:
    """And not what another payer's invoice lacks."""
    held(elsewhere, "2027-01-11 09:00")
    draft()
    held(private, "2027-01-12 09:00")
    url, office = reverse("invoicing:exports", args=[JANUARY]), finnish(laura, content=False)
    assert office.get(url).context["undrafted"] == 0
    held(elsewhere, "2027-01-13 09:00")
    assert office.get(url).context["undrafted"] == 1

    assert office.post(url, {"decision": "draft"}).status_code == 303
    page = office.get(url).context

    assert (page["undrafted"], len(page["lines"])) == (0, 2)
    assert not Export.objects.exists()


def test_what_changed_since_the_page_was_shown_is_not_exported(elsewhere: Process, laura: User) -> None:
    booking = held(elsewhere)
    shown = ready()
    booking.price = Decimal(99)
    booking.save()
    with pytest.raises(ChangedMeanwhile):
        export(JANUARY, shown, by=laura, now=NOW)
    assert not Export.objects.exists()


def test_what_is_not_billed_elsewhere_any_more_is_not_exported(
    elsewhere: Process, lehtola: Organisation, laura: User
) -> None:
    """Else its line would count as exported, and stand in no file."""
    held(elsewhere)
    shown = ready()
    Organisation.objects.filter(pk=lehtola.pk).update(channel="letter")
    with pytest.raises(ChangedMeanwhile):
        export(JANUARY, shown, by=laura, now=NOW)
    assert not Export.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_make_one_file(elsewhere: Process, laura: User) -> None:
    held(elsewhere)
    shown = ready()
    outcomes = all_at_once(*(lambda: export(JANUARY, shown, by=laura, now=NOW) for _press in range(6)))
    assert outcomes == {"done": 1, "ChangedMeanwhile": 5}
    assert Line.objects.get().export == Export.objects.get()


def test_a_character_that_a_file_cannot_hold_refuses_it_whole(
    elsewhere: Process, lehtola: Organisation, laura: User
) -> None:
    lehtola.buyer_reference = "Viite\u000b1"
    lehtola.save()
    held(elsewhere)
    with pytest.raises(NotWritable) as refusal:
        make(laura)
    assert [(one.row, one.column) for one in refusal.value.problems] == [(1, "viitteenne")]
    assert not Export.objects.exists()
    assert not Line.objects.exclude(export=None).exists()


@pytest.mark.parametrize("text", ["=1+1", "+358", "-1", "@SUM(A1)"])
def test_no_cell_is_a_formula(text: str) -> None:
    row = [text, *[None] * (len(basis.COLUMNS) - 1)]
    [_head, line, _end] = basis.written([row]).decode("utf-8-sig").split("\r\n")
    assert line.split(";")[0] == f"'{text}"
    row = ['a;b"c', Decimal("-1.50"), *[None] * (len(basis.COLUMNS) - 2)]
    read = list(csv.reader(io.StringIO(basis.written([row]).decode("utf-8-sig")), delimiter=";"))[1]
    assert read[:2] == ['a;b"c', "-1,50"]


@pytest.mark.sqlite
def test_laura_exports_what_she_was_shown_and_downloads_it_again(elsewhere: Process, laura: User, maija: User) -> None:
    office = finnish(laura, content=False)
    held(elsewhere)
    draft()
    page = office.get("/billing/2027-01/")
    assert [type(one).__name__ for one in page.context["concerns"]] == ["ToExport"]
    url = reverse("invoicing:exports", args=[JANUARY])
    shown = office.get(url).context["token"]
    held(elsewhere, "2027-01-12 09:00")
    assert office.get(url).context["undrafted"] == 1
    assert office.get(url).context["token"] == shown, "who looks changes nothing"
    stale = office.post(url, {"shown": shown})
    assert stale.status_code == 422
    assert not Export.objects.exists()
    after = office.post(url, {"shown": stale.context["token"]})
    assert (after.status_code, after["Location"]) == (303, url)

    made = Export.objects.get()
    file = reverse("invoicing:export_file", args=[made.pk])
    answers = [office.get(file) for _time in range(2)]
    assert {one.content for one in answers} == {bytes(made.content)}
    assert answers[0]["Content-Disposition"] == 'attachment; filename="laskutusperuste0001.csv"'
    assert [office.get("/billing/2027-01/").context["concerns"]] == [[]]
    payer: Client = client_of(maija)
    assert {payer.get(url).status_code, payer.get(file).status_code} == {404}
