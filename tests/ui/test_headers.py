"""What every answer carries."""

from django.forms import CharField, Form
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.test import RequestFactory

from tyonohjaus.ui.middleware import FaultyFormIs422, content_security_policy

TRIED = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


class Name(Form):
    name = CharField()


def answer(response: HttpResponse) -> HttpResponse:
    return content_security_policy(lambda request: response)(RequestFactory().get("/"))


def test_the_policy_is_the_one_that_was_tried() -> None:
    """C32: nothing from another host, nothing inline."""
    assert answer(HttpResponse()).headers["Content-Security-Policy"] == TRIED


def test_pages_are_not_kept_by_browsers() -> None:
    """C33"""
    assert answer(HttpResponse()).headers["Cache-Control"] == "no-store"


def test_no_search_engine_finds_a_page_of_ours() -> None:
    assert answer(HttpResponse()).headers["X-Robots-Tag"] == "noindex"


def test_a_view_may_set_its_own() -> None:
    """The demo shows an HTML mail under its own policy; the practice's colours may be cached."""
    own = HttpResponse(headers={"Content-Security-Policy": "sandbox", "Cache-Control": "max-age=60"})
    headers = answer(own).headers
    assert (headers["Content-Security-Policy"], headers["Cache-Control"]) == ("sandbox", "max-age=60")


def shown(request: HttpRequest, form: Form | None, status: int = 200) -> int:
    response = TemplateResponse(request, "ui/icon.html", {"form": form} if form else None, status=status)
    return FaultyFormIs422(lambda request: response).process_template_response(request, response).status_code


def test_a_faulty_form_of_allauth_is_422() -> None:
    assert shown(RequestFactory().post("/"), Name({})) == 422


def test_all_else_keeps_its_status() -> None:
    post, get = RequestFactory().post("/"), RequestFactory().get("/")
    assert shown(post, Name({"name": "Aino"})) == 200
    assert shown(get, Name()) == 200
    assert shown(post, None) == 200
    assert shown(post, Name({}), status=429) == 429
