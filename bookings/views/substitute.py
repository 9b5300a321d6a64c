"""A named substitute: the supervisor or the office writes down who stands in, and takes it back."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bookings.forms.illness import IllnessDays
from bookings.forms.substitute import SubstituteForm
from bookings.problems import CannotStandIn, NotBookable
from bookings.substitutes import name_substitute, withdraw_substitute
from processes import parties, words
from processes.models import Participant, Process, State
from processes.sections import Page, Section, offers_by, section
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.parts import Row

from .illness import page_of


@needs(Action.SUBSTITUTE_NAME, on=Process)
def substitute(request: HttpRequest, process: Process) -> HttpResponse:
    ill = IllnessDays(request.GET)  # where the link of that page led here
    days = {"initial": ill.cleaned_data} if ill.is_valid() else {}
    form = SubstituteForm(posted(request), process=process, **days)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            name_substitute(process, by=request.user, now=clock.now(), **values)
        except CannotStandIn as refusal:
            form.tell(refusal)
        except NotBookable:
            form.tell_busy()
        else:
            messages.success(request, _("The substitute was named, and everybody in it is told."))
            return see_other(page_of(ill.cleaned_data)) if days else see_other("processes:detail", process.pk)
    leads = [one for one in parties.supervisors(process) if one.capacity == Participant.As.SUPERVISOR]
    context = {
        "form": form,
        "process": process.pk,
        "title": f"{words.title(process)} {process.code}",
        "for_whom": parties.names(leads),
    }
    return respond(request, "bookings/substitute.html", context)


@needs(Action.SUBSTITUTE_NAME, on=Participant)
@require_POST
def substitute_end(request: HttpRequest, participant: Participant) -> HttpResponse:
    if participant.stands_for_id is None:
        raise Http404
    try:
        withdraw_substitute(participant, by=request.user, now=clock.now())
        messages.success(request, _("The sessions that lie ahead are the supervisor's again."))
    except NotBookable:
        messages.warning(request, _("A session of these days does not fit the supervisor's calendar. Move it first."))
    return see_other("processes:detail", participant.process_id)


@section(place=82)
def substitutes(page: Page) -> Section | None:
    """To its own people and the office: who stands in, and when."""
    standing = page.standing
    if not (standing.party or standing.office):
        return None
    today = clock.today()
    coming = [
        (one, f"{one.user.name}, {words.days(one)}")
        for one in page.process.participants.all()
        if one.stands_for_id and one.ends_on and one.ends_on >= max(today, one.starts_on)
    ]
    if not coming:
        return None
    given = {"people": coming, "may_end": standing.sets_times}
    return Section(template="bookings/_substitutes.html", given=given)


@offers_by
def another_substitute(page: Page) -> Iterator[Row]:
    if page.standing.sets_times and page.process.state != State.OVER:
        yield Row(title=_("Name a substitute"), url=reverse("bookings:substitute", args=[page.process.pk]))
