"""Two windows with the same agreement open: nobody brings back what the other has taken away (A6)."""

from typing import Any

import pytest
from django.test import Client

from processes import parties
from processes.models import Process
from tests.bookings.pages import reading, tree
from tests.factories import make_office, make_person
from tests.forms import summary, typed
from tests.processes.agreement import change, people_of
from tyonohjaus.people.models import User


@pytest.fixture
def co_led(aino_with_sami: Process, kaisa: User) -> Process:
    aino_with_sami.participants.create(user=kaisa, capacity="co_supervisor", starts_on=aino_with_sami.starts_on)
    return aino_with_sami


def opened(client: Client, process: Process) -> dict[str, Any]:
    """What a browser would post of the page as it was opened."""
    [form] = [form for form in tree(client.get(page_of(process))).forms if "supervisor" in form.fields]
    fields: dict[str, Any] = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    return fields


def page_of(process: Process) -> str:
    return f"/processes/{process.pk}/agreement/"


def supervisors(process: Process) -> list[str]:
    return [one.user.name for one in parties.supervisors(Process.objects.get(pk=process.pk))]


def test_a_window_opened_earlier_does_not_bring_a_guest_back_unasked(co_led: Process, laura: User) -> None:
    """C25: removing a guest ends access at once, and nobody lets her in again without knowing."""
    liisa = make_person(name="Liisa Toimela")
    make_office(user=liisa)
    first, second = reading(laura), reading(liisa)
    stale = opened(first, co_led)
    assert second.post(page_of(co_led), opened(second, co_led) | {"co_supervisor": ""}).status_code == 303
    assert supervisors(co_led) == ["Sami Rautio"]

    asked = first.post(page_of(co_led), stale | {"cost_centre": "9999"})
    assert asked.status_code == 422
    assert supervisors(co_led) == ["Sami Rautio"]
    assert "Co-supervisor and Cost centre" in summary(asked)
    assert typed(asked, "cost_centre") == "9999"

    # Who saves again means it.
    again = stale | {"cost_centre": "9999", "seen": typed(asked, "seen")}
    assert first.post(page_of(co_led), again).status_code == 303
    assert supervisors(co_led) == ["Sami Rautio", "Kaisa Lindqvist"]


def test_a_page_without_a_mark_is_asked_again_too(co_led: Process, laura: User) -> None:
    client = reading(laura)
    fields = opened(client, co_led) | {"cost_centre": "9999"}
    del fields["seen"]
    assert client.post(page_of(co_led), fields).status_code == 422


def test_what_was_changed_elsewhere_is_seen_in_the_mark(co_led: Process, laura: User) -> None:
    marks = {co_led.mark}
    for other in ({"cost_centre": "4411"}, {"organisation_goal": "Yhteiset käytännöt"}):
        change(co_led, by=laura, people=people_of(co_led), **other)
        marks.add(Process.objects.get(pk=co_led.pk).mark)
    assert len(marks) == 3
