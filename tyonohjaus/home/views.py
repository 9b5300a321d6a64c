from django.http import HttpRequest, HttpResponse

from tyonohjaus.access import own


@own
def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
