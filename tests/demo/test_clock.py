"""One clock for all processes of the demo, which goes on from where it was and never back."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from tests.factories import NOW, helsinki
from tyonohjaus.demo.clock import BackwardsInTime, DemoClock, first, follow_environment, next_first
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Practice

FIRST = helsinki("2027-02-01 08:00")
MACHINE = helsinki("2026-11-21 23:30")


def shown(one: DemoClock) -> object:
    return (clock.machine_now() + one.shift()).replace(microsecond=0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "demo" / "demo-clock"


def test_it_begins_at_its_first_hour_and_goes_on_from_there(file: Path) -> None:
    with time_machine.travel(MACHINE, tick=False) as machine:
        assert shown(DemoClock(file, FIRST)) == FIRST
        machine.shift(timedelta(minutes=5))
        assert shown(DemoClock(file, FIRST)) == FIRST + timedelta(minutes=5)


def test_web_and_worker_have_the_same_time(file: Path) -> None:
    with time_machine.travel(MACHINE, tick=False):
        web, worker = DemoClock(file, FIRST), DemoClock(file, FIRST + timedelta(days=9))
        assert shown(web) == shown(worker) == FIRST
        web.set_to(FIRST + timedelta(days=1))
        assert shown(web) == FIRST + timedelta(days=1)
        worker._looked_at -= 1  # a second later
        assert shown(worker) == FIRST + timedelta(days=1)


def test_the_file_is_looked_at_once_a_second_at_most(file: Path) -> None:
    one = DemoClock(file, FIRST)
    before = one.shift()
    file.unlink()
    assert one.shift() == before


def test_it_is_never_set_back(file: Path) -> None:
    one = DemoClock(file, FIRST)
    with pytest.raises(BackwardsInTime):
        one.set_to(FIRST - timedelta(minutes=1))


def test_its_first_hour_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMO_NOW", raising=False)
    assert first() == FIRST
    monkeypatch.setitem(os.environ, "DEMO_NOW", "2027-03-15T12:30")
    assert first() == helsinki("2027-03-15 12:30")
    monkeypatch.setitem(os.environ, "DEMO_NOW", "tomorrow")
    with pytest.raises(ImproperlyConfigured, match="DEMO_NOW"):
        first()


def test_the_next_first_of_a_month_is_at_eight() -> None:
    assert clock.now() >= NOW
    assert next_first() == helsinki("2027-03-01 08:00")
    with time_machine.travel(helsinki("2027-12-31 23:30")):
        assert next_first() == helsinki("2028-01-01 08:00")


def test_a_later_demo_now_moves_a_demo_that_has_begun(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = DemoClock(file, FIRST)
    one.shift()
    for said, reached in (("2027-03-01T08:00", "2027-03-01 08:00"), ("2027-02-01T08:00", "2027-03-01 08:00")):
        monkeypatch.setitem(os.environ, "DEMO_NOW", said)
        follow_environment(one)
        assert abs(clock.machine_now() + one.shift() - helsinki(reached)) < timedelta(minutes=5)


@pytest.mark.sqlite
@pytest.mark.parametrize("path", ["/", "/sign-in/", "/mail/", "/clock/"])
def test_without_the_demo_nobody_is_anybody_by_a_click_and_no_mail_is_shown(kuuloke: Practice, path: str) -> None:
    assert not apps.is_installed("tyonohjaus.demo")
    for ask in (Client().get, Client().post):
        assert ask(f"/demo{path}").status_code == 404


@pytest.mark.parametrize("on", ["DEMO", "DEBUG"])
def test_production_runs_neither_the_demo_nor_with_faults_laid_open(on: str) -> None:
    env = {**os.environ, "PRODUCTION": "1", on: "1", "SECRET_KEY": "x", "EVENT_SEAL_KEY": "x"}
    said = subprocess.run(
        [sys.executable, "-c", "import tyonohjaus.settings"], env=env, check=False, capture_output=True, text=True
    )
    assert "never in production" in said.stderr
