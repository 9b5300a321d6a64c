"""What was written beside a request is read while it goes on; then by who supervises its process, and nobody else."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from intake.models import Background, Request, Wishes
from intake.starting import start
from tests.bookings.pages import reading, text
from tests.factories import NOW
from tests.intake.stories import answer, confirmed, join, published
from tyonohjaus.people.models import User


@pytest.fixture
def request_of_two(kuuloke: Any, sami: User, kaisa: User, aino: User, eero: User) -> Request:
    """Aino and Eero meet Sami and Kaisa; both have written what they hope for."""
    published(sami)
    published(kaisa)
    row = confirmed(sami, email=aino.email, for_whom="group", others=(eero.email,))
    join(row, eero.email, name="Eero Virtanen")
    row.consider(kaisa.supervisor, by=aino)
    for owner, wish in ((aino, "zqainontoive"), (eero, "zqeerontoive")):
        Wishes.write(request=row, owner=owner, text=wish)
    return row


def reads(user: User, row: Request) -> set[str]:
    page = text(reading(user).get(row.get_absolute_url()))
    return {word for word in ("zqainontoive", "zqeerontoive", "zqtausta") if word in page}


def started_with_sami(row: Request, sami: User, *people: User) -> None:
    for person in people:
        answer(row, person, "start", supervisor=sami)
    row.refresh_from_db()
    start(row, by=sami, organisation=None, kind="pair", starts_on=date(2027, 2, 1), price=Decimal(100))


def test_a_supervisor_who_was_not_chosen_reads_the_wishes_no_more_C25(
    request_of_two: Request, sami: User, kaisa: User, aino: User, eero: User
) -> None:
    assert reads(kaisa, request_of_two) == {"zqainontoive", "zqeerontoive"}
    started_with_sami(request_of_two, sami, aino, eero)
    assert reads(kaisa, request_of_two) == set()
    assert reads(sami, request_of_two) == {"zqainontoive", "zqeerontoive"}
    assert reads(aino, request_of_two) == {"zqainontoive"}


def test_nobody_but_its_owner_reads_on_where_nothing_came_of_it(
    request_of_two: Request, sami: User, kaisa: User, aino: User
) -> None:
    request_of_two.close(by=aino)
    assert [reads(user, request_of_two) for user in (sami, kaisa)] == [set(), set()]
    assert reads(aino, request_of_two) == {"zqainontoive"}


def test_who_leaves_takes_their_wishes_along(request_of_two: Request, sami: User, eero: User) -> None:
    request_of_two.members.get(user=eero).leave(by=eero, now=NOW)
    assert reads(sami, request_of_two) == {"zqainontoive"}
    assert not Wishes.readable_by(eero).exists()


def test_so_it_is_with_the_employers_background_S3_3(
    kuuloke: Any, sami: User, kaisa: User, maija: User, laura: User
) -> None:
    published(sami)
    published(kaisa)
    row = confirmed(sami, email=maija.email, for_whom="staff", payer="employer")
    row.consider(kaisa.supervisor, by=maija)
    Background.write(request=row, owner=maija, text="zqtausta", for_members=False)
    assert reads(kaisa, row) == {"zqtausta"}
    row.close(by=maija)
    assert [reads(user, row) for user in (sami, kaisa)] == [set(), set()]
