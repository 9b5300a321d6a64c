"""Where one meets in nature, or at work: for those who meet there (S1-6, DOMAIN 4.3)."""

from datetime import timedelta

import pytest

from processes.models import Place, Process
from tests import factories
from tests.bookings.logs import text_of
from tests.factories import NOW, client_of
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

POINT = "Rauhaniemen laiturilla"


def test_the_meeting_point_is_seen_by_those_who_meet_and_nobody_else(
    aino_with_sami: Process, aino: User, sami: User, maija: User, laura: User, pekka: User
) -> None:
    """C1, C8."""
    Process.objects.filter(pk=aino_with_sami.pk).update(place=Place.OUTDOORS)
    aino_with_sami.refresh_from_db()
    session = factories.make_booking(process=aino_with_sami, starts_at=NOW + timedelta(days=2))
    path = f"/processes/{aino_with_sami.pk}/meeting-link/"
    assert client_of(sami).post(path, {"url": "", "point": POINT}).status_code == 303

    for page in (session.get_absolute_url(), f"/processes/{aino_with_sami.pk}/"):
        for user in (aino, sami):
            assert POINT in text_of(user, page)
        for user in (maija, laura):
            assert POINT not in text_of(user, page)
    assert client_of(pekka).get(session.get_absolute_url()).status_code == 404
    for user in (aino, maija, laura):
        assert client_of(user).post(path, {"point": "Muualla"}).status_code == 404
    assert POINT not in str(list(Message.objects.values_list("facts", flat=True)))
    User.objects.filter(pk=aino.pk).update(password_proven_at=None)
    by_code = client_of(aino, content=False)
    assert POINT not in by_code.get(session.get_absolute_url()).content.decode()


def test_a_remote_session_does_not_tell_it(aino_with_sami: Process, aino: User, sami: User) -> None:
    session = factories.make_booking(process=aino_with_sami, starts_at=NOW + timedelta(days=2))
    client_of(sami).post(f"/processes/{aino_with_sami.pk}/meeting-link/", {"url": "", "point": POINT})
    assert POINT not in text_of(aino, session.get_absolute_url())


@pytest.mark.sqlite
def test_a_point_too_long_is_told_and_the_address_beside_it_kept(aino_with_sami: Process, sami: User) -> None:
    said = {"url": "https://huone.example/1", "point": "ä" * 201}
    answer = client_of(sami).post(f"/processes/{aino_with_sami.pk}/meeting-link/", said)
    assert answer.status_code == 422
    assert "https://huone.example/1" in answer.content.decode()
