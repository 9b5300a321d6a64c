"""The pages of this app's signed mail links, under /l/."""

from typing import Any

urlpatterns: list[Any] = []
