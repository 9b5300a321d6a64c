"""Every address says who may open it, and every model how it is reached."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from tyonohjaus.access import CONTENT, MAY, ROOTS, Action, Capacity, Scoped, root_of
from tyonohjaus.privacy.policy import OURS
from tyonohjaus.sealed.models import SealedModel

# Rows that nobody reads as such: their readers are the code of the one room that keeps them.
UNREAD = {
    "bookings.FreedTime",
    "events.Event",
    "events.Seal",
    "events.SealedEvent",
    "events.Unplaced",
    "sealed.DataKey",
    "sealed.Opening",
    "links.Link",
    "people.OfficeRole",
    "people.VatRate",
    "people.HandoverCode",
    "people.EmployerDomain",
    "bookings.Calendar",
    "bookings.CalendarFeed",
    "bookings.Allocation",
    "bookings.MailChoice",
    "bookings.Nudge",
    "bookings.Chase",
    "bookings.Reminder",
    "invoicing.NumberSeries",
}
THEIRS = ("allauth.", "django.", "tyonohjaus.demo.")


def views(resolver: Any = None) -> Iterator[tuple[str, Any]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry)
        elif isinstance(entry, URLPattern):
            yield str(entry.pattern), entry.callback


def test_every_view_of_ours_declares_its_access() -> None:
    ours = [view for _path, view in views() if not view.__module__.startswith(THEIRS)]
    unmarked = [f"{view.__module__}.{view.__name__}" for view in ours if not hasattr(view, "access")]
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


def test_no_excuse_outlives_its_reason() -> None:
    models = {model._meta.label: model for model in apps.get_models()}
    assert not UNREAD - models.keys()
    assert [label for label in UNREAD if issubclass(models[label], Scoped)] == []


def test_every_sealed_column_stands_on_a_model_that_only_the_parties_reach_C27() -> None:
    from tyonohjaus.access import CONTENT

    for model in apps.get_models():
        sealed = [field.name for field in model._meta.concrete_fields if field.name.endswith("_sealed")]
        if sealed:
            assert issubclass(model, SealedModel), model
            assert model.SEE in CONTENT, model


def test_there_is_no_admin_that_could_read_or_be_somebody_else_C28() -> None:
    """docs/decisions/0015."""
    assert not apps.is_installed("django.contrib.admin")
    assert [view.__module__ for _path, view in views() if ".admin" in view.__module__] == []
