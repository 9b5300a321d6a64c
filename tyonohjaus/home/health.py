from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
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
    """The database answers, is migrated, and refuses what it should; else the word says which of these is not so."""
    try:
        lacks = _lacks()
    except Exception:  # noqa: BLE001 (whatever the driver raises, the answer is "not ready")
        lacks = "database"
    return HttpResponse(lacks or "ok", status=503 if lacks else 200, content_type="text/plain")


def _lacks() -> str:
    if _migrations() - set(MigrationRecorder(connection).applied_migrations()):
        return "migrations"
    return "guards" if guards.missing(connection) else ""


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """Those that this code brings."""
    return frozenset(MigrationLoader(None).disk_migrations)
