"""The way of a process, on its page: each session with its number and its day."""

import pytest
from django.urls import reverse

from processes.models import Process
from tests import factories
from tests.bookings.pages import reading, text
from tests.bookings.stories import TUESDAY
from tests.factories import helsinki
from tyonohjaus.people.models import User


@pytest.mark.sqlite
def test_a_booked_session_on_the_way_says_of_how_many(aino_with_sami: Process, aino: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=TUESDAY)
    url = reverse("processes:detail", args=[aino_with_sami.pk])
    assert "Session 1/10" in text(reading(aino).get(url))

    aino_with_sami.agreed_count = None
    aino_with_sami.save()
    page = text(reading(aino).get(url))
    assert "Session 1" in page
    assert "Session 1/" not in page


def test_the_way_shows_the_year_where_it_changes(aino_with_sami: Process, aino: User) -> None:
    for day in ("2025-11-18", "2026-12-08", "2026-12-15", "2027-01-12"):
        factories.make_booking(process=aino_with_sami, starts_at=helsinki(f"{day} 10:00"), status="held")
    for day in ("2027-12-14", "2028-01-11", "2028-02-08"):
        factories.make_booking(process=aino_with_sami, starts_at=helsinki(f"{day} 10:00"))
    page = text(reading(aino, language="fi").get(reverse("processes:detail", args=[aino_with_sami.pk])))

    assert "18.11.2025, 8.12., 15.12.2026 ja 12.1.2027" in page
    for told in ("ti 14.12. klo 10.00", "ti 11.1.2028 klo 10.00", "ti 8.2. klo 10.00"):
        assert told in page


@pytest.mark.sqlite
def test_a_member_without_a_coming_session_reads_who_books_it(
    group_with_sami: Process, aino_with_sami: Process, aino: User, sami: User
) -> None:
    said = "The supervisor books the group's times."
    url = reverse("processes:detail", args=[group_with_sami.pk])
    assert said in text(reading(aino).get(url))
    assert said not in text(reading(sami).get(url))
    assert said not in text(reading(aino).get(reverse("processes:detail", args=[aino_with_sami.pk])))
    factories.make_booking(process=group_with_sami, starts_at=TUESDAY)
    assert said not in text(reading(aino).get(url))
