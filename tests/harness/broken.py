"""The portal with one address that breaks while it holds confidential text wherever a report might take it from."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from tyonohjaus.access import own
from tyonohjaus.urls import urlpatterns as ours


@own
def breaks(request: HttpRequest) -> HttpResponse:
    note = request.POST["note"]
    raise ValueError(f"{note} {request.GET['q']}")


urlpatterns = [*ours, path("breaks/", breaks, name="breaks")]
