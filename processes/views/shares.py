"""The office writes down which employers share the cost of one process."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from processes import words
from processes.forms.shares import SharesForm
from processes.models import CostShare, NotShared, Process, State
from processes.models.shares import all_of
from processes.sections import Page, Section, section
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock, money
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Row
from tyonohjaus.ui.words import day


@needs(Action.PROCESS_EDIT, on=Process)
def cost_shares(request: HttpRequest, process: Process) -> HttpResponse:
    form = SharesForm(posted(request), process=process, by=request.user)
    if request.method == "POST" and form.is_valid() and (first_on := _agreed(process, form, by=request.user)):
        said = _("The cost shares were saved and hold from %(day)s. What was before stays as it was charged.")
        messages.success(request, said % {"day": day(first_on, language=spoken())})
        return see_other("processes:detail", process.pk)
    context = {
        "form": form,
        "process": process.pk,
        "title": f"{words.title(process)} {process.code}",
        "pays_employer": process.bills_employer,
        "rows": rows(process),
    }
    return respond(request, "processes/cost_shares.html", context)


@section(place=80)
def shared_cost(page: Page) -> Section | None:
    """To the office, where an employer pays for several people, or more than one does."""
    process = page.process
    if not page.standing.office or not process.bills_employer or process.state == State.OVER:
        return None
    shown = rows(process)
    if not shown and not process.is_shared:
        return None
    given = {"rows": shown, "url": reverse("processes:cost_shares", args=[process.pk])}
    return Section(template="processes/_cost_shares.html", given=given)


def rows(process: Process) -> list[Row]:
    """Those that hold, or will."""
    today, language = clock.today(), spoken()
    return [
        Row(
            title=f"{share.organisation}: {money.percent(share.percent, language)}",
            note=", ".join(filter(None, [words.days(share), *share.references])),
        )
        for share in all_of(process)
        if share.ends_on is None or share.ends_on >= max(today, share.starts_on)
    ]


def _agreed(process: Process, form: SharesForm, *, by: Any) -> date | None:
    """The day from which they hold; None where they were refused."""
    first_on: date = form.cleaned_data["first_on"]
    try:
        agreed = CostShare.agree(process, form.shares(), on=first_on, by=by)
    except NotShared:
        form.add_error(None, _("Only employers share a cost: here somebody else pays."))
        return None
    return agreed[0].starts_on if agreed else first_on
