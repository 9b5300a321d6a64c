"""Themes that go on from one session to the next (S0-9), and the notes beside them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from lxml import html

from bookings.models import (
    Assignment,
    Booking,
    DiscussedThemes,
    EarlierAsk,
    Log,
    PairNote,
    SharedNote,
    read_log,
    write_log,
)
from processes.models import LearningNote, Process
from processes.models.themes import DEFAULTS
from tests import factories
from tests.bookings.logs import FULL, NOTE, TASK, YESTERDAY, log_of, text_of, who_sees
from tests.factories import NOW, client_of
from tyonohjaus.people.models import User

pytestmark = pytest.mark.both

LIMITS, STRAIN, ROLE = DEFAULTS[:3]
TOGETHER, METHOD, BETWEEN = "Sovimme kokeilevamme taukoja.", "Kävely lähimetsässä", "Kysy sinä ensi kerralla tauoista."


@pytest.fixture
def earlier(aino_with_sami: Process, sami: User) -> Booking:
    booking = factories.make_booking(process=aino_with_sami, starts_at=NOW - timedelta(days=28), status="held")
    write_log(booking, Log(themes=[LIMITS, STRAIN], shared=True), by=sami)
    return booking


def chosen(user: User, path: str, name: str = "themes") -> list[str]:
    return html.fromstring(text_of(user, path)).xpath(f"//input[@name='{name}'][@checked]/@value")


def test_what_was_open_is_chosen_at_the_next_log_and_goes_on(earlier: Booking, session: Booking, sami: User) -> None:
    """S0-9."""
    assert chosen(sami, log_of(session)) == [LIMITS, STRAIN]

    client_of(sami).post(log_of(session), {"outcome": "held", "themes": [LIMITS, STRAIN, ROLE], "closed": [STRAIN]})

    assert read_log(session, by=sami) == Log(themes=[LIMITS, STRAIN, ROLE], continued=[LIMITS], closed=[STRAIN])
    assert f"{LIMITS} (jatkui), {STRAIN} (päättyi), {ROLE}" in text_of(sami, session.get_absolute_url())


def test_what_came_to_an_end_is_not_offered_again(earlier: Booking, session: Booking, sami: User) -> None:
    client_of(sami).post(log_of(session), {"outcome": "held", "closed": [LIMITS], "shared": "on"})
    after = factories.make_booking(process=session.process, starts_at=NOW - timedelta(hours=2))

    assert read_log(session, by=sami).themes == [LIMITS]  # what came to an end was touched
    assert chosen(sami, log_of(after)) == [STRAIN]


def test_a_log_from_before_there_were_such_marks_reads_as_it_did(session: Booking, sami: User) -> None:
    """A line is a name, as it was sealed before."""
    themes = DiscussedThemes(booking=session, process=session.process)
    themes._put("themes_sealed", f"{LIMITS}\n{ROLE}")

    assert read_log(session, by=sami) == Log(themes=[LIMITS, ROLE])


def test_a_theme_of_another_process_is_not_carried_over(earlier: Booking, group_session: Booking, sami: User) -> None:
    assert chosen(sami, log_of(group_session)) == []


def test_a_co_supervisor_named_later_is_offered_nothing_from_before_C23(
    earlier: Booking, session: Booking, sami: User, kaisa: User
) -> None:
    session.process.participants.create(user=kaisa, capacity="co_supervisor", starts_on=YESTERDAY.date())
    assert chosen(kaisa, log_of(session)) == []
    assert chosen(sami, log_of(session)) == [LIMITS, STRAIN]


# --- shared note, way of working, note of the pair


@pytest.fixture
def pair(group_session: Booking, kaisa: User) -> Booking:
    group_session.process.participants.create(user=kaisa, capacity="co_supervisor", starts_on=YESTERDAY.date())
    return group_session


def test_each_note_reaches_its_own_readers_and_no_others(
    pair: Booking, sami: User, kaisa: User, aino: User, eero: User, maija: User, laura: User
) -> None:
    """S1-6, S3-1, C22, C25: shared with the session's members, the pair's to the supervisors, one's own to nobody."""
    said = {**FULL, "shared_note": TOGETHER, "method": METHOD, "pair_note": BETWEEN}
    assert client_of(sami).post(log_of(pair), said).status_code == 303

    path = pair.get_absolute_url()
    reads = {user.name: text_of(user, path) for user in (sami, kaisa, aino, eero, maija, laura)}
    found = {name: {text for text in (TOGETHER, METHOD, BETWEEN, NOTE) if text in page} for name, page in reads.items()}
    assert found == {
        sami.name: {TOGETHER, METHOD, BETWEEN, NOTE},
        kaisa.name: {TOGETHER, METHOD, BETWEEN},
        aino.name: {TOGETHER, METHOD},
        eero.name: {TOGETHER, METHOD},
        maija.name: set(),
        laura.name: set(),
    }


def test_a_guest_who_is_taken_away_loses_the_pairs_note_at_once_and_stays_its_author_C25(
    pair: Booking, sami: User, kaisa: User
) -> None:
    """S3-2."""
    client_of(kaisa).post(log_of(pair), {"outcome": "held", "pair_note": BETWEEN})
    assert PairNote.readable_by(kaisa).exists()

    pair.process.participants.filter(user=kaisa).update(ends_on=YESTERDAY.date())

    assert not PairNote.readable_by(kaisa).exists()
    assert client_of(kaisa).get(pair.get_absolute_url()).status_code == 404
    assert PairNote.readable_by(sami).get().author == kaisa


def test_one_who_supervises_alone_is_not_asked_for_a_note_of_the_pair(session: Booking, sami: User) -> None:
    assert 'name="pair_note"' not in text_of(sami, log_of(session))


def test_a_note_of_the_pair_is_not_emptied_by_one_who_is_alone_now(pair: Booking, sami: User, kaisa: User) -> None:
    client_of(kaisa).post(log_of(pair), {"outcome": "held", "pair_note": BETWEEN})
    pair.process.participants.filter(user=kaisa).update(ends_on=YESTERDAY.date() - timedelta(days=1))
    seen = html.fromstring(text_of(sami, log_of(pair))).xpath("//input[@name='seen']/@value")[0]

    client_of(sami).post(log_of(pair), {"outcome": "held", "seen": seen, "note": NOTE})

    assert PairNote.readable_by(sami).get().read(by=sami) == BETWEEN


@pytest.mark.sqlite
def test_the_rest_is_folded_until_something_stands_there(session: Booking, sami: User) -> None:
    """A minute's log: themes first, everything else under one word."""
    page = html.fromstring(text_of(sami, log_of(session)))
    assert page.xpath("//main//details[not(@open)]//textarea[@name='note']")
    assert not page.xpath("//main//details//input[@name='themes']")

    client_of(sami).post(log_of(session), {"outcome": "held", "note": NOTE})
    assert html.fromstring(text_of(sami, log_of(session))).xpath("//main//details[@open]//textarea[@name='note']")


@pytest.mark.sqlite
def test_the_line_beside_the_shared_note_names_its_readers(session: Booking, sami: User, aino: User) -> None:
    """S2-2."""
    client_of(sami).post(log_of(session), {"outcome": "held", "shared_note": TOGETHER})

    assert "Näkevät: sinä ja Aino Mäkelä. Esihenkilö ja toimisto eivät näe." in who_sees(
        sami, session.get_absolute_url()
    )
    assert "Näkevät: sinä ja Sami Rautio. Esihenkilö ja toimisto eivät näe." in who_sees(
        aino, session.get_absolute_url()
    )


@pytest.mark.parametrize("text", ["ä" * 4001, "<script>alert(1)</script>", "👩🏽‍🚒 = +1"])
def test_odd_texts_are_refused_or_kept_as_they_are(session: Booking, sami: User, text: str) -> None:
    answer = client_of(sami).post(log_of(session), {"outcome": "held", "shared_note": text})

    if len(text) > 4000:
        assert answer.status_code == 422
        assert not SharedNote.objects.exists()
    else:
        assert SharedNote.readable_by(sami).get().read(by=sami) == text
        assert "<script>alert" not in text_of(sami, session.get_absolute_url())


@pytest.mark.sqlite
def test_all_that_was_typed_while_signed_out_comes_back(session: Booking) -> None:
    from django.test import Client

    said = {**FULL, "shared_note": TOGETHER, "method": METHOD, "title": "Tauot", "due_on": "9.2.2027"}
    answer = Client().post(log_of(session), said)

    assert answer.status_code == 401
    for text in (TOGETHER, METHOD, "Tauot", "9.2.2027", TASK, NOTE):
        assert text in answer.content.decode()


@pytest.mark.parametrize(
    "model, more",
    [
        (SharedNote, {"author": True, "booking": True}),
        (PairNote, {"author": True, "booking": True}),
        (Assignment, {"booking": True}),
        (DiscussedThemes, {"booking": True}),
        (LearningNote, {"author": True}),
        (EarlierAsk, {"joiner": True}),
    ],
)
def test_where_no_content_is_kept_the_database_refuses_each_of_these_C44(
    session: Booking, aino: User, model: Any, more: dict[str, bool]
) -> None:
    Process.objects.filter(pk=session.process_id).update(no_content_since=NOW.date())
    given = {name: session if name == "booking" else aino for name in more}
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.create(process=session.process, **given)
    assert not model.objects.exists()
