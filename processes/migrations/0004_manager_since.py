from django.db import migrations, models


class Migration(migrations.Migration):
    """Since when a manager who was named later sees the sessions (C12)."""

    dependencies = [("processes", "0003_no_day_of_their_own")]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="manager_since",
            field=models.DateTimeField(null=True, editable=False),
        )
    ]
