"""The frame of every page: the menu, built from the person's capacities, and the practice's own words."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    return {}
