from django.db import migrations, models


class Migration(migrations.Migration):
    """A line keeps whether it charges a session or a reserved time; 0003 fills it for those that stand."""

    dependencies = [("invoicing", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="line",
            name="service",
            field=models.CharField(default="session", max_length=8),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(("service__in", ["session", "reserved"])), name="line_service"
            ),
        ),
    ]
