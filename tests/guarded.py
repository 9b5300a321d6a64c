"""Emptying a database is what its guards refuse: lift them for a test's flush, and only there."""

from typing import Any

import pytest
from django.core.management.commands import flush
from django.db import connections

from tyonohjaus.lib import guards


@pytest.fixture(autouse=True, scope="session")
def flush_lifts_the_guards() -> Any:
    handle = flush.Command.handle

    def lifted(self: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        guards.remove(connection)
        try:
            handle(self, **options)
        finally:
            guards.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", lifted)
        yield
