import django.core.validators
import django.db.models.deletion
import processes.models.process
import tyonohjaus.lib.clock
import tyonohjaus.lib.schema
import tyonohjaus.people.models.dated
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('processes', '0001_initial'), ('processes', '0002_participant_joined_at'), ('processes', '0003_no_day_of_their_own'), ('processes', '0004_manager_since'), ('processes', '0005_nobody_pays'), ('processes', '0006_goals_in_layers'), ('processes', '0007_agreed_themes_and_own_notes'), ('processes', '0008_frames_shares_and_endings'), ('processes', '0009_meeting_point'), ('processes', '0010_links_to_read'), ('processes', '0011_quorum'), ('processes', '0012_vat_exemptions'), ('processes', '0013_prices_end')]

    initial = True

    dependencies = [
        ('people', '0014_logo'),
        ('people', '__first__'),
    ]

    operations = [
        tyonohjaus.lib.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Theme',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=60, unique=True)),
                        ('position', models.PositiveSmallIntegerField(default=100)),
                        ('retired_on', models.DateField(blank=True, null=True)),
                        ('practice', models.ForeignKey(default=1, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.practice')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PriceItem',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('individual', 'Individual'), ('pair', 'Pair'), ('group', 'Group'), ('community', 'Work community'), ('managers', 'Managers'), ('toto', 'Supervision of supervision')], max_length=12, verbose_name='kind')),
                        ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(45), django.core.validators.MaxValueValidator(120)], verbose_name='length, minutes')),
                        ('group', models.CharField(blank=True, choices=[('', 'All customers'), ('company', 'Company'), ('public', 'Public body'), ('association', 'Association')], default='', max_length=12, verbose_name='customer group')),
                        ('price', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(0)], verbose_name='price without VAT, €')),
                        ('valid_from', models.DateField(verbose_name='valid from')),
                        ('practice', models.ForeignKey(default=1, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.practice')),
                        ('trade', models.CharField(choices=[('supervision', 'Supervision'), ('mediation', 'Mediation'), ('consultation', 'Consultation'), ('training', 'Training')], default='supervision', max_length=12, verbose_name='service')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('price__gte', 0)), name='price_not_negative'), models.UniqueConstraint(fields=('trade', 'kind', 'minutes', 'group', 'valid_from'), name='price_once'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='price_days')],
                    },
                ),
                migrations.CreateModel(
                    name='Notebook',
                    fields=[
                        ('owner', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Question',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text_fi', models.CharField(max_length=200)),
                        ('text_sv', models.CharField(blank=True, max_length=200)),
                        ('text_en', models.CharField(blank=True, max_length=200)),
                        ('position', models.PositiveSmallIntegerField(default=100)),
                        ('retired_on', models.DateField(blank=True, null=True)),
                        ('practice', models.ForeignKey(default=1, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.practice')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='OwnNote',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('note', 'Note'), ('plan', 'Plan'), ('strength', 'Strength'), ('answer', 'Answer')], max_length=8)),
                        ('text_sealed', models.BinaryField(null=True)),
                        ('written_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('notebook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='processes.notebook')),
                        ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.question')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'plan')), fields=('notebook',), name='own_note_one_plan'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'answer'), ('question__isnull', False)), models.Q(models.Q(('kind', 'answer'), _negated=True), ('question__isnull', True)), _connector='OR'), name='own_note_answers_a_question')],
                    },
                ),
                migrations.CreateModel(
                    name='FrameAgreement',
                    fields=[
                        ('starts_on', models.DateField(default=tyonohjaus.lib.clock.today)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('number', models.CharField(max_length=35, verbose_name='agreement number')),
                        ('ceiling_sessions', models.PositiveIntegerField(blank=True, null=True, verbose_name='sessions at most')),
                        ('ceiling_euros', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='euros at most, without VAT')),
                        ('cost_centre', models.CharField(blank=True, max_length=35, verbose_name='cost centre')),
                        ('buyer_reference', models.CharField(blank=True, max_length=35, verbose_name='your reference')),
                        ('order_number', models.CharField(blank=True, max_length=35, verbose_name='order number')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='frames', to='people.organisation', verbose_name='organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'number'), name='frame_number_once'), models.CheckConstraint(condition=models.Q(('ceiling_euros__isnull', True), ('ceiling_euros__gt', 0), _connector='OR'), name='frame_euros'), models.CheckConstraint(condition=models.Q(('ceiling_sessions__isnull', True), ('ceiling_sessions__gt', 0), _connector='OR'), name='frame_sessions'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='frame_days')],
                    },
                ),
                migrations.CreateModel(
                    name='Process',
                    fields=[
                        ('starts_on', models.DateField(default=tyonohjaus.lib.clock.today)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('code', models.CharField(default=processes.models.process.new_code, editable=False, max_length=7, unique=True, verbose_name='process code')),
                        ('kind', models.CharField(choices=[('individual', 'Individual'), ('pair', 'Pair'), ('group', 'Group'), ('community', 'Work community'), ('managers', 'Managers'), ('toto', 'Supervision of supervision')], max_length=12, verbose_name='kind')),
                        ('payer', models.CharField(choices=[('employer', 'Employer'), ('self', 'Supervisee'), ('internal', 'Internal, no invoice'), ('nobody', 'Free of charge')], max_length=8, verbose_name='payer')),
                        ('length_minutes', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(15), django.core.validators.MaxValueValidator(120)], verbose_name='length, minutes')),
                        ('every_weeks', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='every … weeks')),
                        ('every_weeks_most', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='at most … weeks')),
                        ('agreed_count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='agreed number of sessions')),
                        ('place', models.CharField(choices=[('remote', 'Remote'), ('premises', "Supervisor's premises"), ('workplace', 'At the workplace'), ('outdoors', 'Outdoors'), ('other', 'Other agreed place')], default='remote', max_length=9, verbose_name='place')),
                        ('open_bookings', models.PositiveSmallIntegerField(default=1, verbose_name='own bookings at a time')),
                        ('price', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='price without VAT, €')),
                        ('cancellation_hours', models.PositiveSmallIntegerField(default=24, verbose_name='cancelling is free until … hours before')),
                        ('cancellation_share', models.PositiveSmallIntegerField(default=100, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='share charged after that, %')),
                        ('cost_centre', models.CharField(blank=True, max_length=35, verbose_name='cost centre')),
                        ('buyer_reference', models.CharField(blank=True, max_length=35, verbose_name='your reference')),
                        ('order_number', models.CharField(blank=True, max_length=35, verbose_name='order number')),
                        ('approval', models.CharField(choices=[('none', 'No approval'), ('frame', 'Approved in advance, within the agreed sessions'), ('series', 'A series at once'), ('each', 'Each session')], default='none', max_length=6, verbose_name='approval')),
                        ('attendance', models.CharField(choices=[('none', 'Nothing'), ('count', 'Number of those present'), ('names', 'Names')], default='none', max_length=5, verbose_name='what the payer sees of attendance')),
                        ('names_on_invoice_since', models.DateField(blank=True, null=True, verbose_name='names on invoices since')),
                        ('no_content_since', models.DateField(blank=True, null=True, verbose_name='no content is stored, since')),
                        ('created_at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='processes', to='people.organisation', verbose_name='organisation')),
                        ('continues', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                        ('trade', models.CharField(choices=[('supervision', 'Supervision'), ('mediation', 'Mediation'), ('consultation', 'Consultation'), ('training', 'Training')], default='supervision', max_length=12, verbose_name='service')),
                        ('frame', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='processes', to='processes.frameagreement', verbose_name='framework agreement')),
                        ('quorum', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='asked of the supervisor if fewer come')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('cancellation_share__lte', 100)), name='process_cancellation_share'), models.CheckConstraint(condition=models.Q(('price__isnull', True), ('price__gte', 0), _connector='OR'), name='process_price'), models.CheckConstraint(condition=models.Q(('every_weeks__isnull', True), ('every_weeks__range', (1, 26)), _connector='OR'), name='process_every_weeks'), models.CheckConstraint(condition=models.Q(('every_weeks_most__isnull', True), ('every_weeks_most__gte', models.F('every_weeks')), _connector='OR'), name='process_every_weeks_most'), models.CheckConstraint(condition=models.Q(models.Q(('payer', 'employer'), _negated=True), ('organisation__isnull', False), _connector='OR'), name='process_employer_named'), models.CheckConstraint(condition=models.Q(models.Q(('payer', 'internal'), _negated=True), ('price__isnull', True), _connector='OR'), name='process_internal_unpriced'), models.CheckConstraint(condition=models.Q(('length_minutes__range', (15, 120))), name='process_length'), models.CheckConstraint(condition=models.Q(models.Q(('payer', 'nobody'), _negated=True), models.Q(('approval', 'none'), ('no_content_since__isnull', False), ('organisation__isnull', True), ('price__isnull', True)), _connector='OR'), name='process_nobody_pays'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', tyonohjaus.people.models.dated.DayBefore('starts_on')), _connector='OR'), name='process_days')],
                    },
                ),
                migrations.CreateModel(
                    name='PersonalGoal',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text_sealed', models.BinaryField(null=True)),
                        ('changed_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to=settings.AUTH_USER_MODEL)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='personal_goals', to='processes.process')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('set_aside_on', models.DateField(blank=True, null=True)),
                        ('success_sealed', models.BinaryField(null=True)),
                        ('scale_sealed', models.BinaryField(null=True)),
                        ('aside_sealed', models.BinaryField(null=True)),
                        ('locked_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['process', 'owner'], name='personal_goal_of')],
                    },
                ),
                migrations.CreateModel(
                    name='Participant',
                    fields=[
                        ('starts_on', models.DateField(default=tyonohjaus.lib.clock.today)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('capacity', models.CharField(choices=[('supervisee', 'Supervisee'), ('supervisor', 'Supervisor'), ('co_supervisor', 'Co-supervisor')], max_length=13)),
                        ('manager', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approves', to=settings.AUTH_USER_MODEL)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to=settings.AUTH_USER_MODEL)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participants', to='processes.process')),
                        ('joined_at', models.DateTimeField(editable=False, null=True)),
                        ('manager_since', models.DateTimeField(editable=False, null=True)),
                        ('stands_for', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['user', 'capacity'], name='participant_user')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('process', 'user'), name='participant_once_at_a_time'), models.UniqueConstraint(condition=models.Q(('capacity', 'supervisor'), ('ends_on__isnull', True)), fields=('process',), name='participant_one_supervisor'), models.CheckConstraint(condition=models.Q(('manager__isnull', True), models.Q(('manager', models.F('user')), _negated=True), _connector='OR'), name='participant_own_manager'), models.CheckConstraint(condition=models.Q(('manager__isnull', True), ('capacity', 'supervisee'), _connector='OR'), name='participant_manager_of_supervisee'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', tyonohjaus.people.models.dated.DayBefore('starts_on')), _connector='OR'), name='participant_days'), models.CheckConstraint(condition=models.Q(('stands_for__isnull', True), models.Q(('capacity', 'co_supervisor'), ('ends_on__isnull', False), models.Q(('stands_for', models.F('user')), _negated=True)), _connector='OR'), name='participant_substitute')],
                    },
                ),
                migrations.CreateModel(
                    name='OrganisationGoal',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text', models.CharField(max_length=200)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisation_goals', to='processes.process')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('set_aside_on', models.DateField(blank=True, null=True)),
                        ('success', models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='MeetingLink',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('url_sealed', models.BinaryField(null=True)),
                        ('process', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='meeting_link', to='processes.process')),
                        ('point_sealed', models.BinaryField(null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='GoalRating',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('on', models.DateField()),
                        ('value_sealed', models.BinaryField(null=True)),
                        ('step_sealed', models.BinaryField(null=True)),
                        ('rated_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='processes.personalgoal')),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('goal', 'author', 'on'), name='rating_one_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='GroupGoalsShown',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('since', models.DateField(default=tyonohjaus.lib.clock.today)),
                        ('process', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='group_goals_shown', to='processes.process')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='GroupGoal',
                    fields=[
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('set_aside_on', models.DateField(blank=True, null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text_sealed', models.BinaryField(null=True)),
                        ('success_sealed', models.BinaryField(null=True)),
                        ('opened_at', models.DateTimeField(editable=False, null=True)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_goals', to='processes.process')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='GoalRound',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('opened_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('closed_on', models.DateField(blank=True, null=True)),
                        ('tally_sealed', models.BinaryField(null=True)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goal_rounds', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('closed_on__isnull', True)), fields=('process',), name='goal_round_one_open')],
                    },
                ),
                migrations.CreateModel(
                    name='RoundAnswer',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('mark', models.CharField(editable=False, max_length=64)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answered', to='processes.goalround')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('round', 'mark'), name='round_answered_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ThemesShown',
                    fields=[
                        ('process', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='themes_shown', serialize=False, to='processes.process')),
                        ('since', models.DateField(default=tyonohjaus.lib.clock.today)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='AgreedTheme',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=120)),
                        ('session', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('position', models.PositiveSmallIntegerField()),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreed_themes', to='processes.process')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='LearningNote',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text_sealed', models.BinaryField(null=True)),
                        ('written_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Loan',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('to', models.CharField(choices=[('supervisors', 'Supervisors'), ('group', 'Group')], max_length=11)),
                        ('lent_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                        ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='loans', to='processes.ownnote')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('process', 'note', 'to'), name='loan_once')],
                    },
                ),
                migrations.CreateModel(
                    name='CostShare',
                    fields=[
                        ('starts_on', models.DateField(default=tyonohjaus.lib.clock.today)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('percent', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='share, %')),
                        ('cost_centre', models.CharField(blank=True, max_length=35, verbose_name='cost centre')),
                        ('buyer_reference', models.CharField(blank=True, max_length=35, verbose_name='your reference')),
                        ('order_number', models.CharField(blank=True, max_length=35, verbose_name='order number')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cost_shares', to='people.organisation')),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cost_shares', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('percent__gt', 0), ('percent__lt', 100)), name='cost_share_percent'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('process', 'organisation'), name='cost_share_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', tyonohjaus.people.models.dated.DayBefore('starts_on')), _connector='OR'), name='cost_share_days')],
                    },
                ),
                migrations.CreateModel(
                    name='FramePrice',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('individual', 'Individual'), ('pair', 'Pair'), ('group', 'Group'), ('community', 'Work community'), ('managers', 'Managers'), ('toto', 'Supervision of supervision')], max_length=12, verbose_name='kind')),
                        ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(45), django.core.validators.MaxValueValidator(120)], verbose_name='length, minutes')),
                        ('price', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(0)], verbose_name='price without VAT, €')),
                        ('frame', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='processes.frameagreement')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('frame', 'kind', 'minutes'), name='frame_price_once'), models.CheckConstraint(condition=models.Q(('price__gte', 0)), name='frame_price_not_negative')],
                    },
                ),
                migrations.CreateModel(
                    name='Reading',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('title', models.CharField(max_length=150)),
                        ('url', models.URLField(max_length=500, unique=True)),
                        ('position', models.PositiveSmallIntegerField(default=100)),
                        ('retired_on', models.DateField(blank=True, null=True)),
                        ('practice', models.ForeignKey(default=1, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.practice')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='VatExemption',
                    fields=[
                        ('starts_on', models.DateField(default=tyonohjaus.lib.clock.today)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('by', models.CharField(choices=[('health', 'Exempt: health care (AVL 34–35 §)'), ('related', 'Exempt: related to health care (AVL 36 §)'), ('welfare', 'Exempt: social welfare (AVL 37–38 §)'), ('education', 'Exempt: education (AVL 39–40 §)')], max_length=9)),
                        ('confirmed_on', models.DateField(blank=True, null=True)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vat_exemptions', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('process',), name='vat_exemption_one_goes_on'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', tyonohjaus.people.models.dated.DayBefore('starts_on')), _connector='OR'), name='vat_exemption_days')],
                    },
                ),
            ],
        ),
    ]
