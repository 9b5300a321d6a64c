from django.db import migrations, models


class Migration(migrations.Migration):
    """What cancelling costs is kept on each session, as its price is; 0004 fills it for those that stand."""

    dependencies = [("bookings", "0002_initial")]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="cancellation_hours",
            field=models.PositiveSmallIntegerField(default=24),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="booking",
            name="cancellation_share",
            field=models.PositiveSmallIntegerField(default=100),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(("cancellation_share__lte", 100)), name="booking_cancellation_share"
            ),
        ),
    ]
