"""`make test` asks again what may only have been shaky, and nothing else (docs/decisions/0049)."""

import tempfile
from collections import Counter
from pathlib import Path

import pytest

from scripts import suite
from tests import servers

pytestmark = pytest.mark.sqlite


def whole_run(*, failed: list[str], exit_code: int = suite.SOME_FAILED) -> suite.Said:
    return suite.Said(exit_code, Counter(passed=10, failed=len(failed)), {}, failed)


@pytest.mark.parametrize(
    ("said", "again"),
    [
        (whole_run(failed=["tests/e2e/test_month.py::test_the_month"]), True),
        (whole_run(failed=[f"tests/e2e/test_month.py::test_{number}" for number in range(4)]), False),
        (whole_run(failed=["tests/bookings/test_races.py::test_twenty"]), False),
        (whole_run(failed=["tests/invoicing/test_exports.py::test_two_press_at_once"]), False),
        (
            whole_run(failed=["tests/e2e/test_month.py::test_a", "tests/harness/test_planted_words.py::test_b"]),
            False,
        ),
        (whole_run(failed=[], exit_code=2), False),
    ],
)
def test_a_few_that_failed_are_asked_again_but_no_race_and_no_leak(said: suite.Said, again: bool) -> None:
    assert said.may_be_shaky == (said.failed if again else [])


def test_what_is_skipped_the_second_time_has_not_passed() -> None:
    assert not suite.Said(suite.ALL_PASSED, Counter(skipped=1), {}, []).has_passed(["tests/e2e/test_month.py::test_a"])


def test_a_run_with_arguments_of_its_own_asks_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """`make chaos` has found an example that the usual run, which meets the same ones each time, does not know."""
    asked = []

    def fails_once(*, name: str, env: dict[str, str], arguments: list[str]) -> suite.Said:
        asked.append(arguments)
        return whole_run(failed=["tests/lib/test_money.py::test_split"]) if len(asked) == 1 else whole_run(failed=[])

    monkeypatch.setattr(suite, "run_pytest", fails_once)
    tally = suite.run(["sqlite"], ["--hypothesis-profile=chaos"])
    assert (len(asked), tally.failed, tally.shaky) == (1, True, [])


@pytest.mark.parametrize(("lack", "on_ci"), [("../shared (data/roster/good)", 0), ("chromium", 1), ("redis-server", 1)])
def test_what_could_not_run_is_named_at_the_end_and_fails_ci_but_for_what_lies_beside(
    lack: str, on_ci: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = suite.Tally()
    said = suite.Said(suite.ALL_PASSED, Counter(passed=9, skipped=1), {lack: ["tests/lists/test_x.py::test_y"]}, [])
    tally.add(said, name="sqlite", passed_again=False)

    for ci, code in (("", 0), ("true", on_ci)):
        monkeypatch.setenv("CI", ci)
        assert suite.conclude(tally, seconds=1.0) == code
    told = capsys.readouterr().out
    assert f"Not run here:\n  {lack} is missing:\n    tests/lists/test_x.py::test_y (sqlite)\n" in told


@pytest.mark.parametrize("passes", [True, False])
def test_what_fails_alone_too_fails_the_run(passes: bool) -> None:
    """A test that passes when it is asked a second time, and one that never does, in a run of their own."""
    with tempfile.TemporaryDirectory(dir=servers.ROOT / "var") as folder:
        ini = Path(folder) / "pytest.ini"
        ini.write_text(f"[pytest]\npythonpath = {servers.ROOT}\n")
        (Path(folder) / "conftest.py").write_text('pytest_plugins = ["tests.not_run"]\n')
        file = Path(folder) / "test_shaky.py"
        file.write_text(
            "from pathlib import Path\n"
            "def test_shaky():\n"
            "    asked = Path(__file__).with_suffix('.asked')\n"
            "    before = asked.exists()\n"
            "    asked.touch()\n"
            f"    assert before and {passes}\n"
        )
        tally = suite.Tally()
        # Without Django, Playwright and what else this suite's own settings load: what is asked is how often it runs.
        bare = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": f"-c {ini} --rootdir={servers.ROOT}"}
        suite.run_and_ask_again(tally, name="alone", env=bare, arguments=[str(file)])
    assert tally.failed is not passes
    assert tally.counts == ({"passed": 1} if passes else {"failed": 1})
    assert bool(tally.shaky) is passes
