"""The office writes down whether a process's sessions are exempt from VAT."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from processes import words
from processes.forms.vat import VatForm
from processes.models import UNBILLED, Process, State, VatExemption
from processes.sections import Page, Section, section
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.parts import Row


@needs(Action.PROCESS_EDIT, on=Process)
def vat(request: HttpRequest, process: Process) -> HttpResponse:
    form = VatForm(posted(request), process=process)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        VatExemption.agree(
            process,
            ground=values["ground"],
            on=values["first_on"],
            confirmed_on=values["confirmed_on"],
            by=request.user,
        )
        messages.success(request, _("The VAT was saved. Issued invoices stay as they are."))
        return see_other("processes:detail", process.pk)
    title = f"{words.title(process)} {process.code}"
    context = {"form": form, "process": process.pk, "title": title, "rows": _rows(process)}
    return respond(request, "processes/vat.html", context)


@section(place=83)
def sessions_vat(page: Page) -> Section | None:
    """To the office, where somebody pays."""
    process = page.process
    if not page.standing.office or process.payer in UNBILLED or process.state == State.OVER:
        return None
    given = {"rows": _rows(process), "url": reverse("processes:vat", args=[process.pk])}
    return Section(template="processes/_vat.html", given=given)


def _rows(process: Process) -> list[Row]:
    """The exemptions that hold, or will."""
    today = clock.today()
    return [
        Row(title=one.get_by_display(), note=words.days(one))
        for one in process.vat_exemptions.order_by("starts_on")
        if one.ends_on is None or one.ends_on >= max(today, one.starts_on)
    ]
