"""`make env` on a machine that lacks something and where we may not install it (scripts/environment.py)."""

import importlib.util

import pytest

from scripts import environment, machine


@pytest.fixture
def ordinary_user(monkeypatch):
    monkeypatch.setattr(machine, "may_install", lambda: False)


def test_without_pythons_venv_it_names_the_line_to_type(ordinary_user, monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "none")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(environment.Stop, match=r"sudo apt-get install python3\.\d+-venv"):
        environment.make_venv()


def test_without_a_printing_library_it_names_the_line_to_type(ordinary_user, monkeypatch):
    monkeypatch.setitem(machine.PRESENT, "libpango-1.0-0", lambda: False)
    with pytest.raises(environment.Stop, match=r"sudo apt-get install libpango-1\.0-0\n"):
        environment.bring_printing_libraries()


def test_a_library_that_is_not_there_is_found_missing():
    assert not machine.has_library("libnothing-of-this-name.so.0")


def test_the_fingerprint_follows_the_requirements(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    listed = tmp_path / "base.txt"
    listed.write_text("django==5.2")
    first = environment.fingerprint([listed])
    assert environment.fingerprint([listed]) == first
    listed.write_text("django==5.3")
    assert environment.fingerprint([listed]) != first


@pytest.fixture
def bare_clone(monkeypatch, tmp_path):
    """With a Python that only notes what it was asked to run."""
    for name in ("requirements/base.txt", "tyonohjaus/ui/assets.py", "tyonohjaus/ui/icons.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "var" / "static").mkdir(parents=True)
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/ran\n')
    python.chmod(0o755)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "PYTHON", python)
    return tmp_path


def test_fonts_and_icons_are_made_once_and_again_when_the_list_of_icons_changes(bare_clone):
    environment.build_assets()
    environment.build_assets()
    assert (bare_clone / "ran").read_text() == "manage.py build_assets\n"
    (bare_clone / "tyonohjaus/ui/icons.py").write_text('ICONS = ("anchor",)')
    environment.build_assets()
    assert (bare_clone / "ran").read_text() == "manage.py build_assets\n" * 2


def test_no_requirement_names_a_registry():
    for file in (environment.ROOT / "requirements").glob("*.txt"):
        assert "://" not in file.read_text(), file.name
