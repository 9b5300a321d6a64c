"""The agreement's form shows first what each one differs in; the rest lies folded until it matters."""

from typing import Any

import pytest

from processes.models import Process
from tests.bookings.pages import reading, tree
from tests.processes.agreement import NEW, filled
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite


@pytest.fixture
def form(aino: User, sami: User, lehtola: Organisation, kuuloke: object) -> dict[str, Any]:
    return filled(supervisor=sami, supervisees=[aino], organisation=lehtola)


def folded(page: Any) -> dict[str, bool]:
    """What most leave as it is: does it lie open?"""
    groups = tree(page).xpath("//details[@class='folded']")
    return {group.find("summary").findtext(".//b"): group.get("open") is not None for group in groups}


def test_what_most_leave_as_it_is_lies_folded(laura: User) -> None:
    groups = folded(reading(laura).get(NEW))
    assert set(groups) == {
        "More about the times",
        "Cancelling",
        "What the payer decides and sees",
        "On the invoice",
        "Service",
        "Records",
    }
    assert not any(groups.values())


def test_what_holds_a_fault_or_something_else_than_usual_lies_open(laura: User, form: dict[str, Any]) -> None:
    change = {"cancellation_hours": "viikko", "cost_centre": "4410", "attendance": "none", "price": "x"}
    groups = folded(reading(laura).post(NEW, form | change))
    assert [label for label, is_open in groups.items() if is_open] == ["Cancelling", "On the invoice"]


def test_so_it_does_where_the_agreement_was_made_otherwise(laura: User, aino_with_sami: Process) -> None:
    groups = folded(reading(laura).get(f"/processes/{aino_with_sami.pk}/agreement/"))
    assert [label for label, is_open in groups.items() if is_open] == ["What the payer decides and sees"]
