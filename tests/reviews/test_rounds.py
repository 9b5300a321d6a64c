"""One process whose evaluation cannot be opened keeps nobody else's waiting (C30)."""

from collections.abc import Iterator
from typing import Any

import pytest

from processes.models import Process
from reviews import tasks
from reviews.models import Evaluation, ReviewPlan
from tests import factories
from tests.factories import helsinki
from tyonohjaus.events import record
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite


@pytest.fixture
def failing() -> Iterator[set[Any]]:
    """The keys of the processes of which nothing can be told: some subscriber breaks."""
    keys: set[Any] = set()

    def breaks(_event: Any, row: Evaluation) -> None:
        if row.process_id in keys:
            raise ValueError("Kanervansalaisuus")

    record.on("evaluation.opened")(breaks)
    yield keys
    record._subscribers["evaluation.opened"].remove(breaks)


def test_the_others_are_opened(
    aino_with_sami: Process, eero: User, sami: User, failing: set[Any], caplog: pytest.LogCaptureFixture
) -> None:
    others = factories.make_process(supervisor=sami, supervisees=[eero])
    for process, hour in ((aino_with_sami, 10), (others, 13)):
        factories.make_booking(process=process, starts_at=helsinki(f"2027-01-11 {hour}:00"), status="held")
        ReviewPlan.write(process, by=sami, mid_sessions=1)
    failing.add(aino_with_sami.pk)

    tasks.open_due()

    assert [row.process for row in Evaluation.objects.all()] == [others]
    assert "Kanerva" not in "".join(one.getMessage() for one in caplog.records)
    failing.clear()
    tasks.open_due()
    assert Evaluation.objects.count() == 2
