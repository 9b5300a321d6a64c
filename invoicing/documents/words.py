"""The words of a printed invoice in Finnish, Swedish and English.

A table and no message catalog, on purpose: an issued invoice must never change its words when a catalog is edited.
Whoever changes a word here raises `TEMPLATE_VERSION` in `document.py`.
"""

from invoicing.documents.document import Form, Trade, Unit
from tyonohjaus.lib.vat import SMALL_BUSINESS

LANGUAGES = ("fi", "sv", "en")

TABLE: dict[str, tuple[str, str, str]] = {
    # what it is
    "invoice": ("Lasku", "Faktura", "Invoice"),
    "credit_note": ("Hyvityslasku", "Kreditfaktura", "Credit note"),
    "logo": ("logo", "logotyp", "logo"),
    # facts
    "number": ("Laskun numero", "Fakturanummer", "Invoice number"),
    "issued": ("Laskun päivä", "Fakturadatum", "Invoice date"),
    "credit_number": ("Hyvityslaskun numero", "Kreditfakturans nummer", "Credit note number"),
    "credit_issued": ("Hyvityslaskun päivä", "Kreditfakturans datum", "Credit note date"),
    "credits": ("Hyvittää laskun", "Krediterar faktura", "Credits invoice"),
    "credited_lines": ("Hyvitettävät rivit", "Krediterade rader", "Lines credited"),
    "all_lines": ("kaikki", "alla", "all"),
    "invoice_reference": ("Laskun viitenumero", "Fakturans referens", "Invoice reference"),
    "due": ("Eräpäivä", "Förfallodag", "Due date"),
    "term": ("Maksuehto", "Betalningsvillkor", "Payment terms"),
    "net_days": ("{days} päivää netto", "{days} dagar netto", "{days} days net"),
    "at_once": ("heti", "genast", "on receipt"),
    "period": ("Laskutusjakso", "Faktureringsperiod", "Billing period"),
    "buyer_reference": ("Viitteenne", "Er referens", "Your reference"),
    "order_number": ("Tilausnumero", "Beställningsnummer", "Order number"),
    "cost_centre": ("Kustannuspaikka", "Kostnadsställe", "Cost centre"),
    "contract": ("Sopimus", "Avtal", "Contract"),
    "customer": ("Asiakas", "Kund", "Customer"),
    "customer_id": ("Asiakkaan Y-tunnus", "Kundens FO-nummer", "Customer's business ID"),
    "einvoice_address": ("Verkkolaskuosoite", "E-fakturaadress", "E-invoice address"),
    "einvoice_operator": ("Välittäjä", "Förmedlare", "Operator"),
    "business_id": ("Y-tunnus", "FO-nummer", "Business ID"),
    # lines
    "line": ("Nro", "Nr", "No."),
    "day": ("Päivä", "Dag", "Date"),
    "service": ("Palvelu", "Tjänst", "Service"),
    "process": ("Prosessi", "Process", "Process"),
    "quantity": ("Määrä", "Antal", "Quantity"),
    "unit_price": ("À-hinta", "À-pris", "Unit price"),
    "without_vat": ("veroton", "utan moms", "excl. VAT"),
    "with_vat": ("verollinen", "med moms", "incl. VAT"),
    "vat": ("Alv", "Moms", "VAT"),
    "line_total": ("Yhteensä", "Totalt", "Total"),
    "part": ("osuus {percent}", "andel {percent}", "share {percent}"),
    # sums
    "vat_rate": ("Alv-kanta", "Momssats", "VAT rate"),
    "base": ("Veroton", "Utan moms", "Excl. VAT"),
    "tax": ("Vero", "Moms", "VAT"),
    "taxed": ("Verollinen", "Med moms", "Incl. VAT"),
    "total": ("Yhteensä", "Totalt", "Total"),
    "to_pay": ("Maksettava", "Att betala", "To pay"),
    "credited": ("Hyvitetään", "Krediteras", "Credited"),
    "on_lines": ("{ground} (rivit {lines})", "{ground} (rader {lines})", "{ground} (lines {lines})"),
    # terms
    "interest_by_law": (
        "Viivästyskorko korkolain mukaan.",
        "Dröjsmålsränta enligt räntelagen.",
        "Late payment interest under the Finnish Interest Act.",
    ),
    "interest": ("Viivästyskorko {percent}.", "Dröjsmålsränta {percent}.", "Late payment interest {percent}."),
    "notice": (
        "Huomautukset {days} päivän kuluessa.",
        "Anmärkningar inom {days} dagar.",
        "Please report any errors within {days} days.",
    ),
    "once_per_rate": (
        "Vero lasketaan kerran kutakin verokantaa kohti.",
        "Momsen räknas en gång per momssats.",
        "VAT is calculated once per VAT rate.",
    ),
    "no_names": (
        "Riveillä on prosessin tunnus, ei nimiä.",
        "Raderna visar processens kod, inga namn.",
        "The lines show a process code, no names.",
    ),
    "only_these_lines": (
        "Hyvitys koskee vain mainittuja rivejä.",
        "Krediteringen gäller endast de nämnda raderna.",
        "Only the lines named above are credited.",
    ),
    "whole_invoice": (
        "Hyvitys koskee koko laskua.",
        "Krediteringen gäller hela fakturan.",
        "The whole invoice is credited.",
    ),
    # payment
    "payment": ("Maksutiedot", "Betalningsuppgifter", "Payment details"),
    "reference": ("Viitenumero", "Referensnummer", "Reference number"),
    "payee": ("Saaja", "Mottagare", "Payee"),
    "barcode": ("Virtuaaliviivakoodi", "Virtuell streckkod", "Bank barcode"),
    "barcode_alt": (
        "Pankkiviivakoodi. Sama koodi numeroina: {digits}",
        "Bankstreckkod. Samma kod i siffror: {digits}",
        "Bank barcode. The same code in digits: {digits}",
    ),
    "use_reference": (
        "Käytä maksaessasi viitenumeroa.",
        "Ange referensnumret när du betalar.",
        "Please use the reference number when you pay.",
    ),
    "questions": ("Laskua koskevat kysymykset:", "Frågor om fakturan:", "Questions about this invoice:"),
    "phone": ("puh.", "tfn", "tel."),
    "qr": ("Lue pankin sovelluksella", "Läs med bankens app", "Scan with your bank's app"),
    "qr_alt": (
        "QR-koodi maksamista varten. Samat tiedot ovat vieressä tekstinä.",
        "QR-kod för betalning. Samma uppgifter står bredvid som text.",
        "QR code for paying. The same details stand beside it as text.",
    ),
    "nothing_to_pay": ("Ei maksettavaa", "Inget att betala", "Nothing to pay"),
    # credit note: what is left of the invoice
    "not_paid": (
        "Tätä hyvityslaskua ei makseta",
        "Den här kreditfakturan ska inte betalas",
        "This credit note is not to be paid",
    ),
    "left": (
        "Laskusta {number} jää maksettavaksi alla oleva summa.",
        "Av faktura {number} återstår beloppet nedan att betala.",
        "The sum below is left to pay of invoice {number}.",
    ),
    "nothing_left": (
        "Laskusta {number} ei jää maksettavaa.",
        "Av faktura {number} återstår inget att betala.",
        "Nothing is left to pay of invoice {number}.",
    ),
    "pay_left_by": (
        "Maksa se laskun {number} viitenumerolla {reference} viimeistään {due}.",
        "Betala det med fakturans {number} referensnummer {reference} senast {due}.",
        "Please pay it with reference number {reference} of invoice {number} by {due}.",
    ),
    "pay_left": (
        "Maksa se laskun {number} viitenumerolla {reference}.",
        "Betala det med fakturans {number} referensnummer {reference}.",
        "Please pay it with reference number {reference} of invoice {number}.",
    ),
    "paid_already": (
        "Jos olet jo maksanut koko laskun, palautamme hyvityksen tilille, jolta maksoit.",
        "Om du redan har betalat hela fakturan betalar vi tillbaka krediteringen till kontot som du betalade från.",
        "If you have already paid the whole invoice, we return the credit to the account that you paid from.",
    ),
    "the_invoice": ("Lasku {number}, {day}", "Faktura {number}, {day}", "Invoice {number}, {day}"),
    "earlier_credit": (
        "Aiempi hyvitys {number}, {day}",
        "Tidigare kreditering {number}, {day}",
        "Earlier credit {number}, {day}",
    ),
    "this_credit": ("Tämä hyvitys", "Den här krediteringen", "This credit"),
    "left_to_pay": ("Laskusta jää maksettavaa", "Återstår att betala", "Left to pay"),
    # the seller's legal line
    "seat": ("Kotipaikka", "Hemort", "Registered office"),
    "vat_id": ("Alv-tunniste", "Momsnummer", "VAT number"),
    "vat_registered": ("Alv-rek.", "Momsreg.", "VAT registered"),
    "prepayment_registered": ("Ennakkoperintärek.", "Förskottsuppbördsreg.", "Prepayment registered"),
}

PACKAGE = ("paketti", "paket", "package")
TRAVEL = ("Matkakulut", "Resekostnader", "Travel costs")
RESERVED = ("Varattu aika sopimuksen mukaan", "Reserverad tid enligt avtal", "Reserved time as agreed")

TRADES: dict[Trade, tuple[str, str, str]] = {
    Trade.SUPERVISION: ("Työnohjaus", "Arbetshandledning", "Supervision"),
    Trade.MEDIATION: ("Sovittelu", "Medling", "Mediation"),
    Trade.CONSULTATION: ("Konsultaatio", "Konsultation", "Consultation"),
    Trade.TRAINING: ("Koulutus", "Utbildning", "Training"),
}

FORMS: dict[Form, tuple[str, str, str]] = {
    Form.INDIVIDUAL: ("yksilö", "individuell", "individual"),
    Form.PAIR: ("pari", "par", "pair"),
    Form.GROUP: ("ryhmä", "grupp", "group"),
    Form.WORK_COMMUNITY: ("työyhteisö", "arbetsgemenskap", "work community"),
    Form.MANAGERS: ("esihenkilöt", "chefer", "managers"),
    Form.TOTO: ("työnohjauksen työnohjaus", "handledning av handledning", "supervision of supervision"),
}

# of one | of several
UNITS: dict[Unit, tuple[str, str, str]] = {
    Unit.TIME: ("krt|krt", "gång|ggr", "session|sessions"),
    Unit.KM: ("km|km", "km|km", "km|km"),
    Unit.PIECE: ("kpl|kpl", "st.|st.", "piece|pieces"),
}

SMALL_BUSINESS_GROUND = SMALL_BUSINESS.printed


def word(key: str, language: str, **facts: str | int) -> str:
    return of_language(TABLE[key], language).format(**facts)


def fixed_words(language: str) -> dict[str, str]:
    """The words that take no facts, for the template."""
    return {key: text for key in TABLE if "{" not in (text := of_language(TABLE[key], language))}


def of_language(translations: tuple[str, str, str], language: str) -> str:
    return translations[LANGUAGES.index(language)]
