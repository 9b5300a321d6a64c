import django.core.validators
import django.db.models.deletion
import tyonohjaus.lib.clock
import tyonohjaus.lib.schema
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reviews', '0001_evaluations_and_continuation'), ('reviews', '0002_feedback_inside_the_organisation')]

    initial = True

    dependencies = [
        ('people', '0007_extras'),
        ('people', '__first__'),
        ('processes', '0005_nobody_pays'),
    ]

    operations = [
        tyonohjaus.lib.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Continuation',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('status', models.CharField(choices=[('open', 'Waiting for answers'), ('agreed', 'Agreed'), ('differs', 'Not agreed'), ('lapsed', 'Passed over')], default='open', max_length=7)),
                        ('outcome', models.CharField(blank=True, choices=[('continue', 'Go on as before'), ('change', 'Change something'), ('end', 'Bring it to an end')], max_length=8)),
                        ('more_sessions', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)])),
                        ('opened_at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                        ('settled_on', models.DateField(null=True)),
                        ('reminded_on', models.DateField(null=True)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='continuations', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['open', 'differs'])), fields=('process',), name='continuation_one_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('settled_on__isnull', False), ('status', 'agreed'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('status', 'agreed'), _negated=True), ('outcome', '')), _connector='OR'), name='continuation_outcome_when_agreed')],
                    },
                ),
                migrations.CreateModel(
                    name='Choice',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('outcome', models.CharField(choices=[('continue', 'Go on as before'), ('change', 'Change something'), ('end', 'Bring it to an end')], max_length=8)),
                        ('via', models.CharField(blank=True, max_length=10)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('continuation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='reviews.continuation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('continuation', 'user'), name='continuation_one_choice')],
                    },
                ),
                migrations.CreateModel(
                    name='Evaluation',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('mid', 'Mid evaluation'), ('final', 'Final evaluation'), ('follow_up', 'Follow-up')], max_length=9)),
                        ('basis', models.CharField(max_length=60)),
                        ('status', models.CharField(choices=[('open', 'Being answered'), ('shown', 'Answers together'), ('concluded', 'Concluded'), ('lapsed', 'Passed over')], default='open', max_length=9)),
                        ('anonymous', models.BooleanField(default=False)),
                        ('questions', models.JSONField(default=list)),
                        ('opened_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('shown_on', models.DateField(null=True)),
                        ('concluded_on', models.DateField(null=True)),
                        ('reminded_on', models.DateField(null=True)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('process', 'kind', 'basis'), name='evaluation_once_an_occasion'), models.CheckConstraint(condition=models.Q(models.Q(('shown_on__isnull', True), ('status__in', ['open', 'lapsed'])), models.Q(('shown_on__isnull', False), ('status__in', ['shown', 'concluded'])), _connector='OR'), name='evaluation_shown_on')],
                    },
                ),
                migrations.CreateModel(
                    name='Asked',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('supervises', models.BooleanField()),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asked', to='reviews.evaluation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('evaluation', 'user'), name='evaluation_asked_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ApprovedText',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text_sealed', models.BinaryField(null=True)),
                        ('approved_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                        ('evaluation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='approved_text', to='reviews.evaluation')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Answers',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('handed_in', models.BooleanField(default=False)),
                        ('shared', models.BooleanField(default=False)),
                        ('given_sealed', models.BinaryField(null=True)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                        ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='reviews.evaluation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('evaluation', 'author'), name='answers_one_per_author')],
                    },
                ),
                migrations.CreateModel(
                    name='Answered',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('mark', models.CharField(max_length=64)),
                        ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answered', to='reviews.evaluation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('evaluation', 'mark'), name='evaluation_answered_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Extract',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text_sealed', models.BinaryField(null=True)),
                        ('mark', models.CharField(blank=True, max_length=64)),
                        ('evaluation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='extract', to='reviews.evaluation')),
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
                        ('mark', models.CharField(max_length=64)),
                        ('at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('extract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='reviews.extract')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('extract', 'user'), name='extract_accepted_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('starts_at', models.DateTimeField()),
                        ('place', models.CharField(choices=[('remote', 'Remote'), ('premises', "Supervisor's premises"), ('workplace', 'At the workplace'), ('outdoors', 'Outdoors'), ('other', 'Other agreed place')], max_length=9)),
                        ('until', models.DateTimeField()),
                        ('parts', models.JSONField(default=list)),
                        ('joint_version', models.UUIDField(null=True)),
                        ('created_at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                        ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='reviews.evaluation')),
                        ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                        ('supervisee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('evaluation', 'supervisee'), name='invitation_one_per_supervisee')],
                    },
                ),
                migrations.CreateModel(
                    name='JointText',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text_sealed', models.BinaryField(null=True)),
                        ('version', models.UUIDField(default=uuid.uuid4)),
                        ('evaluation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='joint_text', to='reviews.evaluation')),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PracticeTally',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('starts_on', models.DateField(unique=True)),
                        ('scores_sealed', models.BinaryField(null=True)),
                        ('practice', models.ForeignKey(default=1, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.practice')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='QuestionSet',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('mid', 'Mid evaluation'), ('final', 'Final evaluation'), ('follow_up', 'Follow-up')], max_length=9)),
                        ('version', models.PositiveIntegerField()),
                        ('texts', models.JSONField(default=dict)),
                        ('created_at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                        ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('practice', models.ForeignKey(default=1, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.practice')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('kind', 'version'), name='question_set_version')],
                    },
                ),
                migrations.CreateModel(
                    name='ReviewPlan',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('mid_months', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)], verbose_name='mid evaluation every … months')),
                        ('mid_sessions', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='or after every … sessions')),
                        ('follow_up_months', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(6)], verbose_name='follow-up … months after the final evaluation')),
                        ('decision_months', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)], verbose_name='deciding how to go on every … months')),
                        ('process', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review_plan', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('mid_months__range', (1, 24))), name='review_mid_months'), models.CheckConstraint(condition=models.Q(('mid_sessions__isnull', True), ('mid_sessions__range', (1, 60)), _connector='OR'), name='review_mid_sessions'), models.CheckConstraint(condition=models.Q(('follow_up_months__range', (3, 6))), name='review_follow_up_months'), models.CheckConstraint(condition=models.Q(('decision_months__range', (1, 24))), name='review_decision_months')],
                    },
                ),
                migrations.CreateModel(
                    name='Tally',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('answers_sealed', models.BinaryField(null=True)),
                        ('evaluation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='tally', to='reviews.evaluation')),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='FeedbackRound',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('questions_sealed', models.BinaryField(null=True)),
                        ('shared', models.BooleanField(default=False)),
                        ('opened_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('closes_at', models.DateTimeField()),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opened_at'))), name='feedback_closes')],
                    },
                ),
                migrations.CreateModel(
                    name='Respondent',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('address', models.EmailField(max_length=254)),
                        ('answer_sealed', models.BinaryField(null=True)),
                        ('answered_on', models.DateField(null=True)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.process')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='respondents', to='reviews.feedbackround')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('round', 'address'), name='respondent_once')],
                    },
                ),
            ],
        ),
    ]
