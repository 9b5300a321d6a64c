"""Every address says who may open it, and every model how it is reached."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from tyonohjaus.access import CONTENT, MAY, ROOTS, Action, Capacity, Scoped, root_of
from tyonohjaus.privacy.policy import OURS
from tyonohjaus.sealed.models import SealedModel

# Rows that nobody reads as such: their readers are the code of the one room that keeps them.
UNREAD = {
    "events.Event",
    "events.Seal",
    "events.SealedEvent",
    "sealed.DataKey",
    "sealed.Opening",
    "links.Link",
    "people.OfficeRole",
    "people.VatRate",
    "people.HandoverCode",
    "people.EmployerDomain",
    "bookings.Calendar",
    "bookings.Allocation",
    "bookings.Reminder",
    "invoicing.NumberSeries",
    "lists.ImportedRow",
}
THEIRS = ("allauth.", "django.", "tyonohjaus.demo.")


def own_views(resolver: Any = None) -> Iterator[tuple[str, Any]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from own_views(entry)
        elif isinstance(entry, URLPattern) and not entry.callback.__module__.startswith(THEIRS):
            yield str(entry.pattern), entry.callback


def test_every_view_of_ours_declares_its_access() -> None:
    unmarked = [f"{view.__module__}.{view.__name__}" for _path, view in own_views() if not hasattr(view, "access")]
    assert unmarked == []


def test_every_action_has_its_capacities() -> None:
    assert set(MAY) == set(Action)
    assert all(MAY.values())


def test_content_has_no_road_for_the_manager_or_the_office_C8_C35_C43() -> None:
    """S4-16."""
    for action in CONTENT:
        assert not MAY[action] & {Capacity.MANAGER, Capacity.OFFICE, Capacity.BILLING}, action


def test_every_model_is_scoped() -> None:
    for model in apps.get_models():
        if model._meta.app_label not in OURS or model._meta.label in UNREAD:
            continue
        assert issubclass(model, Scoped), f"{model._meta.label} says neither how it is reached nor that nobody reads it"
        assert root_of(model) in ROOTS
        assert model.SEE in Action


def test_every_sealed_column_stands_on_a_model_that_only_the_parties_reach_C27() -> None:
    from tyonohjaus.access import CONTENT

    for model in apps.get_models():
        sealed = [field.name for field in model._meta.concrete_fields if field.name.endswith("_sealed")]
        if sealed:
            assert issubclass(model, SealedModel), model
            assert model.SEE in CONTENT, model


def test_no_content_model_is_registered_in_the_admin_C28() -> None:
    from django.contrib import admin

    assert not [model for model in admin.site._registry if issubclass(model, SealedModel)]


def test_nor_is_what_would_let_its_keeper_be_somebody_else_C28() -> None:
    """An address, a second factor or a session's key of another person opens what that person reads."""
    from django.contrib import admin

    get_resolver().url_patterns  # noqa: B018 (reading the URLconf takes them out)
    told = {model._meta.label for model in admin.site._registry}
    assert not told & {"account.EmailAddress", "mfa.Authenticator", "usersessions.UserSession", "people.User"}


@pytest.mark.django_db
def test_one_signs_in_to_the_admin_as_everywhere_with_its_second_factor_and_its_limit_of_attempts() -> None:
    from django.test import Client

    assert Client().post("/admin/login/", {"username": "x", "password": "y"})["Location"].startswith("/sign-in/login/")
