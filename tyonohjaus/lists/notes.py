"""What is worth saying of a list though it is no fault, in Finnish and in English."""

from enum import Enum

from .kinds import Words


class Note(Enum):
    """{said} stands in the list, {more} in the portal."""

    KEPT = Words(
        "luettelossa on ”{said}”, portaalissa ”{more}”: portaalin tieto säilyy",
        "the list says “{said}”, the portal “{more}”: the portal's is kept",
    )
    GONE = Words(
        "rivin tieto on sittemmin päätetty tai poistettu portaalissa: sitä ei palauteta",
        "what the row brought was since ended or removed in the portal: it is not brought back",
    )
    TOUCHED = Words(
        "tapaamista on muutettu portaalissa (siellä {more}, luettelossa {said}): portaalin tieto säilyy",
        "the session was changed in the portal ({more} there, {said} in the list): the portal's is kept",
    )
    UNKNOWN_COLUMN = Words("saraketta ei tunneta; se ohitetaan", "the column is not known; it is passed over")
    UNKNOWN_FILE = Words("tiedostoa ei tunneta; se ohitetaan", "the file is not known; it is passed over")
    NO_ROWS = Words("otsikkorivin alla ei ole rivejä", "there are no rows below the heading")
    NO_MANAGER = Words(
        "ohjattavalla {said} ei ole esihenkilöä, vaikka työnantaja hyväksyy ajat: kukaan ei voi hyväksyä",
        "the supervisee {said} has no manager although the employer approves: nobody can approve",
    )
    HELD_AHEAD = Words(
        "tila on ”{said}”, vaikka päivä on vasta edessä", "the status is “{said}” though the day is still ahead"
    )
