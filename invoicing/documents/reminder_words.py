"""The words of a reminder letter in Finnish, Swedish and English; see words.py. A change raises `TEMPLATE_VERSION`."""

from invoicing.documents.words import of_language

TABLE: dict[str, tuple[str, str, str]] = {
    "reminder": ("Maksumuistutus", "Betalningspåminnelse", "Payment reminder"),
    "reminder_on": ("Muistutuksen päivä", "Påminnelsens datum", "Reminder date"),
    "step": ("Muistutus", "Påminnelse", "Reminder"),
    "first": ("1.", "1", "1st"),
    "second": ("2.", "2", "2nd"),
    "pay_by": ("Maksettava viimeistään", "Betalas senast", "To be paid by"),
    "invoice_due": ("Laskun eräpäivä", "Fakturans förfallodag", "Due date of the invoice"),
    "unpaid": (
        "Kirjanpitomme mukaan laskusta {number} on vielä maksamatta alla oleva summa. Maksa se viimeistään {due}.",
        "Enligt vår bokföring återstår beloppet nedan att betala av faktura {number}. Betala det senast {due}.",
        "According to our books the sum below is still to be paid of invoice {number}. Please pay it by {due}.",
    ),
    "paid_already": (
        "Jos maksu on jo lähtenyt, tämä kirje on aiheeton.",
        "Om betalningen redan är på väg kan du bortse från det här brevet.",
        "If the payment is already on its way, please disregard this letter.",
    ),
    "speak": (
        "Jos laskussa on virhe tai maksaminen on vaikeaa, ota yhteyttä ennen maksupäivää.",
        "Om det finns ett fel i fakturan eller om det är svårt att betala, kontakta oss före betalningsdagen.",
        "If there is an error in the invoice, or paying is difficult, please contact us before that day.",
    ),
    "what": ("Erä", "Post", "Item"),
    "sum": ("Summa", "Belopp", "Sum"),
    "invoice_row": ("Lasku {number}, {day}", "Faktura {number}, {day}", "Invoice {number}, {day}"),
    "credited_row": ("Hyvitetty", "Krediterat", "Credited"),
    "paid_row": ("Maksettu", "Betalt", "Paid"),
    "open_row": ("Maksamatta", "Obetalt", "Unpaid"),
    "earlier_row": ("Edellisen muistutuksen kulut", "Kostnader för den förra påminnelsen", "Cost of the last reminder"),
    "fee_row": ("Muistutusmaksu", "Påminnelseavgift", "Reminder fee"),
    "compensation_row": (
        "Vakiokorvaus perintäkuluista",
        "Standardersättning för indrivningskostnader",
        "Standard compensation for recovery costs",
    ),
}


def word(key: str, language: str, **facts: str) -> str:
    return of_language(TABLE[key], language).format(**facts)
