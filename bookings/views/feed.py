"""One's own calendar: an address that a calendar programme reads. Whoever has the address reads it."""

from typing import Any

from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bookings import feed, told
from bookings.forms.feed import TitleForm
from bookings.models import CalendarFeed
from tyonohjaus.access import own, public
from tyonohjaus.lib import clock
from tyonohjaus.lib.often import too_often
from tyonohjaus.people.assurance import is_own
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted

# Readings of one address; programmes ask every quarter of an hour at most.
AN_HOUR = 60


@own
def calendar(request: HttpRequest) -> HttpResponse:
    """What there is, and what it calls the sessions."""
    row = CalendarFeed.objects.filter(user=request.user.pk).first()
    form = _title_form(request, row)
    if request.method == "POST" and row and form.is_valid():
        row.call(**form.cleaned_data)
        messages.success(request, _("The title was saved. Your calendar shows it when it next reads the address."))
        return see_other("bookings:calendar")
    return _show(request, row, form)


@own
@require_POST
def calendar_address(request: HttpRequest) -> HttpResponse:
    """A new one, shown now and never again: only its hash is kept."""
    user: Any = request.user
    address = CalendarFeed.make(by=user)
    row = CalendarFeed.objects.get(user=user)
    return _show(request, row, _title_form(None, row), address=address)


@own
@require_POST
def calendar_closing(request: HttpRequest) -> HttpResponse:
    CalendarFeed.close(request.user, by=request.user)
    messages.success(request, _("The calendar's address opens nothing any more."))
    return see_other("bookings:calendar")


@public
@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """To a calendar programme, which has no cookie and gets none. Unknown and closed are the same 404."""
    row = CalendarFeed.find(token)
    if row is None:
        raise Http404
    if too_often(f"calendar-{row.pk}", an_hour=AN_HOUR):
        return respond_429(request)
    content = feed.calendar(row, now=clock.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    # Keyed: who sees only this line can neither guess what stands there nor tell two readers of the same apart.
    response["ETag"] = f'"{salted_hmac(row.token_hash, content, algorithm="sha256").hexdigest()}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _show(request: HttpRequest, row: CalendarFeed | None, form: TitleForm, *, address: str = "") -> HttpResponse:
    user: Any = request.user
    context = {
        "feed": row,
        "form": form,
        "address": address,
        # Said to nobody who came through an employer's mailbox: that there is such a thing at all (C6).
        "without_private": bool(user.content_open) and not _holds_private(user, row),
    }
    return respond(request, "bookings/calendar.html", context)


def _holds_private(user: Any, row: CalendarFeed | None) -> bool:
    return is_own(user.email, user) and (row is None or row.holds_private)


def _title_form(request: HttpRequest | None, row: CalendarFeed | None) -> TitleForm:
    chosen = {"title": row.title, "own_words": row.own_words} if row else {}
    neutral = told.neutral_label()
    return TitleForm(posted(request) if request else None, initial=chosen, neutral=neutral)
