import django.db.models.deletion
import tyonohjaus.lib.clock
import tyonohjaus.lib.schema
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
        ('processes', '0005_nobody_pays'),
    ]

    operations = [
        tyonohjaus.lib.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name='ManagementMessage',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('status', models.CharField(choices=[('draft', 'Being written'), ('proposed', "Waiting for everybody's yes"), ('stopped', 'Will not be sent'), ('sent', 'Sent to management')], default='draft', max_length=8)),
                        ('text_sealed', models.BinaryField(null=True)),
                        ('revision', models.PositiveIntegerField(default=1)),
                        ('begun_on', models.DateField(default=tyonohjaus.lib.clock.today)),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('status', 'sent')), models.Q(models.Q(('status', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='voice_sent_at_when_sent')],
                    },
                ),
                migrations.CreateModel(
                    name='AgreedAction',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('place', models.PositiveSmallIntegerField()),
                        ('what_sealed', models.BinaryField(null=True)),
                        ('owner_sealed', models.BinaryField(null=True)),
                        ('due_on', models.DateField(null=True)),
                        ('done_on', models.DateField(null=True)),
                        ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                        ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='voice.managementmessage')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('message', 'place'), name='agreed_action_place'), models.CheckConstraint(condition=models.Q(models.Q(('done_by__isnull', True), ('done_on__isnull', True)), models.Q(('done_by__isnull', False), ('done_on__isnull', False)), _connector='OR'), name='agreed_action_done_by_somebody')],
                    },
                ),
                migrations.CreateModel(
                    name='Yes',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('mark', models.CharField(max_length=64)),
                        ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='yeses', to='voice.managementmessage')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('message', 'mark'), name='voice_one_yes')],
                    },
                ),
            ],
        ),
    ]
