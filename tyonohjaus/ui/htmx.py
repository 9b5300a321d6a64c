"""The same view and file answer a whole page or, to htmx, a part of it."""

from typing import Any

from django.contrib.messages import get_messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme


def respond(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    partial: str | None = None,
    status: int | None = None,
) -> HttpResponse:
    """`template` whole, or its `{% partialdef partial %}` where htmx asks; waiting messages ride along.

    Without `status` a bound form in the context that has errors makes 422, all else 200.
    """
    wants_part = bool(partial) and wants_fragment(request)
    html = render_to_string(f"{template}#{partial}" if wants_part else template, context, request)
    if wants_part and get_messages(request):
        html += render_to_string("ui/messages.html", {"beside": True}, request)
    response = HttpResponse(html, status=status or (422 if _faulty(context) else 200))
    if partial:
        patch_vary_headers(response, ["HX-Request"])
    return response


def see_other(to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """303 after a form that was accepted: the browser fetches the page anew, and a reload posts nothing."""
    response = redirect(to, *args, **kwargs)
    response.status_code = 303
    return response


def download(content: bytes | str, *, name: str, kind: str) -> HttpResponse:
    """A file to take away. `name` names nobody, and no browser keeps it (C18)."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def came_from(request: HttpRequest) -> str:
    """The path of ours that a form names as `next`, where its button stood; empty for anything else that was sent."""
    url = request.POST.get("next", "")
    return url if url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""


def wants_fragment(request: HttpRequest) -> bool:
    """htmx asks for a part, and not for the whole page that "back" or a boosted link needs."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def _faulty(context: dict[str, Any]) -> bool:
    return any(isinstance(form, BaseForm) and form.is_bound and bool(form.errors) for form in context.values())
