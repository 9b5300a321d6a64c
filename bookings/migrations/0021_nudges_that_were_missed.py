from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bookings", "0020_prices_that_were_approved")]

    operations = [
        migrations.AddField(
            model_name="nudge",
            name="outcome",
            field=models.CharField(
                choices=[("queued", "Queued"), ("missed", "Missed")], default="queued", max_length=6
            ),
        ),
    ]
