"""What happens by itself: forgotten requests go, invitations lapse, one who thinks about it is asked again once."""

from datetime import datetime

from django.db import transaction

from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate

from .models import Answer, Member, Request, State
from .models.limits import CONFIRMED_WITHIN, JOINED_WITHIN, THINKING
from .models.states import GOING_ON


def tidy(*, now: datetime) -> None:
    """Running it twice changes nothing."""
    Request.objects.filter(state=State.ASKED, created_at__lte=now - CONFIRMED_WITHIN).delete()
    _lapse_invitations(now)
    _ask_those_who_think(now)


def _lapse_invitations(now: datetime) -> None:
    invited = Member.objects.staying().filter(user=None, request__state__in=GOING_ON)
    for member in invited.filter(request__created_at__lte=now - JOINED_WITHIN - CONFIRMED_WITHIN):
        try:
            member.leave(by=None, now=now)
        except TooLate:
            continue  # they joined, or it was closed, in the meantime


def _ask_those_who_think(now: datetime) -> None:
    thinking = Answer.objects.filter(
        answer=Answer.Will.THINK,
        reminded_at=None,
        answered_on__lte=clock.day_of(now - THINKING),
        candidate__request__state=State.OPEN,
        member__left_at=None,
    )
    for pk in thinking.values_list("pk", flat=True):
        with transaction.atomic():
            row = thinking.select_for_update(of=("self",)).filter(pk=pk).first()
            if row:
                row.reminded_at = now
                row.save(update_fields=["reminded_at"])
                record("answer.reminded", subject=row)
