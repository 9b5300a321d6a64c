"""A list that is searched by name and read page by page."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest

PAGE = 50


def words(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:80]


def named(request: HttpRequest, *columns: str) -> Q:
    """Rows in which one of the columns holds what is sought.

    SQLite folds ASCII letters only: "öberg" must find Öberg there too.
    """
    sought = words(request)
    spellings = {sought, sought.lower(), sought.upper(), sought.title()} if sought else set()
    found = Q()
    for column in columns:
        for spelling in spellings:
            found |= Q(**{f"{column}__icontains": spelling})
    return found


def page(request: HttpRequest, rows: "QuerySet[Any]") -> Page:
    """The asked page; the nearest one for what is no page of it."""
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def query(request: HttpRequest) -> str:
    """What stays in the address from page to page."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()
