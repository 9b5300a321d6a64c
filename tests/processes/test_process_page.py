"""One page for everybody; each reads what the table of DOMAIN 4.3 gives them."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from bookings.models import Assignment, Booking, DiscussedThemes, Log, PrivateNote, Status, write_log
from processes import urls as _the_parts  # noqa: F401 (each view registers its own)
from processes.models import MeetingLink, OrganisationGoal, PersonalGoal, Process
from processes.sections import Section, whole
from processes.views.detail import page
from tests.bookings.pages import links, reading, text
from tests.factories import client_of, helsinki, make_booking, make_office, make_process
from tests.forms import queries
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite

PLANTED = {
    "goal": "Uskallan pyytää apua ajoissa",
    "eeros goal": "Opin sanomaan ei kokouksissa",
    "shared": "Sijaisten perehdytys",
    "unshared": "Vuorojen vaihto",
    "assignment": "Kokeile kymmenen minuutin lopetusta",
    "note": "Vain Samin oma havainto",
    "link": "https://meet.example/huone-aino",
}
# What a manager's page is made from, whole (C7): adding to it is a decision, and this list is where it is taken.
MANAGERS_LABELS = [
    "Rhythm",
    "Agreed",
    "In force",
    "Place",
    "Supervisor",
    "Supervisees",
    "Payer",
    "Price",
    "Cancelling",
    "Approval",
    "Attendance: the payer sees",
    "Cost centre",
    "Your reference",
    "Order number",
]
MANAGERS_SECTIONS = [
    "bookings/_way.html",
    "bookings/_budget.html",
    "processes/_organisation_goal.html",
    "reviews/_going_on.html",
]


def plant(process: Process, *, aino: User, sami: User) -> None:
    first = make_booking(process=process, starts_at=helsinki("2027-01-11 10:00"), status=Status.HELD)
    second = make_booking(process=process, starts_at=helsinki("2027-01-18 10:00"), status=Status.HELD)
    PersonalGoal.write(process=process, owner=aino, text=PLANTED["goal"])
    full = Log(themes=[PLANTED["shared"]], shared=True, assignment=PLANTED["assignment"], note=PLANTED["note"])
    write_log(first, full, by=sami)
    write_log(second, Log(themes=[PLANTED["unshared"]]), by=sami)
    MeetingLink.write(process=process, url=PLANTED["link"], by=sami)
    OrganisationGoal.objects.create(process=process, text="Yhtenäiset käytännöt")


def test_of_a_supervision_for_one_its_two_readers_are_named(aino_with_sami: Process, aino: User, sami: User) -> None:
    plant(aino_with_sami, aino=aino, sami=sami)
    for reader, other in ((aino, "Sami Rautio"), (sami, "Aino Mäkelä")):
        page = text(reading(reader).get(f"/processes/{aino_with_sami.pk}/"))
        assert page.count(f"Seen by: you and {other}. Not the manager, not the office.") >= 2  # themes, assignments
        assert "those absent" not in page


@pytest.fixture
def told(aino_with_sami: Process, aino: User, sami: User) -> Process:
    """With every fact filled in, and content that could leak."""
    process = aino_with_sami
    process.approval, process.order_number = "each", "OT1002003"
    process.cost_centre, process.buyer_reference = "4410", "Toimintaterapia"
    process.names_on_invoice_since = date(2027, 1, 1)
    process.save()
    plant(process, aino=aino, sami=sami)
    return process


def read(user: User, process: Process, **how: Any) -> str:
    """The page's source: what is in it at all, not only what shows."""
    answer = reading(user, **how).get(f"/processes/{process.pk}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def planted_in(source: str) -> set[str]:
    return {name for name, words in PLANTED.items() if words in source}


# The manager (C7, C9)


def test_maijas_page_is_made_from_exactly_this_C7(told: Process, maija: User) -> None:
    with override("en"):
        made = page(whole(Process.objects, maija).get(pk=told.pk), maija)
    assert set(made) == {"process", "title", "items", "facts", "way", "side", "offers", "may_edit", "folded"}
    assert [fact.label for fact in made["facts"]] == MANAGERS_LABELS
    sections: list[Section] = made["way"] + made["side"]
    assert [section.template for section in sections] == MANAGERS_SECTIONS
    assert [set(section.given) for section in sections] == [
        {"earlier", "steps", "progress", "book_url", "plan_url", "print_url", "set_for_them", "series"},
        {"budget"},
        {"goals", "manager_reads", "may_write", "process", "asks_if_shown"},
        {"process", "asked_now", "next_on", "over"},
    ]
    assert [item.text for item in made["items"]] == ["Aino Mäkelä", told.code]
    assert made["may_edit"] is False
    assert [row.title for row in made["offers"]] == ["Numbers and accepted texts"]


def test_maija_reads_no_content_and_no_count_of_it_C9(told: Process, maija: User) -> None:
    before = read(maija, told)
    assert planted_in(before) == set()
    DiscussedThemes.objects.all().delete()
    Assignment.objects.all().delete()
    PrivateNote.objects.all().delete()
    PersonalGoal.objects.all().delete()
    MeetingLink.objects.all().delete()
    assert _without_token(read(maija, told)) == _without_token(before)


def test_maija_reads_the_organisations_goal_and_what_it_costs(told: Process, maija: User) -> None:
    """S4-3."""
    page_text = text(reading(maija).get(f"/processes/{told.pk}/"))
    assert "Yhtenäiset käytännöt" in page_text
    assert "€175.00 + VAT a session" in page_text
    assert "4410" in page_text


def test_how_much_maija_reads_of_who_meets_is_agreed(told: Process, maija: User) -> None:
    client = reading(maija)
    for attendance, shown, hidden in [
        ("names", "Aino Mäkelä", "1 person"),
        ("count", "1 person", "Aino"),
        ("none", "Individual supervision", "Aino"),
    ]:
        told.attendance = attendance
        told.save()
        page_text = text(client.get(f"/processes/{told.pk}/"))
        assert shown in page_text, attendance
        assert hidden not in page_text, attendance


def test_maija_reads_the_names_of_her_own_people_alone(
    aino: User, eero: User, outi: User, sami: User, maija: User, lehtola: Organisation
) -> None:
    group = make_process(
        supervisor=sami, supervisees=[aino, eero, outi], organisation=lehtola, attendance="names", kind="group"
    )
    source = read(maija, group)
    assert "Aino Mäkelä" in source
    assert "Outi Savolainen" not in source


def test_a_no_show_is_told_to_maija_like_any_other_session_C10(told: Process, maija: User) -> None:
    held = read(maija, told)
    Booking.objects.filter(starts_at=helsinki("2027-01-18 10:00")).update(status=Status.NO_SHOW)
    assert _without_token(read(maija, told)) == _without_token(held)


def test_maija_never_hears_of_what_aino_pays_herself(
    aino: User, sami: User, maija: User, lehtola: Organisation, kuuloke: object
) -> None:
    own = make_process(supervisor=sami, supervisees=[aino])
    client = client_of(maija)
    foreign, unknown = client.get(f"/processes/{own.pk}/"), client.get(f"/processes/{uuid.uuid4()}/")
    assert (foreign.status_code, foreign.content) == (unknown.status_code, unknown.content) or (
        _without_token(foreign.content.decode()) == _without_token(unknown.content.decode())
    )
    assert foreign.status_code == 404


def test_a_manager_who_is_a_supervisee_elsewhere_reads_of_each_what_they_are_there_C11(
    told: Process, maija: User, aino: User, sami: User, lehtola: Organisation
) -> None:
    own = make_process(supervisor=sami, supervisees=[maija], organisation=lehtola, attendance="names")
    PersonalGoal.write(process=own, owner=maija, text="Maijan oma tavoite")
    assert planted_in(read(maija, told)) == set()
    assert "Maijan oma tavoite" in read(maija, own)
    assert client_of(aino).get(f"/processes/{own.pk}/").status_code == 404


def test_one_who_is_both_office_and_manager_gains_no_content_C43(told: Process, maija: User) -> None:
    make_office(user=maija)
    assert planted_in(read(maija, told)) == set()


# The office


def test_laura_reads_all_that_is_agreed_and_nothing_else(told: Process, laura: User) -> None:
    with override("en"):
        made = page(whole(Process.objects, laura).get(pk=told.pk), laura)
    sections: list[Section] = made["way"] + made["side"]
    assert [section.template for section in sections] == [
        "bookings/_way.html",
        "processes/_organisation_goal.html",
        "agreements/_section.html",
        "reviews/_going_on.html",
        "processes/_agreed_themes.html",
        "processes/_vat.html",
        "invoicing/_packages.html",
    ]
    assert {row.title for row in made["offers"]} == {
        "Rhythm of the reviews",
        "Name a substitute",
        "End the supervision",
    }
    assert planted_in(read(laura, told)) == set()
    labels = {fact.label for fact in made["facts"]}
    assert {"Managers", "Names on invoices", "Price", "Cost centre"} <= labels
    assert made["may_edit"] is True


def test_a_superuser_without_a_part_in_it_finds_nothing_C28(told: Process, outi: User) -> None:
    User.objects.filter(pk=outi.pk).update(is_superuser=True, is_staff=True)
    assert client_of(User.objects.get(pk=outi.pk)).get(f"/processes/{told.pk}/").status_code == 404


# The parties


def test_aino_reads_her_goal_what_is_shared_and_the_way_to_the_room(told: Process, aino: User) -> None:
    assert planted_in(read(aino, told)) == {"goal", "shared", "assignment", "link"}


def test_aino_reads_who_pays_and_not_how_much(told: Process, aino: User) -> None:
    page_text = text(reading(aino).get(f"/processes/{told.pk}/"))
    assert "Lehtolan Kuntoutus Oy" in page_text
    assert "175" not in page_text
    assert "Cost centre" not in page_text
    assert "Maija Korhonen" in page_text, "who approves her times"


def test_outi_who_pays_herself_reads_the_price_with_vat(outi: User, sami: User, kuuloke: object) -> None:
    own = make_process(supervisor=sami, supervisees=[outi])
    assert "€219.63 a session, VAT included" in text(reading(outi).get(f"/processes/{own.pk}/"))


def test_sami_reads_all_themes_of_his_own_sessions_and_not_the_note_here(told: Process, sami: User) -> None:
    assert planted_in(read(sami, told)) == {"goal", "shared", "unshared", "assignment", "link"}


def test_in_a_session_from_an_employers_mailbox_no_content_stands_there_C6(told: Process, aino: User) -> None:
    source = read(aino, told, content=False)
    assert planted_in(source) == set()
    assert "My goal" not in source


def test_eero_in_the_same_group_reads_nothing_of_ainos_own_C22(
    group_with_sami: Process, aino: User, eero: User, sami: User
) -> None:
    plant(group_with_sami, aino=aino, sami=sami)
    PersonalGoal.write(process=group_with_sami, owner=eero, text=PLANTED["eeros goal"])
    assert planted_in(read(eero, group_with_sami)) == {"eeros goal", "shared", "assignment", "link"}
    assert planted_in(read(sami, group_with_sami)) >= {"goal", "eeros goal"}


def test_one_who_joined_later_reads_nothing_from_before_C23(
    group_with_sami: Process, aino: User, eero: User, sami: User
) -> None:
    plant(group_with_sami, aino=aino, sami=sami)
    group_with_sami.participants.filter(user=eero).update(starts_on=date(2027, 1, 20))
    assert planted_in(read(eero, group_with_sami)) == {"link"}


def test_where_nothing_is_stored_there_is_no_field_for_it_C44(aino: User, sami: User, lehtola: Organisation) -> None:
    silent = make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, no_content_since=date(2027, 1, 1))
    answer = reading(aino).get(f"/processes/{silent.pk}/")
    assert "My goal" not in text(answer)
    assert not links(answer, "goal")
    assert "No themes, notes or goals are stored." in text(answer)
    client = client_of(aino)
    goal = f"/processes/{silent.pk}/goal/"
    assert (client.get(goal).status_code, client.post(goal, {"text": "x"}).status_code) == (404, 404)
    assert not PersonalGoal.objects.exists()


# The way


def test_the_way_goes_from_the_first_day_over_what_was_held_to_what_is_booked(told: Process, aino: User) -> None:
    make_booking(process=told, starts_at=helsinki("2027-02-09 10:00"), status=Status.REQUESTED)
    page_text = text(reading(aino).get(f"/processes/{told.pk}/"))
    for words in ("Begun", "2 sessions", "Session 3", "Waiting for the manager's approval", "7 sessions to book"):
        assert words in page_text, words
    assert "2/10 sessions" in page_text


def test_what_is_not_marked_is_told_to_sami_alone(told: Process, aino: User, sami: User) -> None:
    make_booking(process=told, starts_at=helsinki("2027-01-25 10:00"))
    assert "Not marked" in read(sami, told)
    assert "Not marked" not in read(aino, told)


def test_a_cancelled_time_is_no_part_of_the_way(told: Process, aino: User) -> None:
    make_booking(process=told, starts_at=helsinki("2027-02-09 10:00"), status=Status.CANCELLED)
    assert "Session 3" not in read(aino, told)


@pytest.mark.parametrize("who, may", [("aino", True), ("sami", True), ("laura", True), ("maija", False)])
def test_who_books_finds_the_way_to_it(
    request: pytest.FixtureRequest, aino_with_sami: Process, who: str, may: bool
) -> None:
    answer = reading(request.getfixturevalue(who)).get(f"/processes/{aino_with_sami.pk}/")
    assert bool(links(answer, "/slots/")) is may


def test_a_groups_member_is_not_sent_to_book(group_with_sami: Process, aino: User) -> None:
    assert not links(reading(aino).get(f"/processes/{group_with_sami.pk}/"), "/slots/")


def test_the_page_costs_the_same_with_one_session_and_with_three(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    def add(day: str) -> None:
        booking = make_booking(process=aino_with_sami, starts_at=helsinki(f"2027-01-{day} 10:00"), status=Status.HELD)
        write_log(booking, Log(themes=["Kirjaaminen"], shared=True, assignment="Kokeile"), by=sami)

    path = f"/processes/{aino_with_sami.pk}/"
    add("11")
    with_one = queries(client_of(aino), path), queries(client_of(sami), path)
    add("18")
    add("25")
    assert (queries(client_of(aino), path), queries(client_of(sami), path)) == with_one


def test_for_strangers_it_is_not_there(request: pytest.FixtureRequest, told: Process) -> None:
    for who in ["pekka", "eero", "outi", "kaisa"]:
        client = client_of(request.getfixturevalue(who))
        foreign, unknown = client.get(f"/processes/{told.pk}/"), client.get(f"/processes/{uuid.uuid4()}/")
        assert foreign.status_code == unknown.status_code == 404, who
        assert len(foreign.content) == len(unknown.content), who


def _without_token(source: str) -> str:
    import re

    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", re.sub(r"/processes/[0-9a-f-]{36}", "", source))
