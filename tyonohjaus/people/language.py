"""The language in which a person is spoken to, also on the pages that come next."""

from django.conf import settings
from django.http import HttpResponse


def speaking(response: HttpResponse, language: str) -> HttpResponse:
    """From now on in this language, as the language buttons do."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, secure=settings.LANGUAGE_COOKIE_SECURE, samesite="Lax")
    return response
