"""A message is sent once, or known to be uncertain. A real SMTP server takes the mail."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from processes.models import Process
from tests.mail_server import MailServer
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import compose, queue, read
from tyonohjaus.outbox.deliver import deliver
from tyonohjaus.outbox.models import MAX_ATTEMPTS, Message, State
from tyonohjaus.people.models import Practice, User

pytestmark = pytest.mark.both


@pytest.fixture
def smtp(settings: Any, post: MailServer) -> MailServer:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
    return post


@pytest.fixture
def message(aino_with_sami: Process, aino: User) -> Message:
    with transaction.atomic():
        queue(to=aino, template="people/mail/invitation", about=aino, facts={}, once="1")
    return Message.objects.get()


@pytest.mark.django_db
def test_a_message_is_sent_once(message: Message, smtp: MailServer) -> None:
    deliver(message.pk)
    deliver(message.pk)

    message.refresh_from_db()
    assert message.state == State.SENT
    assert smtp.ids() == [message.message_id]
    assert message.locked_until is None


@pytest.mark.django_db
def test_the_same_fact_is_told_once(message: Message, aino: User) -> None:
    with transaction.atomic():
        queue(to=aino, template="people/mail/invitation", about=aino, facts={}, once="1")
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_a_worker_that_died_after_hand_over_leaves_an_uncertain_one(message: Message, smtp: MailServer) -> None:
    Message.objects.update(
        handed_over_at=clock.machine_now(), locked_until=clock.machine_now() - timedelta(seconds=1), attempts=1
    )
    deliver(message.pk)

    message.refresh_from_db()
    assert message.state == State.UNCERTAIN
    assert smtp.accepted == []


@pytest.mark.django_db
def test_a_worker_that_died_before_hand_over_loses_nothing(message: Message, smtp: MailServer) -> None:
    Message.objects.update(locked_until=clock.machine_now() - timedelta(seconds=1), attempts=1)
    deliver(message.pk)

    assert smtp.ids() == [message.message_id]


@pytest.mark.django_db
def test_a_leased_message_is_left_to_its_worker(message: Message, smtp: MailServer) -> None:
    Message.objects.update(locked_until=clock.machine_now() + timedelta(minutes=1))
    deliver(message.pk)

    assert smtp.accepted == []


@pytest.mark.django_db
def test_a_no_for_good_is_shown_to_the_office(message: Message, smtp: MailServer, laura: User) -> None:
    smtp.refuse = "550 no such box"
    deliver(message.pk)

    message.refresh_from_db()
    assert (message.state, message.handed_over_at) == (State.FAILED, None)
    assert "550" in message.problem

    smtp.refuse = None
    message.send_again(by=laura)
    deliver(message.pk)
    assert smtp.ids() == [message.message_id]


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.WAITING, State.SENT, State.DROPPED])
def test_only_what_could_not_be_sent_is_sent_again(message: Message, laura: User, state: str) -> None:
    sent_at = clock.machine_now() if state == State.SENT else None
    Message.objects.update(state=state, handed_over_at=clock.machine_now(), sent_at=sent_at)
    before = Message.objects.values().get()

    message.send_again(by=laura)

    assert Message.objects.values().get() == before


@pytest.mark.django_db
def test_a_no_for_now_is_tried_again_and_not_for_ever(message: Message, smtp: MailServer) -> None:
    smtp.refuse = "451 later"
    for _attempt in range(MAX_ATTEMPTS + 2):
        Message.objects.update(locked_until=None)
        deliver(message.pk)

    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.FAILED, MAX_ATTEMPTS)


@pytest.mark.django_db
def test_a_server_that_is_away_loses_nothing(message: Message, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    deliver(message.pk)

    message.refresh_from_db()
    assert (message.state, message.handed_over_at) == (State.WAITING, None)


def test_a_mail_template_is_read_line_by_line() -> None:
    text = read(
        "Subject: Muistutus\nPreview: ti 9.2.\n# Tapaaminen\n\nHei Aino.\n\n| Aika | ti 9.2.2027 klo 10\n"
        "[Avaa] https://x/y\nKiitos.\n~ Vastaa toimistoon."
    )
    assert (text.subject, text.preview, text.heading) == ("Muistutus", "ti 9.2.", "Tapaaminen")
    assert text.paragraphs == ["Hei Aino."]
    assert text.facts == [("Aika", "ti 9.2.2027 klo 10")]
    assert text.button == ("https://x/y", "Avaa")
    assert (text.after, text.fine_print) == (["Kiitos."], ["Vastaa toimistoon."])


@pytest.mark.django_db
def test_no_fact_begins_a_line_of_a_mail(aino: User, kuuloke: Practice) -> None:
    hour = clock.now().isoformat()
    facts: dict[str, Any] = {
        "whose": "Aino\n[Avaa] https://x.example\nSubject: muuta",
        "times": [{"start": hour, "end": hour}],
    }
    facts |= {"held_until": hour, "minutes": 90, "remote": True, "code": "KV7-2RM", "price": None}
    message = Message(user=aino, address=aino.email, language="fi", template="bookings/mail/request", facts=facts)
    mail = compose(message)
    assert "Aino [Avaa] https://x.example Subject: muuta" in str(mail.body)
    assert mail.subject != "muuta"
