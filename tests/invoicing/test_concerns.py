"""What Laura looks at before the invoices go out, each with its sentence and its way to be mended."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from invoicing.models import Invoice, Line
from invoicing.monthly_run import draft_month
from processes.models import Process
from tests import factories
from tests.factories import NOW, helsinki
from tests.invoicing.month import draft, held, issue, open_month, press
from tests.processes.agreement import change, people_of
from tyonohjaus.outbox.models import Message, State
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = pytest.mark.django_db


def kinds(office: Client) -> list[str]:
    return [type(concern).__name__ for concern in open_month(office).context["concerns"]]


def test_each_exception_stands_on_top_with_its_sentence_and_link(
    framed: Process,
    group_with_sami: Process,
    office: Client,
    laura: User,
    maija: User,
    sami: User,
    outi: User,
    lehtola: Organisation,
) -> None:
    factories.make_booking(process=framed, starts_at=helsinki("2027-01-26 10:00"))
    held(framed, "2027-01-11 09:00")
    held(framed, "2027-01-12 09:00", price=None)
    held(group_with_sami, "2027-01-13 13:00"), held(group_with_sami, "2027-01-20 13:00")
    held(factories.make_process(supervisor=sami, supervisees=[outi]), "2027-01-14 09:00")
    two = [factories.make_person(name=f"Pari {n}") for n in (1, 2)]
    held(factories.make_process(supervisor=sami, supervisees=two, kind="pair"), "2027-01-15 09:00")
    lehtola.channel, lehtola.billing_email = "letter", ""
    lehtola.save()
    draft()
    Line.objects.filter(booking__process=group_with_sami).first().give_back(by=maija, returned_as="price")

    page = open_month(office)

    assert kinds(office) == ["Blocked", "Returned", "NoPrice", "UnclearPayer", "Unmarked", "Waiting", "NoAddress"]
    for concern in page.context["concerns"]:
        assert concern.sentence()
        act = concern.act()
        answer = office.get(act.url) if not act.posts else office.post(act.url)
        assert answer.status_code in {200, 303}, (concern, act)


def test_what_maija_accepted_after_the_drafting_is_told_above_the_button(
    framed: Process, group_with_sami: Process, office: Client, maija: User
) -> None:
    held(framed), held(group_with_sami, "2027-01-13 13:00")
    draft()
    Line.objects.get(state=Line.State.WAITING).accept(by=maija)

    page = open_month(office)
    [concern] = page.context["concerns"]

    assert type(concern).__name__ == "Undrafted"
    assert concern.act().posts
    with override("fi"):  # whose button it is, also to who hears the page
        assert f'<span class="visually-hidden">: {concern.badge().text}</span></button>' in page.content.decode()
    assert office.get("/").context["concerns"] == [concern]
    office.post(concern.act().url)
    assert kinds(office) == []
    assert [row.count for row in open_month(office).context["rows"]] == [2]


def test_what_is_marked_when_all_has_been_sent_is_told_too(
    framed: Process, group_with_sami: Process, office: Client, laura: User
) -> None:
    held(framed)
    issue(laura)
    held(group_with_sami, "2027-01-13 13:00")  # Maija is to be asked first

    assert "Undrafted" in kinds(office)
    assert not office.get("/").context["all_is_out"]


def test_a_public_body_without_any_reference_is_told_before_its_invoice_comes_back(
    framed: Process, office: Client, lehtola: Organisation
) -> None:
    lehtola.cost_centre = lehtola.buyer_reference = ""
    lehtola.save()
    held(framed)
    draft()
    assert kinds(office) == []  # a company knows its own

    lehtola.group = "public"
    lehtola.save()
    assert kinds(office) == ["NoReference"]

    framed.cost_centre = "31200"
    framed.save()
    draft()
    assert kinds(office) == []


def test_the_practices_own_page_stops_all(framed: Process, office: Client) -> None:
    held(framed)
    draft()
    Practice.objects.update(iban="", bic="")
    assert kinds(office) == ["SellerIncomplete"]
    Practice.objects.update(billing_starts_on=None)
    assert kinds(office)[0] == "StartMissing"


def test_a_session_that_changed_after_its_invoice_is_told(
    framed: Process, office: Client, laura: User, sami: User
) -> None:
    """Also where the sum is the same: the invoice says that it was held."""
    session = held(framed)
    draft()
    press(laura)
    session.mark_no_show(by=sami, now=NOW)

    assert kinds(office) == ["ChangedSince"]


def test_drafts_that_were_left_behind_are_told(framed: Process, office: Client, kuuloke: Practice) -> None:
    Practice.objects.update(billing_starts_on=date(2026, 12, 1))
    held(framed, "2026-12-07 09:00")
    draft_month(date(2026, 12, 1), now=NOW)

    assert kinds(office) == ["LeftOver"]
    [concern] = open_month(office).context["concerns"]
    with override("fi"):
        assert concern.whose() == "Joulukuu\u00a02026"


def test_a_reminder_goes_to_the_supervisor_once_a_day(framed: Process, office: Client, sami: User) -> None:
    factories.make_booking(process=framed, starts_at=helsinki("2027-01-26 10:00"))
    for _press in range(3):
        office.post(reverse("invoicing:reminder", args=[sami.pk]))

    assert Message.objects.get().user == sami


def test_who_leads_there_today_is_asked_to_mark_what_another_has_left_unmarked(
    framed: Process, office: Client, laura: User, sami: User, kaisa: User
) -> None:
    """Sami has left the process, and cannot mark what he led."""
    factories.make_booking(process=framed, starts_at=helsinki("2027-01-26 10:00"))
    change(framed, by=laura, people=replace(people_of(framed), supervisor=kaisa))
    assert [concern.whose() for concern in open_month(office).context["concerns"]] == [kaisa.name]
    Message.objects.all().delete()
    for asked in (sami, kaisa):
        office.post(reverse("invoicing:reminder", args=[asked.pk]))
    assert [message.user for message in Message.objects.all()] == [kaisa]


def test_an_uncertain_message_is_told_from_a_failed_one(sent: Invoice, office: Client) -> None:
    Message.objects.update(state=State.UNCERTAIN, problem="")
    page = office.get(reverse("outbox:unsent"))
    assert [row.message for row in page.context["uncertain"]] == list(Message.objects.all())
    assert kinds(office) == ["NotSent"]


def test_each_time_that_waits_for_a_yes_has_its_own_way_to_write_it_down(
    group_with_sami: Process, office: Client
) -> None:
    for day in ("2027-01-13 13:00", "2027-01-20 13:00"):
        held(group_with_sami, day)
    draft()

    page = open_month(office).content.decode()
    for line in Line.objects.all():
        assert reverse("invoicing:line_settle", args=[line.pk]) in page
