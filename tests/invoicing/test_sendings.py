"""What goes out as an e-invoice goes once, unless a person says otherwise: in words, and in the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from lxml import etree

from invoicing.delivery import Stage, ways
from invoicing.documents.einvoice import Format
from invoicing.documents.faults import Fault
from invoicing.models import Invoice, NotMade, NotSendable, Route, Sending, SentAlready, faults
from tests.bookings.test_races import all_at_once
from tests.factories import NOW
from tests.invoicing.month import issue, print_all
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LATER = NOW + timedelta(days=1)


def begin(invoice: Invoice, by: Any, **more: Any) -> Sending:
    return Sending.begin(invoice, **{"route": Route.DOWNLOAD, "by": by, "now": NOW} | more)


def test_a_second_e_invoice_needs_a_persons_word_about_the_first(einvoiced: Invoice, laura: User) -> None:
    first = begin(einvoiced, laura)
    for route in (Route.DOWNLOAD, Route.DROP):
        with pytest.raises(SentAlready) as refusal:
            begin(einvoiced, laura, route=route)
        assert refusal.value.args[0] == first
    with pytest.raises(SentAlready):
        Sending.write_down(einvoiced, route=Route.PORTAL, by=laura, now=NOW)

    second = begin(einvoiced, laura, over=first.pk, now=LATER)
    assert (first.again_by, second.again_by) == (None, laura)
    with pytest.raises(SentAlready):  # what they saw gone is not the last any more: a second press of the same page
        begin(einvoiced, laura, over=first.pk, now=LATER)
    assert Sending.objects.count() == Event.objects.filter(name="invoice.einvoiced").count() == 2


def test_the_database_holds_it_too(einvoiced: Invoice, laura: User) -> None:
    """Whatever the code above it does: no second one without a name beside it, none that went is changed or removed."""
    first = begin(einvoiced, laura)
    values = {name: getattr(first, name) for name in ("invoice", "route", "form", "at", "sent_at", "content", "sha256")}
    with pytest.raises(IntegrityError, match=r"sending_one_einvoice|UNIQUE"), transaction.atomic():
        Sending.objects.create(**values)
    for act in (lambda: Sending.objects.update(sha256="0"), first.delete):
        with pytest.raises(IntegrityError, match="guard_sending"), transaction.atomic():
            act()
    Sending.objects.create(**values, again_by=laura)


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_send_it_once(einvoiced: Invoice, laura: User) -> None:
    once = all_at_once(*(lambda: begin(einvoiced, laura, route=Route.DROP) for _press in range(8)))
    assert once == {"done": 1, "SentAlready": 7}

    first = Sending.objects.get()
    again = all_at_once(*(lambda: begin(einvoiced, laura, over=first.pk, now=LATER) for _press in range(8)))
    assert again == {"done": 1, "SentAlready": 7}
    connection.close()


def test_what_is_sent_is_kept_with_a_name_of_its_own_in_its_frame(
    einvoiced: Invoice, laura: User, settings: Any
) -> None:
    """Each sending has its own message; without the practice's operator there is no frame, in Peppol there never is."""
    settings.EINVOICE_OPERATOR = "E204503"
    first = begin(einvoiced, laura)
    second = begin(einvoiced, laura, over=first.pk, now=LATER)
    frames = [etree.fromstring(row.content).find("MessageTransmissionDetails") for row in (first, second)]
    assert [one.findtext(".//MessageIdentifier") for one in frames] == [first.message_id, second.message_id]
    assert first.message_id != second.message_id
    assert frames[0].findtext(".//ToIdentifier") == "003790000118"

    peppol = begin(einvoiced, laura, over=second.pk, form=Format.PEPPOL, now=LATER + timedelta(hours=1))
    settings.EINVOICE_OPERATOR = ""
    bare = begin(einvoiced, laura, over=peppol.pk, now=LATER + timedelta(hours=2))
    assert peppol.message_id is bare.message_id is None
    assert etree.fromstring(bare.content).find("MessageTransmissionDetails") is None


def test_what_no_e_invoice_can_be_made_of_is_refused_whole(sent: Invoice, laura: User) -> None:
    """Lehtola has no e-invoice address on it: that is said, and nothing is written."""
    with pytest.raises(NotSendable) as refusal:
        begin(sent, laura)
    assert [one.fault for one in refusal.value.problems] == [Fault.EINVOICE_MISSING]
    assert not Sending.objects.exists()
    assert not Event.objects.filter(name="invoice.einvoiced").exists()


def test_before_its_pdf_is_made_nothing_goes(framed: Any, laura: User) -> None:
    from tests.invoicing.month import held

    held(framed)
    [invoice] = issue(laura)
    with pytest.raises(NotMade):
        begin(invoice, laura)
    print_all()


STRICT = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="Finvoice"><xs:complexType>
<xs:sequence><xs:element name="SellerPartyDetails"/></xs:sequence><xs:attribute name="Version"/></xs:complexType>
</xs:element></xs:schema>"""


def test_the_practices_schema_is_asked_where_there_is_one(einvoiced: Invoice, settings: Any, tmp_path: Any) -> None:
    document = einvoiced.frozen()
    assert faults(document, Format.FINVOICE) == []

    path = tmp_path / "strict.xsd"
    path.write_text(STRICT)
    settings.FINVOICE_XSD = str(path)
    [fault] = faults(document, Format.FINVOICE)
    assert (fault.fault, fault.where) == (Fault.SCHEMA, "SellerOrganisationUnitNumber")
    assert faults(document, Format.PEPPOL) == [], "it is Finvoice's"


def test_by_hand_each_way_is_written_down_once(sent: Invoice, laura: User) -> None:
    assert Sending.write_down(sent, route=Route.LETTER, by=laura, now=NOW)
    assert not Sending.write_down(sent, route=Route.LETTER, by=laura, now=LATER)
    assert Sending.write_down(sent, route=Route.PORTAL, by=laura, now=LATER)
    assert not Sending.write_down(sent, route=Route.PORTAL, by=laura, now=LATER)
    portal = Sending.objects.get(route=Route.PORTAL)
    assert Sending.write_down(sent, route=Route.PORTAL, by=laura, now=LATER, over=portal.pk)
    assert not Sending.write_down(sent, route=Route.PORTAL, by=laura, now=LATER, over=portal.pk)
    assert Event.objects.filter(name="invoice.delivered").count() == 3


def test_where_it_stands_is_read_from_the_last_that_went(einvoiced: Invoice, laura: User) -> None:
    assert ways([einvoiced])[einvoiced.pk].stage == Stage.BY_HAND
    first = begin(einvoiced, laura, route=Route.DROP)
    assert ways([einvoiced])[einvoiced.pk].stage == Stage.SENDING
    first.mark_uncertain()
    assert ways([einvoiced])[einvoiced.pk].stage == Stage.UNCERTAIN
    Sending.objects.get().confirm(by=laura)
    assert ways([einvoiced])[einvoiced.pk].stage == Stage.EINVOICED
    Sending.objects.get().confirm(by=laura)  # is left as it is
    assert Event.objects.filter(name="sending.confirmed").count() == 1
