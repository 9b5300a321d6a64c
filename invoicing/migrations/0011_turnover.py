import json
from decimal import Decimal
from typing import Any

from django.db import migrations, models

from tyonohjaus.lib import guards


def fill(apps: Any, editor: Any) -> None:
    """Of what has gone out already: nothing of it was exempt but by being a small business."""
    rows = apps.get_model("invoicing", "Invoice").objects.exclude(number=None)
    with guards.lifted(editor.connection):
        for pk in list(rows.values_list("pk", flat=True)):
            lines = json.loads(rows.values_list("document", flat=True).get(pk=pk))["lines"]
            rows.filter(pk=pk).update(turnover=sum((Decimal(line["net"]) for line in lines), Decimal()))


class Migration(migrations.Migration):
    """What each invoice adds to the turnover that the limit of a small business looks at."""

    dependencies = [("invoicing", "0010_packages")]

    operations = [
        migrations.AddField(
            model_name="invoice",
            name="turnover",
            field=models.DecimalField(decimal_places=2, editable=False, max_digits=10, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
