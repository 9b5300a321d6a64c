import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The way back is refused, whole, where a note was made in the place of another: both are kept by law, and a month
    had one note."""

    dependencies = [
        ('bookings', '0021_nudges_that_were_missed'),
        ('invoicing', '0017_sums'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FeeNoteTakenBack',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FeePaid',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('paid_on', models.DateField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='feenote',
            name='fee_note_one_a_month',
        ),
        migrations.RemoveConstraint(
            model_name='paidsession',
            name='paid_session_once',
        ),
        migrations.AddField(
            model_name='feenote',
            name='edition',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='paidsession',
            name='edition',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddConstraint(
            model_name='feenote',
            constraint=models.UniqueConstraint(fields=('person', 'period_first_on', 'edition'), name='fee_note_one_a_month'),
        ),
        migrations.AddConstraint(
            model_name='paidsession',
            constraint=models.UniqueConstraint(fields=('booking', 'person', 'edition'), name='paid_session_once'),
        ),
        migrations.AddField(
            model_name='feenotetakenback',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='feenotetakenback',
            name='note',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='taken_back', to='invoicing.feenote'),
        ),
        migrations.AddField(
            model_name='feepaid',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='feepaid',
            name='note',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='paid', to='invoicing.feenote'),
        ),
    ]
