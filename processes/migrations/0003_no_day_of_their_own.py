from django.db import migrations

import tyonohjaus.people.models.dated


class Migration(migrations.Migration):
    """One added by mistake, and taken away at once, keeps no day (docs/decisions/0014)."""

    dependencies = [("processes", "0002_participant_joined_at")]

    operations = [
        migrations.RemoveConstraint(model_name="participant", name="participant_days"),
        migrations.AddConstraint(
            model_name="participant", constraint=tyonohjaus.people.models.dated.days_or_none("participant_days")
        ),
    ]
