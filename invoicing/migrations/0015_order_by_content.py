from typing import Any

from django.db import migrations, models
from django.db.models import F, Q

from tyonohjaus.lib import guards


def order_by_sum(apps: Any, editor: Any) -> None:
    """On the way back: what was issued had been ordered at its sum; what waits still is to be ordered anew, as it is on
    the way here, since nobody knows what was shown."""
    ordered = apps.get_model("invoicing", "Invoice").objects.filter(ordered_at__isnull=False)
    with guards.lifted(editor.connection):
        ordered.filter(number=None).update(ordered_at=None, ordered_by=None)
        ordered.update(ordered_gross=F("gross"))


class Migration(migrations.Migration):
    """The button was pressed for a content, not for a sum."""

    dependencies = [("invoicing", "0014_travel_costs"), ("people", "0017_billing_elsewhere")]

    operations = [
        migrations.RemoveConstraint(model_name="invoice", name="invoice_ordered_whole"),
        migrations.RunPython(migrations.RunPython.noop, order_by_sum),
        migrations.RemoveField(model_name="invoice", name="ordered_gross"),
        migrations.AddField(
            model_name="invoice",
            name="ordered_content",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=Q(ordered_at__isnull=True, ordered_by__isnull=True, ordered_content="")
                | Q(ordered_at__isnull=False, ordered_by__isnull=False),
                name="invoice_ordered_whole",
            ),
        ),
    ]
