"""The key store's own backup file (C27, C29)."""

import secrets
import sys
from base64 import urlsafe_b64encode
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from processes.models import PersonalGoal, Process
from tyonohjaus.people.models import User
from tyonohjaus.sealed import cipher
from tyonohjaus.sealed.cipher import Unreadable
from tyonohjaus.sealed.models import DataKey, master_keys

pytestmark = pytest.mark.both


@pytest.fixture
def goal(aino_with_sami: Process, aino: User) -> PersonalGoal:
    return PersonalGoal.write(process=aino_with_sami, owner=aino, text="Rajaan työtäni.")


@pytest.mark.django_db
def test_a_restore_reads_the_keys_back(goal: PersonalGoal, aino: User, tmp_path: Path) -> None:
    call_command("keys", "write", str(tmp_path / "keys"))
    DataKey.objects.all().delete()
    with pytest.raises(Unreadable):
        goal.read(by=aino)

    call_command("keys", "read", str(tmp_path / "keys"))

    assert goal.read(by=aino) == "Rajaan työtäni."
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_they_pass_through_a_container_by_its_streams(
    goal: PersonalGoal, aino: User, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("keys", "write", "-")
    monkeypatch.setattr(sys, "stdin", StringIO(capsys.readouterr().out))
    DataKey.objects.all().delete()

    call_command("keys", "read", "-")

    assert goal.read(by=aino) == "Rajaan työtäni."


@pytest.mark.django_db
def test_a_key_destroyed_after_the_dump_stays_destroyed(goal: PersonalGoal, aino: User, tmp_path: Path) -> None:
    """The dump is older; the key file is the newest."""
    older = DataKey.objects.get()
    DataKey.objects.get().destroy()
    call_command("keys", "write", str(tmp_path / "keys"))
    older.save()  # as a restored dump would

    call_command("keys", "read", str(tmp_path / "keys"))

    with pytest.raises(Unreadable):
        goal.read(by=aino)


@pytest.mark.django_db
def test_rotation_keeps_old_texts_readable_C29(goal: PersonalGoal, aino: User, settings: object) -> None:
    old = master_keys()[0]
    new = cipher.new_key()
    settings.MASTER_KEY = f"{urlsafe_b64encode(new).decode()},{urlsafe_b64encode(old).decode()}"  # type: ignore[attr-defined]
    master_keys.cache_clear()
    try:
        call_command("keys", "rewrap")
        settings.MASTER_KEY = urlsafe_b64encode(new).decode()  # type: ignore[attr-defined]
        master_keys.cache_clear()
        assert goal.read(by=aino) == "Rajaan työtäni."
    finally:
        master_keys.cache_clear()


@pytest.mark.parametrize("key", ["", "short", "k" * 64])
def test_production_does_not_start_with_a_key_that_does_not_fit(key: str, settings: Any, tmp_path: Path) -> None:
    settings.PRODUCTION, settings.MASTER_KEY, settings.MASTER_KEY_FILE = True, key, tmp_path / "none"
    master_keys.cache_clear()
    try:
        with pytest.raises(ImproperlyConfigured, match="MASTER_KEY"):
            apps.get_app_config("sealed").ready()
        settings.MASTER_KEY = secrets.token_urlsafe(32)
        apps.get_app_config("sealed").ready()
    finally:
        master_keys.cache_clear()
