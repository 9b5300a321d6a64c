"""The month's end in Laura's browser, the payer's page, and what nobody else may open."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bookings.models import Booking
from invoicing import printing
from invoicing.models import Invoice, Line, NumberSeries, Paper
from invoicing.monthly_run import draft_month, issue_all
from processes import parties
from processes.models import Process
from tests import factories
from tests.factories import NOW, client_of, helsinki
from tests.invoicing.month import JANUARY, draft, held, sessions, state
from tyonohjaus.outbox.models import Message, State
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def framed(aino_with_sami: Process) -> Process:
    aino_with_sami.approval = "frame"
    aino_with_sami.save()
    return aino_with_sami


@pytest.fixture
def office(laura: User) -> Client:
    return client_of(laura, content=False)  # as by a code to any mailbox: money needs no content (C35)


def open_month(office: Client) -> Any:
    return office.get(reverse("invoicing:month"))


def test_laura_drafts_looks_and_sends(framed: Process, office: Client, lehtola: Organisation) -> None:
    held(framed)
    page = open_month(office)
    assert page.status_code == 200
    assert page.context["month"].undrafted == 1

    assert office.post(reverse("invoicing:drafts", args=[JANUARY])).status_code == 303
    page = open_month(office)
    [row] = page.context["rows"]
    assert (row.title, row.count, row.net, row.gross) == (lehtola.name, 1, Decimal("175.00"), Decimal("219.63"))
    assert "20270001" in page.content.decode()

    sent = office.post(reverse("invoicing:issue", args=[JANUARY]), {"shown": page.context["month"].token})
    assert (sent.status_code, sent.url) == (303, "/billing/2027-01/")
    assert Invoice.objects.get().number == "20270001"

    page = office.get(sent.url)
    assert page.context["month"].is_under_way
    printing.make_all()
    assert office.get(sent.url).context["month"].printed == 1


def test_what_changed_under_her_eyes_is_not_sent(framed: Process, office: Client, laura: User) -> None:
    session = held(framed)
    draft()
    token = open_month(office).context["month"].token
    session.reprice(by=laura, price=Decimal(200))

    page = office.post(reverse("invoicing:issue", args=[JANUARY]), {"shown": token})

    assert page.status_code == 422
    assert page.context["stale"]
    assert not Invoice.objects.issued().exists()
    assert Line.objects.get().price == 200  # drafted anew


def test_a_second_press_of_the_button_is_told(framed: Process, office: Client) -> None:
    held(framed)
    draft()
    token = open_month(office).context["month"].token
    office.post(reverse("invoicing:issue", args=[JANUARY]), {"shown": token})

    assert office.post(reverse("invoicing:issue", args=[JANUARY]), {"shown": token}).status_code == 422
    assert Invoice.objects.issued().count() == 1


def test_a_month_that_goes_on_offers_no_button(framed: Process, office: Client) -> None:
    held(framed, "2027-02-01 07:00")
    page = office.get("/billing/2027-02/")
    assert page.status_code == 200
    assert b'<form class="acts"' not in page.content

    assert office.post("/billing/2027-02/drafts/").status_code == 303
    assert not Invoice.objects.exists()


@pytest.mark.parametrize("path", ["/billing/2027-13/", "/billing/1999-01/", "/billing/x/", "/billing/2027-1/"])
def test_what_is_no_month_is_not_there(office: Client, kuuloke: Practice, path: str) -> None:
    assert office.get(path).status_code == 404


def test_opening_the_month_changes_nothing(framed: Process, office: Client) -> None:
    held(framed)
    open_month(office)
    assert not Line.objects.exists()
    assert not Invoice.objects.exists()


# --- what to look at


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
    lehtola.billing_email = ""
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
    session = held(framed)
    draft()
    issue_all(JANUARY, by=laura, now=NOW)
    framed.cancellation_share = 50
    framed.save()
    session.mark_no_show(by=sami, now=NOW)

    assert kinds(office) == ["ChangedSince"]


def test_drafts_that_were_left_behind_are_told(framed: Process, office: Client, kuuloke: Practice) -> None:
    from datetime import date

    Practice.objects.update(billing_starts_on=date(2026, 12, 1))
    held(framed, "2026-12-07 09:00")
    draft_month(date(2026, 12, 1), now=NOW)

    assert kinds(office) == ["LeftOver"]


def test_a_reminder_goes_to_the_supervisor_once_a_day(framed: Process, office: Client, sami: User) -> None:
    factories.make_booking(process=framed, starts_at=helsinki("2027-01-26 10:00"))
    for _press in range(3):
        office.post(reverse("invoicing:reminder", args=[sami.pk]))

    assert Message.objects.get().user == sami


def test_the_page_asks_the_database_as_often_for_one_payer_as_for_three(
    framed: Process, office: Client, kuuloke: Practice, sami: User
) -> None:
    def payer(number: int) -> None:
        person = factories.make_person(name=f"Maksaja {number}", street="Katu 1", postcode="33100", city="Tampere")
        process = factories.make_process(supervisor=sami, supervisees=[person])
        held(process, f"2027-01-0{number + 1} 09:00")
        factories.make_booking(process=process, starts_at=helsinki(f"2027-01-1{number} 12:00"))

    def count() -> int:
        open_month(office)
        with CaptureQueriesContext(connection) as queries:
            open_month(office)
        return len(queries)

    payer(1)
    draft()
    one = count()
    payer(2), payer(3), payer(4)
    draft()
    assert count() == one


# --- settling


def test_laura_settles_a_returned_line_at_the_price_agreed(
    group_with_sami: Process, office: Client, maija: User
) -> None:
    session = held(group_with_sami)
    draft()
    line = Line.objects.get()
    line.give_back(by=maija, returned_as="price")
    url = reverse("invoicing:line_settle", args=[line.pk])

    faulty = office.post(url, {"price": "sata"})
    assert faulty.status_code == 422
    assert b"sata" in faulty.content

    assert office.post(url, {"price": "150,00"}).status_code == 303
    invoice = Invoice.objects.get()
    assert sessions(invoice) == [session]
    assert invoice.lines.get().net == Decimal("150.00")
    assert office.post(url, {"price": "160,00"}).status_code == 422  # too late: it was settled


def test_laura_lets_a_returned_line_go(group_with_sami: Process, office: Client, maija: User) -> None:
    held(group_with_sami)
    draft()
    line = Line.objects.get()
    line.give_back(by=maija, returned_as="not_held")

    assert office.post(reverse("invoicing:line_settle", args=[line.pk]), {"decision": "let_go"}).status_code == 303
    assert not Line.objects.exists()
    assert draft() == []


def test_laura_writes_down_a_yes_given_by_phone(group_with_sami: Process, office: Client) -> None:
    session = held(group_with_sami)
    draft()
    office.post(reverse("invoicing:line_settle", args=[Line.objects.get().pk]), {"price": "175,00"})

    assert state(session) == Line.State.READY
    assert sessions(Invoice.objects.get()) == [session]


def test_laura_gives_a_session_its_price(framed: Process, office: Client, laura: User) -> None:
    session = held(framed, price=None)
    url = reverse("invoicing:session_price", args=[session.pk])
    assert office.get(url).status_code == 200

    office.post(url, {"price": "175"})

    assert sessions(Invoice.objects.get()) == [session]
    issue_all(JANUARY, by=laura, now=NOW)
    assert office.post(url, {"price": "200"}).status_code == 422
    assert Booking.objects.get().price == 175


def test_laura_sets_the_years_first_number_until_one_is_given(framed: Process, office: Client) -> None:
    url = reverse("invoicing:numbers")
    assert b"20270001" in office.get(url).content
    assert office.post(url, {"number": "abc"}).status_code == 422
    assert office.post(url, {"number": "17"}).status_code == 303
    assert NumberSeries.objects.get().next == 17
    held(framed)
    draft()
    issue_all(JANUARY, by=User.objects.get(name="Laura Salmi"), now=NOW)

    page = office.post(url, {"number": "30"})
    assert page.status_code == 422
    assert NumberSeries.objects.get().next == 18


# --- an invoice's own page


@pytest.fixture
def sent(framed: Process, laura: User) -> Invoice:
    held(framed)
    draft()
    [invoice] = issue_all(JANUARY, by=laura, now=NOW).done
    printing.make_all()
    return invoice


def test_a_payer_reads_their_own_invoices(sent: Invoice, maija: User) -> None:
    page = client_of(maija).get(reverse("invoicing:invoice_list"))
    assert b"20270001" in page.content
    detail = client_of(maija).get(reverse("invoicing:detail", args=[sent.pk]))
    text = " ".join(detail.content.decode().replace("&nbsp;", " ").replace("\u00a0", " ").split())
    for fact in ("Lasku 20270001", "219,63 €", "4410", "Toimintaterapia", "15.2.2027", "2027 00014"[:4]):
        assert fact in text, fact
    for hidden in ("Aino", "laskut@lehtola.example", "Delivery", "Toimitus"):
        assert hidden not in text, hidden


def test_the_payers_page_has_these_fields_and_no_other_C7() -> None:
    from invoicing.hours import HoursCard
    from invoicing.views.sheet import Sheet

    assert set(Sheet.__dataclass_fields__) == {
        "language", "title", "facts", "columns", "lines", "foot", "sums", "to_pay", "remarks",
    }  # fmt: skip
    assert set(HoursCard.__dataclass_fields__) == {
        "line", "starts_at", "ends_at", "minutes", "net", "vat_percent", "share", "cost_centre", "code", "names",
        "answer_by_on",
    }  # fmt: skip


def test_the_pdf_is_the_kept_one_under_a_neutral_name_C18_C21(sent: Invoice, maija: User) -> None:
    answer = client_of(maija).get(reverse("invoicing:pdf", args=[sent.pk]))

    assert answer.content == bytes(Paper.objects.get().pdf)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="lasku20270001.pdf"'
    assert answer["Cache-Control"] == "no-store"


def test_a_pdf_that_is_not_made_yet_is_told(framed: Process, laura: User, office: Client) -> None:
    held(framed)
    draft()
    [invoice] = issue_all(JANUARY, by=laura, now=NOW).done

    answer = office.get(reverse("invoicing:pdf", args=[invoice.pk]))

    assert (answer.status_code, answer.url) == (303, reverse("invoicing:detail", args=[invoice.pk]))


def test_others_find_no_invoice_of_lehtola(
    sent: Invoice, pekka: User, outi: User, sami: User, aino: User, eero: User
) -> None:
    """Also not the one it is about: her employer pays (DOMAIN 4.3)."""
    for person in (pekka, outi, sami, aino, eero):
        client = client_of(person)
        for name in ("detail", "pdf"):
            assert client.get(reverse(f"invoicing:{name}", args=[sent.pk])).status_code == 404, (person, name)


def test_a_draft_is_the_offices_alone(framed: Process, maija: User, office: Client) -> None:
    held(framed)
    [invoice] = draft()
    url = reverse("invoicing:detail", args=[invoice.pk])

    assert client_of(maija).get(url).status_code == 404
    page = office.get(url)
    assert page.status_code == 200
    assert "219,63" in page.content.decode()


def test_one_who_pays_themselves_reads_their_own(
    kuuloke: Practice, outi: User, sami: User, laura: User, aino: User
) -> None:
    outi.street, outi.postcode, outi.city = "Kuusikuja 3", "33820", "Tampere"
    outi.save()
    held(factories.make_process(supervisor=sami, supervisees=[outi]))
    draft()
    [invoice] = issue_all(JANUARY, by=laura, now=NOW).done

    assert b"20270001" in client_of(outi).get(reverse("invoicing:invoice_list")).content
    assert client_of(outi).get(reverse("invoicing:detail", args=[invoice.pk])).status_code == 200
    assert client_of(aino).get(reverse("invoicing:detail", args=[invoice.pk])).status_code == 404


def test_only_the_office_opens_the_month(framed: Process, maija: User, sami: User, aino: User, outi: User) -> None:
    for person in (maija, sami, aino, outi):
        client = client_of(person)
        assert client.get("/billing/").status_code == 404
        assert client.post("/billing/2027-01/issue/").status_code == 404
        assert client.get(reverse("invoicing:numbers")).status_code == 404
        assert client.get(reverse("outbox:unsent")).status_code == 404


def test_an_invoice_without_an_address_is_brought_by_hand(
    framed: Process, laura: User, office: Client, lehtola: Organisation
) -> None:
    lehtola.billing_email = ""
    lehtola.save()
    held(framed)
    draft()
    [invoice] = issue_all(JANUARY, by=laura, now=NOW).done
    url = reverse("invoicing:delivery", args=[invoice.pk])
    office.post(url, {"how": "letter"})
    assert not invoice.deliveries.exists()  # there is no PDF yet

    printing.make_all()
    assert office.post(url, {}).status_code == 422
    assert office.post(url, {"how": "letter"}).status_code == 303

    assert invoice.deliveries.get().by == laura
    assert open_month(office).context["month"].done == 1


def test_an_address_that_came_later_gets_the_mail(
    framed: Process, laura: User, office: Client, lehtola: Organisation
) -> None:
    lehtola.billing_email = ""
    lehtola.save()
    held(framed)
    draft()
    [invoice] = issue_all(JANUARY, by=laura, now=NOW).done
    printing.make_all()
    lehtola.billing_email = "uusi@lehtola.example"
    lehtola.save()

    office.post(reverse("invoicing:mail", args=[invoice.pk]))

    assert Message.objects.get().address == "uusi@lehtola.example"


def test_lists_ask_as_often_for_one_invoice_as_for_three(
    sent: Invoice, framed: Process, office: Client, laura: User, lehtola: Organisation
) -> None:
    url = reverse("invoicing:invoice_list")

    def count() -> int:
        office.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert office.get(url).status_code == 200
        return len(queries)

    one = count()
    for number in (1, 2):
        framed.cost_centre = f"99{number}"
        framed.save()
        held(framed, f"2027-01-2{number} 09:00")
        draft()
        issue_all(JANUARY, by=laura, now=NOW)
    assert Invoice.objects.issued().count() == 3
    assert count() == one


# --- a manager's hours


def test_maija_accepts_and_returns_in_one_go(group_with_sami: Process, maija: User) -> None:
    first, second = held(group_with_sami, "2027-01-13 13:00"), held(group_with_sami, "2027-01-20 13:00")
    draft()
    client = client_of(maija)
    cards = client.get(reverse("invoicing:hours")).context["cards"]
    answers = {f"line-{cards[0].line}": "accept", f"line-{cards[1].line}": "price"}

    assert client.post(reverse("invoicing:hours"), answers).status_code == 303

    assert (state(first), state(second)) == (Line.State.READY, Line.State.RETURNED)
    assert client.post(reverse("invoicing:hours"), answers).status_code == 422
    assert Line.objects.get(booking=second).returned_as == "price"


def test_maija_gives_one_of_three_codes_and_no_words_C10(group_with_sami: Process, maija: User) -> None:
    held(group_with_sami)
    draft()
    line = Line.objects.get()

    answer = client_of(maija).post(reverse("invoicing:hours"), {f"line-{line.pk}": "Aino oli sairaana"})

    assert answer.status_code == 422
    assert state(line.booking) == Line.State.WAITING


def test_pekka_answers_for_his_own_people_only(
    group_with_sami: Process, pekka: User, merikanta: Organisation, maija: User
) -> None:
    hanna = factories.make_person(name="Hanna Järvinen")
    factories.make_employment(employee=hanna, organisation=merikanta, manager=pekka)
    factories.make_process(
        supervisor=parties.supervisors(group_with_sami)[0].user, supervisees=[hanna], organisation=merikanta
    )
    session = held(group_with_sami)
    draft()
    client = client_of(pekka)

    assert client.get(reverse("invoicing:hours")).context["cards"] == []
    client.post(reverse("invoicing:hours"), {f"line-{Line.objects.get().pk}": "accept"})

    assert state(session) == Line.State.WAITING


def test_the_link_of_the_mail_answers_once_and_opens_nothing_else_E1(group_with_sami: Process, maija: User) -> None:
    from tests.bookings.mails import link, post, to

    session, other = held(group_with_sami, "2027-01-13 13:00"), held(group_with_sami, "2027-01-20 13:00")
    draft()
    address = link(to(maija, post()))
    mailbox = Client()
    for _scanner in range(3):
        page = mailbox.get(address)
        assert page.status_code == 200
    assert state(session) == Line.State.WAITING
    assert "Aino" not in page.content.decode()
    cards = page.context["cards"]

    answers = {f"line-{cards[0].line}": "accept", f"line-{cards[1].line}": "not_held"}
    assert mailbox.post(address, answers).status_code == 303
    assert (state(session), state(other)) == (Line.State.READY, Line.State.RETURNED)
    assert mailbox.get(address).context["done"]
    assert mailbox.post(address, answers).status_code == 422
    assert mailbox.get(reverse("invoicing:hours")).status_code == 302  # it is no login


def test_a_link_that_is_not_there_is_a_404(kuuloke: Practice) -> None:
    assert Client().get("/l/hours/unknown/").status_code == 404


def test_a_link_that_came_too_late_says_so(group_with_sami: Process, maija: User) -> None:
    import time_machine

    from tests.bookings.mails import link, post, to

    held(group_with_sami)
    draft()
    address = link(to(maija, post()))
    with time_machine.travel(helsinki("2027-02-09 00:01")):
        page = Client().get(address)
        assert page.status_code == 200
        assert page.context["cards"] == []


# --- the office's home, and what could not be sent


def test_the_offices_home_says_how_the_month_stands(framed: Process, office: Client) -> None:
    held(framed)
    draft()
    page = office.get("/")
    assert page.status_code == 200
    assert page.templates[0].name == "home/office.html"
    assert "219,63" in page.content.decode()


def test_laura_sees_what_could_not_be_sent_and_sends_it_again(sent: Invoice, office: Client) -> None:
    message = Message.objects.get()
    Message.objects.update(state=State.FAILED, problem="SMTPRecipientsRefused 550")
    page = office.get(reverse("outbox:unsent"))
    text = page.content.decode()
    assert "laskut@lehtola.example" in text
    assert "20270001" in text
    assert "550" in text

    assert office.post(reverse("outbox:sending", args=[message.pk])).status_code == 303
    message.refresh_from_db()
    assert message.state == State.WAITING


def test_an_uncertain_message_is_told_from_a_failed_one(sent: Invoice, office: Client) -> None:
    Message.objects.update(state=State.UNCERTAIN, problem="")
    page = office.get(reverse("outbox:unsent"))
    assert [row.message for row in page.context["uncertain"]] == list(Message.objects.all())
    assert kinds(office) == ["NotSent"]
