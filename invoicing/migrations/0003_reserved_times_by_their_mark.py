from typing import Any

from django.db import migrations

from tyonohjaus.lib import guards


def fill(apps: Any, editor: Any) -> None:
    """As each session is marked now. Lines of issued invoices too, which the database would refuse otherwise."""
    with guards.lifted(editor.connection):
        apps.get_model("invoicing", "Line").objects.exclude(booking__status="held").update(service="reserved")


class Migration(migrations.Migration):
    """What each line that stands charges: a session, or a reserved time."""

    dependencies = [("invoicing", "0002_what_a_line_charges"), ("bookings", "0002_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
