"""Live rows to the document that is printed, sent and archived: what an invoice, and each of its lines, says."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from bookings.models import Booking
from processes.models import CostShare, Kind, Process, References, vat_of
from processes.parties import people_of, supervisees
from tyonohjaus.lib import finnish
from tyonohjaus.lib.vat import Vat, VatTable
from tyonohjaus.people.models import Logo, Membership, Organisation, Practice, User
from tyonohjaus.people.models.dated import current

from .documents import document as paper
from .documents.sums import sums_of
from .documents.words import LANGUAGES, of_language
from .models import Invoice, Line, TravelCost
from .models.bundle import shared

FINNISH = "fi"
LINE_ROWS = ("booking__process", "booking__cancellation", "booking__waiver", "package", "travel")


@dataclass(frozen=True, kw_only=True)
class House:
    """What is the same for all invoices of a run: the seller, the dated rates, who reads Swedish or English."""

    practice: Practice
    vat: VatTable
    languages: dict[Any, str]
    logo: bytes | None = None  # a PNG

    @classmethod
    def read(cls) -> "House":
        contacts = Membership.objects.filter(current(), capacity=Membership.As.BILLING).order_by("-starts_on")
        practice = Practice.objects.get()
        logo = Logo.objects.values_list("png", flat=True).first()
        return cls(
            practice=practice,
            logo=bytes(logo) if logo else None,
            vat=practice.vat_table(),
            languages=dict(contacts.values_list("organisation", "user__language")),
        )


def document_of(row: Invoice, lines: list[Line], *, house: House) -> paper.InvoiceDocument:
    assert row.number
    assert row.issue_on
    language = _language(row, house)
    frozen = tuple(
        line_of(line, number=place, house=house, language=language) for place, line in enumerate(lines, start=1)
    )
    term = row.organisation.payment_term_days if row.organisation else house.practice.payment_term_days
    return paper.InvoiceDocument(
        kind=paper.Kind.INVOICE,
        number=row.number,
        language=language,
        issue_on=row.issue_on,
        due_on=row.due_day(row.issue_on, term),
        payment_term_days=term,
        # A line that came late brings its own month with it.
        period_first_on=min(
            [row.period_first_on, *(line.performed_on.replace(day=1) for line in frozen if line.performed_on)]
        ),
        period_last_on=row.period_last_on,
        seller=seller_of(house),
        buyer=_organisation(row.organisation) if row.organisation else _consumer(row.payer),
        **_references(row, lines)._asdict(),
        lines=frozen,
        sums=sums_of(frozen),
        reference=_payment_reference(row.number, house),
        notice_days=house.practice.notice_days,
        footer=house.practice.invoice_footer,
    )


def _payment_reference(number: str, house: House) -> str:
    reference = finnish.reference_number(number)
    return finnish.rf_reference(reference) if house.practice.has_rf_references else reference


def lines_with_people() -> QuerySet[Line]:
    """All that `line_of` reads, in a fixed number of queries; in the order in which they stand on paper."""
    return (
        Line.objects.select_related(*LINE_ROWS)
        .prefetch_related(people_of("booking__process__"), "booking__process__vat_exemptions")
        .in_order()
    )


def lines_with_references() -> QuerySet[Line]:
    """For a bundle that is not one of references: they are those of its lines, as they are today."""
    shares = Prefetch("booking__process__cost_shares", CostShare.objects.select_related("organisation"))
    payers = ("booking__process__organisation", "booking__process__frame", "organisation")
    return lines_with_people().select_related(*payers).prefetch_related(shares)


def _references(row: Invoice, lines: list[Line]) -> References:
    return shared(line.references for line in lines) if row.bundle and lines else row.references


def _language(row: Invoice, house: House) -> str:
    """The payer's own, or that of the one who receives an organisation's invoices."""
    reader = row.organisation.own_of if row.organisation else row.consumer
    language = reader.language if reader else house.languages.get(row.organisation_id, FINNISH)
    return language if language in LANGUAGES else FINNISH


def seller_of(house: House) -> paper.Seller:
    practice = house.practice
    return paper.Seller(
        name=practice.seller_name or practice.name,
        address=_address(practice),
        business_id=practice.business_id,
        vat_registered=house.vat.is_registered,
        prepayment_registered=practice.prepayment_registered,
        iban=practice.iban,
        bic=practice.bic,
        home_town=practice.home_town,
        email=practice.email,
        phone=practice.phone,
        website=practice.website,
        accent=practice.accent,
        logo=paper.Logo(media_type="image/png", content=house.logo) if house.logo else None,
    )


def _organisation(organisation: Organisation) -> paper.Buyer:
    return paper.Buyer(
        name=organisation.name,
        address=_address(organisation),
        business_id=organisation.business_id or "",
        einvoice_address=organisation.einvoice_address,
        einvoice_operator=organisation.einvoice_operator,
    )


def _consumer(user: User) -> paper.Buyer:
    return paper.Buyer(name=user.name, address=_address(user), is_consumer=True)


def _address(row: Any) -> paper.Address:
    return paper.Address(street=(row.street,), postcode=row.postcode, town=row.city)


def line_of(line: Line, *, number: int, house: House, language: str = FINNISH) -> paper.Line:
    booking, net = line.booking, line.net
    vat = vat_of(booking.process, booking.day, house.vat)
    return paper.Line(
        number=number,
        key=line.pk,
        performed_on=booking.day,
        service=paper.Service(line.service),
        trade=paper.Trade(booking.process.trade),
        share=Decimal(line.share) if line.service == paper.Service.RESERVED else None,
        part=line.part if line.is_part else None,
        process_code=booking.process.code,
        vat_percent=vat.percent,
        vat_category=_category(vat, house),
        vat_ground=of_language(vat.ground.printed, language) if vat.ground else "",
        net=net,
        **(_travel(line, line.travel) if line.travel else _session(line)),
    )


def _session(line: Line) -> dict[str, Any]:
    """Of a session, or of a package of them."""
    process, package = line.booking.process, line.package
    return {
        "form": _form(process.kind),
        "minutes": process.length_minutes if package else line.booking.minutes,
        "sessions": package.sessions if package else None,
        "people": () if line.is_part else _people(line.booking),  # of several employers, none reads the others' people
        "quantity": Decimal(1),
        "unit": paper.Unit.PIECE if package else paper.Unit.TIME,
        "unit_price": line.net,
    }


def _travel(line: Line, travel: TravelCost) -> dict[str, Any]:
    """By the kilometre, where that is what is paid: neither a part nor a sum that was agreed on."""
    if travel.is_by_km and not line.is_part:
        return {"quantity": travel.km, "unit": paper.Unit.KM, "unit_price": travel.per_km}
    return {"quantity": Decimal(1), "unit": paper.Unit.PIECE, "unit_price": line.net}


def _category(vat: Vat, house: House) -> paper.VatCategory:
    if vat.ground is None:
        return paper.VatCategory.STANDARD
    outside = house.practice.vat == Practice.Vat.OUTSIDE
    return paper.VatCategory.OUTSIDE if outside else paper.VatCategory.EXEMPT


def _form(kind: str) -> paper.Form:
    return paper.Form.WORK_COMMUNITY if kind == Kind.COMMUNITY else paper.Form(kind)


def _people(booking: Booking) -> tuple[str, ...]:
    """Names only where the agreement says so by a switch of its own, from its day on (C17)."""
    process: Process = booking.process
    since = process.names_on_invoice_since
    if since is None or booking.day < since:
        return ()
    return tuple(person.user.name for person in supervisees(process, booking.day))
