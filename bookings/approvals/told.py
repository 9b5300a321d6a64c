"""What became of a time that does not wait for this manager any more, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .answers import APPROVE, DECLINE, Outcome

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
