"""How many times somebody presses the pointer on the way to what they want. Typing is no click."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.e2e.house import Person

COUNT = """
if (!window.clicksCounted) {
  window.clicksCounted = true
  addEventListener("pointerdown", event => {
    if (event.isTrusted) sessionStorage.setItem("clicks", 1 + Number(sessionStorage.getItem("clicks")))
  }, true)
}
"""


@contextmanager
def at_most(clicks: int, person: Person, *, before: int = 0) -> Iterator[None]:
    """From the page that is open; `before`: those outside the portal, as on the link of a letter."""
    person.page.add_init_script(COUNT)
    person.page.evaluate(f"() => {{ {COUNT} sessionStorage.removeItem('clicks') }}")
    yield
    person.page.wait_for_load_state()
    made = before + int(person.page.evaluate("Number(sessionStorage.getItem('clicks'))"))
    assert 0 < made <= clicks, f"{person.name} needed {made} clicks, not {clicks}"
