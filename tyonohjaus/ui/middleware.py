"""What every answer carries (DESIGN section 8). Referrer-Policy and its like are Django's SecurityMiddleware."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from .htmx import came_from

Answer = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponseBase]
POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data:; "
    "font-src 'self'; "
    "connect-src 'self'; "
    "manifest-src 'self'; "
    "worker-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'"
)


def content_security_policy(get_response: Answer) -> Answer:
    """Strict policy and no-store on all that views answer, and no search engine finds any of it, not even a link that
    was shared by mistake; a view that sets one of these headers itself keeps its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Robots-Tag", "noindex")
        return response

    return middleware


class SignInFirst(LoginRequiredMiddleware):
    """Who pressed a button in a session that has ended comes back to where the button stood, and is told to press it
    again: the address that it posted to is often no page."""

    def handle_no_permission(self, request: HttpRequest, view_func: View) -> HttpResponseRedirect:
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        messages.warning(request, _("Not saved yet. Sign in, then press once more."))
        return redirect_to_login(came_from(request) or _referred_from(request) or reverse("home"))


def _referred_from(request: HttpRequest) -> str:
    """The path of ours on which the browser says it was; empty for any other."""
    url = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()})
    return urlsplit(url)._replace(scheme="", netloc="", fragment="").geturl() if url and ours else ""


class FaultyFormIs422:
    """allauth shows a faulty form again with 200; we say 422, as our own views do."""

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
        return response
