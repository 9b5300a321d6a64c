"""Laura starts a process and changes what was agreed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bookings.models import Status
from processes import parties
from processes.models import PriceItem, Process
from tests.bookings.pages import landed, reading, text, tree
from tests.factories import NOW, client_of, helsinki, make_booking, make_employment, make_organisation, make_process
from tests.forms import faults, finnish, said, typed
from tests.processes.agreement import NEW, filled
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite


@pytest.fixture
def form(aino: User, sami: User, lehtola: Organisation) -> dict[str, Any]:
    fields: dict[str, Any] = filled(supervisor=sami, supervisees=[aino], organisation=lehtola)
    return fields


def started(laura: User, form: dict[str, Any], **change: Any) -> Process:
    answer = client_of(laura).post(NEW, form | change)
    assert answer.status_code == 303, faults(answer)
    return Process.objects.get()


def test_laura_starts_ainos_process(laura: User, form: dict[str, Any], aino: User, sami: User) -> None:
    process = started(laura, form, agreed_count="10", organisation_goal="Yhteiset käytännöt")
    assert (process.kind, process.payer, process.length_minutes) == ("individual", "employer", 90)
    assert (process.every_weeks, process.every_weeks_most, process.agreed_count) == (4, None, 10)
    assert process.price == Decimal("175.00")
    assert [row.user for row in parties.supervisees(process)] == [aino]
    assert [row.user for row in parties.supervisors(process)] == [sami]
    assert process.names_on_invoice_since is None
    assert process.keeps_content


def test_each_term_is_kept_as_it_was_typed(laura: User, form: dict[str, Any], kaisa: User) -> None:
    """None of them as it would be by itself."""
    typed_in = {
        "co_supervisor": kaisa.pk,
        "length_minutes": "45",
        "open_bookings": "2",
        "place": "workplace",
        "ends_on": "31.12.2027",
        "cancellation_hours": "48",
        "cancellation_share": "50",
        "attendance": "count",
        "cost_centre": "4410",
        "buyer_reference": "Toimintaterapia",
        "order_number": "4500-1",
    }
    process = started(laura, form, **typed_in)
    assert [row.user for row in parties.supervisors(process) if row.capacity == "co_supervisor"] == [kaisa]
    assert (process.length_minutes, process.open_bookings, process.place) == (45, 2, "workplace")
    assert (process.ends_on, process.attendance) == (date(2027, 12, 31), "count")
    assert (process.cancellation_hours, process.cancellation_share) == (48, 50)
    assert (process.cost_centre, process.buyer_reference) == ("4410", "Toimintaterapia")
    assert process.order_number == "4500-1"


def test_monthly_is_no_number_of_weeks(laura: User, form: dict[str, Any]) -> None:
    process = started(laura, form, rhythm="monthly", every_weeks="4")
    assert process.every_weeks is None


def test_from_three_to_four_weeks(laura: User, form: dict[str, Any]) -> None:
    """S4-9."""
    process = started(laura, form, every_weeks="3", every_weeks_most="4")
    assert (process.every_weeks, process.every_weeks_most) == (3, 4)


def test_an_empty_price_comes_from_the_price_list_for_kind_length_and_customer(
    laura: User, form: dict[str, Any], lehtola: Organisation
) -> None:
    """S3-12."""
    lehtola.group = "association"
    lehtola.save()
    since = date(2026, 1, 1)
    PriceItem.objects.create(kind="individual", minutes=90, price="175", valid_from=since)
    PriceItem.objects.create(kind="individual", minutes=90, price="140", group="association", valid_from=since)
    PriceItem.objects.create(kind="individual", minutes=90, price="150", group="association", valid_from="2028-01-01")
    assert started(laura, form, price="").price == Decimal("140.00")


def test_without_a_price_on_the_list_the_form_asks_for_one(laura: User, form: dict[str, Any]) -> None:
    answer = finnish(laura).post(NEW, form | {"price": ""})
    assert answer.status_code == 422
    assert faults(answer) == {"price": said("The price list has no price for this kind and length. Write one here.")}


def test_how_times_are_approved_is_copied_from_the_organisation(
    laura: User, form: dict[str, Any], lehtola: Organisation
) -> None:
    lehtola.approval = "series"
    lehtola.save()
    process = started(laura, form)
    assert process.approval == "series"
    lehtola.approval = "none"
    lehtola.save()
    process.refresh_from_db()
    assert process.approval == "series", "a copy, not a link"


def test_an_agreement_may_differ_from_what_the_organisation_usually_does(
    laura: User, form: dict[str, Any], lehtola: Organisation
) -> None:
    lehtola.approval = "series"
    lehtola.save()
    assert started(laura, form, approval="frame").approval == "frame"


def test_a_self_payer_needs_no_organisation_and_no_approval(laura: User, outi: User, sami: User) -> None:
    """S1-3."""
    process = started(laura, filled(supervisor=sami, supervisees=[outi], organisation=None, price="148"))
    assert (process.payer, process.organisation, process.approval) == ("self", None, "none")


def test_a_self_payer_may_pay_through_a_business_of_their_own(laura: User, outi: User, sami: User) -> None:
    own = make_organisation(name="Tmi Outi", own_of=outi)
    process = started(laura, filled(supervisor=sami, supervisees=[outi], organisation=own, payer="self"))
    assert process.organisation == own
    assert parties.supervisees(process)[0].manager is None


def test_internal_supervision_has_no_price(laura: User, form: dict[str, Any]) -> None:
    process = started(laura, form, payer="internal", price="")
    assert process.price is None


def test_the_switches_are_kept_as_days(laura: User, form: dict[str, Any]) -> None:
    process = started(laura, form, names_on_invoice="on", no_content="on")
    assert process.names_on_invoice_since == process.no_content_since == date(2027, 2, 1)


@pytest.mark.parametrize(
    "change, faulty",
    [
        ({"supervisees": []}, {"supervisees": "Tick at least one."}),
        ({"supervisees": ["no-id"]}, {"supervisees": "Something ticked is no longer on the list. Tick again."}),
        ({"supervisor": ""}, {"supervisor": "This field is required."}),
        (
            {"supervisor": "no-id"},
            {"supervisor": "Select a valid choice. That choice is not one of the available choices."},
        ),
        ({"payer": ""}, {"payer": "Choose one."}),
        ({"organisation": ""}, {"organisation": "Choose the employer that pays."}),
        ({"payer": "internal"}, {"price": "Internal supervision has no price and no invoice. Empty the price."}),
        ({"price": "paljon"}, {"price": "Write the sum in numbers, like this: 175,00."}),
        ({"price": "-1"}, {"price": "A sum cannot be below zero."}),
        ({"price": "1,005"}, {"price": "A sum has two decimals at most."}),
        ({"length_minutes": "puolitoista tuntia"}, {"length_minutes": "Write a whole number."}),
        ({"every_weeks": ""}, {"every_weeks": "Write how many weeks lie between two sessions."}),
        (
            {"every_weeks": "4", "every_weeks_most": "3"},
            {"every_weeks_most": "This is less than the number before it. Write a larger one, or leave it empty."},
        ),
        ({"starts_on": "helmikuussa"}, {"starts_on": "Write the day like this: 31.1.2027."}),
        ({"ends_on": "31.1.2027"}, {"ends_on": "The last day is before the first. Check both."}),
        ({"kind": "pair"}, {"supervisees": "A pair has two people. Tick two, or choose another kind."}),
    ],
)
def test_a_fault_is_told_beside_its_field_and_what_was_typed_stays(
    laura: User, form: dict[str, Any], change: dict[str, Any], faulty: dict[str, str]
) -> None:
    answer = finnish(laura).post(NEW, form | {"cost_centre": "4410"} | change)
    assert answer.status_code == 422
    assert faults(answer) == {name: said(sentence) for name, sentence in faulty.items()}
    assert typed(answer, "cost_centre") == "4410"
    for name, value in change.items():
        if name in {"price", "length_minutes", "every_weeks", "every_weeks_most", "starts_on", "ends_on"}:
            assert typed(answer, name) == value
    assert not Process.objects.exists()


@pytest.mark.parametrize("minutes, limit", [("44", "45"), ("121", "120")])
def test_the_length_has_its_limits(laura: User, form: dict[str, Any], minutes: str, limit: str) -> None:
    """S4-8."""
    answer = finnish(laura).post(NEW, form | {"length_minutes": minutes})
    assert limit in faults(answer)["length_minutes"]


def test_one_person_meets_in_an_individual_process(laura: User, form: dict[str, Any], eero: User) -> None:
    answer = finnish(laura).post(NEW, form | {"supervisees": [*form["supervisees"], eero.pk]})
    sentence = "Here one person meets the supervisor. Tick one, or choose another kind."
    assert faults(answer) == {"supervisees": said(sentence)}
    assert set(typed(answer, "supervisees")) == {str(pk) for pk in [*form["supervisees"], eero.pk]}


def test_the_supervisor_is_nobody_else_in_the_same_process(laura: User, form: dict[str, Any], sami: User) -> None:
    answer = finnish(laura).post(NEW, form | {"co_supervisor": sami.pk, "supervisees": [sami.pk]})
    assert faults(answer) == {
        "co_supervisor": said("This is the supervisor already. Choose somebody else, or none."),
        "supervisees": said("A supervisor cannot be a supervisee in the same process. Take the tick away."),
    }


def test_an_employer_is_no_self_payers_business_nor_the_other_way_round(
    laura: User, form: dict[str, Any], outi: User, aino: User, lehtola: Organisation
) -> None:
    own = make_organisation(name="Tmi Outi", own_of=outi)
    answer = finnish(laura).post(NEW, form | {"organisation": own.pk})
    sentence = "This is a supervisee's own business. Choose “Supervisee” as the payer."
    assert faults(answer) == {"organisation": said(sentence)}
    for foreign in (own, lehtola):
        answer = finnish(laura).post(NEW, form | {"payer": "self", "organisation": foreign.pk})
        sentence = "This is not the own business of a supervisee ticked above. Choose theirs, or none."
        assert faults(answer) == {"organisation": said(sentence)}


def test_times_that_need_a_yes_need_somebody_who_can_say_it(
    laura: User, form: dict[str, Any], outi: User, lehtola: Organisation
) -> None:
    make_employment(employee=outi, organisation=lehtola, manager=None)
    answer = finnish(laura).post(NEW, form | {"approval": "each", "supervisees": [outi.pk]})
    sentence = (
        "Nobody can approve times for: {names}. Add a manager on their page first. "
        "It opens in a new tab; what you have written stays here."
    )
    assert faults(answer) == {"supervisees": said(sentence).format(names="Outi Savolainen")}
    [link] = tree(answer).xpath("//*[@id='id_supervisees_error']//a")
    assert (link.get("href"), link.get("target")) == (f"/people/{outi.pk}/", "_blank")


def test_nor_is_it_kept_so_when_the_manager_has_gone(
    laura: User, aino_with_sami: Process, form: dict[str, Any], aino: User
) -> None:
    aino.employments.get().end(by=laura)
    answer = edited(laura, aino_with_sami, form, approval="series")
    assert answer.status_code == 422
    assert set(faults(answer)) == {"supervisees"}


def test_people_are_offered_under_their_employers(laura: User, aino: User, outi: User, sami: User) -> None:
    page = reading(laura).get(NEW)
    groups = {
        " ".join(group.find("summary").text_content().split()): group.text_content()
        for group in tree(page).xpath("//details[contains(@class, 'more')]")
    }
    assert "Aino Mäkelä" in groups["Lehtolan Kuntoutus Oy 1"]
    assert "Outi Savolainen" in next(text for label, text in groups.items() if label.startswith("Without"))


def test_the_edit_page_shows_what_was_agreed(laura: User, aino_with_sami: Process, aino: User) -> None:
    page = finnish(laura).get(f"/processes/{aino_with_sami.pk}/agreement/")
    assert typed(page, "price") == "175,00"
    assert typed(page, "starts_on") == "1.1.2020"
    assert typed(page, "supervisees") == [str(aino.pk)]
    assert typed(page, "attendance") == ["names"]


def edited(laura: User, process: Process, form: dict[str, Any], **change: Any) -> Any:
    page = f"/processes/{process.pk}/agreement/"
    seen = Process.objects.get(pk=process.pk).mark
    return finnish(laura).post(page, form | {"people_from": "1.2.2027", "approval": "none", "seen": seen} | change)


def test_laura_changes_the_agreement_and_comes_back_to_it(
    laura: User, aino_with_sami: Process, form: dict[str, Any]
) -> None:
    client = reading(laura)
    page = f"/processes/{aino_with_sami.pk}/agreement/"
    change = form | {"people_from": "1.2.2027", "approval": "none", "price": "190", "seen": aino_with_sami.mark}
    assert "190.00" in text(landed(client.post(page, change), client))


def test_people_change_from_a_day_that_is_not_past(laura: User, aino_with_sami: Process, form: dict[str, Any]) -> None:
    answer = edited(laura, aino_with_sami, form, people_from="31.1.2027")
    assert answer.status_code == 422
    assert faults(answer) == {"people_from": said("People change today or later: what is past stays as it was.")}


def test_a_booked_time_stands_in_the_way_and_the_page_says_which(
    laura: User, aino_with_sami: Process, form: dict[str, Any], kaisa: User
) -> None:
    make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-09 10:00"))
    answer = edited(laura, aino_with_sami, form, supervisor=kaisa.pk)
    assert answer.status_code == 422
    assert "9.2.2027" in faults(answer)["people_from"]
    answer = edited(laura, aino_with_sami, form, ends_on="8.2.2027")
    assert "9.2.2027" in faults(answer)["ends_on"]
    assert [row.user.name for row in parties.supervisors(aino_with_sami)] == ["Sami Rautio"]


def test_a_kind_that_takes_other_calendars_waits_until_no_time_is_booked(
    laura: User, form: dict[str, Any], aino: User, sami: User, lehtola: Organisation
) -> None:
    """In a group Aino's own calendar is not taken: alone with Sami she could be booked twice (A1)."""
    process = make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, kind="group")
    session = make_booking(process=process, starts_at=helsinki("2027-02-16 10:00"))
    assert edited(laura, process, form, kind="community").status_code == 303  # takes the same
    answer = edited(laura, process, form, kind="individual")
    assert answer.status_code == 422
    assert set(faults(answer)) == {"kind"}
    assert "16.2.2027" in faults(answer)["kind"]
    session.cancel(by=laura, now=NOW)
    assert edited(laura, process, form, kind="individual").status_code == 303


def test_once_sessions_were_held_payer_kind_and_organisation_cannot_even_be_typed(
    laura: User, aino_with_sami: Process, form: dict[str, Any], merikanta: Organisation
) -> None:
    make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-12 10:00"), status=Status.HELD)
    page = finnish(laura).get(f"/processes/{aino_with_sami.pk}/agreement/")
    locked = tree(page).xpath("//main//*[self::select or self::input][@disabled]/@name")
    assert {"kind", "organisation", "payer"} <= set(locked)
    answer = edited(laura, aino_with_sami, form, organisation=merikanta.pk, payer="self", kind="toto")
    assert answer.status_code == 303
    aino_with_sami.refresh_from_db()
    assert (aino_with_sami.payer, aino_with_sami.kind) == ("employer", "individual")
    assert aino_with_sami.organisation != merikanta


def test_a_switch_that_stays_on_keeps_its_day(laura: User, aino_with_sami: Process, form: dict[str, Any]) -> None:
    Process.objects.update(names_on_invoice_since=date(2026, 5, 5))
    edited(laura, aino_with_sami, form, names_on_invoice="on")
    aino_with_sami.refresh_from_db()
    assert aino_with_sami.names_on_invoice_since == date(2026, 5, 5)
    edited(laura, aino_with_sami, form)
    aino_with_sami.refresh_from_db()
    assert aino_with_sami.names_on_invoice_since is None


@pytest.mark.parametrize("who", ["aino", "maija", "sami"])
def test_the_others_see_it_and_may_not_change_it(
    request: pytest.FixtureRequest, aino_with_sami: Process, who: str
) -> None:
    client = client_of(request.getfixturevalue(who))
    page = f"/processes/{aino_with_sami.pk}/agreement/"
    assert (client.get(page).status_code, client.post(page, {}).status_code) == (403, 403)
    assert client.get(NEW).status_code == 404


@pytest.mark.parametrize("who", ["pekka", "outi", "eero"])
def test_strangers_find_nothing(request: pytest.FixtureRequest, aino_with_sami: Process, who: str) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(f"/processes/{aino_with_sami.pk}/agreement/").status_code == 404


def test_who_has_a_last_day_ahead_can_be_taken_away_at_once_C25(
    laura: User, group_with_sami: Process, form: dict[str, Any], aino: User, eero: User
) -> None:
    group = form | {"kind": "group", "supervisees": [aino.pk]}
    assert edited(laura, group_with_sami, group, people_from="1.3.2027").status_code == 303
    page = text(reading(laura).get(f"/processes/{group_with_sami.pk}/agreement/"))
    assert "Eero Virtanen, last day 28.2.2027" in page or "Eero Virtanen, last day 28 Feb 2027" in page

    assert edited(laura, group_with_sami, group, sooner=[eero.pk]).status_code == 303
    assert not Process.objects.visible_to(eero).exists()
    assert edited(laura, group_with_sami, group, sooner=[eero.pk]).status_code in {303, 422}, "a second tap"


def test_nobody_else_is_offered_there(laura: User, group_with_sami: Process, form: dict[str, Any], aino: User) -> None:
    group = form | {"kind": "group", "supervisees": [aino.pk]}
    assert edited(laura, group_with_sami, group, people_from="1.3.2027").status_code == 303
    answer = edited(laura, group_with_sami, group, sooner=[aino.pk])
    assert faults(answer) == {"sooner": said("Something ticked is no longer on the list. Tick again.")}


def test_an_order_number_that_the_payer_sends_back_is_told_beside_its_field(
    laura: User, form: dict[str, Any], lehtola: Organisation
) -> None:
    """DOMAIN 5.3: only orders that begin with OT; none at all may stand on the organisation."""
    lehtola.change(by=laura, order_number_begins="OT", demands=["order_number"])
    answer = finnish(laura).post(NEW, form | {"order_number": "4500-1"})
    assert answer.status_code == 422
    assert faults(answer) == {"order_number": said("The payer takes only one that begins so: %(begins)s.", begins="OT")}
    assert typed(answer, "order_number") == "4500-1"
    assert finnish(laura).post(NEW, form | {"order_number": "OT-1"}).status_code == 303
