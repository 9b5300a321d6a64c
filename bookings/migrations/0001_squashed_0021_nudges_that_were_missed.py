import django.contrib.postgres.operations
import django.db.models.deletion
import tyonohjaus.lib.clock
import tyonohjaus.lib.exclusion
import tyonohjaus.lib.schema
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('bookings', '0001_initial'), ('bookings', '0002_initial'), ('bookings', '0003_rule_of_cancelling'), ('bookings', '0004_rules_from_the_agreements'), ('bookings', '0005_more_of_the_log'), ('bookings', '0006_skipped_dates'), ('bookings', '0007_calendars'), ('bookings', '0008_what_is_mailed'), ('bookings', '0009_earlier_times'), ('bookings', '0010_absences'), ('bookings', '0011_busy_calendars'), ('bookings', '0012_hours_by_weeks'), ('bookings', '0013_answers_of_deputies'), ('bookings', '0014_rooms'), ('bookings', '0015_one_managers_no'), ('bookings', '0016_worked_holidays'), ('bookings', '0017_whereabouts'), ('bookings', '0018_answers_to_the_whole_time'), ('bookings', '0019_confirmed_requests'), ('bookings', '0020_prices_that_were_approved'), ('bookings', '0021_nudges_that_were_missed')]

    initial = True

    dependencies = [
        ('people', '0010_deputies'),
        ('people', '__first__'),
        ('processes', '0011_quorum'),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        tyonohjaus.lib.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name='AvailabilityException',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('closed', 'Closed'), ('extra', 'Extra hours'), ('worked', 'You work')], default='closed', max_length=6)),
                        ('first_on', models.DateField(verbose_name='first day')),
                        ('last_on', models.DateField(verbose_name='last day')),
                        ('starts', models.TimeField(blank=True, null=True, verbose_name='from')),
                        ('ends', models.TimeField(blank=True, null=True, verbose_name='until')),
                        ('place', models.CharField(choices=[('remote', 'Remote'), ('premises', "Supervisor's premises"), ('workplace', 'At the workplace'), ('outdoors', 'Outdoors'), ('other', 'Other agreed place')], default='remote', max_length=9, verbose_name='place')),
                        ('supervisor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='people.supervisor')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('first_on__lte', models.F('last_on'))), name='exception_days'), models.CheckConstraint(condition=models.Q(models.Q(('ends__isnull', True), ('starts__isnull', True)), ('starts__lt', models.F('ends')), _connector='OR'), name='exception_period'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'extra'), _negated=True), models.Q(('first_on', models.F('last_on')), ('starts__isnull', False)), _connector='OR'), name='exception_extra_hours'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'worked'), _negated=True), ('starts__isnull', True), _connector='OR'), name='exception_worked_days')],
                    },
                ),
                migrations.CreateModel(
                    name='AvailabilityRule',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], verbose_name='weekday')),
                        ('starts', models.TimeField(verbose_name='from')),
                        ('ends', models.TimeField(verbose_name='until')),
                        ('place', models.CharField(choices=[('remote', 'Remote'), ('premises', "Supervisor's premises"), ('workplace', 'At the workplace'), ('outdoors', 'Outdoors'), ('other', 'Other agreed place')], default='remote', max_length=9, verbose_name='place')),
                        ('valid_from', models.DateField(verbose_name='valid from')),
                        ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                        ('supervisor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hours', to='people.supervisor')),
                        ('weeks', models.CharField(blank=True, choices=[('', 'every week'), ('odd', 'in odd weeks'), ('even', 'in even weeks'), ('1', 'the first of the month'), ('2', 'the second of the month'), ('3', 'the third of the month'), ('4', 'the fourth of the month'), ('last', 'the last of the month')], default='', max_length=4)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('starts__lt', models.F('ends'))), name='hours_period'), models.UniqueConstraint(fields=('supervisor', 'weekday', 'starts', 'valid_from', 'weeks'), name='hours_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Series',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='series', to='processes.process')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='EarlierAsk',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('asked_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('joiner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('process', 'joiner'), name='earlier_ask_once')],
                    },
                ),
                migrations.CreateModel(
                    name='EarlierYes',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='yeses', to='bookings.earlierask')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('ask', 'member'), name='earlier_yes_once')],
                    },
                ),
                migrations.CreateModel(
                    name='CalendarFeed',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                        ('holds_private', models.BooleanField(default=False, editable=False)),
                        ('title', models.CharField(choices=[('neutral', "The practice's neutral word"), ('reserved', 'Reserved'), ('own_time', 'Own time'), ('own_words', 'My own words')], default='neutral', max_length=9)),
                        ('own_words', models.CharField(blank=True, max_length=60)),
                        ('created_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='MailChoice',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('reminders', models.JSONField(default=dict)),
                        ('unwanted', models.JSONField(default=list)),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mail_choice', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='Nudge',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(max_length=10)),
                        ('mark', models.CharField(max_length=80)),
                        ('at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('outcome', models.CharField(choices=[('queued', 'Queued'), ('missed', 'Missed')], default='queued', max_length=6)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('user', 'kind', 'mark'), name='nudge_once')],
                    },
                ),
                migrations.CreateModel(
                    name='TimeWish',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('from_on', models.DateField(verbose_name='from which day')),
                        ('weekdays', models.JSONField(blank=True, default=list, verbose_name='weekdays')),
                        ('parts', models.JSONField(blank=True, default=list, verbose_name='times of day')),
                        ('asked_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='time_wishes', to='processes.process')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('process',), name='time_wish_one_waits')],
                    },
                ),
                migrations.CreateModel(
                    name='TimeOffer',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('place', models.CharField(choices=[('remote', 'Remote'), ('premises', "Supervisor's premises"), ('workplace', 'At the workplace'), ('outdoors', 'Outdoors'), ('other', 'Other agreed place')], max_length=9)),
                        ('status', models.CharField(choices=[('open', 'Held for you'), ('taken', 'Taken'), ('declined', 'Declined'), ('lapsed', 'Not answered in time'), ('withdrawn', 'Not asked for any more')], default='open', max_length=9)),
                        ('made_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('held_until', models.DateTimeField()),
                        ('wish', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='bookings.timewish')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='time_offer_period'), models.CheckConstraint(condition=models.Q(('held_until__lt', models.F('starts_at'))), name='time_offer_ends_before_it'), models.UniqueConstraint(fields=('wish', 'starts_at'), name='time_offer_once'), models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('wish',), name='time_offer_one_open')],
                    },
                ),
                migrations.CreateModel(
                    name='FreedTime',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('process', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='freed_time_period')],
                    },
                ),
                migrations.CreateModel(
                    name='BusyCalendar',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('address', models.BinaryField()),
                        ('host', models.CharField(max_length=253)),
                        ('entered_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('tried_at', models.DateTimeField(blank=True, null=True)),
                        ('read_at', models.DateTimeField(blank=True, null=True)),
                        ('fault', models.CharField(blank=True, choices=[('address', 'It is no address of a calendar.'), ('inside', 'No server answers to that name.'), ('unknown', 'No server answers to that name.'), ('unreachable', 'The connection was not made, or broke off.'), ('slow', 'The server did not answer within 20 seconds.'), ('large', 'The calendar is larger than 5 megabytes.'), ('refused', 'The server did not give the calendar.'), ('moved', 'The address led on to another more than three times.'), ('nonsense', 'What the server gave is no calendar that can be read.')], max_length=11)),
                        ('supervisor', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='busy_calendar', to='people.supervisor')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='BusyTime',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='times', to='bookings.busycalendar')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['calendar', 'ends_at'], name='busy_time_future')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='busy_time_period')],
                    },
                ),
                migrations.CreateModel(
                    name='Room',
                    fields=[
                        ('starts_on', models.DateField(default=tyonohjaus.lib.clock.today)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=40, verbose_name='name')),
                        ('address', models.CharField(blank=True, max_length=120, verbose_name='address')),
                        ('seats', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('kept_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='people.supervisor')),
                        ('practice', models.ForeignKey(default=1, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.practice')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('practice', 'name'), name='room_name_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='room_days')],
                    },
                ),
                migrations.CreateModel(
                    name='Booking',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('place', models.CharField(choices=[('remote', 'Remote'), ('premises', "Supervisor's premises"), ('workplace', 'At the workplace'), ('outdoors', 'Outdoors'), ('other', 'Other agreed place')], max_length=9, verbose_name='place')),
                        ('status', models.CharField(choices=[('requested', "Waiting for the manager's approval"), ('confirmed', 'Confirmed'), ('held', 'Held'), ('no_show', 'Did not come'), ('cancelled', 'Cancelled'), ('declined', 'Not approved'), ('lapsed', 'Not approved in time')], max_length=9)),
                        ('origin', models.CharField(choices=[('booked', 'Booked by the supervisee'), ('set', 'Set for the supervisee'), ('planned', 'Planned in a series'), ('imported', "From the practice's lists")], max_length=8)),
                        ('held_until', models.DateTimeField(blank=True, null=True)),
                        ('price', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                        ('sequence', models.PositiveSmallIntegerField(default=0)),
                        ('created_at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                        ('request_key', models.UUIDField(editable=False, null=True, unique=True)),
                        ('import_key', models.CharField(editable=False, max_length=80, null=True, unique=True)),
                        ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='processes.process')),
                        ('series', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='bookings.series')),
                        ('cancellation_hours', models.PositiveSmallIntegerField()),
                        ('cancellation_share', models.PositiveSmallIntegerField()),
                        ('stands_with', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='bookings.room')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['process', 'starts_at'], name='booking_process_time'), models.Index(condition=models.Q(('status', 'requested')), fields=['held_until'], name='booking_holds'), models.Index(condition=models.Q(('status', 'confirmed')), fields=['starts_at'], name='booking_confirmed')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='booking_period'), models.CheckConstraint(condition=models.Q(models.Q(('held_until__isnull', False), ('status', 'requested')), models.Q(models.Q(('status', 'requested'), _negated=True), ('held_until__isnull', True)), _connector='OR'), name='booking_held_while_requested'), models.CheckConstraint(condition=models.Q(('cancellation_share__lte', 100)), name='booking_cancellation_share')],
                    },
                ),
                migrations.CreateModel(
                    name='Approval',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('answer', models.CharField(choices=[('approved', 'Approved'), ('declined', 'Not approved')], max_length=8)),
                        ('for_starts_at', models.DateTimeField()),
                        ('at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('via', models.CharField(max_length=10)),
                        ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='bookings.booking')),
                        ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('for_ends_at', models.DateTimeField()),
                        ('for_price', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('deputy__isnull', True), models.Q(('deputy', models.F('manager')), _negated=True), _connector='OR'), name='approval_deputy'), models.UniqueConstraint(fields=('booking', 'manager', 'for_starts_at', 'for_ends_at'), name='approval_once_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Assignment',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text_sealed', models.BinaryField(null=True)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                        ('booking', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='assignment', to='bookings.booking')),
                        ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('due_on', models.DateField(blank=True, null=True)),
                        ('reminded_for', models.DateField(editable=False, null=True)),
                        ('title_sealed', models.BinaryField(null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Attendance',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('was', models.CharField(choices=[('present', 'Present'), ('absent', 'Absent')], max_length=7)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='bookings.booking')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('booking', 'user'), name='attendance_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Calendar',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('user', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calendar', to=settings.AUTH_USER_MODEL)),
                        ('room', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calendar', to='bookings.room')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('room__isnull', True), ('user__isnull', False)), models.Q(('room__isnull', False), ('user__isnull', True)), _connector='OR'), name='calendar_of_one')],
                    },
                ),
                migrations.CreateModel(
                    name='Allocation',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('booking', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='allocations', to='bookings.booking')),
                        ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='bookings.calendar')),
                        ('offer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='allocations', to='bookings.timeoffer')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['calendar', 'ends_at'], name='allocation_future')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='allocation_period'), models.UniqueConstraint(fields=('calendar', 'booking'), name='allocation_once'), tyonohjaus.lib.exclusion.PostgresExclusion(expressions=[(models.F('calendar'), '='), (tyonohjaus.lib.exclusion.Period('starts_at', 'ends_at'), '&&')], name='allocation_no_overlap'), models.UniqueConstraint(fields=('calendar', 'offer'), name='allocation_once_offered'), models.CheckConstraint(condition=models.Q(models.Q(('booking__isnull', False), ('offer__isnull', True)), models.Q(('booking__isnull', True), ('offer__isnull', False)), _connector='OR'), name='allocation_of_one')],
                    },
                ),
                migrations.CreateModel(
                    name='Cancellation',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('late_since', models.DateTimeField()),
                        ('share', models.PositiveSmallIntegerField()),
                        ('booking', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cancellation', to='bookings.booking')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('share__lte', 100)), name='cancellation_share')],
                    },
                ),
                migrations.CreateModel(
                    name='DiscussedThemes',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('themes_sealed', models.BinaryField(null=True)),
                        ('shared_at', models.DateTimeField(blank=True, null=True)),
                        ('booking', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='themes', to='bookings.booking')),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PrivateNote',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text_sealed', models.BinaryField(null=True)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='bookings.booking')),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('booking', 'author'), name='note_one_per_author')],
                    },
                ),
                migrations.CreateModel(
                    name='Reminder',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('starts_at', models.DateTimeField()),
                        ('days_before', models.PositiveSmallIntegerField()),
                        ('outcome', models.CharField(choices=[('queued', 'Queued'), ('missed', 'Missed')], max_length=6)),
                        ('at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('booking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='bookings.booking')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('booking', 'user', 'starts_at', 'days_before'), name='reminder_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Waiver',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('booking', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='waiver', to='bookings.booking')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PairNote',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text_sealed', models.BinaryField(null=True)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('booking', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pair_note', to='bookings.booking')),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SessionCheck',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('answers_sealed', models.BinaryField(null=True)),
                        ('shared_at', models.DateTimeField(blank=True, null=True)),
                        ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='bookings.booking')),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('booking', 'owner'), name='session_check_one_per_owner')],
                    },
                ),
                migrations.CreateModel(
                    name='SharedNote',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text_sealed', models.BinaryField(null=True)),
                        ('method_sealed', models.BinaryField(null=True)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('booking', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='shared_note', to='bookings.booking')),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='AgendaWish',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text_sealed', models.BinaryField(null=True)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='bookings.booking')),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('booking', 'author'), name='wish_one_per_author')],
                    },
                ),
                migrations.CreateModel(
                    name='AssignmentDone',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='done', to='bookings.assignment')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('assignment', 'user'), name='assignment_done_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SkippedDate',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('starts_at', models.DateTimeField()),
                        ('outcome', models.CharField(choices=[('free', 'free'), ('too_soon', 'too_soon'), ('beyond_horizon', 'beyond_horizon'), ('holiday', 'holiday'), ('closed', 'closed'), ('off_grid', 'off_grid'), ('clash', 'clash'), ('no_room', 'no_room'), ('ended', 'ended')], max_length=14)),
                        ('booking', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='instead_of', to='bookings.booking')),
                        ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='skipped_dates', to='bookings.series')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('series', 'starts_at'), name='skipped_date_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Absence',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='bookings.booking')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('refused_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('booking', 'user'), name='absence_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Chase',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('starts_at', models.DateTimeField()),
                        ('step', models.CharField(choices=[('reminded', 'Reminded'), ('escalated', 'Passed on')], max_length=9)),
                        ('outcome', models.CharField(choices=[('queued', 'Queued'), ('office', 'The office calls'), ('missed', 'Missed')], max_length=6)),
                        ('at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('booking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chases', to='bookings.booking')),
                        ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('booking', 'manager', 'starts_at', 'step'), name='chase_once_a_step')],
                    },
                ),
                migrations.CreateModel(
                    name='Whereabouts',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('url_sealed', models.BinaryField(null=True)),
                        ('point_sealed', models.BinaryField(null=True)),
                        ('booking', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='whereabouts', to='bookings.booking')),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Acceptance',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('answer', models.CharField(blank=True, choices=[('', 'Not answered'), ('yes', 'Confirmed'), ('no', 'Does not suit')], default='', max_length=3)),
                        ('at', models.DateTimeField(null=True)),
                        ('booking', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='acceptance', to='bookings.booking')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('at__isnull', True), ('by__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('at__isnull', False), ('by__isnull', False)), _connector='OR'), name='acceptance_answered_by')],
                    },
                ),
            ],
        ),
    ]
