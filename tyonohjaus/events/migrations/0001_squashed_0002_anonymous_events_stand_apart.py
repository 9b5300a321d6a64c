import django.core.serializers.json
import django.db.models.deletion
import tyonohjaus.lib.clock
import tyonohjaus.lib.schema
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('events', '0001_initial'), ('events', '0002_anonymous_events_stand_apart')]

    initial = True

    dependencies = [
    ]

    operations = [
        tyonohjaus.lib.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                        ('name', models.CharField(max_length=60)),
                        ('actor', models.UUIDField(editable=False, null=True)),
                        ('via', models.CharField(blank=True, max_length=10)),
                        ('subject_type', models.CharField(max_length=40)),
                        ('subject_id', models.UUIDField()),
                        ('scope_id', models.UUIDField(null=True)),
                        ('facts', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['subject_type', 'subject_id'], name='event_subject'), models.Index(fields=['scope_id', 'at'], name='event_scope')],
                    },
                ),
                migrations.CreateModel(
                    name='Seal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('count', models.PositiveIntegerField()),
                        ('hmac', models.CharField(max_length=64)),
                        ('at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                        ('previous', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='next', to='events.seal')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(models.Value(1), condition=models.Q(('previous__isnull', True)), name='seal_one_first', violation_error_code='first')],
                    },
                ),
                migrations.CreateModel(
                    name='SealedEvent',
                    fields=[
                        ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='sealing', serialize=False, to='events.event')),
                        ('seal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='events.seal')),
                    ],
                ),
                migrations.CreateModel(
                    name='Unplaced',
                    fields=[
                        ('at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                        ('name', models.CharField(max_length=60)),
                        ('actor', models.UUIDField(editable=False, null=True)),
                        ('via', models.CharField(blank=True, max_length=10)),
                        ('subject_type', models.CharField(max_length=40)),
                        ('subject_id', models.UUIDField()),
                        ('scope_id', models.UUIDField(null=True)),
                        ('facts', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ],
        ),
    ]
