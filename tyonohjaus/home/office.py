"""The office's home: how does the month stand? Then what needs a look, and what could not be sent."""

from typing import Any

from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from invoicing.models import Invoice, owing
from invoicing.monthly_run import Month, concerns, month_of, month_that_ended
from processes.waiting import waiting_for
from tyonohjaus.lib import clock, money
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User
from tyonohjaus.ui.htmx import respond
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge, Row

from .hello import hello

SHOWN = 4


def page(request: HttpRequest) -> HttpResponse:
    user, now = request.user, clock.now()
    month = month_of(month_that_ended(now), now=now)
    found = concerns(month)
    context = {
        "hello": hello(user, now=now),
        "waiting": waiting_for(user),
        "month": month,
        "concerns": found[:SHOWN],
        "more": max(len(found) - SHOWN, 0),
        "rows": _waiting(user),
        "all_is_out": _all_is_out(month) and not found,
    }
    return respond(request, "home/office.html", context)


def _waiting(user: Any) -> list[Row]:
    """Beside the month: mail that did not go, people who have not been invited, and the sessions themselves."""
    return [row for row in (_overdue(), _unsent(user), _uninvited(user), _sessions()) if row]


def _overdue() -> Row | None:
    """Nobody is reminded of money by itself: the office looks."""
    late = owing(Invoice.objects.invoices().filter(due_on__lt=clock.today()))
    sums = late.aggregate(count=Count("pk"), open=Sum("left_open"))
    if not sums["count"]:
        return None
    title = ngettext("%(count)d invoice is overdue", "%(count)d invoices are overdue", sums["count"])
    note = _("Together %(sum)s") % {"sum": money.euros(sums["open"], spoken())}
    badge = Badge(kind="fault", text=_("Overdue"))
    return Row(title=title % {"count": sums["count"]}, url=reverse("invoicing:overdue"), note=note, badge=badge)


def _sessions() -> Row:
    """The menu has room for five words, and this is none of them."""
    return Row(title=_("Sessions"), url=reverse("bookings:list"), note=_("What is booked, and what was"))


def _unsent(user: Any) -> Row | None:
    seen: Any = Message.objects.visible_to(user)
    count = seen.unsent().count()
    if not count:
        return None
    title = ngettext("%(count)d message could not be sent", "%(count)d messages could not be sent", count)
    badge = Badge(kind="fault", text=_("Not sent"))
    return Row(title=title % {"count": count}, url=reverse("outbox:unsent"), note=_("Why, and send again"), badge=badge)


def _uninvited(user: Any) -> Row | None:
    seen: Any = User.objects.visible_to(user)
    count = seen.filter(invited_at=None, last_login=None, is_active=True).count()
    if not count:
        return None
    title = ngettext("%(count)d person has not been invited", "%(count)d people have not been invited", count)
    url = f"{reverse('people:person_list')}?show=new"
    return Row(title=title % {"count": count}, url=url, note=_("Without an invitation nobody signs in."))


def _all_is_out(month: Month) -> bool:
    return bool(month.issued) and not month.drafts and month.done == len(month.issued)
