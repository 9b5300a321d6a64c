"""What evaluations add to the world of tests/world.py: one of each state, with planted words (tests/planted.py)."""

from typing import Any

from reviews.models import (
    Continuation,
    Evaluation,
    Extract,
    FeedbackRound,
    Given,
    Invitation,
    JointText,
    Outcome,
    ReviewPlan,
)
from reviews.models.extract import ApprovedText
from tests.factories import helsinki
from tyonohjaus.people.models import Extra

GROUP = {"aino", "eero", "elina", "sami", "kaisa"}

READERS: dict[str, set[str]] = {
    # a draft, and what was handed in before the others have: its author alone
    "zqanswer-draft-of-aino": {"aino"},
    "zqanswer-early-of-sami": {"sami"},
    # together: the parties; what the supervisee ticked, also the invited manager (C14)
    "zqanswer-of-aino": {"aino", "sami"},
    "zqanswer-ticked-of-aino": {"aino", "sami", "maija"},
    "zqanswer-of-sami": {"aino", "sami"},
    "zqjoint-aino": {"aino", "sami"},
    "zqextract-unaccepted": {"aino", "sami"},
    # a small group: each by own choice (C16)
    "zqanswer-shared-of-aino": GROUP,
    "zqanswer-unshared-of-eero": {"eero"},
    "zqjoint-group": GROUP,
    # asked inside the organisation, lent to the supervisor (S4-4)
    "zqfeedback-asked": {"aino", "sami"},
    "zqfeedback-answered": {"aino", "sami"},
    # what every member has accepted (C13)
    "zqapproved-group": GROUP | {"maija", "pekka"},
}


def _given(text: str, more: str = "", **how: Any) -> Given:
    return Given(texts={"1": text, **({"3": more} if more else {})}, scores={"2": 6}, **how)


def review(world: Any) -> None:
    people, own, group = world.people, world.processes["aino_own"], world.processes["group"]
    aino, sami = people["aino"], people["sami"]
    ReviewPlan.write(own, by=sami, mid_sessions=5)

    _open(own, "final", "end").lapse()
    waits = _open(own, "mid", "session 5")
    waits.answer(_given("zqanswer-early-of-sami"), by=sami)
    _draft(waits, aino, "zqanswer-draft-of-aino")

    both = _open(own, "final", "count 10")
    both.answer(_given("zqanswer-of-sami"), by=sami)
    both = both.answer(_given("zqanswer-of-aino", "zqanswer-ticked-of-aino"), by=aino)
    JointText.write(both, text="zqjoint-aino", by=sami, seen="")
    Extract.write(both, text="zqextract-unaccepted", useful="yes", by=sami, seen="")
    Invitation.invite(both, by=aino, starts_at=helsinki("2027-02-09 14:00"), place="remote", parts=["3"])

    together = _open(group, "mid", "day 2027-01-01")
    together.answer(_given("zqanswer-shared-of-aino", shared=True), by=aino)
    together.answer(_given("zqanswer-unshared-of-eero"), by=people["eero"])
    together.answer(_given("Sujuu"), by=people["elina"])
    together.answer(_given("Sujuu"), by=people["kaisa"])
    together = together.answer(_given("Sujuu"), by=sami)
    JointText.write(together, text="zqjoint-group", by=sami, seen="")
    extract = Extract.write(together, text="zqapproved-group", useful="", by=sami, seen="")
    for name in ("aino", "eero", "elina"):
        extract.accept(by=people[name], seen=extract.mark)
    assert ApprovedText.objects.filter(evaluation=together).exists()
    together.conclude(by=sami)

    Extra.objects.get_or_create(name=Extra.Name.INSIDE_FEEDBACK)
    row = FeedbackRound.ask(
        own, by=aino, questions="zqfeedback-asked", addresses=["kysytty@lehtola.example"], shared=True
    )
    row.respondents.all()[0].answer("zqfeedback-answered")

    Continuation.open(own, by=sami).choose(Outcome.GO_ON, by=sami)
    for name, outcomes in (("elina", ("continue", "continue", "change")), ("eero", ("end", "end", "end"))):
        process = world.processes["elina_own" if name == "elina" else "eero_internal"]
        decision = Continuation.open(process)
        for (_side, user), outcome in zip(decision.people(), outcomes, strict=True):
            decision = decision.choose(outcome, by=user)


def _open(process: Any, kind: str, basis: str) -> Evaluation:
    row = Evaluation.open(process, kind=kind, basis=basis)
    assert row
    return row


def _draft(row: Evaluation, user: Any, text: str) -> None:
    from reviews.models import Answers

    Answers.put(row, _given(text), author=user, handed_in=False)


def look_back(process: Any, number: int) -> None:
    """For a practice that grows: an evaluation that waits, one that is together with a text for the employer, an
    invitation, and how to go on."""
    members = [one.user for one in process.participants.filter(capacity="supervisee")]
    [sami] = [one.user for one in process.participants.filter(capacity="supervisor")]
    both = _open(process, "final", f"count {number}")
    for user in (*members, sami):
        both = both.answer(_given("Hyvin", shared=True), by=user)
    both = both if both.status == "shown" else both.show(by=sami)
    Extract.write(both, text="Koettiin hyödylliseksi", useful="yes", by=sami, seen="")
    day = helsinki(f"2027-03-{number + 10} 14:00")
    Invitation.invite(both, by=members[0], starts_at=day, place="remote", parts=["1"])
    _open(process, "mid", f"session {number}")
    Extra.objects.get_or_create(name=Extra.Name.INSIDE_FEEDBACK)
    FeedbackRound.ask(process, by=members[0], questions="Miten?", addresses=[f"k{number}@e.example"], shared=False)
    Continuation.open(process)
