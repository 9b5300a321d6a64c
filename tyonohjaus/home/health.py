from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tyonohjaus.access import public
from tyonohjaus.lib import guards


@public
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@public
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers, is migrated, and refuses what it should."""
    try:
        missing = guards.missing(connection)
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM people_practice")
    except Exception:  # noqa: BLE001 (whatever the driver raises, the answer is "not ready")
        return HttpResponse("database", status=503, content_type="text/plain")
    return HttpResponse("guards" if missing else "ok", status=503 if missing else 200, content_type="text/plain")
