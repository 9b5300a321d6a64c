"""The words of a fee note in Finnish, Swedish and English; see words.py. A change raises `TEMPLATE_VERSION`."""

from invoicing.documents.words import of_language

TABLE: dict[str, tuple[str, str, str]] = {
    "fee_note": ("Palkkiotosite", "Arvodesverifikat", "Fee note"),
    "made_on": ("Tositteen päivä", "Verifikatets datum", "Date of the note"),
    "period": ("Kausi", "Period", "Period"),
    "sessions": ("Tapaamisia", "Träffar", "Sessions"),
    "session": ("Tapaaminen", "Träff", "Session"),
    "minutes": ("Kesto", "Längd", "Length"),
    "fee": ("Palkkio", "Arvode", "Fee"),
    "co_supervision": ("Rinnakkaisohjaus", "Parhandledning", "Co-supervision"),
    "not_there": ("ei palkkiota", "inget arvode", "no fee"),
    "we_pay": ("Maksamme tämän palkkion sinulle", "Vi betalar det här arvodet till dig", "We pay this fee to you"),
    "no_invoice": (
        "Tämä on palkkiotosite, ei lasku. Sinun ei tarvitse maksaa mitään.",
        "Det här är ett arvodesverifikat, ingen faktura. Du ska inte betala något.",
        "This is a fee note, not an invoice. You have nothing to pay.",
    ),
    "replaces": (
        "Tämä tosite tulee aiemmin tehdyn, perutun tositteen tilalle.",
        "Det här verifikatet ersätter ett tidigare, återtaget verifikat.",
        "This note takes the place of an earlier one, which has been taken back.",
    ),
    "what_we_do": (
        (
            "Toimisto vie tositteen kirjanpitoon ja maksaa palkkion tilille, jonka olet ilmoittanut. Jos et ole "
            "ennakkoperintärekisterissä, pidätämme palkkiosta ennakonpidätyksen ja ilmoitamme sen tulorekisteriin."
        ),
        (
            "Kansliet bokför verifikatet och betalar arvodet till det konto som du har uppgett. Om du inte är införd i "
            "förskottsuppbördsregistret verkställer vi förskottsinnehållning på arvodet och anmäler det till "
            "inkomstregistret."
        ),
        (
            "The office books the note and pays the fee to the account that you have named. If you are not in the "
            "Finnish prepayment register, we withhold tax from the fee and report it to the Incomes Register."
        ),
    ),
    "send_invoice": (
        (
            "Olet arvonlisäverovelvollinen: lähetä tästä summasta lasku, niin maksamme sen. "
            "Ilman laskuasi emme voi maksaa arvonlisäveroa."
        ),
        (
            "Du är momsskyldig: skicka en faktura på den här summan, så betalar vi den. Utan din faktura kan vi inte "
            "betala momsen."
        ),
        (
            "You are registered for VAT: please send an invoice for this sum, and we pay it. Without your invoice we "
            "cannot pay the VAT."
        ),
    ),
    "no_vat": (
        "Palkkioon ei lisätä arvonlisäveroa: saaja ei ole arvonlisäverovelvollinen.",
        "Ingen moms läggs till arvodet: mottagaren är inte momsskyldig.",
        "No VAT is added to the fee: the payee is not registered for VAT.",
    ),
    "no_names": (
        "Riveillä on prosessin tunnus, ei nimiä eikä sisältöä.",
        "Raderna visar processens kod, varken namn eller innehåll.",
        "The lines show a process code, neither names nor content.",
    ),
    "wrong": (
        "Jos tositteessa on virhe, kerro siitä toimistolle:",
        "Om det finns ett fel i verifikatet, meddela kansliet:",
        "If the note has an error, please tell the office:",
    ),
}


def word(key: str, language: str) -> str:
    return of_language(TABLE[key], language)


def all_words(language: str) -> dict[str, str]:
    return {key: word(key, language) for key in TABLE}
