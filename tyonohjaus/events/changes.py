"""Write what differs, and record which columns changed: never what stood in them (C34)."""

from typing import Any, TypeVar

from django.db import models, transaction

from .record import record

Row = TypeVar("Row", bound=models.Model)


def change(row: Row, values: dict[str, Any], *, event: str, by: Any) -> Row:
    """The locked row with these values. Where nothing differs, nothing is written and nothing recorded."""
    with transaction.atomic():
        locked = type(row)._default_manager.select_for_update().get(pk=row.pk)
        changed = sorted(name for name, value in values.items() if getattr(locked, name) != value)
        if changed:
            for name in changed:
                setattr(locked, name, values[name])
            locked.save(update_fields=changed)
            record(event, subject=locked, by=by, changed=changed)
    return locked


def enter(row: Row, *, event: str, by: Any) -> Row:
    """A new row, written and told of."""
    with transaction.atomic():
        row.save(force_insert=True)
        record(event, subject=row, by=by)
    return row
