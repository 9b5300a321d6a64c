import django.core.serializers.json
import django.db.models.deletion
import tyonohjaus.lib.clock
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('outbox', '0001_initial'), ('outbox', '0002_initial')]

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('locked_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(editable=False, max_length=160, unique=True)),
                ('address', models.EmailField(max_length=254)),
                ('reply_to', models.EmailField(blank=True, max_length=254)),
                ('language', models.CharField(max_length=2)),
                ('template', models.CharField(max_length=60)),
                ('facts', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('about_type', models.CharField(max_length=40)),
                ('about_id', models.UUIDField()),
                ('attach', models.CharField(blank=True, max_length=40)),
                ('link', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True)),
                ('created_at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                ('send_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                ('state', models.CharField(choices=[('waiting', 'Waiting to be sent'), ('sent', 'Sent'), ('uncertain', 'Perhaps sent'), ('failed', 'Could not be sent'), ('dropped', 'Not needed any more')], default='waiting', max_length=10)),
                ('handed_over_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('problem', models.CharField(blank=True, max_length=60)),
                ('practice', models.ForeignKey(default=1, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.practice')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['send_at'], name='message_waiting'), models.Index(fields=['about_type', 'about_id'], name='message_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), models.Q(('handed_over_at__isnull', False), ('sent_at__isnull', False)), _connector='OR'), name='message_sent_was_handed_over')],
            },
        ),
    ]
