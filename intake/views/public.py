"""What everybody may read without signing in: the supervisors who have published a page, and a way to ask them."""

from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from intake.forms.asking import AskForm, SearchForm
from intake.models import Request
from intake.words import checked, languages
from tyonohjaus.access import public
from tyonohjaus.people.models import Credential, Practice, Profile
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.parts import Fact, Row


@public
@require_safe
def supervisors(request: HttpRequest) -> HttpResponse:
    """All who have published a page, or those that suit what is sought."""
    form = SearchForm(request.GET or None)
    sought = form.sought() if form.is_bound else None
    found = Profile.objects.matching(sought) if sought else list(Profile.objects.published())
    rows = [_row(profile) for profile in found]
    answer = respond(request, "intake/supervisors.html", {"form": form, "rows": rows, "sought": sought}, status=200)
    return _to_be_found(answer)


@public
@require_safe
def supervisor(request: HttpRequest, pk: Any) -> HttpResponse:
    profile = get_object_or_404(Profile.objects.published(), pk=pk)
    context = {
        "profile": profile,
        "facts": _facts(profile),
        "minutes": Practice.objects.get().introduction_minutes,
        "testimonials": profile.testimonials.public(),
    }
    return _to_be_found(respond(request, "intake/supervisor.html", context))


@public
def ask(request: HttpRequest, pk: Any) -> HttpResponse:
    """The same answer whoever is behind the address: nobody learns here who has an account (A3)."""
    profile = get_object_or_404(Profile.objects.published(), pk=pk)
    form = AskForm(posted(request), initial=_known(request.user) | {"language": (get_language() or "fi")[:2]})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        if not ratelimit.consume(request, action="intake_ask", key=values["email"].lower()):
            return ratelimit.respond_429(request)
        Request.ask(supervisor=profile.supervisor, **values)
        return see_other("intake:asked")
    return respond(request, "intake/ask.html", {"form": form, "profile": profile})


@public
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return respond(request, "intake/asked.html", {})


def _known(user: Any) -> dict[str, str]:
    """What one who is signed in need not type; by way of an employer's mailbox nobody asks on (C6)."""
    return {"name": user.name, "email": user.email} if user.is_authenticated and user.content_open else {}


def _to_be_found(answer: HttpResponse) -> HttpResponse:
    """By search engines too: what a supervisor has published, and nothing else of the site."""
    answer["X-Robots-Tag"] = "all"
    return answer


def _row(profile: Profile) -> Row:
    said = [profile.profession, profile.areas, languages(profile), profile.get_meets_display()]
    url = reverse("intake:supervisor", args=[profile.pk])
    return Row(title=profile.name, url=url, note=" · ".join(filter(None, said)))


def _facts(profile: Profile) -> list[Fact]:
    rows = sorted(profile.credentials.all(), key=lambda row: (row.year or 0, row.name))
    trainings = [Fact(_("Training"), row, checked(row)) for row in rows if row.kind == Credential.Kind.TRAINING]
    memberships = [Fact(_("Membership"), row, checked(row)) for row in rows if row.kind == Credential.Kind.MEMBERSHIP]
    said = [
        Fact(_("Background profession"), profile.profession),
        *trainings,
        *memberships,
        Fact(_("Methods"), profile.methods),
        Fact(_("Areas"), profile.areas),
        Fact(_("Languages"), languages(profile)),
        Fact(_("How we meet"), profile.get_meets_display()),
    ]
    return [fact for fact in said if fact.value]
