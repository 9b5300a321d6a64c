"""What the database refuses stays refused."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from bookings.models import Allocation
from processes.models import PersonalGoal, Process
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import record
from tyonohjaus.lib import guards

pytestmark = pytest.mark.both


@pytest.mark.django_db(transaction=True)
def test_guards_survive_the_rebuild_of_a_table() -> None:
    """SQLite drops a table's triggers when Django rebuilds it; after migrate they stand again."""
    table = Allocation._meta
    old, new = table.get_field("ends_at"), models.DateTimeField(db_column="ends_at", help_text="altered", null=True)
    new.set_attributes_from_name("ends_at")
    new.model = Allocation
    with connection.schema_editor() as editor:
        editor.alter_field(Allocation, old, new, strict=False)
        editor.alter_field(Allocation, new, old, strict=False)
    assert bool(guards.missing(connection)) == (connection.vendor == "sqlite")  # else this test would prove nothing

    guards.install_after_migrate()

    assert guards.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_table_that_another_tables_guard_asks_can_be_rebuilt() -> None:
    """SQLite refuses that while the trigger stands, so that no practice could take a new version in."""
    table = Process._meta
    old, new = table.get_field("cost_centre"), models.CharField(max_length=36, blank=True)
    new.set_attributes_from_name("cost_centre")
    new.model = Process

    guards.step_aside_before_migrate()
    with connection.schema_editor() as editor:
        editor.alter_field(Process, old, new, strict=False)
        editor.alter_field(Process, new, old, strict=False)
    guards.install_after_migrate()

    assert guards.missing(connection) == []


@pytest.mark.django_db
def test_a_missing_guard_is_told_by_the_system_check() -> None:
    guards.remove(connection)

    assert guards.missing(connection)
    assert {error.id for error in guards.check_installed(databases=["default"])} == {"guards.W001"}

    guards.install(connection)
    assert guards.check_installed(databases=["default"]) == []


@pytest.mark.django_db
def test_a_new_versions_guards_come_in_by_migrate() -> None:
    """Which asks the system check first."""
    guards.remove(connection)

    call_command("migrate", verbosity=0, skip_checks=False)

    assert guards.missing(connection) == []


@pytest.mark.django_db
def test_an_event_is_never_changed_or_removed(aino_with_sami: Process) -> None:
    with transaction.atomic():
        event = record("process.seen", subject=aino_with_sami)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(name="something.else")
    with pytest.raises(IntegrityError), transaction.atomic():
        event.delete()
    assert Event.objects.get(pk=event.pk).name == "process.seen"


@pytest.mark.django_db
def test_content_is_refused_where_the_agreement_keeps_none_C44(aino_with_sami: Process, aino: models.Model) -> None:
    aino_with_sami.no_content_since = aino_with_sami.starts_on
    aino_with_sami.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        PersonalGoal.write(process=aino_with_sami, owner=aino, text="Rajaan työtäni.")
