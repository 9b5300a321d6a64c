"""The key store as the second backup file: `keys write FILE`, `keys read FILE`, `keys rewrap`. `-` is standard output
or input, for one who runs it in a container.

The first backup file is the database's own dump without this table's rows. Neither is worth anything without the other,
and both nothing without the master key. Only the newest copy of this file is kept: that is what makes a destroyed key
destroyed in older backups too.
"""

import json
import os
import sys
import uuid
from base64 import b64decode, b64encode
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tyonohjaus.sealed.models import DataKey


class Command(BaseCommand):
    help = "Write the key store to a file, read it back after a restore, or wrap all keys anew after a rotation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["write", "read", "rewrap"])
        parser.add_argument("file", nargs="?")

    def handle(self, *, verb: str, file: str | None, **options: Any) -> None:
        if verb == "rewrap":
            for key in DataKey.objects.filter(destroyed_at=None).iterator():
                key.rewrap()
        elif file is None:
            self.stderr.write("Name a file.")
            raise SystemExit(2)
        elif verb == "read":
            read(sys.stdin.read() if file == "-" else Path(file).read_text())
        elif file == "-":
            self.stdout.write(written())
        else:
            keep(written(), Path(file))


def written() -> str:
    rows = [
        {
            "id": str(key.pk),
            "scope_kind": key.scope_kind,
            "scope_id": str(key.scope_id),
            "wrapped": b64encode(bytes(key.wrapped)).decode() if key.wrapped is not None else None,
            "created_at": key.created_at.isoformat(),
            "destroyed_at": key.destroyed_at.isoformat() if key.destroyed_at else None,
        }
        for key in DataKey.objects.order_by("pk").iterator()
    ]
    return json.dumps(rows)


def keep(text: str, file: Path) -> None:
    """Over the old copy in one step, readable by its owner alone."""
    new = file.with_suffix(".new")
    with open(os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as out:
        out.write(text)
    new.replace(file)


def read(text: str) -> None:
    """What stands there is the truth: keys that were destroyed since an older dump stay destroyed."""
    for row in json.loads(text):
        DataKey.objects.update_or_create(
            pk=uuid.UUID(row["id"]),
            defaults={
                "scope_kind": row["scope_kind"],
                "scope_id": uuid.UUID(row["scope_id"]),
                "wrapped": b64decode(row["wrapped"]) if row["wrapped"] else None,
                "created_at": datetime.fromisoformat(row["created_at"]),
                "destroyed_at": datetime.fromisoformat(row["destroyed_at"]) if row["destroyed_at"] else None,
            },
        )
