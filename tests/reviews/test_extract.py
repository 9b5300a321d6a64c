"""What of an evaluation reaches the employer: exactly what every supervisee concerned has accepted (C13, C15)."""

from typing import Any

import pytest
from django.urls import get_resolver, reverse

from processes.models import Process
from processes.waiting import waiting_for
from reviews.models import ApprovedText, Evaluation, Extract
from tests import factories
from tests.bookings.pages import reading, text
from tests.factories import client_of
from tests.reviews.stories import given, opened, shown
from tyonohjaus.access import MAY, Action, Capacity
from tyonohjaus.lib.moves import ChangedMeanwhile, TooLate
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite


@pytest.fixture
def together(group_with_sami: Process, aino: User, eero: User, sami: User) -> Evaluation:
    row = opened(group_with_sami)
    for user in (aino, eero, sami):
        row = row.answer(given(), by=user)
    return row


def asked_of(user: User) -> list[str]:
    """What waits at home of a text for the employer."""
    return [row.url for row in waiting_for(user) if "/extract/" in row.url]


def report(process: Process) -> str:
    return reverse("reviews:report", args=[process.pk])


def test_one_yes_missing_and_nothing_reaches_the_employer_C13_C15(
    together: Evaluation, aino: User, eero: User, sami: User, maija: User
) -> None:
    """S4-13: nor can the supervisor alone bring it there."""
    extract = Extract.write(together, text="zqkooste", useful="yes", by=sami, seen="")
    extract.accept(by=aino, seen=extract.mark)
    with pytest.raises(TooLate):
        extract.accept(by=sami, seen=extract.mark)
    assert "zqkooste" not in text(reading(maija).get(report(together.process)))
    assert not Message.objects.filter(template="reviews/mail/text").exists()

    extract.accept(by=eero, seen=extract.mark)

    page = text(reading(maija).get(report(together.process)))
    assert "zqkooste" in page
    assert "It was found useful: yes." in page
    assert [one.user for one in Message.objects.filter(template="reviews/mail/text")] == [maija]


def test_an_edit_takes_back_every_yes_C13(together: Evaluation, aino: User, eero: User, sami: User) -> None:
    first = Extract.write(together, text="Ensimmäinen", useful="", by=sami, seen="")
    first.accept(by=aino, seen=first.mark)
    second = Extract.write(together, text="Toinen", useful="", by=aino, seen=first.mark)

    with pytest.raises(ChangedMeanwhile):
        second.accept(by=eero, seen=first.mark)
    second.accept(by=eero, seen=second.mark)

    assert not second.has_yes_of(aino)
    assert not ApprovedText.objects.exists()
    # What was found useful belongs to what is accepted.
    third = Extract.write(together, text="Toinen", useful="no", by=sami, seen=second.mark)
    assert third.mark != second.mark
    assert not third.has_yes_of(eero)


def test_it_waits_for_each_supervisee_and_for_nobody_else(
    together: Evaluation, aino: User, sami: User, kuuloke: Any
) -> None:
    """Not for a supervisor, who is supervised elsewhere."""
    other = factories.make_person(name="Onni Heino")
    factories.make_supervisor(user=other)
    factories.make_process(supervisor=other, supervisees=[sami])
    extract = Extract.write(together, text="Kooste", useful="", by=sami, seen="")
    assert asked_of(aino)
    assert not asked_of(sami)
    extract.accept(by=aino, seen=extract.mark)
    assert not asked_of(aino)


def test_the_same_text_again_keeps_the_yeses(together: Evaluation, aino: User, sami: User) -> None:
    first = Extract.write(together, text="Sama", useful="", by=sami, seen="")
    first.accept(by=aino, seen=first.mark)

    assert Extract.write(together, text="Sama", useful="", by=sami, seen=first.mark).has_yes_of(aino)


def test_a_yes_may_be_taken_back_while_it_has_not_gone(
    together: Evaluation, aino: User, eero: User, sami: User
) -> None:
    extract = Extract.write(together, text="Kooste", useful="", by=sami, seen="")
    extract.accept(by=aino, seen=extract.mark)
    extract.take_back(by=aino)
    extract.accept(by=eero, seen=extract.mark)
    assert not ApprovedText.objects.exists()

    extract.accept(by=aino, seen=extract.mark)

    with pytest.raises(TooLate):
        extract.take_back(by=aino)
    with pytest.raises(TooLate):
        Extract.write(together, text="Toinen", useful="", by=sami, seen=extract.mark)


def test_the_page_of_an_old_version_accepts_nothing(together: Evaluation, aino: User, sami: User) -> None:
    old = Extract.write(together, text="Vanha", useful="", by=sami, seen="")
    Extract.write(together, text="Uusi", useful="", by=sami, seen=old.mark)
    page = reverse("reviews:acceptance", args=[together.pk])

    refused = reading(aino).post(page, {"seen": old.mark, "accept": "1"})

    assert refused.status_code == 422
    assert "The text has changed meanwhile." in text(refused)
    assert "Uusi" in text(refused)
    assert client_of(sami).post(page, {"seen": old.mark}).status_code == 404  # only a supervisee accepts


def test_two_drafts_at_once_do_not_replace_each_other_unseen(together: Evaluation, aino: User, sami: User) -> None:
    page = reverse("reviews:extract", args=[together.pk])
    assert client_of(sami).post(page, {"text": "Samin", "useful": "", "seen": ""}).status_code == 303

    refused = reading(aino).post(page, {"text": "Ainon <script>", "useful": "", "seen": ""})

    assert refused.status_code == 422
    assert "Samin" in text(refused)
    assert "Ainon &lt;script&gt;" in refused.content.decode()
    assert reading(aino).post(page, {"text": "", "seen": ""}).status_code == 422
    assert reading(aino).post(page, {"text": "ä" * 10_000, "seen": ""}).status_code == 422


def test_nobody_writes_to_an_employer_that_is_no_party(kuuloke: Any, aino: User, sami: User) -> None:
    own = factories.make_process(supervisor=sami, supervisees=[aino])
    row = shown(own, aino, sami)
    with pytest.raises(TooLate):
        Extract.write(row, text="Kooste", useful="", by=sami, seen="")
    assert client_of(aino).get(report(own)).status_code == 404


def test_no_form_of_a_supervisors_ends_at_a_manager_alone_C15() -> None:
    """S4-13. Every address of this room at which a supervisor may write is content of the parties, or holds no free
    text; what managers read (the report, the invitation) takes no writing at all."""
    writes = {"answers", "joint_text", "extract"}
    for pattern in get_resolver("reviews.urls").url_patterns:
        action = getattr(pattern.callback, "access", None)
        if pattern.name in writes:
            assert Capacity.MANAGER not in MAY[action]
        if action in {Action.REPORT_SEE, Action.INVITATION_SEE}:
            assert pattern.callback.__wrapped__.__name__ in {"report", "invitation"}
            assert pattern.name not in writes
