import django.db.models.deletion
import tyonohjaus.lib.clock
import tyonohjaus.lib.schema
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('intake', '0001_requests'), ('intake', '0002_testimonials')]

    initial = True

    dependencies = [
        ('people', '0008_profiles'),
        ('people', '__first__'),
        ('processes', '0005_nobody_pays'),
    ]

    operations = [
        tyonohjaus.lib.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Request',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('state', models.CharField(choices=[('asked', 'Waits to be confirmed by mail'), ('open', 'Getting to know each other'), ('agreed', 'Everybody wants to start'), ('started', 'Started'), ('closed', 'Closed')], default='asked', max_length=7)),
                        ('for_whom', models.CharField(choices=[('self', 'Myself'), ('group', 'Our group'), ('staff', 'Our staff')], max_length=5)),
                        ('payer', models.CharField(choices=[('employer', 'The employer'), ('self', 'I myself'), ('unknown', 'I do not know yet')], max_length=8)),
                        ('language', models.CharField(choices=[('fi', 'Finnish'), ('sv', 'Swedish'), ('en', 'English')], default='fi', max_length=2)),
                        ('name', models.CharField(blank=True, max_length=120)),
                        ('email', models.EmailField(blank=True, max_length=254)),
                        ('created_at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                        ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='people.organisation')),
                        ('process', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='request', to='processes.process')),
                        ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['state', 'created_at'], name='request_state')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'asked'), ('user__isnull', True)), models.Q(models.Q(('state', 'asked'), _negated=True), ('user__isnull', False)), _connector='OR'), name='request_confirmed_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('process__isnull', False), ('state', 'started')), models.Q(models.Q(('state', 'started'), _negated=True), ('process__isnull', True)), _connector='OR'), name='request_started_process')],
                    },
                ),
                migrations.CreateModel(
                    name='Member',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('email', models.EmailField(blank=True, max_length=254)),
                        ('joined_at', models.DateTimeField(blank=True, null=True)),
                        ('left_at', models.DateTimeField(blank=True, null=True)),
                        ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships_asked', to=settings.AUTH_USER_MODEL)),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='intake.request')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('request', 'user'), name='member_once'), models.CheckConstraint(condition=models.Q(models.Q(('joined_at__isnull', True), ('user__isnull', True)), models.Q(('joined_at__isnull', False), ('user__isnull', False)), _connector='OR'), name='member_joined')],
                    },
                ),
                migrations.CreateModel(
                    name='Candidate',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('process', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='introduces', to='processes.process')),
                        ('supervisor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='people.supervisor')),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='intake.request')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('request', 'supervisor'), name='candidate_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Background',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text_sealed', models.BinaryField(null=True)),
                        ('for_members_since', models.DateField(blank=True, null=True)),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='background', to='intake.request')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Wishes',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text_sealed', models.BinaryField(null=True)),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes_asked', to=settings.AUTH_USER_MODEL)),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='intake.request')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('request', 'owner'), name='wishes_one')],
                    },
                ),
                migrations.CreateModel(
                    name='BillingDetails',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('sent_to', models.EmailField(blank=True, max_length=254)),
                        ('asked_at', models.DateTimeField()),
                        ('name', models.CharField(blank=True, max_length=70)),
                        ('business_id', models.CharField(blank=True, max_length=9)),
                        ('street', models.CharField(blank=True, max_length=35)),
                        ('postcode', models.CharField(blank=True, max_length=5)),
                        ('city', models.CharField(blank=True, max_length=35)),
                        ('einvoice_address', models.CharField(blank=True, max_length=35)),
                        ('einvoice_operator', models.CharField(blank=True, max_length=35)),
                        ('billing_email', models.EmailField(blank=True, max_length=254)),
                        ('cost_centre', models.CharField(blank=True, max_length=35)),
                        ('buyer_reference', models.CharField(blank=True, max_length=35)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                        ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='billing_details', to='people.organisation')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='billing_details_confirmed_by_whom')],
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('answer', models.CharField(choices=[('start', 'I want to start'), ('think', 'I still think about it'), ('not', 'I do not want to start')], max_length=5)),
                        ('answered_on', models.DateField(default=tyonohjaus.lib.clock.today)),
                        ('reminded_at', models.DateTimeField(blank=True, null=True)),
                        ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='intake.candidate')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='intake.member')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('candidate', 'member'), name='answer_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Permission',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('manager_name', models.CharField(max_length=120)),
                        ('manager_email', models.EmailField(max_length=254)),
                        ('asked_at', models.DateTimeField()),
                        ('answer', models.CharField(blank=True, choices=[('yes', 'Permitted'), ('no', 'Not permitted')], max_length=3)),
                        ('answered_on', models.DateField(blank=True, null=True)),
                        ('manager', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='permission', to='intake.member')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_on__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_on__isnull', False)), _connector='OR'), name='permission_answered')],
                    },
                ),
                migrations.CreateModel(
                    name='Testimonial',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text', models.CharField(max_length=600)),
                        ('signed', models.CharField(max_length=80)),
                        ('consented_at', models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                        ('published_at', models.DateTimeField(null=True)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='testimonials', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                        ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='testimonials', to='people.profile')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('profile', 'author'), name='testimonial_one_each')],
                    },
                ),
            ],
        ),
    ]
