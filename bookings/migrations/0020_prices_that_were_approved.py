from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bookings", "0019_confirmed_requests")]

    operations = [
        migrations.AddField(
            model_name="approval",
            name="for_price",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
        ),
    ]
