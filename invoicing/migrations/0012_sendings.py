"""A delivery by hand becomes one kind of sending; an e-invoice is another."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def keep_what_was_brought(apps, schema_editor):
    """Each had gone when it was written down. What was "an e-invoice or the buyer's portal" the office brought itself.

    Each row once: of one that is changed twice PostgreSQL checks the keys at the end, and makes no index before it has.
    """
    rows = apps.get_model("invoicing", "Sending").objects
    rows.exclude(route="einvoice").update(sent_at=F("at"))
    rows.filter(route="einvoice").update(sent_at=F("at"), route="portal")


class Migration(migrations.Migration):
    dependencies = [
        ("invoicing", "0011_turnover"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameModel("Delivery", "Sending"),
        migrations.RenameField("sending", "how", "route"),
        migrations.AddField(
            model_name='sending',
            name='again_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sending',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='sending',
            name='batch',
            field=models.UUIDField(db_index=True, null=True),
        ),
        migrations.AddField(
            model_name='sending',
            name='content',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='sending',
            name='file_name',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='sending',
            name='form',
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name='sending',
            name='handed_over_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='sending',
            name='locked_until',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='sending',
            name='message_id',
            field=models.CharField(max_length=48, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='sending',
            name='problem',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='sending',
            name='sent_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='sending',
            name='sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='sending',
            name='state',
            field=models.CharField(choices=[('waiting', 'Waiting to be sent'), ('sent', 'Sent'), ('uncertain', 'Perhaps sent'), ('failed', 'Could not be sent'), ('dropped', 'Not needed any more')], default='sent', max_length=9),
        ),
        migrations.AlterField(
            model_name='sending',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='sending',
            name='route',
            field=models.CharField(choices=[('drop', "Into the operator's folder"), ('download', 'Downloaded as an e-invoice'), ('portal', "In the buyer's portal"), ('letter', 'By letter'), ('email', "From the office's own e-mail"), ('other', 'In another way')], max_length=8),
        ),
        migrations.AlterField(
            model_name='sending',
            name='invoice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sendings', to='invoicing.invoice'),
        ),
        migrations.RunPython(keep_what_was_brought, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='sending',
            constraint=models.UniqueConstraint(condition=models.Q(('again_by__isnull', True), ('route__in', ['download', 'drop', 'portal']), models.Q(('state', 'failed'), _negated=True)), fields=('invoice',), name='sending_one_einvoice'),
        ),
        migrations.AddConstraint(
            model_name='sending',
            constraint=models.UniqueConstraint(condition=models.Q(('route', 'drop')), fields=('file_name',), name='sending_own_file'),
        ),
        migrations.AddConstraint(
            model_name='sending',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='sending_sent_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='sending',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'sent'), ('route', 'drop'), _connector='OR'), name='sending_only_files_wait'),
        ),
        migrations.AddConstraint(
            model_name='sending',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', False), ('route__in', ['drop', 'download']), models.Q(('sha256', ''), _negated=True)), models.Q(('content__isnull', True), models.Q(('route__in', ['drop', 'download']), _negated=True)), _connector='OR'), name='sending_file_whole'),
        ),
    ]
