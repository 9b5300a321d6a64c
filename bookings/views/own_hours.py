"""Whose hours a page is about: always one's own."""

from django.http import Http404, HttpRequest

from tyonohjaus.access import Action
from tyonohjaus.people.models import Supervisor


def mine(request: HttpRequest) -> Supervisor | None:
    """The signed-in supervisor; None for a guest, who has no hours here."""
    found = Supervisor.objects.where_user_may(request.user, Action.AVAILABILITY_EDIT)
    return found.filter(user=request.user.pk).first()


def own(request: HttpRequest) -> Supervisor:
    supervisor = mine(request)
    if supervisor is None:
        raise Http404
    return supervisor
