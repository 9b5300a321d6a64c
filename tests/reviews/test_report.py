"""The employer's page of a process: numbers, a day, approved texts. Nothing else exists in that view (C7, C9)."""

from typing import Any

import pytest
import time_machine
from django.urls import reverse

from bookings import diary
from processes.models import Process
from reviews.models import Answers, Evaluation, Extract
from reviews.views.report import KEYS, page
from tests import factories
from tests.bookings.pages import links, reading, text
from tests.factories import NOW, client_of, helsinki
from tests.reviews.stories import given, opened, shown
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite


@pytest.fixture
def lived(aino_with_sami: Process, aino: User, sami: User) -> Process:
    """Two held, one planned, one moved, one cancelled late."""
    for day in ("2027-01-12", "2027-01-19"):
        factories.make_booking(process=aino_with_sami, starts_at=helsinki(f"{day} 10:00")).mark_held(by=sami, now=NOW)
    late = factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-01 15:00"))
    late.cancel(by=aino, now=clock.now())
    moved = factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-09 10:00"))
    diary.move(moved, starts_at=helsinki("2027-02-10 10:00"), by=sami, now=clock.now())
    return aino_with_sami


def url(process: Process) -> str:
    return reverse("reviews:report", args=[process.pk])


def test_the_page_is_given_exactly_this_C7(lived: Process, maija: User) -> None:
    given_ = page(lived, maija)
    assert set(given_) == KEYS
    counted = {name: given_[name] for name in ("held", "minutes", "planned", "moved", "late", "texts")}
    assert counted == {"held": 2, "minutes": 180, "planned": 1, "moved": 1, "late": 1, "texts": []}


def test_it_tells_no_reason_by_a_difference_C10(lived: Process, sami: User, laura: User, maija: User) -> None:
    """What nobody came to counts as what was called off too late does; what was let go, and what the supervisor called
    off, does not: so does each of them look to the payer everywhere else."""
    counted = page(lived, maija)["late"]
    missed = factories.make_booking(process=lived, starts_at=helsinki("2027-01-20 10:00"))
    missed.mark_no_show(by=sami, now=NOW)
    assert page(lived, maija)["late"] == counted + 1
    missed.waive(by=laura, now=NOW)
    assert page(lived, maija)["late"] == counted
    factories.make_booking(process=lived, starts_at=helsinki("2027-02-01 17:00")).cancel(by=sami, now=clock.now())
    assert page(lived, maija)["late"] == counted


def test_it_is_the_same_whatever_was_answered_and_written_C9(
    lived: Process, aino: User, sami: User, maija: User
) -> None:
    before, home = text(reading(maija).get(url(lived))), text(reading(maija).get("/"))
    process_before = text(reading(maija).get(reverse("processes:detail", args=[lived.pk])))
    row = opened(lived)
    Answers.put(row, given("zqluonnos"), author=aino, handed_in=False)
    row.answer(given(), by=sami)
    row = row.answer(given(), by=aino)
    Extract.write(row, text="zqkesken", useful="no", by=sami, seen="")

    assert text(reading(maija).get(url(lived))) == before
    assert text(reading(maija).get("/")) == home
    assert text(reading(maija).get(reverse("processes:detail", args=[lived.pk]))) == process_before


def test_its_people_see_what_the_employer_sees(lived: Process, aino: User, sami: User, maija: User) -> None:
    assert links(reading(maija).get(reverse("processes:detail", args=[lived.pk])), url(lived))
    for user in (aino, sami):
        seen = text(reading(user).get(url(lived)))
        assert "Sessions held2" in seen
        assert "This is all that the employer sees" in seen


def test_strangers_and_the_office_find_no_such_page_C8(
    lived: Process, pekka: User, eero: User, outi: User, laura: User
) -> None:
    for user in (pekka, eero, outi, laura):
        assert client_of(user).get(url(lived)).status_code in {403, 404}
        assert not links(client_of(user).get("/"), "/report/")
    assert client_of(pekka).get(url(lived)).status_code == 404


def test_a_new_manager_reads_the_texts_and_counts_since_they_are_one_C12(
    lived: Process, aino: User, sami: User, maija: User, pekka: User, lehtola: Any
) -> None:
    row = shown(lived, aino, sami)
    extract = Extract.write(row, text="zqvanha", useful="", by=sami, seen="")
    extract.accept(by=aino, seen=extract.mark)
    assert "zqvanha" in text(reading(maija).get(url(lived)))

    with time_machine.travel(helsinki("2027-02-02 08:00")):
        lived.participants.get(user=aino).ask(pekka, by=sami)
    with time_machine.travel(helsinki("2027-02-03 08:00")):
        seen = text(reading(pekka).get(url(lived)))
        assert "zqvanha" not in seen
        assert "Sessions held0" in seen
        assert client_of(maija).get(url(lived)).status_code == 404


def test_a_self_payer_has_no_employers_page(kuuloke: Any, aino: User, sami: User, maija: User) -> None:
    own = factories.make_process(supervisor=sami, supervisees=[aino])
    own.participants.filter(user=aino).update(manager=maija)
    for user in (aino, sami, maija):
        assert client_of(user).get(url(own)).status_code == 404
    assert not Evaluation.objects.visible_to(maija).exists()
