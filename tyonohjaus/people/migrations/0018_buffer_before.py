from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0017_billing_elsewhere")]

    operations = [
        migrations.AddField(
            model_name="supervisor",
            name="buffer_before_minutes",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="free minutes before a session"),
        ),
    ]
