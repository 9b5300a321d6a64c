import django.db.models.deletion
import tyonohjaus.lib.clock
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('links', '0001_initial'), ('links', '0002_initial'), ('links', '0003_of_one_without_an_account'), ('links', '0004_room_for_a_price')]

    initial = True

    dependencies = [
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('action', models.CharField(max_length=40)),
                ('subject_id', models.UUIDField()),
                ('mark', models.CharField(blank=True, max_length=96)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='links', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['action', 'subject_id'], name='link_subject')],
            },
        ),
    ]
