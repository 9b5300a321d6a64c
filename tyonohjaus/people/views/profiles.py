"""A supervisor writes their public page and publishes it; the office says which papers it has seen (S0-3, S1-14)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tyonohjaus.access import Action, needs
from tyonohjaus.people.forms.profile import CheckForm, ProfileForm
from tyonohjaus.people.models import Profile, Supervisor
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.PROFILE_EDIT)
def profile(request: HttpRequest) -> HttpResponse:
    """`act` says what becomes of the page: saved as it is, published, or withdrawn."""
    user: Any = request.user
    own = Profile.of(get_object_or_404(Supervisor, user=user))
    form = ProfileForm(posted(request), profile=own)
    if request.POST.get("act") == "withdraw":
        own.withdraw(by=user)
        messages.success(request, _("The page was withdrawn. Nobody finds it any more."))
        return see_other("people:profile")
    if request.method == "POST" and form.is_valid():
        own = own.write(by=user, **form.values())
        if request.POST.get("act") == "publish":
            own.publish(by=user)
        public = request.POST.get("act") == "publish" or own.published_at
        messages.success(
            request, _("The public page was saved.") if public else _("The page was saved, for you alone.")
        )
        return see_other("people:profile")
    return respond(request, "people/profile.html", {"form": form, "profile": own})


@needs(Action.CREDENTIAL_CHECK, on=Profile)
def credentials(request: HttpRequest, profile: Profile) -> HttpResponse:
    form = CheckForm(posted(request), profile=profile)
    if request.method == "POST" and form.is_valid():
        profile.mark_checked(form.cleaned_data["checked"], by=request.user)
        messages.success(request, _("What the practice has checked was saved."))
        return see_other("people:person_edit", profile.supervisor.user_id)
    return respond(request, "people/credentials.html", {"form": form, "profile": profile})
