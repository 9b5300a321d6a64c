"""The office writes down that sessions were bought together."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from invoicing.again import is_written
from invoicing.forms.prices import PackageForm
from invoicing.models import Package, PackageBilled
from processes.models import Process
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


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
    form, late = PackageForm(posted(request), initial=_stands(package)), package.is_billed
    if late or not form.is_valid():
        return _show(request, package, form, late=late)
    try:
        package.change(by=request.user, **form.cleaned_data)
    except PackageBilled:
        return _show(request, package, form, late=True)
    messages.success(request, _("The package was saved. Its sessions have no line of their own."))
    return see_other("processes:detail", package.process_id)


@needs(Action.PACKAGE_EDIT, on=Package)
@require_POST
def package_withdraw(request: HttpRequest, package: Package) -> HttpResponse:
    try:
        package.withdraw(by=request.user)
    except PackageBilled:
        return _show(request, package, PackageForm(initial=_stands(package)), late=True)
    messages.success(request, _("The package was taken back. Its sessions have their own prices."))
    return see_other("processes:detail", package.process_id)


def _stands(package: Package) -> dict[str, Any]:
    return {name: getattr(package, name) for name in PackageForm.base_fields}


def _show(request: HttpRequest, package: Package, form: PackageForm, *, late: bool) -> HttpResponse:
    context = {"form": form, "package": package, "process": package.process, "late": late}
    status = 422 if late and request.method == "POST" else None
    return respond(request, "invoicing/package.html", context, status=status)
