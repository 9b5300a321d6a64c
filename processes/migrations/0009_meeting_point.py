from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("processes", "0008_frames_shares_and_endings")]

    operations = [
        migrations.AddField(model_name="meetinglink", name="point_sealed", field=models.BinaryField(null=True)),
    ]
