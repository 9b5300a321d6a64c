"""A manager's permission in principle beside the link of its mail: by the manager signed in, and by the office, which
heard it by phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from intake.forms.going_on import PermissionAnswerForm, RecordedPermissionForm
from intake.models import PHONE, Permission
from tyonohjaus.access import Action, needs, own
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@own
def asked(request: HttpRequest, pk: Any) -> HttpResponse:
    """Whose it is and what is asked, and nothing else (C5, C10)."""
    user: Any = request.user
    mine = Permission.objects.filter(manager=user).select_related("member__user", "member__request")
    row = get_object_or_404(mine, pk=pk)
    form = PermissionAnswerForm(posted(request))
    if form.is_valid() and row.say(form.cleaned_data["answer"], asked=row.mark, now=clock.now(), via="portal"):
        messages.success(request, _("Thank you, the answer was saved."))
        return see_other("home")
    context = {"permission": row, "asks": row.is_waiting, "form": form}
    return respond(request, "intake/asked_permission.html", context, status=422 if request.method == "POST" else 200)


@needs(Action.PERMISSION_RECORD, on=Permission)
def recorded(request: HttpRequest, row: Permission) -> HttpResponse:
    """The manager is told of it by mail."""
    form = RecordedPermissionForm(posted(request), initial={"seen": row.mark})
    late = not row.is_waiting
    if not late and form.is_valid():
        said, seen = form.cleaned_data["answer"], form.cleaned_data["seen"]
        if row.say(said, asked=seen, now=clock.now(), via=PHONE, recorded_by=request.user):
            messages.success(request, _("The answer is written down, and the manager is told of it by e-mail."))
            return see_other(row.member.request)
        late = True
    context = {"permission": row, "form": form, "late": late, "request_url": row.member.request.get_absolute_url()}
    return respond(request, "intake/recorded_permission.html", context, status=422 if request.method == "POST" else 200)
