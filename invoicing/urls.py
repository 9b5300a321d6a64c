"""The month's end, what is charged, each invoice and its money."""

from datetime import date

from django.urls import path, register_converter

from .views import (
    crediting,
    einvoices,
    exports,
    fee_notes,
    fees,
    hours,
    invoices,
    lines,
    month,
    numbers,
    packages,
    payments,
    portal,
    reminders,
    reports,
    sendings,
    travel,
)


class MonthConverter:
    """`2027-01`"""

    regex = "20[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


register_converter(MonthConverter, "month")

app_name = "invoicing"
urlpatterns = [
    # The month's end
    path("billing/", month.month, name="month"),
    path("billing/<month:first>/", month.month, name="month"),
    path("billing/<month:first>/drafts/", month.drafts, name="drafts"),
    path("billing/<month:first>/issue/", month.issue, name="issue"),
    path("billing/<month:first>/exports/", exports.exports, name="exports"),
    path("billing/exports/<uuid:pk>/file/", exports.export_file, name="export_file"),
    path("billing/<month:first>/einvoices/", einvoices.einvoices, name="einvoices"),
    path("billing/supervisors/<uuid:pk>/reminder/", month.reminder, name="reminder"),
    path("billing/numbers/", numbers.numbers, name="numbers"),
    # What is charged
    path("billing/hours/", hours.hours, name="hours"),
    path("billing/lines/<uuid:pk>/", lines.line_settle, name="line_settle"),
    path("billing/lines/<uuid:pk>/waiver/", lines.line_let_go, name="line_let_go"),
    path("billing/lines/<uuid:pk>/charge/", lines.line_charge, name="line_charge"),
    path("billing/sessions/<uuid:pk>/price/", lines.session_price, name="session_price"),
    path("processes/<uuid:pk>/packages/", packages.package_new, name="package_new"),
    path("processes/packages/<uuid:pk>/", packages.package, name="package"),
    path("processes/packages/<uuid:pk>/withdrawal/", packages.package_withdraw, name="package_withdraw"),
    path("processes/<uuid:pk>/travel/", travel.travel_new, name="travel_new"),
    path("processes/travel/<uuid:pk>/", travel.travel, name="travel"),
    # What is paid to outside co-supervisors
    path("processes/<uuid:pk>/fees/", fees.fee_new, name="fee_new"),
    path("billing/<month:first>/fees/", fees.fees, name="fees"),
    path("billing/fees/", fee_notes.fee_notes, name="fee_notes"),
    path("billing/fees/<uuid:pk>/", fee_notes.fee_note, name="fee_note"),
    path("billing/fees/<uuid:pk>/pdf/", fee_notes.fee_note_pdf, name="fee_note_pdf"),
    path("billing/fees/<uuid:pk>/printing/", fee_notes.fee_note_printing, name="fee_note_printing"),
    path("billing/fees/<uuid:pk>/mail/", fee_notes.fee_note_mail, name="fee_note_mail"),
    path("billing/fees/<uuid:pk>/payment/", fee_notes.fee_note_payment, name="fee_note_payment"),
    path("billing/fees/<uuid:pk>/payment/mistake/", fee_notes.fee_note_unpaid, name="fee_note_unpaid"),
    path("billing/fees/<uuid:pk>/withdrawal/", fee_notes.fee_note_withdrawal, name="fee_note_withdrawal"),
    # An invoice, and how it goes to its payer
    path("billing/invoices/", invoices.invoice_list, name="invoice_list"),
    path("billing/invoices/<uuid:pk>/", invoices.detail, name="detail"),
    path("billing/invoices/<uuid:pk>/pdf/", invoices.pdf, name="pdf"),
    path("billing/invoices/<uuid:pk>/printing/", invoices.printing, name="printing"),
    path("billing/invoices/<uuid:pk>/mail/", invoices.mail, name="mail"),
    path("billing/invoices/<uuid:pk>/delivery/", sendings.delivery, name="delivery"),
    path("billing/invoices/<uuid:pk>/portal/", portal.portal, name="portal"),
    path("billing/invoices/<uuid:pk>/credit/", crediting.credit, name="credit"),
    path("billing/sendings/<uuid:pk>/zip/", einvoices.sending_zip, name="sending_zip"),
    path("billing/sendings/<uuid:pk>/arrival/", sendings.sending_arrived, name="sending_arrived"),
    # Money
    path("billing/invoices/<uuid:pk>/payment/", payments.payment, name="payment"),
    path("billing/invoices/<uuid:pk>/payback/", payments.payback, name="payback"),
    path("billing/payments/<uuid:pk>/mistake/", payments.mistake, name="mistake"),
    path("billing/overdue/", payments.overdue, name="overdue"),
    path("billing/invoices/<uuid:pk>/remind/", reminders.remind, name="remind"),
    path("billing/reminders/<uuid:pk>/pdf/", reminders.reminder_pdf, name="reminder_pdf"),
    path("billing/reminders/<uuid:pk>/printing/", reminders.reminder_printing, name="reminder_printing"),
    # Reports
    path("billing/reports/", reports.report, name="report"),
    path("billing/reports/months/", reports.report_csv, name="report_csv"),
    path("billing/reports/workbook/", reports.report_xlsx, name="report_xlsx"),
    path("billing/reports/open/", reports.open_csv, name="open_csv"),
]
