"""Until now: by mail where there is an address for invoices, or one who pays for themselves; else by hand."""

from django.db import migrations
from django.db.models import Q


def as_until_now(apps, schema_editor):
    organisations = apps.get_model("people", "Organisation").objects
    organisations.filter(~Q(billing_email="") | Q(own_of__isnull=False)).update(channel="mail")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0012_buyer_profiles"),
    ]

    operations = [migrations.RunPython(as_until_now, migrations.RunPython.noop)]
