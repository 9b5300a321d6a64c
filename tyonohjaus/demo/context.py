"""What the bar above each page of the demo shows (templates/demo/bar.html)."""

from typing import Any

from django.http import HttpRequest

from tyonohjaus.lib import clock


def bar(request: HttpRequest) -> dict[str, Any]:
    return {"demo_now": clock.now()}
