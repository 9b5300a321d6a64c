"""The office writes down what a manager said by phone; the manager is told of it."""

from datetime import date
from decimal import Decimal

import pytest

from bookings.models import Approval, Status
from processes.models import CostShare, Process, Share
from tests.bookings import mails
from tests.bookings.pages import fields, page, reading, text
from tests.bookings.stories import book, book_series
from tests.factories import client_of
from tyonohjaus.people.models import Organisation, User


def test_the_office_writes_down_what_maija_said_by_phone(
    asked: Process, aino: User, sami: User, laura: User, maija: User
) -> None:
    booking = book(asked, by=aino)
    mails.gone()
    client, path = client_of(laura), f"/bookings/{booking.pk}/recorded-approval/"
    assert "Maija Korhonen" in client.get(path).content.decode()

    answer = client.post(path, {"manager": str(maija.pk), "decision": "approve"})

    assert answer.status_code == 303
    approval = Approval.objects.get()
    assert (approval.manager, approval.recorded_by, approval.via) == (maija, laura, "phone")
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED
    assert maija.email in mails.recipients(mails.post())


def test_the_office_writes_down_an_answer_to_a_whole_series(
    asked: Process, sami: User, laura: User, maija: User
) -> None:
    series = book_series(asked, by=sami)
    mails.gone()
    first = series.bookings.order_by("starts_at")[0]
    path = f"/bookings/{first.pk}/recorded-approval/"
    client_of(laura).post(path, {"manager": str(maija.pk), "decision": "approve", "series": "on"})

    assert set(series.bookings.values_list("status", flat=True)) == {Status.CONFIRMED}
    assert mails.to(maija, mails.post()).subject == "Vastauksesi on kirjattu"


@pytest.mark.sqlite
def test_an_answer_to_another_price_is_not_written_down(asked: Process, sami: User, laura: User, maija: User) -> None:
    """Another of its series has become dearer since the page was opened."""
    one, other, _last = book_series(asked, by=sami).bookings.order_by("starts_at")
    client, path = reading(laura), f"/bookings/{one.pk}/recorded-approval/"
    form = fields(client.get(path), having="shown") | {"manager": str(maija.pk), "decision": "approve", "series": "on"}
    other.reprice(by=laura, price=Decimal("190.00"))

    stale = client.post(path, form)

    assert stale.status_code == 422
    assert "Time or price has changed since this page was opened. Nothing was written down." in text(stale)
    assert not Approval.objects.exists()
    assert client.post(path, form | {"shown": fields(stale, having="shown")["shown"]}).status_code == 303
    assert Approval.objects.count() == 3


@pytest.mark.sqlite
def test_of_a_shared_cost_the_office_reads_out_the_managers_own_part(
    asked: Process, aino: User, laura: User, maija: User, lehtola: Organisation, merikanta: Organisation
) -> None:
    """Neither the whole nor another employer's; of another part they are asked anew."""
    of = {"on": date(2026, 1, 1), "by": laura}
    CostShare.agree(asked, [Share(organisation=one, percent=Decimal(50)) for one in (lehtola, merikanta)], **of)
    booking = book(Process.objects.get(pk=asked.pk), by=aino)
    client, path = reading(laura), f"/bookings/{booking.pk}/recorded-approval/"
    page = client.get(path)
    assert "Maija Korhonen, €87.50 without VAT" in text(page)
    assert "175" not in text(page)
    form = fields(page, having="shown") | {"manager": str(maija.pk), "decision": "approve"}
    parts = [(lehtola, Decimal(60)), (merikanta, Decimal(40))]
    CostShare.agree(asked, [Share(organisation=one, percent=part) for one, part in parts], **of)

    stale = client.post(path, form)

    assert (stale.status_code, Approval.objects.count()) == (422, 0)
    assert client.post(path, form | {"shown": fields(stale, having="shown")["shown"]}).status_code == 303
    assert Approval.objects.get().for_price == Decimal("105.00")


@pytest.mark.sqlite
def test_a_recorded_answer_needs_both_words(asked: Process, aino: User, laura: User, maija: User, pekka: User) -> None:
    booking = book(asked, by=aino)
    path = f"/bookings/{booking.pk}/recorded-approval/"
    for data in ({}, {"decision": "approve", "manager": str(pekka.pk)}, {"manager": str(maija.pk)}):
        assert client_of(laura).post(path, data).status_code == 422
    assert not Approval.objects.exists()


def test_a_recorded_answer_to_what_was_answered_is_too_late(
    asked: Process, aino: User, laura: User, maija: User
) -> None:
    booking = book(asked, by=aino)
    booking.approve(by=maija)
    path = f"/bookings/{booking.pk}/recorded-approval/"

    assert client_of(laura).post(path, {"manager": str(maija.pk), "decision": "decline"}).status_code == 422
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED


def test_only_the_office_writes_an_answer_down(
    asked: Process, aino: User, sami: User, maija: User, pekka: User
) -> None:
    booking = book(asked, by=aino)
    for user, expected in ((aino, 403), (sami, 403), (maija, 403), (pekka, 404)):
        path = f"/bookings/{booking.pk}/recorded-approval/"
        assert client_of(user).post(path, {"manager": str(maija.pk), "decision": "approve"}).status_code == expected


def test_the_sessions_own_page_has_the_managers_step_and_the_offices_record(
    asked: Process, aino: User, sami: User, laura: User, maija: User
) -> None:
    booking = book(asked, by=aino)
    path = f"/bookings/{booking.pk}/"

    assert 'value="approve"' in page(maija, path)
    assert f"{path}recorded-approval/" in page(laura, path)
    for user in (aino, sami):
        text = page(user, path)
        assert 'value="approve"' not in text
        assert "recorded-approval" not in text
