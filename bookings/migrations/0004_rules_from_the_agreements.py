from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery

RULE = ("cancellation_hours", "cancellation_share")


def fill(apps: Any, _editor: Any) -> None:
    """The agreement as it stands: of one that was changed before, nobody knows what it said on the day of booking."""
    agreement = apps.get_model("processes", "Process").objects.filter(pk=OuterRef("process"))
    rule = {name: Subquery(agreement.values(name)) for name in RULE}
    apps.get_model("bookings", "Booking").objects.update(**rule)


class Migration(migrations.Migration):
    """Each session that stands gets its agreement's rule of cancelling."""

    dependencies = [("bookings", "0003_rule_of_cancelling")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
