"""Home: one page per capacity, because only there the question differs."""

from importlib import import_module

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from processes.waiting import waiting_for
from tyonohjaus.access import own

from . import nav


@own
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """When do I meet? What waits for my decision? How does my week look? How does the month stand?"""
    capacity = nav.current(request)
    if capacity is None:
        return render(request, "home/nobody.html", {"waiting": waiting_for(request.user)})
    return import_module(f"tyonohjaus.home.{capacity.value}").page(request)


@own
@require_POST
def home_as(request: HttpRequest, capacity: str) -> HttpResponse:
    """Look at the site in another of one's capacities, for this session."""
    if capacity not in nav.homes_of(request.user):
        raise Http404
    request.session["capacity"] = capacity
    return redirect("home")
