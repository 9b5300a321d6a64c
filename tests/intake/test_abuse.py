"""Many requests, foreign rows, links that are old or used twice, addresses that are guessed."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from intake.models import Request, State
from intake.tidying import tidy
from tests.intake.stories import answer, ask, client_of, confirmed, link_of, published, written_to
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.accounts import close_account
from tyonohjaus.people.models import User

EERO = "eero@kotiposti.example"
ASKED = {"name": "Eero", "email": EERO, "for_whom": "self", "others": "", "payer": "self", "language": "fi"}


@pytest.fixture(autouse=True)
def fresh_limits(db: None) -> None:
    cache.clear()


@pytest.fixture
def path(kuuloke, sami) -> str:
    return f"/supervisors/{published(sami).pk}/request/"


def test_a_known_and_an_unknown_address_get_the_same_answer(path, aino, db) -> None:
    answers = [Client().post(path, ASKED | {"email": email}) for email in (aino.email, "ei.kukaan@kotiposti.example")]
    assert len({(page.status_code, page["Location"], page.content) for page in answers}) == 1
    assert len(written_to(aino.email)) == len(written_to("ei.kukaan@kotiposti.example")) == 1


def test_one_address_is_written_to_three_times_an_hour_at_most(path) -> None:
    statuses = [Client().post(path, ASKED).status_code for _time in range(5)]
    assert statuses == [303, 303, 303, 429, 429]
    assert len(written_to(EERO)) == 3


def test_one_network_asks_twenty_times_an_hour_at_most(path) -> None:
    statuses = [Client().post(path, ASKED | {"email": f"a{n}@kotiposti.example"}).status_code for n in range(22)]
    assert statuses.count(429) == 2


def test_nobody_is_written_to_or_made_by_a_request_that_nobody_confirms(path) -> None:
    Client().post(path, ASKED | {"for_whom": "group", "others": "uhri@kotiposti.example"})
    assert written_to("uhri@kotiposti.example") == []
    with time_machine.travel(clock.now() + timedelta(days=3, minutes=1)):
        link = link_of(written_to(EERO)[0])
        assert "vanhentunut" in Client().get(link).content.decode()
        assert Client().post(link).status_code == 422
        tidy(now=clock.now())
        tidy(now=clock.now())
    assert not Request.objects.exists()
    assert not User.objects.filter(email=EERO).exists()


def test_a_second_press_confirms_nothing_twice(path, sami) -> None:
    Client().post(path, ASKED)
    link = link_of(written_to(EERO)[0])
    assert [Client().post(link).status_code for _press in range(2)] == [303, 422]
    request = Request.objects.get()
    assert request.members.count() == 1
    with pytest.raises(TooLate):
        request.confirm(now=clock.now())


def test_an_account_that_the_office_closed_is_not_opened_by_asking(path, outi, laura) -> None:
    close_account(outi, by=laura)
    Client().post(path, ASKED | {"email": outi.email})
    page = Client().post(link_of(written_to(outi.email)[0]))
    assert page.status_code == 422
    assert "suljettu" in page.content.decode()
    outi.refresh_from_db()
    assert not outi.is_active


def test_an_address_that_somebody_has_beside_their_own_is_theirs(path, outi) -> None:
    EmailAddress.objects.create(user=outi, email="outi@toinen.example", verified=True)
    Client().post(path, ASKED | {"email": "outi@toinen.example"})
    assert Client().post(link_of(written_to("outi@toinen.example")[0])).status_code == 303
    assert Request.objects.get().user == outi


def test_an_address_that_somebody_only_claims_opens_nothing(path, outi) -> None:
    EmailAddress.objects.create(user=outi, email="outi@toinen.example", verified=False)
    Client().post(path, ASKED | {"email": "outi@toinen.example"})
    assert Client().post(link_of(written_to("outi@toinen.example")[0])).status_code == 422
    assert Request.objects.get().state == State.ASKED


def test_nobody_supervises_themselves(path, sami) -> None:
    Client().post(path, ASKED | {"email": sami.email})
    page = Client().post(link_of(written_to(sami.email)[-1]))
    assert page.status_code == 422
    assert Request.objects.get().state == State.ASKED


def test_the_name_that_is_typed_changes_nobodys_name(path, outi) -> None:
    Client().post(path, ASKED | {"email": outi.email, "name": "Joku Muu"})
    Client().post(link_of(written_to(outi.email)[0]))
    outi.refresh_from_db()
    assert outi.name == "Outi Savolainen"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "a" * 121),
        ("email", "ei osoite"),
        ("email", ""),
        ("for_whom", "kaikki"),
        ("payer", ""),
        ("language", "xx"),
        ("others", "sekaisin"),
        ("others", " ".join(f"a{n}@b.example" for n in range(15))),
        ("others", "toinen@kotiposti.example"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_what_was_typed_stays(path, field, typed) -> None:
    page = Client().post(path, ASKED | {field: typed})
    assert page.status_code == 422
    assert not Request.objects.exists()
    assert "Eero" in page.content.decode() or field == "name"


def test_a_group_of_one_is_no_group(path) -> None:
    page = Client().post(path, ASKED | {"for_whom": "group", "others": EERO})
    assert page.status_code == 422


def test_markup_in_a_name_is_text(path, sami) -> None:
    Client().post(path, ASKED | {"name": "<b>Eero</b> 👩🏽‍🚒"})
    Client().post(link_of(written_to(EERO)[0]))
    page = client_of(sami).get(f"/requests/{Request.objects.get().pk}/").content.decode()
    assert "&lt;b&gt;Eero&lt;/b&gt;" in page
    assert "<b>Eero</b>" not in page


def test_there_is_no_field_for_why_S4_2_C40(path) -> None:
    page = Client().get(path).content.decode()
    assert 'name="text"' not in page
    assert {field.name for field in Request._meta.concrete_fields} & {"reason", "message", "text"} == set()


def test_anothers_request_is_unknown_to_a_stranger_C8(kuuloke, sami, kaisa, outi) -> None:
    request = confirmed(sami, email=EERO)
    outsider, other = client_of(outi), client_of(kaisa)
    candidate = request.candidates.get()
    for page in ("", "wishes/", "leaving/", "end/", "start/", "permission/", "background/", "payer/"):
        for client in (outsider, other):
            assert client.post(f"/requests/{request.pk}/{page}").status_code in {404, 405}
            assert client.get(f"/requests/{request.pk}/{page}").status_code == 404
    assert outsider.post(f"/requests/answers/{candidate.pk}/", {"answer": "start"}).status_code == 404
    assert not outsider.get("/processes/").content.decode().count(candidate.process.code)


def test_wishes_are_the_writers_and_the_supervisors_C22(kuuloke, sami, laura, kaisa) -> None:
    request = confirmed(sami, email=EERO, for_whom="group", others=("elina@kotiposti.example",))
    elina = request.members.get(user=None).join(name="Elina", now=clock.now()).user
    long = "a" * 4_001
    eeros = client_of(request.user)
    assert eeros.post(f"/requests/{request.pk}/wishes/", {"text": long}).status_code == 422
    assert eeros.post(f"/requests/{request.pk}/wishes/", {"text": "zqtoive"}).status_code == 303
    read = {
        user.name: "zqtoive" in client_of(user).get(f"/requests/{request.pk}/").content.decode()
        for user in (request.user, elina, sami, laura)
    }
    assert read == {"Aino Mäkelä": True, "Elina": False, "Sami Rautio": True, "Laura Salmi": False}


def test_in_a_session_by_a_work_mailbox_nothing_of_it_is_there_C6(kuuloke, sami, eero) -> None:
    """Eero's employer reads his work mail; he pays himself."""
    request = confirmed(sami, email=eero.email)
    by_code = client_of(eero, content=False)
    assert by_code.get(f"/requests/{request.pk}/").status_code == 404
    assert by_code.get(f"/processes/{request.candidates.get().process_id}/").status_code == 404
    assert "Pyyntösi" not in by_code.get("/").content.decode()
    assert client_of(eero).get(f"/requests/{request.pk}/").status_code == 200


def test_one_who_thinks_is_asked_again_once_after_a_week_S0_5(kuuloke, sami) -> None:
    request = confirmed(sami, email=EERO)
    answer(request, request.user, "think")
    tidy(now=clock.now())
    assert not Message.objects.filter(facts__what="think").exists()
    with time_machine.travel(clock.now() + timedelta(days=7)):
        tidy(now=clock.now())
        tidy(now=clock.now())
    assert Message.objects.filter(facts__what="think", user=request.user).count() == 1


@pytest.mark.sqlite
def test_no_mail_of_a_request_says_what_it_is_about_C1_C5(kuuloke, sami, outi) -> None:
    from tyonohjaus.outbox.compose import compose

    request = confirmed(sami, email=outi.email, for_whom="group", others=(EERO,), payer="employer")
    member = request.members.get(user=outi)
    from intake.models import Permission

    Permission.ask(member=member, name="P", email="pomo@tyo.example", by=outi, now=clock.now())
    answer(request, outi, "start")
    request.close(by=outi)
    for message in Message.objects.all():
        text = compose(message)
        words = f"{text.subject} {text.body}".lower()
        assert "työnohja" not in words
        assert "outi" not in words
        assert "sami" not in words


def test_asking_twice_is_two_requests_and_two_meetings(kuuloke, sami) -> None:
    first, second = (ask(sami, email=EERO).confirm(now=clock.now()) for _time in range(2))
    assert first.user == second.user
    assert User.objects.filter(email=EERO).count() == 1
