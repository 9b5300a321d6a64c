"""What the page of every signed link does: GET shows (mail scanners follow links, E1), POST answers once."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils import translation

from tyonohjaus.lib import clock

from .models import Link, find


def opened(request: HttpRequest, *, token: str, action: str) -> Link:
    """The link, and the page in the language of its person, unless this browser has chosen one. Raises Http404."""
    link = find(token=token, action=action)
    if link is None:
        raise Http404
    if link.user and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(link.user.language)
    return link


def spend(link: Link, answer: Callable[[], bool]) -> bool:
    """Answer and spend the link together, or neither. `answer` says whether it did anything."""
    with transaction.atomic():
        spent = answer() and link.use(now=clock.now())
        transaction.set_rollback(not spent)
    return spent
