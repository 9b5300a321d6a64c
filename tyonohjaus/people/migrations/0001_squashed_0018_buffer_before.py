import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import tyonohjaus.lib.clock
import tyonohjaus.lib.schema
import tyonohjaus.people.models.dated
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial'), ('people', '0002_address_given_by_office'), ('people', '0003_employer_domains'), ('people', '0004_what_invoices_say'), ('people', '0005_no_day_of_their_own'), ('people', '0006_codes_of_the_operator'), ('people', '0007_extras'), ('people', '0008_profiles'), ('people', '0009_limits_of_a_supervisor'), ('people', '0010_deputies'), ('people', '0011_vat_registered_on'), ('people', '0012_buyer_profiles'), ('people', '0013_mail_where_there_is_an_address'), ('people', '0014_logo'), ('people', '0015_rf_references'), ('people', '0016_confirmed_requests'), ('people', '0017_billing_elsewhere'), ('people', '0018_buffer_before')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        tyonohjaus.lib.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name='VatRate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('valid_from', models.DateField(unique=True)),
                        ('percent', models.DecimalField(decimal_places=2, max_digits=4)),
                    ],
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                        ('language', models.CharField(choices=[('fi', 'Finnish'), ('sv', 'Swedish'), ('en', 'English')], default='fi', max_length=2, verbose_name='language')),
                        ('theme', models.CharField(blank=True, choices=[('', 'As on this device'), ('light', 'Light'), ('dark', 'Dark')], default='', max_length=5)),
                        ('street', models.CharField(blank=True, max_length=120, verbose_name='street address')),
                        ('postcode', models.CharField(blank=True, max_length=5, verbose_name='postcode')),
                        ('city', models.CharField(blank=True, max_length=60, verbose_name='post office')),
                        ('invited_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('created_at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                        ('password_proven_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('is_active', models.BooleanField(default=True)),
                        ('is_staff', models.BooleanField(default=False)),
                        ('given_address', models.EmailField(blank=True, editable=False, max_length=254)),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='user_address_lower')],
                    },
                ),
                migrations.CreateModel(
                    name='HandoverCode',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('code_hash', models.CharField(max_length=64)),
                        ('expires_at', models.DateTimeField()),
                        ('used_at', models.DateTimeField(blank=True, null=True)),
                        ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handover_codes', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='OfficeRole',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_on', models.DateField(default=tyonohjaus.lib.clock.today)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='office_roles', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('user', 'starts_on'), name='office_role_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', tyonohjaus.people.models.dated.DayBefore('starts_on')), _connector='OR'), name='office_role_days')],
                    },
                ),
                migrations.CreateModel(
                    name='Organisation',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=70, verbose_name='name')),
                        ('business_id', models.CharField(blank=True, max_length=9, null=True, unique=True, verbose_name='business ID')),
                        ('street', models.CharField(blank=True, max_length=35, verbose_name='street address')),
                        ('postcode', models.CharField(blank=True, max_length=5, verbose_name='postcode')),
                        ('city', models.CharField(blank=True, max_length=35, verbose_name='post office')),
                        ('einvoice_address', models.CharField(blank=True, max_length=35, verbose_name='e-invoice address')),
                        ('einvoice_operator', models.CharField(blank=True, max_length=35, verbose_name='operator')),
                        ('billing_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail for invoices')),
                        ('payment_term_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='payment term, days')),
                        ('cost_centre', models.CharField(blank=True, max_length=35, verbose_name='cost centre')),
                        ('buyer_reference', models.CharField(blank=True, max_length=35, verbose_name='your reference')),
                        ('order_number', models.CharField(blank=True, max_length=35, verbose_name='order number')),
                        ('group', models.CharField(choices=[('company', 'Company'), ('public', 'Public body'), ('association', 'Association')], default='company', max_length=12, verbose_name='customer group')),
                        ('approval', models.CharField(choices=[('none', 'No approval'), ('frame', 'Approved in advance, within the agreed sessions'), ('series', 'A series at once'), ('each', 'Each session')], default='none', max_length=6, verbose_name='approval')),
                        ('own_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='own_organisations', to=settings.AUTH_USER_MODEL)),
                        ('buyer_reference_begins', models.CharField(blank=True, max_length=70)),
                        ('channel', models.CharField(choices=[('mail', 'PDF by e-mail'), ('einvoice', 'As an e-invoice through an operator'), ('portal', "Typed into the buyer's own portal"), ('letter', 'By letter or otherwise by hand'), ('elsewhere', 'Billed in another program')], default='letter', max_length=9, verbose_name='delivery')),
                        ('demands', models.JSONField(blank=True, default=list, verbose_name='required on invoices')),
                        ('grouping', models.CharField(choices=[('references', 'One for each set of references'), ('process', 'One for each process'), ('cost', 'One for each cost centre'), ('orderer', 'One for each orderer'), ('month', 'One for the whole month')], default='references', max_length=10, verbose_name='one invoice')),
                        ('order_number_begins', models.CharField(blank=True, max_length=70)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('payment_term_days__range', (1, 60))), name='organisation_payment_term'), models.CheckConstraint(condition=models.Q(('channel__in', ['mail', 'einvoice', 'portal', 'letter', 'elsewhere'])), name='organisation_one_channel'), models.CheckConstraint(condition=models.Q(models.Q(('channel', 'mail'), _negated=True), models.Q(('billing_email', ''), _negated=True), ('own_of__isnull', False), _connector='OR'), name='organisation_mail_has_to'), models.CheckConstraint(condition=models.Q(models.Q(('channel', 'einvoice'), _negated=True), models.Q(models.Q(('einvoice_address', ''), _negated=True), models.Q(('einvoice_operator', ''), _negated=True)), _connector='OR'), name='organisation_einvoice_has_to'), models.CheckConstraint(condition=models.Q(('grouping__in', ['references', 'process', 'cost', 'orderer', 'month'])), name='organisation_grouping')],
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('starts_on', models.DateField(default=tyonohjaus.lib.clock.today)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('capacity', models.CharField(choices=[('manager', 'Manager'), ('billing', 'Billing contact')], max_length=10)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('user', 'organisation', 'capacity'), name='membership_one_current'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', tyonohjaus.people.models.dated.DayBefore('starts_on')), _connector='OR'), name='membership_days')],
                    },
                ),
                migrations.CreateModel(
                    name='Employment',
                    fields=[
                        ('starts_on', models.DateField(default=tyonohjaus.lib.clock.today)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='employments', to=settings.AUTH_USER_MODEL)),
                        ('manager', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='manages', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='employments', to='people.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('employee', 'organisation'), name='employment_one_current'), models.CheckConstraint(condition=models.Q(('manager__isnull', True), models.Q(('manager', models.F('employee')), _negated=True), _connector='OR'), name='employment_own_manager'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', tyonohjaus.people.models.dated.DayBefore('starts_on')), _connector='OR'), name='employment_days')],
                    },
                ),
                migrations.CreateModel(
                    name='Practice',
                    fields=[
                        ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                        ('name', models.CharField(default='Suvanto', max_length=80, verbose_name='name of the practice')),
                        ('mail_sender', models.CharField(default='Suvanto', max_length=80, verbose_name='sender of mail')),
                        ('calendar_title', models.CharField(default='Tapaaminen', max_length=60, verbose_name='title in calendars')),
                        ('seller_name', models.CharField(blank=True, max_length=70, verbose_name="seller's name on invoices")),
                        ('street', models.CharField(blank=True, max_length=35, verbose_name='street address')),
                        ('postcode', models.CharField(blank=True, max_length=5, verbose_name='postcode')),
                        ('city', models.CharField(blank=True, max_length=35, verbose_name='post office')),
                        ('home_town', models.CharField(blank=True, max_length=35, verbose_name='registered office')),
                        ('business_id', models.CharField(blank=True, max_length=9, verbose_name='business ID')),
                        ('vat', models.CharField(choices=[('registered', 'Registered for VAT'), ('small', 'Not registered, small business (AVL 3 §)'), ('outside', 'Not registered, small business; e-invoices say: outside VAT (O)')], default='registered', max_length=10, verbose_name='VAT')),
                        ('iban', models.CharField(blank=True, max_length=34, verbose_name='IBAN')),
                        ('bic', models.CharField(blank=True, max_length=11, verbose_name='BIC')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name="office's e-mail")),
                        ('phone', models.CharField(blank=True, max_length=40, verbose_name="office's phone")),
                        ('website', models.CharField(blank=True, max_length=80, verbose_name='website')),
                        ('payment_term_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='payment term, days')),
                        ('billing_starts_on', models.DateField(blank=True, null=True, verbose_name='billing starts')),
                        ('accent', models.CharField(blank=True, max_length=7, verbose_name='accent colour')),
                        ('invoice_footer', models.CharField(blank=True, max_length=200, verbose_name='own line on invoices')),
                        ('notice_days', models.PositiveSmallIntegerField(blank=True, default=8, null=True, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='time for remarks, days')),
                        ('prepayment_registered', models.BooleanField(default=True, verbose_name='in the prepayment register')),
                        ('introduction_minutes', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(15), django.core.validators.MaxValueValidator(120)], verbose_name='length of an introductory meeting, minutes')),
                        ('vat_registered_on', models.DateField(blank=True, null=True, verbose_name='registered for VAT since')),
                        ('has_rf_references', models.BooleanField(default=False, verbose_name='reference numbers in the international form')),
                        ('billing', models.CharField(choices=[('here', 'Here, from the first draft to the payment'), ('elsewhere', 'In another program: the hours go there as a file')], default='here', max_length=9, verbose_name='invoices are made')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='practice_is_one')],
                    },
                ),
                migrations.CreateModel(
                    name='Supervisor',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('buffer_minutes', models.PositiveSmallIntegerField(default=0, verbose_name='free minutes after a session')),
                        ('travel_minutes', models.PositiveSmallIntegerField(default=30, verbose_name='minutes for moving between places')),
                        ('notice_hours', models.PositiveSmallIntegerField(default=24, verbose_name='earliest time to book, hours from now')),
                        ('horizon_weeks', models.PositiveSmallIntegerField(default=26, verbose_name='latest time to book, weeks from now')),
                        ('step_minutes', models.PositiveSmallIntegerField(default=30, verbose_name='times begin every … minutes')),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='supervisor', to=settings.AUTH_USER_MODEL)),
                        ('most_a_day', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='sessions a day at most')),
                        ('most_a_week', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='sessions a week at most')),
                        ('confirms_requests', models.BooleanField(default=False, verbose_name='confirms each request')),
                        ('buffer_before_minutes', models.PositiveSmallIntegerField(default=0, verbose_name='free minutes before a session')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('step_minutes__gte', 5)), name='supervisor_step')],
                    },
                ),
                migrations.CreateModel(
                    name='EmployerDomain',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('domain', models.CharField(max_length=255)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='domains', to='people.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['domain'], name='employer_domain')],
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'domain'), name='employer_domain_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Extra',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(choices=[('goal_weights', 'Weights of goals and the T-score'), ('session_check', 'A short check after each session'), ('inside_feedback', 'Feedback asked inside the organisation'), ('strengths', 'Strengths'), ('question_bank', 'Questions to reflect on')], max_length=20, unique=True)),
                        ('since', models.DateField(default=tyonohjaus.lib.clock.today)),
                        ('practice', models.ForeignKey(default=1, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='extras', to='people.practice')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Profile',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('profession', models.CharField(blank=True, max_length=80)),
                        ('approach', models.CharField(blank=True, max_length=1000)),
                        ('methods', models.CharField(blank=True, max_length=300)),
                        ('areas', models.CharField(blank=True, max_length=200)),
                        ('languages', models.CharField(default='fi', max_length=8)),
                        ('meets', models.CharField(choices=[('both', 'Remotely and on site'), ('remote', 'Only remotely'), ('on_site', 'Only on site')], default='both', max_length=7)),
                        ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('supervisor', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='profile', to='people.supervisor')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Credential',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('training', 'Training'), ('membership', 'Membership')], max_length=10)),
                        ('name', models.CharField(max_length=120)),
                        ('year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1950), django.core.validators.MaxValueValidator(2099)])),
                        ('checked_on', models.DateField(blank=True, editable=False, null=True)),
                        ('checked_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='credentials', to='people.profile')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('profile', 'kind', 'name', 'year'), name='credential_once'), models.CheckConstraint(condition=models.Q(models.Q(('checked_by__isnull', True), ('checked_on__isnull', True)), models.Q(('checked_by__isnull', False), ('checked_on__isnull', False)), _connector='OR'), name='credential_checked_by_whom')],
                    },
                ),
                migrations.CreateModel(
                    name='Deputy',
                    fields=[
                        ('starts_on', models.DateField(default=tyonohjaus.lib.clock.today)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputises', to=settings.AUTH_USER_MODEL)),
                        ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['deputy', 'ends_on'], name='deputy_person')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('deputy', models.F('manager')), _negated=True), name='deputy_of_another'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', False)), name='deputy_ends'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', tyonohjaus.people.models.dated.DayBefore('starts_on')), _connector='OR'), name='deputy_days')],
                    },
                ),
                migrations.CreateModel(
                    name='Logo',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('png', models.BinaryField()),
                        ('practice', models.OneToOneField(default=1, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='logo', to='people.practice')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ],
        ),
    ]
