"""What can be wrong in a list, in Finnish and in English.

Both languages stand side by side in the report, whoever runs the import: the lists are Finnish, and who helps with
them perhaps not. So the sentences are a table here and not in the catalogues.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any


@dataclass(frozen=True)
class Words:
    fi: str
    en: str

    def filled(self, values: dict[str, Any]) -> "Words":
        return Words(self.fi.format(**values), self.en.format(**values))


class Kind(Enum):
    """What is wrong, then what is expected, each in Finnish and English. {said} is the cell as it stands."""

    # a whole file
    EMPTY_FILE = (
        Words("tiedosto on tyhjä", "the file is empty"),
        Words("otsikkorivi ja sen alla rivit", "a heading row with rows below it"),
    )
    TOO_LARGE = (
        Words("tiedosto on liian suuri", "the file is too large"),
        Words("enintään 5 Mt", "at most 5 MB"),
    )
    NOT_A_LIST = (
        Words("tiedosto on muotoa {said}, ei CSV-luettelo", "the file is {said}, not a CSV list"),
        Words(
            "taulukko-ohjelmasta tallennettu CSV-tiedosto, jonka nimi päättyy .csv",
            "a CSV file saved from the spreadsheet, its name ending in .csv",
        ),
    )
    NOT_TEXT = (
        Words("tiedostossa on merkkejä, jotka eivät ole tekstiä", "the file contains characters that are not text"),
        Words("tekstiä, merkistönä UTF-8 tai Windows-1252", "text, as UTF-8 or Windows-1252"),
    )
    NO_HEADING = (
        Words("ensimmäisellä rivillä ei ole sarakkeiden nimiä", "the first row does not name the columns"),
        Words("otsikkorivi: {more}", "a heading row: {more}"),
    )
    FILE_TWICE = (
        Words("sama luettelo on myös tiedostossa {other}", "the same list is also in the file {other}"),
        Words("yksi tiedosto kutakin luetteloa kohti", "one file for each list"),
    )
    BROKEN_QUOTES = (
        Words("lainausmerkit eivät ole pareittain", "the quotation marks are not in pairs"),
        Words("lainausmerkki solun alussa ja lopussa", "a quotation mark at the start and at the end of the cell"),
    )
    COLUMN_MISSING = (
        Words("sarake puuttuu", "the column is missing"),
        Words("otsikkorivillä sarake {column}", "a column {column} in the heading row"),
    )
    COLUMN_TWICE = (
        Words("sarake on kahdesti", "the column stands twice"),
        Words("kukin sarake kerran", "each column once"),
    )

    # a whole row
    SHORT_ROW = (
        Words("rivi loppuu kesken: siinä on vain {said} solua", "the row ends early: it has only {said} cells"),
        Words("solu myös sarakkeissa {more}", "a cell in the columns {more} as well"),
    )
    LONG_ROW = (
        Words("rivillä on liikaa soluja ({said})", "the row has too many cells ({said})"),
        Words(
            "{more} solua; erotinmerkin sisältävä solu lainausmerkeissä",
            "{more} cells; a cell that contains the delimiter in quotation marks",
        ),
    )
    TWICE = (
        Words("sama kuin rivillä {other}", "the same as on row {other}"),
        Words("kukin kerran", "each one once"),
    )

    # a cell by itself
    MISSING = (
        Words("solu on tyhjä", "the cell is empty"),
        Words("{expected.fi}", "{expected.en}"),
    )
    TOO_LONG = (
        Words("”{said}” on liian pitkä", "“{said}” is too long"),
        Words("enintään {more} merkkiä", "at most {more} characters"),
    )
    NOT_A_DAY = (
        Words("”{said}” ei ole päivämäärä", "“{said}” is not a date"),
        Words("päivä muodossa 31.1.2027", "a day as 31.1.2027"),
    )
    NOT_A_TIME = (
        Words("”{said}” ei ole kellonaika", "“{said}” is not a time"),
        Words("kellonaika muodossa 9.00, väliltä 0.00–23.59", "a time as 9.00, from 0.00 to 23.59"),
    )
    NOT_EUROS = (
        Words("”{said}” ei ole hinta", "“{said}” is not a price"),
        Words("euroja muodossa 175,00, enintään 999999,99", "euros as 175,00, at most 999999,99"),
    )
    NEGATIVE = (
        Words("”{said}” on alle nollan", "“{said}” is below zero"),
        Words("nolla tai enemmän, muodossa 175,00", "zero or more, as 175,00"),
    )
    NOT_A_NUMBER = (
        Words("”{said}” ei kelpaa", "“{said}” will not do"),
        Words("kokonaisluku väliltä {more}", "a whole number, {more}"),
    )
    NOT_A_PERCENTAGE = (
        Words("”{said}” ei ole prosenttiluku", "“{said}” is not a percentage"),
        Words("luku muodossa 25,5", "a number as 25,5"),
    )
    NOT_A_WORD = (
        Words("”{said}” ei ole luettelon sana", "“{said}” is not a word of the list"),
        Words("jokin näistä: {more}", "one of these: {more}"),
    )
    NOT_AN_ADDRESS = (
        Words("”{said}” ei ole sähköpostiosoite", "“{said}” is not an e-mail address"),
        Words("osoite muodossa etunimi@esimerkki.fi", "an address as etunimi@esimerkki.fi"),
    )
    NOT_A_BUSINESS_ID = (
        Words("”{said}” ei ole oikea Y-tunnus", "“{said}” is not a valid business ID"),
        Words(
            "seitsemän numeroa, väliviiva ja oikea tarkistusnumero", "seven digits, a hyphen and the right check digit"
        ),
    )
    NOT_A_POSTCODE = (
        Words("”{said}” ei ole postinumero", "“{said}” is not a postcode"),
        Words("viisi numeroa, esimerkiksi 00500", "five digits, for example 00500"),
    )
    NOT_A_RHYTHM = (
        Words("”{said}” ei ole tapaamisväli", "“{said}” is not an interval"),
        Words(
            "viikkoina 1–26, väli kuten 3-4, tai kuukausittain", "weeks from 1 to 26, a range as 3-4, or kuukausittain"
        ),
    )

    # a cell beside other cells
    OTHER_NAME = (
        Words(
            "osoitteella {said} on rivillä {other} toinen nimi", "the address {said} has another name on row {other}"
        ),
        Words("yksi nimi kutakin osoitetta kohti", "one name for each address"),
    )
    CONTRADICTS = (
        Words("”{said}” on ristiriidassa rivin {other} kanssa", "“{said}” contradicts row {other}"),
        Words("sama tieto henkilön joka rivillä", "the same on each row of the person"),
    )
    UNKNOWN_ORGANISATION = (
        Words("organisaatiota ”{said}” ei tunneta", "the organisation “{said}” is not known"),
        Words(
            "nimi, joka on luettelossa organisaatiot tai portaalissa",
            "a name from the list organisaatiot or from the portal",
        ),
    )
    AMBIGUOUS_ORGANISATION = (
        Words("nimi ”{said}” on usealla organisaatiolla", "several organisations are called “{said}”"),
        Words("nimi, joka on vain yhdellä", "a name that only one of them has"),
    )
    UNKNOWN_PERSON = (
        Words("henkilöä {said} ei tunneta", "the person {said} is not known"),
        Words(
            "osoite, joka on luettelossa henkilot tai portaalissa",
            "an address from the list henkilot or from the portal",
        ),
    )
    NOT_A_SUPERVISOR = (
        Words("{said} ei ole työnohjaaja", "{said} is not a supervisor"),
        Words(
            "osoite, jolla on henkilot-luettelossa rooli työnohjaaja",
            "an address with the rooli työnohjaaja in henkilot",
        ),
    )
    UNKNOWN_PROCESS = (
        Words("prosessia ”{said}” ei tunneta", "the process “{said}” is not known"),
        Words(
            "tunnus, joka on luettelossa prosessit tai aiemmin tuotu",
            "a tunnus from the list prosessit, or imported before",
        ),
    )
    OWN_MANAGER = (
        Words("henkilö on merkitty omaksi esihenkilökseen", "the person is entered as their own manager"),
        Words("jonkun toisen osoite, tai tyhjä", "somebody else's address, or empty"),
    )
    SAME_SUPERVISOR = (
        Words("rinnakkaisohjaaja on sama kuin työnohjaaja", "the co-supervisor is the same as the supervisor"),
        Words("toisen työnohjaajan osoite, tai tyhjä", "another supervisor's address, or empty"),
    )
    SUPERVISES_SELF = (
        Words("{said} on sekä ohjattava että työnohjaaja", "{said} is both supervisee and supervisor"),
        Words("ohjattavina muut kuin prosessin työnohjaajat", "supervisees other than the process's supervisors"),
    )
    WRONG_HEADCOUNT = (
        Words("ohjattavia on {said}", "the number of supervisees is {said}"),
        Words("yksilö ja toto: yksi ohjattava, pari: kaksi", "yksilö and toto: one supervisee, pari: two"),
    )
    LISTED_TWICE = (
        Words("{said} on luettelossa kahdesti", "{said} is listed twice"),
        Words("kukin osoite kerran", "each address once"),
    )
    NO_PRICE = (
        Words("hintaa ei ole tässä eikä hinnastossa", "there is no price here and none in the price list"),
        Words(
            "hinta, tai hinnastoon rivi samalle lajille ja kestolle",
            "a price, or a row of the price list for the same laji and length",
        ),
    )
    PRICE_FOR_INTERNAL = (
        Words("sisäisellä työnohjauksella on hinta", "internal supervision has a price"),
        Words("tyhjä: sisäistä ei laskuteta", "empty: internal supervision is never invoiced"),
    )
    NOT_OWN_BUSINESS = (
        Words("”{said}” on muidenkin työnantaja tai maksaja", "“{said}” is an employer or payer of others too"),
        Words("itse maksavan oma yritys, tai tyhjä", "the business of the one who pays, or empty"),
    )
    OTHER_VAT = (
        Words("”{said}” ei ole sen päivän arvonlisävero", "“{said}” is not the VAT rate of that day"),
        Words("{more} tai tyhjä", "{more} or empty"),
    )
    ENDS_TOO_EARLY = (
        Words("päättyy ({said}) ennen alkuaan", "it ends ({said}) before it begins"),
        Words("myöhempi kellonaika kuin {more}", "a later time than {more}"),
    )
    OVERLAPS_ROW = (
        Words("menee päällekkäin rivin {other} kanssa", "it overlaps with row {other}"),
        Words("aika, joka on vapaa", "a time that is free"),
    )
    OVERLAPS_PORTAL = (
        Words("menee päällekkäin portaalissa jo olevan ajan kanssa", "it overlaps with a time already in the portal"),
        Words("aika, joka on vapaa, tauot mukaan lukien", "a time that is free, breaks included"),
    )
    GROUND_STANDS = (
        Words(
            "laji, maksaja tai organisaatio on toinen, vaikka tapaamisia on jo ollut",
            "kind, payer or organisation differ although sessions have begun",
        ),
        Words(
            "entinen prosessi päätetään portaalissa ja uusi alkaa uudella tunnuksella",
            "the old process ended in the portal, and a new one with a tunnus of its own",
        ),
    )
    SESSIONS_AHEAD = (
        Words("työnohjaajilla tai ohjattavilla on varattuja aikoja vielä {more}", "times are still booked on {more}"),
        Words("ajat siirretään tai perutaan portaalissa ensin", "these times moved or called off in the portal first"),
    )
    DOES_NOT_FIT = (
        Words("rivi ei sovi yhteen portaalin tietojen kanssa", "the row does not fit with what is in the portal"),
        Words("sama tieto kuin portaalissa", "the same as in the portal"),
    )

    @property
    def wrong(self) -> Words:
        return self.value[0]

    @property
    def expected(self) -> Words:
        return self.value[1]
