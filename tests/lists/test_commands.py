"""What stands in the terminal."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.lists.conftest import GOOD
from tyonohjaus.access import Action, may
from tyonohjaus.lists.models import ImportedRow
from tyonohjaus.people.models import OfficeRole, User

pytestmark = pytest.mark.django_db


EXPECTED_TIME = "Odotetaan: kellonaika muodossa 9.00, väliltä 0.00–23.59."


def run(*words: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    with translation.override("en"):
        call_command(*words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_an_import_counts_what_it_did(write: Callable[[dict[str, str]], Path]) -> None:
    out, err = run("import_lists", str(write(GOOD)))

    assert err == ""
    assert [line.split() for line in out.splitlines()[:3]] == [
        ["list", "new", "changed", "unchanged", "kept"],
        ["organisaatiot.csv", "2", "0", "0", "0"],
        ["henkilot.csv", "7", "0", "0", "0"],
    ]
    assert run("import_lists", str(write(GOOD)), "--dry-run")[0].splitlines()[1].split() == [
        "organisaatiot.csv",
        "0",
        "0",
        "2",
        "0",
    ]


def test_a_trial_says_so(write: Callable[[dict[str, str]], Path]) -> None:
    out, _err = run("import_lists", str(write(GOOD)), "--dry-run")

    assert "Nothing was written" in out
    assert not ImportedRow.objects.exists()


def test_faults_stand_in_both_languages_and_the_exit_says_no(write: Callable[[dict[str, str]], Path]) -> None:
    err = StringIO()
    bad = GOOD | {"tapaamiset": GOOD["tapaamiset"].replace("8.2.2027;9.00", "8.2.2027;99.00")}
    with pytest.raises(CommandError, match="nothing was imported"), translation.override("en"):
        call_command("import_lists", str(write(bad)), stderr=err)

    assert err.getvalue().splitlines() == [
        "✗ tapaamiset.csv, rivi 6, sarake alkaa: ”99.00” ei ole kellonaika. " + EXPECTED_TIME,
        "  tapaamiset.csv, row 6, column alkaa: “99.00” is not a time. Expected: a time as 9.00, from 0.00 to 23.59.",
    ]


def test_a_folder_without_lists_is_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"organisaatiot\.csv"):
        run("import_lists", str(tmp_path / "nowhere"))


def test_the_first_office_user_is_made_and_told_how_to_sign_in() -> None:
    out, _err = run("add_office", "Laura.Salmi@Kuuloke.example")
    laura = User.objects.get(email="laura.salmi@kuuloke.example")

    assert laura.name == "Laura Salmi"
    assert may(laura, Action.PERSON_EDIT)
    assert EmailAddress.objects.filter(user=laura, verified=True).exists()
    assert "/sign-in/login/" in out
    assert mail.outbox == []

    run("add_office", "laura.salmi@kuuloke.example", "--name=Joku Muu")
    assert OfficeRole.objects.filter(user=laura).count() == 1
    assert User.objects.get(pk=laura.pk).name == "Laura Salmi"


def test_the_office_user_gets_a_code_by_mail() -> None:
    run("add_office", "laura@kuuloke.example")
    from django.test import Client
    from django.urls import reverse

    Client().post(reverse("account_request_login_code"), {"email": "laura@kuuloke.example"})
    assert [message.to for message in mail.outbox] == [["laura@kuuloke.example"]]


def test_what_is_no_address_makes_nobody() -> None:
    with pytest.raises(CommandError):
        run("add_office", "laura")
    assert not User.objects.exists()


def test_somebody_known_keeps_what_they_are(sami: User) -> None:
    run("add_office", sami.email)

    assert OfficeRole.objects.get().user == sami
    assert sami.name == "Sami Rautio"
