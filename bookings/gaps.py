"""Whether a group, or one alone, stops often enough: a longer pause than the agreed rhythm is shown to its supervisors,
and to nobody else (S2-1). A pause is a fact of the calendar; why there is one is asked of nobody."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from processes import parties
from processes.models import Participant, Process
from processes.waiting import waits
from tyonohjaus.lib import clock
from tyonohjaus.people.models.dated import current
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Row
from tyonohjaus.ui.words import numeric

from . import offers, rules, words

GRACE = timedelta(days=14)


def _met(user: Any) -> Any:
    own = Participant.objects.supervising().filter(current(), user=user)
    return Process.objects.going_on().filter(pk__in=own.values("process"))


@waits(_met)
def longer_than_agreed(user: Any) -> Iterable[Row]:
    """Processes of this supervisor where the rhythm's last day passed two weeks ago, and nothing is booked."""
    found = _met(user).annotate(**rules.tallied(clock.now(), sessions="bookings__")).order_by("last", "pk")
    paused = [one for one in found if _paused(one)]
    parties.with_people(paused)
    return [_row(process, user) for process in paused]


def _paused(process: Any) -> bool:
    due = offers.next_due(process, last=process.last)
    used_up = bool(process.agreed_count) and process.used >= process.agreed_count
    return due is not None and not used_up and due.last + GRACE < clock.today()


def _row(process: Any, user: Any) -> Row:
    since = numeric(clock.day_of(process.last), language=spoken())
    return Row(
        title=_("A longer pause than agreed"),
        url=reverse("processes:detail", args=[process.pk]),
        note=_("%(process)s: last met %(day)s, nothing booked.")
        % {"process": words.title(process, standing=parties.standing(process, user), user=user), "day": since},
    )
