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


def test_no_requirement_names_a_registry():
    for file in (environment.ROOT / "requirements").glob("*.txt"):
        assert "://" not in file.read_text(), file.name
