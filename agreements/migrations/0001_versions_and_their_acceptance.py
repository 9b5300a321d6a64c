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
        ('processes', '0001_initial'),
    ]

    operations = [
        tyonohjaus.lib.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Version',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('number', models.PositiveSmallIntegerField()),
                        ('status', models.CharField(choices=[('offered', 'Waiting to be accepted'), ('in_force', 'In force'), ('declined', 'Not accepted'), ('withdrawn', 'Withdrawn'), ('superseded', 'Replaced by a newer version')], default='offered', max_length=10)),
                        ('document', models.TextField()),
                        ('text', models.TextField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('offered_at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                        ('in_force_at', models.DateTimeField(blank=True, null=True)),
                        ('differs_since', models.DateTimeField(blank=True, null=True)),
                        ('offered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreement_versions', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('process', 'number'), name='version_number_once'), models.UniqueConstraint(condition=models.Q(('status', 'offered')), fields=('process',), name='version_one_offered'), models.UniqueConstraint(condition=models.Q(('status', 'in_force')), fields=('process',), name='version_one_in_force'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'in_force'), _negated=True), ('in_force_at__isnull', False), _connector='OR'), name='version_in_force_since')],
                    },
                ),
                migrations.CreateModel(
                    name='Signature',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('role', models.CharField(choices=[('supervisee', 'supervisee'), ('employer', 'employer'), ('supervisor', 'supervisor'), ('co_supervisor', 'co_supervisor')], max_length=13)),
                        ('answer', models.CharField(blank=True, choices=[('', 'Waiting'), ('accepted', 'Accepted'), ('declined', 'Not accepted')], max_length=8)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('via', models.CharField(blank=True, choices=[('portal', 'signed in to the portal'), ('link', 'by personal link'), ('paper', 'on signed paper, written down by the office')], max_length=6)),
                        ('given_to', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreement_signatures', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='agreements.version')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('version', 'user'), name='signature_once'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='signature_answered_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='Paper',
                    fields=[
                        ('locked_until', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('pdf', models.BinaryField(null=True)),
                        ('sha256', models.CharField(blank=True, max_length=64)),
                        ('made_at', models.DateTimeField(blank=True, null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('reader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='agreements.version')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('made_at__isnull', True), ('pdf__isnull', True)), models.Q(('made_at__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='agreement_paper_whole'), models.UniqueConstraint(fields=('version', 'reader'), name='agreement_paper_once'), models.UniqueConstraint(condition=models.Q(('reader__isnull', True)), fields=('version',), name='agreement_paper_of_all')],
                    },
                ),
            ],
        ),
    ]
