from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("links", "0003_of_one_without_an_account")]

    operations = [
        migrations.AlterField(model_name="link", name="mark", field=models.CharField(blank=True, max_length=96)),
    ]
