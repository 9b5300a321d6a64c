"""A shared cost on pages: each employer's manager reads their own part, the office writes all of them (S2-5)."""

from datetime import date
from decimal import Decimal

import pytest

from bookings import approvals
from bookings.models import Status
from processes.models import CostShare, Process
from processes.models.shares import on_day
from tests.bookings.pages import reading, text
from tests.factories import NOW, client_of, helsinki, make_booking
from tests.forms import faults, finnish
from tests.processes.shares import held
from tyonohjaus.people.models import Organisation, User


def test_no_manager_reads_another_employers_share_S2_5(shared: Process, maija: User, pekka: User) -> None:
    session = make_booking(process=shared, starts_at=helsinki("2027-02-09 10:00"))
    for manager, own, others in (
        (maija, ("139.80", "Lehtolan", "60%"), ("93.20", "Merikannan", "40%")),
        (pekka, ("93.20", "Merikannan", "40%"), ("139.80", "Lehtolan", "60%")),
    ):
        page = text(reading(manager).get(f"/processes/{shared.pk}/"))
        assert all(word in page for word in own), manager
        assert not any(word in page for word in (*others, "233")), manager
        page = text(reading(manager).get(session.get_absolute_url()))
        assert own[0] in page
        assert not any(word in page for word in (*others, "233"))
        home = text(reading(manager).get("/"))
        assert "233" not in home
        assert others[0] not in home


def test_what_is_asked_is_ones_own_employers_part(shared: Process, maija: User, pekka: User) -> None:
    Process.objects.filter(pk=shared.pk).update(approval="each")
    make_booking(process=shared, starts_at=helsinki("2027-02-09 10:00"), status=Status.REQUESTED)
    assert approvals.waiting(maija, now=NOW)[0].card.price == Decimal("139.80")
    assert approvals.waiting(pekka, now=NOW)[0].card.price == Decimal("93.20")


def test_members_read_that_the_cost_is_shared_and_not_how(shared: Process, aino: User, sami: User) -> None:
    for user in (aino, sami):
        page = text(reading(user).get(f"/processes/{shared.pk}/"))
        assert "The employers share the cost." in page
        assert "60%" not in page


def test_laura_writes_the_shares(
    shared: Process, laura: User, lehtola: Organisation, merikanta: Organisation, maija: User
) -> None:
    client, page = reading(laura), f"/processes/{shared.pk}/shares/"
    assert "Merikannan hyvinvointialue: 40%" in text(client.get(page))
    fields = {"first_on": "1.3.2027", "percent_0": "66,67", "percent_1": "33,33", "percent_2": "", "other": ""}
    assert client.post(page, fields).status_code == 303
    assert [share.percent for share in on_day(shared, date(2027, 3, 1))] == [Decimal("66.67"), Decimal("33.33")]
    assert client_of(maija).get(page).status_code == 403


def test_once_a_session_has_begun_a_day_that_lies_behind_is_refused_and_the_way_on_is_said(
    shared: Process, laura: User
) -> None:
    """Nothing becomes "from today" behind the office's back."""
    client, page = finnish(laura), f"/processes/{shared.pk}/shares/"
    fields = {"first_on": "4.1.2027", "percent_0": "50", "percent_1": "50", "percent_2": "", "other": ""}
    assert "aikaisintaan" not in client.get(page).content.decode()
    held(shared)
    assert "voimassa aikaisintaan tästä päivästä" in client.get(page).content.decode()

    refused = client.post(page, fields)

    assert refused.status_code == 422
    said = "Tapaamisia on jo ollut, ja mennyt pysyy niin kuin se veloitettiin. Kirjoita 1.2.2027 tai myöhempi päivä."
    assert said in faults(refused)["first_on"]
    assert 'value="4.1.2027"' in refused.content.decode()
    assert client.post(page, fields | {"first_on": "1.2.2027"}).status_code == 303
    told = client.get(f"/processes/{shared.pk}/").content.decode().replace("\xa0", " ")
    assert "Kustannusosuudet tallennettiin. Ensimmäinen päivä: ma 1.2.2027." in told


def test_before_that_the_message_says_the_first_day_that_there_is(shared: Process, laura: User) -> None:
    client, page = finnish(laura), f"/processes/{shared.pk}/shares/"
    fields = {"first_on": "4.1.2019", "percent_0": "50", "percent_1": "50", "percent_2": "", "other": ""}
    assert client.post(page, fields).status_code == 303
    first_on = CostShare.objects.filter(ends_on=None)[0].starts_on
    assert first_on == shared.starts_on
    assert f"{first_on:%-d.%-m.%Y}" in client.get(f"/processes/{shared.pk}/").content.decode()


def test_what_is_missing_is_said_in_one_sentence(shared: Process, laura: User) -> None:
    fields = {"first_on": "1.3.2027", "percent_0": "60", "percent_1": "30"}
    answer = finnish(laura).post(f"/processes/{shared.pk}/shares/", fields)
    assert "Yhteensä pitää olla 100 %: puuttuu 10 %." in text(answer)


@pytest.mark.sqlite
def test_what_does_not_fit_is_told_and_kept(shared: Process, laura: User) -> None:
    client = reading(laura)
    for typed, said in [
        ({"percent_0": "60", "percent_1": "30"}, "10% is missing"),
        ({"percent_0": "60", "percent_1": "50"}, "10% is too much"),
        ({"percent_0": "100", "percent_1": ""}, "less than 100"),
        ({"percent_0": "0", "percent_1": "99"}, "more than nothing"),
        ({"percent_0": "33,333", "percent_1": "66,667"}, "two decimals"),
        ({"percent_0": "puolet", "percent_1": "50"}, "in numbers"),
        ({"percent_0": "50", "percent_2": "50"}, "Choose who pays"),
    ]:
        answer = client.post(f"/processes/{shared.pk}/shares/", {"first_on": "1.3.2027", **typed})
        assert answer.status_code == 422, typed
        assert said in text(answer), typed
        assert all(f'value="{value}"' in answer.content.decode() for value in typed.values() if value), typed
        assert CostShare.objects.filter(ends_on=None).count() == 2, typed
