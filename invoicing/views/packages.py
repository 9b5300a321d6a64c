"""The office writes down that sessions were bought together."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from invoicing.again import is_written
from invoicing.forms.prices import PackageForm
from invoicing.models import Package, PackageBilled
from processes.models import Process
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted

WITHDRAW = "withdraw"


@needs(Action.PACKAGE_EDIT, on=Process)
def package_new(request: HttpRequest, process: Process) -> HttpResponse:
    today, packages = clock.today(), Package.objects.filter(process=process)
    form = PackageForm(posted(request), initial={"bought_on": today, "starts_on": today})
    if form.is_valid():
        with transaction.atomic():
            Process.locked(process.pk)
            if not is_written(packages, known=request.POST.get("known"), **form.cleaned_data):
                Package.enter(process, by=request.user, **form.cleaned_data)
        messages.success(request, _("The package was saved. Its sessions have no line of their own."))
        return see_other("processes:detail", process.pk)
    context = {"form": form, "process": process, "known": str(packages.count())}
    return respond(request, "invoicing/package_new.html", context)


@needs(Action.PACKAGE_EDIT, on=Package)
def package(request: HttpRequest, package: Package) -> HttpResponse:
    """What was bought, until an invoice has gone out with it."""
    stands = {name: getattr(package, name) for name in PackageForm.base_fields}
    form, late = PackageForm(posted(request), initial=stands), package.is_billed
    if request.method == "POST" and not late:
        try:
            if request.POST.get("decision") == WITHDRAW:
                package.withdraw(by=request.user)
                messages.success(request, _("The package was taken back. Its sessions have their own prices."))
                return see_other("processes:detail", package.process_id)
            if form.is_valid():
                package.change(by=request.user, **form.cleaned_data)
                messages.success(request, _("The package was saved. Its sessions have no line of their own."))
                return see_other("processes:detail", package.process_id)
        except PackageBilled:
            late = True
    context = {"form": form, "process": package.process, "late": late}
    return respond(request, "invoicing/package.html", context, status=422 if late and form.is_bound else None)
