"""Agreed themes are not discussed ones (S3-4); the practice's list is its own (S0-10)."""

import pytest

from bookings.models import DiscussedThemes
from processes.models import Agreed, AgreedTheme, Process, Question, Theme
from tests import factories
from tests.bookings.logs import FULL, YESTERDAY, log_of, text_of
from tests.bookings.pages import text
from tests.factories import client_of
from tests.forms import finnish
from tyonohjaus.people.models import Extra, User

AGREED = "Itsensä johtaminen"


def page_of(process: Process) -> str:
    return f"/processes/{process.pk}/themes/"


def home_of(process: Process) -> str:
    return f"/processes/{process.pk}/"


def test_what_was_agreed_is_told_to_the_parties_and_not_to_the_purchaser(
    aino_with_sami: Process, aino: User, sami: User, laura: User, maija: User, pekka: User
) -> None:
    """S3-4."""
    answer = client_of(sami).post(page_of(aino_with_sami), {"themes": f"{AGREED}\n2: Kuormitus\n"})
    assert answer.status_code == 303
    assert AgreedTheme.of(aino_with_sami, by=sami) == [Agreed(AGREED), Agreed("Kuormitus", 2)]

    for user in (aino, sami, laura):
        page = text_of(user, home_of(aino_with_sami))
        assert AGREED in page
        assert "Tapaaminen 2: Kuormitus" in page
        assert "Sovittu, ei käsitelty" in page
    assert AGREED not in text_of(maija, home_of(aino_with_sami))
    assert "Sovitut teemat" not in text_of(maija, home_of(aino_with_sami))
    assert not AgreedTheme.objects.visible_to(pekka).exists()


def test_where_the_agreement_says_so_the_purchaser_reads_them_and_the_office_alone_writes_C15(
    aino_with_sami: Process, aino: User, sami: User, laura: User, maija: User
) -> None:
    """S4-13."""
    client_of(laura).post(page_of(aino_with_sami), {"themes": AGREED, "shown": "on"})

    assert AGREED in text_of(maija, home_of(aino_with_sami))
    assert "Tilaaja näkee sovitut teemat." in text_of(aino, home_of(aino_with_sami))
    assert "textarea" not in text_of(sami, page_of(aino_with_sami))
    assert client_of(sami).post(page_of(aino_with_sami), {"themes": "Salaa"}).status_code == 422
    assert AgreedTheme.of(aino_with_sami, by=sami) == [Agreed(AGREED, shown=True)]

    client_of(laura).post(page_of(aino_with_sami), {"themes": AGREED})
    assert AGREED not in text_of(maija, home_of(aino_with_sami))


def test_a_supervisor_cannot_show_them_to_the_purchaser(aino_with_sami: Process, sami: User, maija: User) -> None:
    assert 'name="shown"' not in text_of(sami, page_of(aino_with_sami))
    client_of(sami).post(page_of(aino_with_sami), {"themes": AGREED, "shown": "on"})
    assert AGREED not in text_of(maija, home_of(aino_with_sami))


def test_the_field_says_who_sees_them_and_asks_for_no_names(aino_with_sami: Process, sami: User) -> None:
    page = text(finnish(sami).get(page_of(aino_with_sami)))
    assert "Näkevät ohjattavat, työnohjaajat ja toimisto." in page
    assert "Älä kirjoita asiakkaiden nimiä tai tunnistetietoja." in page


def test_only_those_who_agree_on_them_write_them(aino_with_sami: Process, aino: User, maija: User, pekka: User) -> None:
    for user, expected in ((aino, 403), (maija, 403), (pekka, 404)):
        assert client_of(user).get(page_of(aino_with_sami)).status_code == expected
        assert client_of(user).post(page_of(aino_with_sami), {"themes": AGREED}).status_code == expected


def test_what_was_discussed_is_no_agreed_theme_and_the_other_way_round(
    aino_with_sami: Process, sami: User, laura: User, maija: User
) -> None:
    """Two tables: the manager who reads the first has no road to the second."""
    session = factories.make_booking(process=aino_with_sami, starts_at=YESTERDAY)
    client_of(sami).post(log_of(session), FULL)
    client_of(laura).post(page_of(aino_with_sami), {"themes": AGREED, "shown": "on"})

    page = text_of(maija, home_of(aino_with_sami))
    assert AGREED in page
    assert FULL["themes"][0] not in page  # type: ignore[index]
    assert not DiscussedThemes.objects.visible_to(maija).exists()
    assert AGREED not in text_of(sami, log_of(session))


@pytest.mark.parametrize(
    "text, status",
    [("", 303), ("ä" * 10_000, 422), ("\n".join("abc" for _ in range(31)), 422), ("ä" * 121, 422), ("0: x", 303),
     ("<b>x</b>\n👩🏽‍🚒", 303)],
)  # fmt: skip
def test_odd_lists_of_themes(aino_with_sami: Process, sami: User, text: str, status: int) -> None:
    answer = client_of(sami).post(page_of(aino_with_sami), {"themes": text})
    assert answer.status_code == status
    if status == 422:
        assert not AgreedTheme.objects.exists()
        assert text in answer.content.decode().replace("\r\n", "\n")
    assert "<b>x" not in text_of(sami, home_of(aino_with_sami))


# --- the practice's own lists


def test_the_office_adds_renames_orders_and_retires(kuuloke: object, laura: User) -> None:
    client = client_of(laura)
    assert client.post("/practice/themes/new/", {"name": " Etätyö \t", "position": "0"}).status_code == 303
    theme = Theme.objects.get(name="Etätyö")
    assert Theme.objects.offered()[0] == theme or Theme.objects.offered()[1] == theme

    said = {"name": "Etätyön arki", "position": "5", "retired": "on"}
    assert client.post(f"/practice/themes/{theme.pk}/", said).status_code == 303
    theme.refresh_from_db()
    assert theme.retired_on
    assert theme not in Theme.objects.offered()
    assert "Ei tarjolla" in text_of(laura, "/practice/themes/")


def test_a_renamed_theme_stands_in_old_logs_as_it_was(aino_with_sami: Process, sami: User, laura: User) -> None:
    session = factories.make_booking(process=aino_with_sami, starts_at=YESTERDAY)
    client_of(sami).post(log_of(session), FULL)
    name = FULL["themes"][0]  # type: ignore[index]
    theme = Theme.objects.get(name=name)

    client_of(laura).post(f"/practice/themes/{theme.pk}/", {"name": "Uusi nimi", "position": "1"})

    assert name in text_of(sami, session.get_absolute_url())
    page = text_of(sami, log_of(session))
    assert name in page
    assert "Uusi nimi" in page


@pytest.mark.sqlite
@pytest.mark.parametrize("said", [{"name": ""}, {"name": "ä" * 61}, {"name": "Motivaatio"}, {"position": "-1"}])
def test_what_cannot_stand_on_the_list_is_told(kuuloke: object, laura: User, said: dict[str, str]) -> None:
    before = Theme.objects.count()
    answer = client_of(laura).post("/practice/themes/new/", {"name": "Uusi", "position": "1", **said})
    assert answer.status_code == 422
    assert "invalid-feedback" in answer.content.decode()
    assert Theme.objects.count() == before


def test_only_the_office_keeps_the_lists(aino_with_sami: Process, sami: User, aino: User, maija: User) -> None:
    for user in (sami, aino, maija):
        assert client_of(user).get("/practice/themes/").status_code == 404


def test_questions_are_a_list_where_the_practice_wants_them(kuuloke: object, laura: User) -> None:
    """S2-4."""
    assert client_of(laura).get("/practice/questions/").status_code == 404
    assert client_of(laura).post("/practice/questions/new/", {"text_fi": "Miksi?"}).status_code == 404
    Extra.switch([Extra.Name.QUESTION_BANK], by=laura)

    assert (
        client_of(laura).post("/practice/questions/new/", {"text_fi": "Mitä opin?", "position": "1"}).status_code == 303
    )
    question = Question.objects.get(text_fi="Mitä opin?")
    said = {"text_fi": "Mitä opin tänään?", "position": "1", "retired": "on"}
    client_of(laura).post(f"/practice/questions/{question.pk}/", said)
    question.refresh_from_db()
    assert question.retired_on
    assert question not in Question.objects.offered()
