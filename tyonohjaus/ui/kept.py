"""What somebody has typed is never lost, and never stored on the way (DESIGN section 8).

Who was signed out while writing gets the text back with a way to sign in beside it, whatever the address: nothing of
the database is asked for that. So does one whose form was opened before they signed in again. Only to a form of ours:
a stranger's page would else put its own words on this one.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt

from .fields import Words
from .htmx import respond

View = Callable[..., HttpResponseBase]


def keeps_text(
    texts: Mapping[str, Words], *, also: tuple[str, ...] = (), content: bool = True, asks_again: bool = False
) -> Callable[[View], View]:
    """Decorator, outermost: `texts` are the form's texts with their labels, `also` what else it posts; "text_*" stands
    for all that begin so. `content`: nothing that a session which opens no content may write. `asks_again`: the view
    asks `foreign` itself, and answers with its own page."""

    def decorate(view: View) -> View:
        @csrf_exempt  # checked here, so that a token that signing in again has made stale does not cost the text
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if answer := _kept(request, texts, also=also, content=content):
                return answer
            if request.method == "POST" and not asks_again and foreign(request):
                return _page(request, texts, also, status=422)
            return view(request, *args, **kwargs)

        guarded.login_required = False  # type: ignore[attr-defined]
        return guarded

    return decorate


def _kept(
    request: HttpRequest, texts: Mapping[str, Words], *, also: tuple[str, ...], content: bool
) -> HttpResponseBase | None:
    """The answer to one who is signed out, or whose session opens no content any more; None for all others."""
    user: Any = request.user
    writes = request.method == "POST" and any(value.strip() for _name, value, _label in _posted(request, texts))
    signed_out = not user.is_authenticated
    if writes and (not foreign(request) if signed_out else content and not user.content_open):
        return _page(request, texts, also, status=401)
    return redirect_to_login(request.get_full_path()) if signed_out else None


def foreign(request: HttpRequest) -> bool:
    """Does the form's token not fit this session?"""
    check = _Check(lambda _request: HttpResponse())
    check.process_request(request)
    return bool(check.process_view(request, _checked, (), {}))


class _Check(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def _checked(_request: HttpRequest) -> HttpResponse:
    """Any view that is not exempt."""
    return HttpResponse()


def _page(request: HttpRequest, texts: Mapping[str, Words], also: tuple[str, ...], *, status: int) -> HttpResponse:
    """What was chosen, and what was typed with its label, to be posted again as it was."""
    again = {"kept": _posted(request, dict.fromkeys(also, "")) + _posted(request, texts), "signed_out": status == 401}
    return respond(request, "ui/kept.html", again, status=status)


def _posted(request: HttpRequest, wanted: Mapping[str, Words]) -> list[tuple[str, str, Words]]:
    """Name, value and label of each field that was sent and is wanted."""
    return [
        (name, value, label)
        for pattern, label in wanted.items()
        for name in request.POST
        if name == pattern or (pattern.endswith("*") and name.startswith(pattern[:-1]))
        for value in request.POST.getlist(name)
    ]
