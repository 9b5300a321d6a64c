import django.core.validators
import django.db.models.deletion
import tyonohjaus.lib.clock
import tyonohjaus.lib.schema
import tyonohjaus.people.models.dated
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('invoicing', '0001_initial'), ('invoicing', '0002_what_a_line_charges'), ('invoicing', '0003_reserved_times_by_their_mark'), ('invoicing', '0004_lines_of_shares'), ('invoicing', '0005_credit_notes'), ('invoicing', '0006_payments'), ('invoicing', '0007_bundles'), ('invoicing', '0008_reminders'), ('invoicing', '0009_orders'), ('invoicing', '0010_packages'), ('invoicing', '0011_turnover'), ('invoicing', '0012_sendings'), ('invoicing', '0013_exports'), ('invoicing', '0014_travel_costs'), ('invoicing', '0015_order_by_content'), ('invoicing', '0016_fee_notes'), ('invoicing', '0017_sums'), ('invoicing', '0018_fee_notes_taken_back')]

    initial = True

    dependencies = [
        ('bookings', '0021_nudges_that_were_missed'),
        ('people', '0017_billing_elsewhere'),
        ('people', '__first__'),
        ('processes', '0013_prices_end'),
    ]

    operations = [
        tyonohjaus.lib.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Invoice',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('payer_key', models.UUIDField(editable=False)),
                        ('period_first_on', models.DateField()),
                        ('period_last_on', models.DateField()),
                        ('cost_centre', models.CharField(blank=True, max_length=35)),
                        ('buyer_reference', models.CharField(blank=True, max_length=35)),
                        ('order_number', models.CharField(blank=True, max_length=35)),
                        ('number', models.CharField(editable=False, max_length=12, null=True, unique=True, verbose_name='invoice number')),
                        ('issue_on', models.DateField(editable=False, null=True)),
                        ('due_on', models.DateField(editable=False, null=True)),
                        ('document', models.TextField(blank=True, editable=False)),
                        ('gross', models.DecimalField(decimal_places=2, editable=False, max_digits=10, null=True)),
                        ('issued_at', models.DateTimeField(editable=False, null=True)),
                        ('consumer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to=settings.AUTH_USER_MODEL)),
                        ('issued_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='people.organisation')),
                        ('credits', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credit_notes', to='invoicing.invoice')),
                        ('edition', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('bundle', models.CharField(blank=True, default='', editable=False, max_length=48)),
                        ('ordered_at', models.DateTimeField(editable=False, null=True)),
                        ('ordered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('turnover', models.DecimalField(decimal_places=2, editable=False, max_digits=10, null=True)),
                        ('ordered_content', models.CharField(blank=True, default='', editable=False, max_length=64)),
                        ('net', models.DecimalField(decimal_places=2, editable=False, max_digits=10, null=True)),
                        ('vat', models.DecimalField(decimal_places=2, editable=False, max_digits=10, null=True)),
                        ('line_count', models.PositiveSmallIntegerField(editable=False, null=True)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['period_first_on'], name='invoice_period')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('consumer__isnull', True), ('organisation__isnull', False)), models.Q(('consumer__isnull', False), ('organisation__isnull', True)), _connector='OR'), name='invoice_one_payer'), models.CheckConstraint(condition=models.Q(models.Q(('document', ''), ('issue_on__isnull', True), ('number__isnull', True)), models.Q(('issue_on__isnull', False), ('number__isnull', False), models.Q(('document', ''), _negated=True)), _connector='OR'), name='invoice_issued_whole'), models.CheckConstraint(condition=models.Q(models.Q(('credits__isnull', True), ('due_on__isnull', True), ('number__isnull', True)), models.Q(('credits__isnull', True), ('due_on__isnull', False), ('number__isnull', False)), models.Q(('credits__isnull', False), ('due_on__isnull', True), ('number__isnull', False)), _connector='OR'), name='invoice_due'), models.UniqueConstraint(condition=models.Q(('bundle', ''), ('credits__isnull', True)), fields=('payer_key', 'period_first_on', 'cost_centre', 'buyer_reference', 'order_number', 'edition'), name='invoice_one_a_month'), models.UniqueConstraint(condition=models.Q(('credits__isnull', True), models.Q(('bundle', ''), _negated=True)), fields=('payer_key', 'period_first_on', 'bundle', 'edition'), name='invoice_one_a_bundle'), models.CheckConstraint(condition=models.Q(models.Q(('ordered_at__isnull', True), ('ordered_by__isnull', True), ('ordered_content', '')), models.Q(('ordered_at__isnull', False), ('ordered_by__isnull', False)), _connector='OR'), name='invoice_ordered_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='NumberSeries',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(unique=True)),
                        ('next', models.PositiveIntegerField(default=1)),
                        ('last_issued_on', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('next__gte', 1)), name='series_from_one')],
                    },
                ),
                migrations.CreateModel(
                    name='Paper',
                    fields=[
                        ('locked_until', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('pdf', models.BinaryField(null=True)),
                        ('sha256', models.CharField(blank=True, max_length=64)),
                        ('made_at', models.DateTimeField(blank=True, null=True)),
                        ('invoice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='paper', to='invoicing.invoice')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('made_at__isnull', True), ('pdf__isnull', True)), models.Q(('made_at__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='paper_made_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='Payment',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('place', models.PositiveSmallIntegerField()),
                        ('amount', models.DecimalField(decimal_places=2, max_digits=10)),
                        ('paid_on', models.DateField()),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='invoicing.invoice')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('invoice', 'place'), name='payment_once'), models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='payment_of_something')],
                    },
                ),
                migrations.CreateModel(
                    name='PaymentTakenBack',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('payment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='taken_back', to='invoicing.payment')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Reminder',
                    fields=[
                        ('locked_until', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('pdf', models.BinaryField(null=True)),
                        ('sha256', models.CharField(blank=True, max_length=64)),
                        ('made_at', models.DateTimeField(blank=True, null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('step', models.PositiveSmallIntegerField()),
                        ('document', models.TextField(editable=False)),
                        ('fee', models.DecimalField(decimal_places=2, max_digits=4)),
                        ('sent_on', models.DateField()),
                        ('due_on', models.DateField()),
                        ('address', models.EmailField(blank=True, max_length=254)),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='invoicing.invoice')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('made_at__isnull', True), ('pdf__isnull', True)), models.Q(('made_at__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='reminder_made_whole'), models.UniqueConstraint(fields=('invoice', 'step'), name='reminder_once_a_step'), models.CheckConstraint(condition=models.Q(('step__range', (1, 2))), name='reminder_steps'), models.CheckConstraint(condition=models.Q(('fee__range', (0, 40))), name='reminder_fee')],
                    },
                ),
                migrations.CreateModel(
                    name='Package',
                    fields=[
                        ('starts_on', models.DateField(default=tyonohjaus.lib.clock.today)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('sessions', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(100)], verbose_name='number of sessions')),
                        ('price', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='price without VAT, €')),
                        ('bought_on', models.DateField(verbose_name='bought on')),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packages', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('sessions__range', (2, 100))), name='package_sessions'), models.CheckConstraint(condition=models.Q(('price__gte', 0)), name='package_price'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', tyonohjaus.people.models.dated.DayBefore('starts_on')), _connector='OR'), name='package_days')],
                    },
                ),
                migrations.CreateModel(
                    name='PackedSession',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('booking', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='packed', to='bookings.booking')),
                        ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='invoicing.package')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Sending',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('route', models.CharField(choices=[('drop', "Into the operator's folder"), ('download', 'Downloaded as an e-invoice'), ('portal', "In the buyer's portal"), ('letter', 'By letter'), ('email', "From the office's own e-mail"), ('other', 'In another way')], max_length=8)),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sendings', to='invoicing.invoice')),
                        ('again_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('batch', models.UUIDField(db_index=True, null=True)),
                        ('content', models.BinaryField(null=True)),
                        ('file_name', models.CharField(blank=True, max_length=40)),
                        ('form', models.CharField(blank=True, max_length=8)),
                        ('handed_over_at', models.DateTimeField(null=True)),
                        ('locked_until', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('message_id', models.CharField(max_length=48, null=True, unique=True)),
                        ('problem', models.CharField(blank=True, max_length=60)),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('sha256', models.CharField(blank=True, max_length=64)),
                        ('state', models.CharField(choices=[('waiting', 'Waiting to be sent'), ('sent', 'Sent'), ('uncertain', 'Perhaps sent'), ('failed', 'Could not be sent'), ('dropped', 'Not needed any more')], default='sent', max_length=9)),
                    ],
                    options={
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(condition=models.Q(('again_by__isnull', True), ('route__in', ['download', 'drop', 'portal']), models.Q(('state', 'failed'), _negated=True)), fields=('invoice',), name='sending_one_einvoice'), models.UniqueConstraint(condition=models.Q(('route', 'drop')), fields=('file_name',), name='sending_own_file'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='sending_sent_at_a_time'), models.CheckConstraint(condition=models.Q(('state', 'sent'), ('route', 'drop'), _connector='OR'), name='sending_only_files_wait'), models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', False), ('route__in', ['drop', 'download']), models.Q(('sha256', ''), _negated=True)), models.Q(('content__isnull', True), models.Q(('route__in', ['drop', 'download']), _negated=True)), _connector='OR'), name='sending_file_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='Export',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('number', models.PositiveIntegerField(unique=True)),
                        ('first_on', models.DateField()),
                        ('made_at', models.DateTimeField()),
                        ('content', models.BinaryField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('practice', models.ForeignKey(default=1, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.practice')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['first_on'], name='export_month')],
                    },
                ),
                migrations.CreateModel(
                    name='TravelCost',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('km', "Kilometres by one's own car"), ('receipt', 'A receipt')], max_length=7)),
                        ('km', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True)),
                        ('per_km', models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True)),
                        ('paid', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                        ('vat_percent', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True)),
                        ('amount', models.DecimalField(decimal_places=2, max_digits=8)),
                        ('created_at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                        ('let_go_at', models.DateTimeField(blank=True, null=True)),
                        ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='travel_costs', to='bookings.booking')),
                        ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'km'), ('km__gt', 0), ('paid__isnull', True), ('per_km__gt', 0), ('vat_percent__isnull', True)), models.Q(('kind', 'receipt'), ('km__isnull', True), ('paid__gt', 0), ('per_km__isnull', True), ('vat_percent__gte', 0)), _connector='OR'), name='travel_kind'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='travel_amount')],
                    },
                ),
                migrations.CreateModel(
                    name='Line',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('state', models.CharField(choices=[('ready', 'Ready to be billed'), ('waiting', "Waiting for the payer's yes"), ('returned', 'Returned by the payer'), ('let_go', 'Not charged')], default='ready', max_length=8)),
                        ('price', models.DecimalField(decimal_places=2, max_digits=8)),
                        ('share', models.PositiveSmallIntegerField()),
                        ('answer_by_on', models.DateField(blank=True, null=True)),
                        ('returned_as', models.CharField(blank=True, choices=[('not_held', 'Was not held'), ('price', 'Wrong price'), ('reference', 'Wrong reference')], max_length=9)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('created_at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='bookings.booking')),
                        ('invoice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='invoicing.invoice')),
                        ('service', models.CharField(max_length=8)),
                        ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                        ('part', models.DecimalField(decimal_places=2, default=Decimal('100'), max_digits=5)),
                        ('edition', models.PositiveSmallIntegerField(default=0)),
                        ('package', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='invoicing.package')),
                        ('export', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='invoicing.export')),
                        ('travel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='invoicing.travelcost')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['answer_by_on'], name='line_waiting')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('share__range', (1, 100))), name='line_share'), models.CheckConstraint(condition=models.Q(('price__gte', 0)), name='line_price'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), ('answer_by_on__isnull', False), _connector='OR'), name='line_waits_until_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', True), ('organisation__isnull', True), ('part', Decimal('100'))), models.Q(('amount__gte', 0), ('organisation__isnull', False), ('part__gt', 0), ('part__lt', Decimal('100'))), _connector='OR'), name='line_part'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', True)), fields=('package', 'edition'), name='line_once_a_package'), models.UniqueConstraint(fields=('package', 'organisation', 'edition'), name='line_package_once_a_payer'), models.CheckConstraint(condition=models.Q(('state', 'ready'), models.Q(('export__isnull', True), ('invoice__isnull', True)), _connector='OR'), name='line_on_invoice_is_ready'), models.CheckConstraint(condition=models.Q(('invoice__isnull', True), ('export__isnull', True), _connector='OR'), name='line_invoiced_or_exported'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', True), ('travel__isnull', True)), fields=('booking', 'edition'), name='line_once_a_session'), models.UniqueConstraint(condition=models.Q(('travel__isnull', True)), fields=('booking', 'organisation', 'edition'), name='line_once_a_payer'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', True)), fields=('travel', 'edition'), name='line_once_a_travel'), models.UniqueConstraint(fields=('travel', 'organisation', 'edition'), name='line_travel_once_a_payer'), models.CheckConstraint(condition=models.Q(models.Q(('package__isnull', True), ('service__in', ['session', 'reserved']), ('travel__isnull', True)), models.Q(('package__isnull', False), ('service', 'package'), ('travel__isnull', True)), models.Q(('package__isnull', True), ('service', 'travel'), ('travel__isnull', False)), _connector='OR'), name='line_service')],
                    },
                ),
                migrations.CreateModel(
                    name='CreditedLine',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='credited', to='invoicing.line')),
                        ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credited_lines', to='invoicing.invoice')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='FeeNote',
                    fields=[
                        ('locked_until', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('pdf', models.BinaryField(null=True)),
                        ('sha256', models.CharField(blank=True, max_length=64)),
                        ('made_at', models.DateTimeField(blank=True, null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('period_first_on', models.DateField()),
                        ('document', models.TextField(editable=False)),
                        ('gross', models.DecimalField(decimal_places=2, max_digits=10)),
                        ('address', models.EmailField(blank=True, max_length=254)),
                        ('at', models.DateTimeField(default=tyonohjaus.lib.clock.now, editable=False)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fee_notes', to=settings.AUTH_USER_MODEL)),
                        ('edition', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('made_at__isnull', True), ('pdf__isnull', True)), models.Q(('made_at__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='fee_note_made_whole'), models.UniqueConstraint(fields=('person', 'period_first_on', 'edition'), name='fee_note_one_a_month')],
                    },
                ),
                migrations.CreateModel(
                    name='PaidSession',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('fee', models.DecimalField(decimal_places=2, max_digits=8)),
                        ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paid_fees', to='bookings.booking')),
                        ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='invoicing.feenote')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('edition', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('fee__gte', 0)), name='paid_session_fee'), models.UniqueConstraint(fields=('booking', 'person', 'edition'), name='paid_session_once')],
                    },
                ),
                migrations.CreateModel(
                    name='AgreedFee',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('starts_on', models.DateField()),
                        ('fee', models.DecimalField(decimal_places=2, max_digits=8)),
                        ('vat', models.CharField(choices=[('outside', 'Not registered for VAT: no VAT is added'), ('registered', 'Registered for VAT: paid against an invoice of theirs')], max_length=10)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreed_fees', to=settings.AUTH_USER_MODEL)),
                        ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreed_fees', to='processes.process')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('process', 'person', 'starts_on'), name='agreed_fee_one_from_a_day'), models.CheckConstraint(condition=models.Q(('fee__gte', 0)), name='agreed_fee_not_below_nought')],
                    },
                ),
                migrations.CreateModel(
                    name='FeeNoteTakenBack',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('note', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='taken_back', to='invoicing.feenote')),
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
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('note', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='paid', to='invoicing.feenote')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ],
        ),
    ]
