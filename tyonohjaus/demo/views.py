"""The pages that only the demo has: who to be, what time it is, and the mail that went out."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tyonohjaus.access import public
from tyonohjaus.lib import clock
from tyonohjaus.people import assurance
from tyonohjaus.people.language import speaking
from tyonohjaus.people.models import User
from tyonohjaus.ui.htmx import respond, see_other

from . import beat
from .cast import CAST, part_of
from .clock import BackwardsInTime, next_first, the_clock
from .forms import ClockForm
from .models import SentMail

# The one answer of the house that may carry inline style: an HTML mail as its reader's program shows it.
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
SHOWN = 200
STEPS = {
    "hour": lambda: clock.now() + timedelta(hours=1),
    "day": lambda: clock.now() + timedelta(days=1),
    "month": next_first,
}


@public
def who(request: HttpRequest) -> HttpResponse:
    """The cast, each with a button."""
    return respond(request, "demo/who.html", {"cast": CAST})


@public
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Be one of the cast, as surely as a passkey would say it (C6)."""
    part = part_of(request.POST.get("address", ""))
    if part is None:
        raise Http404
    person = get_object_or_404(User, email=part.address, is_active=True)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[assurance.DEMO] = True
    return speaking(see_other("home"), person.language)


@public
def the_time(request: HttpRequest) -> HttpResponse:
    """What time it is in the demo; forward it goes by steps, or to a day and hour."""
    the_clock().look()  # another process may just have moved it
    now = clock.local(clock.now())
    form = ClockForm(request.POST or None, initial={"day": now.date(), "time": f"{now:%-H.%M}"})
    if request.method == "POST":
        step = STEPS.get(request.POST.get("step", ""))
        if step:
            _move(step())
            return _moved(request)
        if form.is_valid():
            try:
                _move(form.instant)
            except BackwardsInTime:
                form.add_error("day", _("Time goes forward only. To begin again: make demo FRESH=1."))
            else:
                return _moved(request)
    return respond(request, "demo/clock.html", {"form": form})


def _move(instant: datetime) -> None:
    """Through all that comes before it. Raises BackwardsInTime."""
    beat.live_until(instant)
    the_clock().set_to(instant)


def _moved(request: HttpRequest) -> HttpResponse:
    beat.hurry()
    messages.success(request, _("The clock was moved. Mail and invoices that are due go out within seconds."))
    return see_other("demo:clock")


@public
def mails(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    sent = SentMail.objects.order_by("-at", "-pk").only("pk", "at", "recipient", "subject", "attachments")[:SHOWN]
    return respond(request, "demo/mails.html", {"mails": sent})


@public
def mail(request: HttpRequest, pk: str) -> HttpResponse:
    return respond(request, "demo/mail.html", {"mail": get_object_or_404(SentMail, pk=pk)})


@public
def mail_html(request: HttpRequest, pk: str) -> HttpResponse:
    """The mail as its reader's program shows it: an answer of its own, whose policy alone allows inline style."""
    response = HttpResponse(get_object_or_404(SentMail, pk=pk).html)
    response["Content-Security-Policy"] = MAIL_POLICY
    return response


@public
def attachment(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    try:
        name, mimetype, content = get_object_or_404(SentMail, pk=pk).attached(number)
    except IndexError:
        raise Http404 from None
    return HttpResponse(
        content, content_type=mimetype, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
