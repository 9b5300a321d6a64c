"""What people say of a supervisor in public: their own page of it, and the supervisor's (C38)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from intake.forms.testimonial import TestimonialForm
from intake.models import Testimonial
from tyonohjaus.access import Action, needs, own
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@own
@require_safe
def given(request: HttpRequest) -> HttpResponse:
    """One's own. What one pays for oneself is closed to a work mailbox, and so is what one said there (C6)."""
    user: Any = request.user
    rows = list(Testimonial.objects.filter(author=user).select_related("profile__supervisor__user").order_by("pk"))
    context = {"rows": rows if user.content_open else [], "may_write": bool(Testimonial.occasions(user))}
    return respond(request, "intake/testimonials.html", context)


@own
def write(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    occasions = Testimonial.occasions(user)
    if not occasions:
        return see_other("intake:testimonials")
    form = TestimonialForm(posted(request), occasions=occasions)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("text", "signed")}
        Testimonial.give(form.occasion, by=user, **said)
        messages.success(request, _("Saved. The supervisor decides whether it stands on the public page."))
        return see_other("intake:testimonials")
    return respond(request, "intake/testimonial.html", {"form": form})


@own
@require_POST
def withdraw(request: HttpRequest, pk: Any) -> HttpResponse:
    get_object_or_404(Testimonial, pk=pk, author=request.user).withdraw(by=request.user)
    messages.success(request, _("Withdrawn. It is gone from the public page."))
    return see_other("intake:testimonials")


@needs(Action.PROFILE_EDIT)
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """The supervisor's: what was said, and what of it stands on their page."""
    return _received(request)


@needs(Action.PROFILE_EDIT, on=Testimonial)
@require_POST
def publication(request: HttpRequest, testimonial: Testimonial) -> HttpResponse:
    """`publish` is the mark of the text on the page, or empty to take it down."""
    try:
        if seen := request.POST.get("publish"):
            testimonial.publish(by=request.user, seen=seen)
        else:
            testimonial.hide(by=request.user)
    except (ChangedMeanwhile, Testimonial.DoesNotExist):
        return _received(request, changed=True, status=422)
    messages.success(request, _("Saved."))
    return see_other("intake:testimonials_received")


def _received(request: HttpRequest, *, changed: bool = False, status: int = 200) -> HttpResponse:
    rows: Any = Testimonial.objects.where_user_may(request.user, Action.PROFILE_EDIT)
    context = {"rows": rows.order_by("-consented_at", "pk"), "changed": changed}
    return respond(request, "intake/testimonials_received.html", context, status=status)
