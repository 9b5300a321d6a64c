"""What became of a time that does not wait for this manager any more, in words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.models import Status
from tyonohjaus.lib import money
from tyonohjaus.ui import words
from tyonohjaus.ui.language import spoken

from .answers import APPROVE, DECLINE, Decided, Missed, Outcome

# The answer that an outcome says they have given.
GIVEN = {
    Outcome.APPROVED: APPROVE,
    Outcome.CONFIRMED: APPROVE,
    Outcome.DECLINED: DECLINE,
    Outcome.DECLINED_OWN: DECLINE,
    Outcome.OTHER_APPROVED: APPROVE,
    Outcome.OTHER_DECLINED: DECLINE,
}


def what_became(outcome: Outcome, *, count: int = 1, answer: str = "") -> tuple[str, str]:
    """Why a time, or `count` times of a series, does not wait for this manager any more, and what to do now. `answer`:
    what they have just answered, too late where an earlier answer of theirs says otherwise."""
    bold, text = _what_became(outcome, count)
    if answer and GIVEN.get(outcome, answer) != answer:
        text = f"{_('Your answer just now changed nothing.')} {text}"
    return bold, text


def done(decided: Decided, decision: str) -> list[str]:
    """What an answer has reached, a sentence or two."""
    freed = sum(booking.status == Status.DECLINED for booking in decided.done)
    count, said = len(decided.done) - freed, []
    if count and decision == APPROVE:
        sentence = ngettext("You have approved %(count)d time.", "You have approved %(count)d times.", count)
        said.append(sentence % {"count": count})
    elif count:
        sentence = ngettext(
            "You did not approve %(count)d time. Your own people do not take part.",
            "You did not approve %(count)d times. Your own people do not take part.",
            count,
        )
        said.append(sentence % {"count": count})
    if freed:
        sentence = ngettext(
            "You did not approve %(count)d time. It is free again.",
            "You did not approve %(count)d times. They are free again.",
            freed,
        )
        said.append(sentence % {"count": freed})
    return said


def too_late(decided: Decided, decision: str) -> list[str]:
    """A line for each session that the answer did not reach: when, why, and what to do."""
    lines = []
    for one in decided.late:
        when = words.when(one.booking.starts_at, end=one.booking.ends_at, language=spoken())
        lines.append(f"{when}: {' '.join(missed([one], answer=decision))}")
    return lines


def missed(late: Sequence[Missed], *, count: int = 1, answer: str = "") -> tuple[str, str]:
    """Why an answer did not reach these, asked as one: where it is for the price of any, that; else of the first."""
    repriced = [one for one in late if one.is_repriced]
    if not repriced:
        return what_became(late[0].outcome, count=count, answer=answer)
    return _("The price has changed: look again."), " ".join(
        [
            prices(_sum(one.shown for one in repriced), _sum(one.now for one in repriced)),
            _("Your answer was not counted. Look at the price, and answer again."),
        ]
    )


def prices(shown: Decimal | None, now: Decimal | None) -> str:
    """Net euros, before and now."""
    euros = {"before": _euros(shown), "now": _euros(now)}
    return _("Without VAT: %(before)s → %(now)s.") % euros


def _sum(each: Iterable[Decimal | None]) -> Decimal | None:
    known = [price for price in each if price is not None]
    return sum(known, Decimal()) if known else None


def _euros(price: Decimal | None) -> str:
    return "–" if price is None else money.euros(price, spoken())


def _what_became(outcome: Outcome, count: int) -> tuple[str, str]:
    approved = ngettext("You have approved this time.", "You have approved these times.", count)
    declined = ngettext("You did not approve this time.", "You did not approve these times.", count)
    return {
        Outcome.APPROVED: (
            approved,
            _("The participants are told as soon as it is confirmed. Nothing more is needed."),
        ),
        Outcome.CONFIRMED: (approved, _("The participants have been told. Nothing more is needed.")),
        Outcome.DECLINED_OWN: (
            declined,
            _("Your own people do not take part, and have been told. Nothing more is needed."),
        ),
        Outcome.DECLINED: (
            declined,
            ngettext(
                "It is free again, and the participants have been told.",
                "They are free again, and the participants have been told.",
                count,
            ),
        ),
        Outcome.OTHER_APPROVED: (
            ngettext("This time is approved already.", "These times are approved already.", count),
            _("The manager or their deputy has answered. Nothing more is needed."),
        ),
        Outcome.OTHER_DECLINED: (
            ngettext("This time was not approved.", "These times were not approved.", count),
            _("The manager or their deputy has answered. Nothing more is needed."),
        ),
        Outcome.MOVED: (
            _("This time has been moved."),
            _("If the new time needs your answer, a newer message asks for it; you also find it by signing in."),
        ),
        Outcome.OTHER_LENGTH: (
            _("The length of this time has been changed."),
            _("If the new time needs your answer, a newer message asks for it; you also find it by signing in."),
        ),
        Outcome.OTHER_PRICE: (
            _("The price has changed: look again."),
            _("Look at the price, and answer again."),
        ),
        Outcome.CANCELLED: (_("This time has been cancelled."), _("You need not do anything.")),
        Outcome.RELEASED: (
            ngettext("This time is no longer held.", "These times are no longer held.", count),
            _("It became free before your answer. You need not do anything."),
        ),
        Outcome.LAPSED: (
            _("The time to answer is over."),
            ngettext(
                "It is free again, and the participants have been told. It can be booked again.",
                "They are free again, and the participants have been told. They can be booked again.",
                count,
            ),
        ),
        Outcome.NOT_ASKED: (
            _("Your answer is not needed any more."),
            _("Call the office if you expected to be asked."),
        ),
    }[outcome]
