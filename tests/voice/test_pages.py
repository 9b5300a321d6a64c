"""The same through the browser's door: written, asked, answered, and read by management, in Finnish."""

from typing import Any

import pytest
from django.test import Client

from processes.models import Process
from tests.factories import client_of
from tests.forms import faults, finnish, typed
from tests.voice.conftest import TEXT
from tyonohjaus.people.models import User
from voice.models import ManagementMessage, Status, Words

pytestmark = pytest.mark.sqlite

NEW = "/processes/{}/voice/new/"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def main(text: str) -> str:
    return text.partition("<main")[2].partition("</main>")[0]


def answer(client: Client, message: ManagementMessage, word: str, *, seen: int = 1) -> Any:
    return client.post(f"/voice/{message.pk}/answer/", {"seen": seen, "answer": word})


def test_aino_writes_asks_everybody_and_it_goes_when_all_have_accepted(
    group: Process, aino: User, eero: User, elina: User, maija: User
) -> None:
    browser = finnish(aino)
    written = browser.post(
        NEW.format(group.pk), {"text": "Tarvitsemme tilan.", "what_0": "Tila", "owner_0": "Maija", "due_0": "1.3.2027"}
    )
    message = ManagementMessage.objects.get()
    assert (written.status_code, written["Location"]) == (303, f"/voice/{message.pk}/")

    assert browser.post(f"/voice/{message.pk}/proposal/", {"seen": "1"}).status_code == 303
    for person in (aino, eero, elina):
        assert "Yhteinen teksti odottaa vastaustasi" in page(finnish(person), "/")
        assert answer(client_of(person), message, "yes").status_code == 303
        assert "Yhteinen teksti odottaa vastaustasi" not in page(finnish(person), "/")

    received = page(finnish(maija), f"/voice/{message.pk}/received/")
    assert "Tarvitsemme tilan." in received
    assert "Maija, 1.3.2027 mennessä" in received
    assert f"/voice/{message.pk}/received/" in page(finnish(maija), f"/processes/{group.pk}/")

    action = message.actions.get()
    assert client_of(maija).post(f"/voice/actions/{action.pk}/done/", {"done": "1"}).status_code == 303
    assert "Tehty 1.2.2027" in page(finnish(eero), f"/voice/{message.pk}/")


def test_who_said_no_and_who_said_yes_read_the_same_page_C26(
    proposed: ManagementMessage, aino: User, eero: User, elina: User, sami: User
) -> None:
    answer(client_of(aino), proposed, "yes")
    answer(client_of(eero), proposed, "no")
    pages = {person.first_name: page(finnish(person), f"/voice/{proposed.pk}/") for person in (aino, eero, elina)}
    assert len(set(map(main, pages.values()))) == 1
    assert "kaikki eivät hyväksy sitä" in pages["Aino"]
    assert "kaikki eivät hyväksy sitä" in page(finnish(sami), f"/voice/{proposed.pk}/")


def test_nobody_sees_who_or_how_many_have_accepted(
    proposed: ManagementMessage, aino: User, eero: User, sami: User
) -> None:
    before = main(page(finnish(sami), f"/voice/{proposed.pk}/"))
    answer(client_of(aino), proposed, "yes")
    answer(client_of(eero), proposed, "yes")
    assert main(page(finnish(sami), f"/voice/{proposed.pk}/")) == before


def test_until_it_is_sent_nobody_outside_reads_a_word_C8(
    proposed: ManagementMessage, group: Process, maija: User, pekka: User, laura: User, outi: User, aino: User
) -> None:
    for person in (maija, pekka, laura, outi):
        for path in ("", "text/", "received/"):
            assert client_of(person).get(f"/voice/{proposed.pk}/{path}").status_code == 404
        assert answer(client_of(person), proposed, "no").status_code == 404
    for person in (maija, laura):
        assert "/voice/" not in page(client_of(person), f"/processes/{group.pk}/")
        assert "johdolle" not in page(finnish(person), f"/processes/{group.pk}/")
    at_work = client_of(aino, content=False)  # by a code to her work mailbox (C6)
    assert at_work.get(f"/voice/{proposed.pk}/").status_code == 404
    assert "odottaa vastaustasi" not in page(finnish(aino, content=False), "/")


def test_an_answer_to_another_text_than_the_one_read_is_asked_again(
    proposed: ManagementMessage, aino: User, eero: User
) -> None:
    proposed.write(words=Words(text="Toinen teksti."), by=aino, seen=1).propose(by=aino, seen=2)
    late = answer(client_of(eero), proposed, "yes", seen=1)
    assert late.status_code == 422
    assert "notice--fault" in late.content.decode()
    assert "Toinen teksti." in late.content.decode()
    assert ManagementMessage.objects.get().status == Status.PROPOSED
    assert not proposed.yeses.exists()


def test_two_who_write_at_once_lose_no_word(proposed: ManagementMessage, aino: User, eero: User) -> None:
    data = {"text": "Ainon sanat.", "seen": "1"}
    assert client_of(aino).post(f"/voice/{proposed.pk}/text/", data).status_code == 303
    second = finnish(eero).post(f"/voice/{proposed.pk}/text/", {"text": "Eeron sanat.", "seen": "1"})
    assert second.status_code == 422
    assert "Ainon sanat." in second.content.decode()
    assert typed(second, "seen") == "2"
    assert "Eeron sanat." in second.content.decode()

    assert client_of(eero).post(f"/voice/{proposed.pk}/text/", {"text": "Molempien.", "seen": "2"}).status_code == 303


def test_a_sent_message_stays_as_it_is(proposed: ManagementMessage, aino: User, eero: User, elina: User) -> None:
    for person in (aino, eero, elina):
        proposed.answer(yes=True, by=person, seen=1)
    late = client_of(aino).post(f"/voice/{proposed.pk}/text/", {"text": "Muutettu", "seen": "1"})
    assert late.status_code == 422
    assert TEXT.text in late.content.decode()
    assert answer(client_of(aino), proposed, "no").status_code == 422
    assert ManagementMessage.objects.get().status == Status.SENT


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "text"),
        ({"text": "ä" * 10_000}, "text"),
        ({"text": "Hyvä.", "owner_1": "Maija"}, "what_1"),
        ({"text": "Hyvä.", "what_0": "Tila", "due_0": "31.2.2027"}, "due_0"),
        ({"what_0": "ä" * 201}, "what_0"),
    ],
)
def test_a_faulty_form_says_so_beside_the_field(group: Process, aino: User, data: dict[str, str], field: str) -> None:
    bad = finnish(aino).post(NEW.format(group.pk), data)
    assert bad.status_code == 422
    assert set(faults(bad)) == {field}
    assert not ManagementMessage.objects.exists()


def test_markup_and_emoji_are_words_like_others(group: Process, aino: User) -> None:
    client_of(aino).post(NEW.format(group.pk), {"text": "<b>Kiitos</b> 👩🏽‍🚒"})
    text = page(client_of(aino), f"/voice/{ManagementMessage.objects.get().pk}/")
    assert "&lt;b&gt;Kiitos&lt;/b&gt; 👩🏽‍🚒" in text


def test_a_pair_is_told_that_each_can_infer(kuuloke: Any, lehtola: Any, aino: User, eero: User, sami: User) -> None:
    from tests import factories

    pair = factories.make_process(supervisor=sami, supervisees=[aino, eero], organisation=lehtola, kind="pair")
    message = ManagementMessage.begin(pair, words=TEXT, by=aino).propose(by=aino, seen=1)
    assert "kumpikin voi päätellä" in page(finnish(aino), f"/voice/{message.pk}/")
