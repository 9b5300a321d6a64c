import json
from decimal import Decimal
from typing import Any

from django.db import migrations, models

from tyonohjaus.lib import guards


def fill(apps: Any, editor: Any) -> None:
    """From the document of what has gone out already."""
    rows = apps.get_model("invoicing", "Invoice").objects.exclude(number=None)
    with guards.lifted(editor.connection):
        for pk in list(rows.values_list("pk", flat=True)):
            document = json.loads(rows.values_list("document", flat=True).get(pk=pk))
            net, vat = (Decimal(document["sums"][name]) for name in ("net", "vat"))
            rows.filter(pk=pk).update(net=net, vat=vat, line_count=len(document["lines"]))


class Migration(migrations.Migration):
    """What lists and reports ask of an issued invoice stands in columns: they need read no document."""

    dependencies = [("invoicing", "0016_fee_notes")]

    operations = [
        migrations.AddField(
            model_name="invoice",
            name="net",
            field=models.DecimalField(decimal_places=2, editable=False, max_digits=10, null=True),
        ),
        migrations.AddField(
            model_name="invoice",
            name="vat",
            field=models.DecimalField(decimal_places=2, editable=False, max_digits=10, null=True),
        ),
        migrations.AddField(
            model_name="invoice",
            name="line_count",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
