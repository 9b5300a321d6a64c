"""Aino's group of four colleagues: members join, managers permit, all agree, one process begins (S0-1, S0-2, S0-4)."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from intake import starting
from intake.models import Answer, BillingDetails, Member, Permission, Request, State
from intake.problems import NotStartable
from processes.models import Kind, Payer, Process
from tests.intake.stories import answer, ask, client_of, confirmed, join, link_of, published, written_to
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import Employment, User

AINO = "aino@kotiposti.example"
OTHERS = ("elina@kotiposti.example", "ville@kotiposti.example", "noora@kotiposti.example")
TERMS = {"starts_on": date(2027, 2, 1), "length_minutes": 90, "every_weeks": 4, "agreed_count": 10, "place": "remote"}


@pytest.fixture
def group(kuuloke, sami) -> Request:
    """Confirmed and joined by all four."""
    published(sami)
    request = confirmed(sami, email=AINO, for_whom="group", others=OTHERS, payer="employer")
    for address in OTHERS:
        join(request, address, name=address.split("@")[0].title())
    return request


def permit(request: Request, said: str = "yes") -> None:
    for member in request.members.current():
        ask_manager(member).say(said, asked=Permission.objects.get(member=member).mark, now=clock.now())


def ask_manager(member: Member, email: str = "pomo@tyo.example") -> Permission:
    return Permission.ask(member=member, name="Pekka Pomo", email=email, by=member.user, now=clock.now())


def people(request: Request) -> list[User]:
    return [member.user for member in request.members.current().select_related("user").order_by("joined_at", "pk")]


def test_colleagues_are_written_to_only_once_the_first_has_confirmed_C4(kuuloke, sami) -> None:
    request = ask(sami, email=AINO, for_whom="group", others=OTHERS)
    assert [len(written_to(address)) for address in OTHERS] == [0, 0, 0]
    request.confirm(now=clock.now())
    assert [len(written_to(address)) for address in OTHERS] == [1, 1, 1]
    assert all(other not in str(message.facts) for message in written_to(OTHERS[0]) for other in OTHERS)


def test_an_invited_member_joins_by_the_link_and_meets_all_the_same_supervisors(kuuloke, sami) -> None:
    request = confirmed(sami, email=AINO, for_whom="group", others=OTHERS, payer="employer")
    anybody, path = Client(), link_of(written_to(OTHERS[0])[0])
    page = anybody.get(path)
    assert "Aino Mäkelä" in page.content.decode()
    assert anybody.post(path, {"act": "join", "name": ""}).status_code == 422
    assert anybody.post(path, {"act": "join", "name": "Elina Niemi"}).status_code == 303
    assert anybody.post(path, {"act": "join", "name": "Elina Niemi"}).status_code == 422  # once
    elina = User.objects.get(email=OTHERS[0])
    intro = Process.objects.get(payer=Payer.NOBODY)
    assert intro.participants.filter(user=elina, ends_on=None).exists()
    assert request.members.current().count() == 2


def test_one_who_does_not_join_leaves_the_others_alone(group, sami) -> None:
    assert group.state == State.OPEN
    request = confirmed(sami, email="x@kotiposti.example", for_whom="group", others=("y@kotiposti.example",))
    path = link_of(written_to("y@kotiposti.example")[0])
    assert Client().post(path, {"act": "decline"}).status_code == 303
    assert request.members.staying().count() == 1
    assert not User.objects.filter(email="y@kotiposti.example").exists()


def test_every_member_wants_the_same_supervisor_before_anything_begins_S0_4(group, sami) -> None:
    *most, last = people(group)
    for user in most:
        assert answer(group, user, "start").state == State.OPEN
    assert answer(group, last, "start").state == State.AGREED
    assert answer(group, last, "not").state == State.OPEN


def test_others_see_that_somebody_has_not_said_yes_and_never_who_or_what_they_said(group, sami) -> None:
    first, second, *_rest = people(group)
    answer(group, second, "not")
    page = client_of(first).get(f"/requests/{group.pk}/").content.decode()
    assert "0/4" in page
    assert "En halua aloittaa" not in page
    assert "En halua aloittaa" in client_of(second).get(f"/requests/{group.pk}/").content.decode()


def test_a_managers_no_removes_that_member_alone_and_keeps_no_reason_S0_2_C10(group, sami) -> None:
    first, second, *rest = people(group)
    for user in (first, *rest):
        answer(group, user, "start")
    member = group.members.get(user=second)
    ask_manager(member)
    path = link_of(written_to("pomo@tyo.example")[0])
    page = Client().get(path).content.decode()
    assert second.name in page
    assert "reason" not in {field.name for field in Permission._meta.get_fields()}
    assert Client().post(path, {"answer": "perhaps"}).status_code == 422
    assert Client().post(path, {"answer": "no"}).status_code == 303
    group.refresh_from_db()
    assert second not in people(group)
    assert len(people(group)) == 3
    assert group.state == State.AGREED  # the three who stay have all said yes
    assert Permission.objects.get(member=member).answer == "no"


def test_a_link_asked_anew_makes_the_earlier_one_void(group, sami) -> None:
    member = group.members.get(user=people(group)[0])
    ask_manager(member, "eka@tyo.example")
    old = link_of(written_to("eka@tyo.example")[0])
    ask_manager(member, "toka@tyo.example")
    assert Client().post(old, {"answer": "no"}).status_code == 422
    assert member.left_at is None
    assert Permission.objects.get(member=member).answer == ""


def test_no_manager_answers_for_one_who_will_pay_themselves(group, sami, laura) -> None:
    """DOMAIN 4.3: none learns of it, and a no of theirs does not end it."""
    member = group.members.get(user=people(group)[0])
    ask_manager(member, "eka@tyo.example")
    link = link_of(written_to("eka@tyo.example")[0])
    group.change_payer(payer="self", organisation=None, by=laura)
    assert str(member.user) not in Client().get(link).content.decode()
    assert Client().post(link, {"answer": "no"}).status_code == 422
    member.refresh_from_db()
    assert member.left_at is None


def test_nobody_permits_themselves_or_their_group(group, sami) -> None:
    aino, elina, *_rest = people(group)
    EmailAddress.objects.create(user=aino, email="toinen@kotiposti.example", verified=True)
    for address in (elina.email, "Toinen@kotiposti.example"):
        page = client_of(aino).post(f"/requests/{group.pk}/permission/", {"name": "Minä", "email": address})
        assert page.status_code == 422
    assert not Permission.objects.exists()


def test_the_process_waits_for_each_permission_and_for_the_payer_S0_2_S1_3(group, sami, laura, merikanta) -> None:
    for user in people(group):
        answer(group, user, "start")
    page = client_of(laura).get(f"/requests/{group.pk}/start/").content.decode()
    assert "lupa puuttuu" in page
    with pytest.raises(NotStartable):
        starting.start(group, by=laura, kind=Kind.GROUP, organisation=None, price=233, **TERMS)
    assert group.process is None

    for member in group.members.current():
        row = ask_manager(member)
        row.say("yes", asked=row.mark, now=clock.now())
    group.change_payer(payer="employer", organisation=merikanta, by=laura)
    process = starting.start(group, by=laura, kind=Kind.GROUP, organisation=merikanta, price=233, **TERMS)
    assert {person.user for person in process.participants.supervised()} == set(people(group))
    manager = User.objects.get(email="pomo@tyo.example")
    assert {work.manager for work in Employment.objects.filter(organisation=merikanta)} == {manager}
    assert BillingDetails.unconfirmed().filter(organisation=merikanta).exists()
    intro = Process.objects.get(payer=Payer.NOBODY)
    assert intro.ends_on is not None


def test_two_who_press_start_make_one_process(group, sami, laura, merikanta) -> None:
    for user in people(group):
        answer(group, user, "start")
    permit(group)
    starting.start(group, by=laura, kind=Kind.GROUP, organisation=merikanta, price=233, **TERMS)
    with pytest.raises(NotStartable):
        starting.start(group, by=sami, kind=Kind.GROUP, organisation=merikanta, price=233, **TERMS)
    assert Process.objects.exclude(payer=Payer.NOBODY).count() == 1


def test_an_invitation_that_is_taken_back_holds_nobody_up(kuuloke, sami) -> None:
    request = confirmed(sami, email=AINO, for_whom="group", others=OTHERS[:1])
    aino, invited = request.user, request.members.get(user=None)
    aino.content_open = True
    assert answer(request, aino, "start").state == State.OPEN
    assert client_of(aino).post(f"/requests/invitations/{invited.pk}/").status_code == 303
    request.refresh_from_db()
    assert request.state == State.AGREED


def test_another_member_ends_it_for_nobody_but_themselves(group, sami) -> None:
    elina = people(group)[1]
    client, path = client_of(elina), f"/requests/{group.pk}/"
    assert f"{path}end/" not in client.get(path).content.decode()
    assert client.post(f"{path}end/")["Location"] == f"{path}leaving/"
    group.refresh_from_db()
    assert group.state == State.OPEN


def test_the_last_to_leave_closes_the_request(group, sami) -> None:
    for user in people(group):
        assert client_of(user).post(f"/requests/{group.pk}/leaving/").status_code == 303
    group.refresh_from_db()
    assert group.state == State.CLOSED
    assert Process.objects.get(payer=Payer.NOBODY).ends_on is not None
    with pytest.raises(TooLate):
        Answer.give("start", candidate=group.candidates.get(), member=group.members.first())
