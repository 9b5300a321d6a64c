"""What an empty database is made of in one step each app is what the steps before came to (decision 0050)."""

from typing import Any

from django.db.migrations.loader import MigrationLoader

from tests.steps import OneByOne


def models_of(loader: MigrationLoader) -> dict[tuple[str, str], tuple[Any, ...]]:
    def said(model: Any) -> tuple[Any, ...]:
        fields = {name: field.deconstruct()[1:] for name, field in model.fields.items()}
        options = {name: value for name, value in model.options.items() if value}
        for listed in ("constraints", "indexes"):
            options[listed] = {one.name: one for one in options.get(listed, [])}
        return model.bases, fields, options, [(name, type(manager)) for name, manager in model.managers]

    return {key: said(model) for key, model in loader.project_state().models.items()}


def test_the_short_way_and_the_long_one_end_in_the_same_models() -> None:
    short, long = MigrationLoader(None), OneByOne(None)

    assert len(short.graph.nodes) < len(long.graph.nodes) / 2
    assert models_of(short) == models_of(long)


def test_the_short_way_stands_in_place_of_every_step() -> None:
    """One left out would be taken for missing in a database that came the long way, and run on tables that have it."""
    loader = MigrationLoader(None)
    stands_for = {key for one in loader.replacements.values() for key in one.replaces}

    assert stands_for
    assert stands_for <= set(loader.disk_migrations)
    assert not stands_for & set(loader.graph.nodes)
    for app, name in loader.replacements:
        steps = sorted(key for key in OneByOne(None).disk_migrations if key[0] == app)
        replaced = loader.replacements[app, name].replaces
        assert steps[: len(replaced)] == replaced, app
