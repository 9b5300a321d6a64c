"""The supervisors' public pages: what they chose to publish, for everybody, and nothing else (S0-3)."""

import pytest
from django.test import Client

from tests.intake.stories import client_of, published
from tyonohjaus.people.accounts import close_account
from tyonohjaus.people.models import Credential, Profile

pytestmark = pytest.mark.sqlite

FORM = {
    "profession": "Sosiaalityöntekijä",
    "trainings": "Työnohjaajakoulutus, 2016\nRyhmänohjaus 2019",
    "memberships": "Suomen työnohjaajat ry",
    "approach": "Ratkaisukeskeinen",
    "methods": "Kuvat",
    "areas": "Pori",
    "languages": ["fi", "en"],
    "meets": "both",
}


def test_nobody_finds_a_page_before_it_is_published_nor_after_it_is_withdrawn_S0_3(kuuloke, sami) -> None:
    samis, anybody = client_of(sami), Client()
    assert samis.post("/own/profile/", FORM | {"act": "save"}).status_code == 303
    page = Profile.objects.get()
    assert anybody.get(f"/supervisors/{page.pk}/").status_code == 404
    assert anybody.get(f"/supervisors/{page.pk}/request/").status_code == 404
    assert "Sami" not in anybody.get("/supervisors/").content.decode()
    samis.post("/own/profile/", FORM | {"act": "publish"})
    shown = anybody.get(f"/supervisors/{page.pk}/").content.decode()
    for text in (
        "Sami Rautio",
        "Sosiaalityöntekijä",
        "Työnohjaajakoulutus, 2016",
        "Ryhmänohjaus, 2019",
        "Suomi ja englanti",
    ):
        assert text in shown
    samis.post("/own/profile/", {"act": "withdraw"})
    assert anybody.get(f"/supervisors/{page.pk}/").status_code == 404


def test_a_public_page_tells_no_address_and_begins_no_session(kuuloke, sami) -> None:
    page = published(sami)
    for path in ("/supervisors/", f"/supervisors/{page.pk}/"):
        got = Client().get(path)
        assert sami.email not in got.content.decode()
        assert set(got.cookies) <= {"csrftoken"}  # of the choice of language; no session
        assert "noindex" not in got.content.decode()


def test_a_closed_account_is_on_no_list(kuuloke, sami, laura) -> None:
    page = published(sami)
    close_account(sami, by=laura)
    assert Client().get(f"/supervisors/{page.pk}/").status_code == 404
    assert "Sami" not in Client().get("/supervisors/").content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"profession": "TOIMINTA"}, True),
        ({"profession": "lääkäri"}, False),
        ({"area": "tampere"}, True),
        ({"area": "Oulu"}, False),
        ({"language": "sv"}, True),
        ({"language": "en"}, False),
        ({"language": "xx", "area": "tampere"}, True),
        ({"remote": "on"}, True),
        ({"method": "luonto"}, True),
        ({"approach": "ratkaisu", "profession": "terapeutti"}, True),
        ({"approach": "psykodynaaminen"}, False),
        ({"area": "<script>"}, False),
        ({"area": "x" * 500}, True),
    ],
)
def test_a_search_finds_by_background_profession_and_the_rest_S0_18_S4_16(kuuloke, sami, asked, found) -> None:
    published(sami)
    page = Client().get("/supervisors/", asked)
    assert page.status_code == 200
    assert ("Sami Rautio" in page.content.decode()) is found


def test_only_on_site_is_not_found_remotely(kuuloke, sami) -> None:
    published(sami, meets="on_site")
    assert "Sami" not in Client().get("/supervisors/", {"remote": "on"}).content.decode()


def test_the_office_checks_a_training_and_the_page_says_so_S1_14(kuuloke, sami, laura) -> None:
    page = published(sami)
    training = page.credentials.get(kind=Credential.Kind.TRAINING)
    office, path = client_of(laura), f"/people/profiles/{page.pk}/"
    assert office.post(path, {"checked": [str(training.pk)]}).status_code == 303
    assert "toimiston tarkistama 1.2.2027" in Client().get(f"/supervisors/{page.pk}/").content.decode()
    assert client_of(sami).post(path, {"checked": []}).status_code == 403
    assert office.post(path, {"checked": ["sekaisin"]}).status_code == 422


def test_a_training_written_anew_is_no_longer_checked(kuuloke, sami, laura) -> None:
    page = published(sami)
    page.mark_checked(page.credentials.all(), by=laura)
    client_of(sami).post("/own/profile/", FORM | {"act": "save"})
    checked = {str(row): row.checked_on is not None for row in page.credentials.all()}
    assert checked == {
        "Työnohjaajakoulutus, 2016": True,
        "Ryhmänohjaus, 2019": False,
        "Suomen työnohjaajat ry": True,
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"trainings": "\n".join(f"Koulutus {n}" for n in range(16))},
        {"trainings": "k" * 121},
        {"trainings": ", 2016"},
        {"languages": []},
        {"languages": ["xx"]},
        {"approach": "a" * 1001},
        {"meets": ""},
    ],
)
def test_what_does_not_fit_on_the_page_is_told(kuuloke, sami, wrong) -> None:
    page = client_of(sami).post("/own/profile/", FORM | wrong | {"act": "publish"})
    assert page.status_code == 422
    assert not Profile.objects.exists()


def test_one_who_supervises_nobody_has_no_public_page(kuuloke, aino) -> None:
    assert client_of(aino).get("/own/profile/").status_code == 404


def test_search_engines_find_public_pages_and_no_others(kuuloke, sami) -> None:
    page = published(sami)
    found = {
        path: Client().get(path)["X-Robots-Tag"]
        for path in ("/supervisors/", f"/supervisors/{page.pk}/", "/l/request/x/")
    }
    assert list(found.values()) == ["all", "all", "noindex"]
