"""The year's first invoice number here; after it they run by themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from invoicing.documents.document import printed_number
from invoicing.forms.numbers import NumberForm
from invoicing.models import AlreadyRunning, NumberSeries
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.INVOICE_ISSUE)
def numbers(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    following, running = NumberSeries.peek(on=today), NumberSeries.is_running(today.year)
    form = NumberForm(posted(request), year=today.year, initial={"number": following})
    context = {"form": form, "next": printed_number(year=today.year, running=following), "running": running}
    if request.method != "POST" or not form.is_valid():
        return respond(request, "invoicing/numbers.html", context)
    try:
        NumberSeries.begin(year=today.year, at=form.cleaned_data["number"], by=request.user)
    except AlreadyRunning:
        return respond(request, "invoicing/numbers.html", context | {"running": True}, status=422)
    messages.success(request, _("The next invoice gets this number."))
    return see_other("invoicing:numbers")
