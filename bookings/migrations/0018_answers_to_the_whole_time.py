"""A manager's answer is to a time, its end included: an answer of before was to the length that the session has."""

from typing import Any

from django.db import migrations, models


def write_the_ends(apps: Any, _editor: Any) -> None:
    rows = apps.get_model("bookings", "Approval").objects.select_related("booking")
    for row in rows.iterator():
        row.for_ends_at = row.for_starts_at + (row.booking.ends_at - row.booking.starts_at)
        row.save(update_fields=["for_ends_at"])


class Migration(migrations.Migration):
    dependencies = [("bookings", "0017_whereabouts")]

    operations = [
        migrations.AddField("approval", "for_ends_at", models.DateTimeField(null=True)),
        migrations.RunPython(write_the_ends, migrations.RunPython.noop),
        migrations.AlterField("approval", "for_ends_at", models.DateTimeField()),
        migrations.RemoveConstraint("approval", "approval_once_a_time"),
        migrations.AddConstraint(
            "approval",
            models.UniqueConstraint(
                fields=["booking", "manager", "for_starts_at", "for_ends_at"], name="approval_once_a_time"
            ),
        ),
    ]
