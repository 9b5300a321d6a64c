"""What the database refuses for invoices: nothing of an issued one changes, and none is removed (E6, INVOICING.md 5.1).

What happens to an invoice later (delivery, payment, credit) stands in rows of its own.
"""

from tyonohjaus.lib.guards import Guard, append_only, register


def _on_issued(row: str) -> str:
    issued = f"i.id = {row}.invoice_id AND i.number IS NOT NULL"
    return f"EXISTS (SELECT 1 FROM invoicing_invoice i WHERE {issued})"  # noqa: S608 (our own words)


_same_item = (
    "(l.travel_id = NEW.travel_id OR l.package_id = NEW.package_id OR "
    "(l.booking_id = NEW.booking_id AND l.travel_id IS NULL AND NEW.travel_id IS NULL))"
)


def _unfounded(same_payer: str) -> str:
    """A line stands in for one that a credit note has taken back, or for none."""
    same = f"{_same_item} AND l.edition = NEW.edition - 1"
    same += f" AND {same_payer}"
    credited = f"SELECT 1 FROM invoicing_line l JOIN invoicing_creditedline c ON c.line_id = l.id WHERE {same}"  # noqa: S608 (our own words)
    return f"NEW.edition > 0 AND NOT EXISTS ({credited})"


def _asks_nothing() -> str:
    """Money is for an invoice that has gone out, and for no credit note."""
    asks = "i.id = NEW.invoice_id AND i.number IS NOT NULL AND i.credits_id IS NULL"
    return f"NOT EXISTS (SELECT 1 FROM invoicing_invoice i WHERE {asks})"  # noqa: S608 (our own words)


_without_credit = (
    _unfounded("l.organisation_id IS NEW.organisation_id"),
    _unfounded("l.organisation_id IS NOT DISTINCT FROM NEW.organisation_id"),
)
_packed = "SELECT 1 FROM invoicing_packedsession p WHERE p.booking_id = NEW.booking_id"
_in_package = (
    f"NEW.travel_id IS NULL AND EXISTS ({_packed} AND (NEW.package_id IS NULL OR NEW.package_id <> p.package_id))"
)
_of_session = "l.package_id IS NULL AND l.travel_id IS NULL"
_item = ("booking_id", "organisation_id", "package_id", "travel_id")
_own = f"SELECT 1 FROM invoicing_line l WHERE l.booking_id = NEW.booking_id AND {_of_session}"  # noqa: S608 (our own words)
_has_line = f"EXISTS ({_own} AND NOT EXISTS (SELECT 1 FROM invoicing_creditedline c WHERE c.line_id = l.id))"  # noqa: S608
_other_edition = "NEW.edition <> OLD.edition"


def _other(*columns: str) -> tuple[str, str]:
    """Is one of these another by then? NULL is a value like any."""
    sqlite = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in columns)
    return sqlite, sqlite.replace("IS NOT", "IS DISTINCT FROM")


_issued = "OLD.number IS NOT NULL"
_made = "OLD.made_at IS NOT NULL"
# Of a reminder only its PDF comes later than itself.
_other_letter = f"{_made} OR NEW.document <> OLD.document OR NEW.fee <> OLD.fee OR NEW.invoice_id <> OLD.invoice_id"
# Of a fee note likewise; and where it went last.
_other_note = (
    f"({_made} AND (NEW.pdf IS NULL OR NEW.pdf <> OLD.pdf OR NEW.sha256 <> OLD.sha256)) "
    "OR NEW.document <> OLD.document OR NEW.gross <> OLD.gross OR NEW.person_id <> OLD.person_id "
    "OR NEW.period_first_on <> OLD.period_first_on OR NEW.edition <> OLD.edition"
)


def _follows_none(table: str, note: str, *same: str) -> str:
    """A fee note, or a session on one, stands in for one that was taken back, or for none."""
    alike = " AND ".join(f"o.{name} = NEW.{name}" for name in same)
    before = f"SELECT 1 FROM {table} o JOIN invoicing_feenotetakenback t ON t.note_id = o.{note} WHERE {alike}"  # noqa: S608 (our own words)
    return f"NEW.edition > 0 AND NOT EXISTS ({before} AND o.edition = NEW.edition - 1)"


_note_anew = _follows_none("invoicing_feenote", "id", "person_id", "period_first_on")
_paid_anew = _follows_none("invoicing_paidsession", "note_id", "person_id", "booking_id")
_anothers = "NOT EXISTS (SELECT 1 FROM invoicing_feenote n WHERE n.id = NEW.note_id AND n.person_id = NEW.person_id)"
_running = "OLD.last_issued_on IS NOT NULL"
_gone = "OLD.state = 'sent'"
_exported = "OLD.export_id IS NOT NULL"
_back = f"{_running} AND (NEW.next < OLD.next OR NEW.year <> OLD.year)"

register(
    Guard("guard_invoice_frozen", "invoicing_invoice", "BEFORE UPDATE", _issued, _issued),
    Guard("guard_invoice_kept", "invoicing_invoice", "BEFORE DELETE", _issued, _issued),
    Guard("guard_invoice_truncate", "invoicing_invoice", "BEFORE TRUNCATE"),
    Guard("guard_line_frozen", "invoicing_line", "BEFORE UPDATE", _on_issued("OLD"), _on_issued("OLD")),
    Guard("guard_line_moved", "invoicing_line", "BEFORE UPDATE", _on_issued("NEW"), _on_issued("NEW")),
    Guard("guard_line_added", "invoicing_line", "BEFORE INSERT", _on_issued("NEW"), _on_issued("NEW")),
    Guard("guard_line_kept", "invoicing_line", "BEFORE DELETE", _on_issued("OLD"), _on_issued("OLD")),
    Guard("guard_line_edition", "invoicing_line", "BEFORE INSERT", *_without_credit),
    Guard("guard_line_edition_kept", "invoicing_line", "BEFORE UPDATE", _other_edition, _other_edition),
    # A session is paid for by its package or by a line of its own, never by both.
    Guard("guard_line_packed", "invoicing_line", "BEFORE INSERT", _in_package, _in_package),
    Guard("guard_packed_line", "invoicing_packedsession", "BEFORE INSERT", _has_line, _has_line),
    # What a line bills, and to whom, is never another: it is replaced, past the guards above. So is a place.
    Guard("guard_line_same_item", "invoicing_line", "BEFORE UPDATE", *_other(*_item)),
    Guard("guard_packed_same", "invoicing_packedsession", "BEFORE UPDATE", *_other("booking_id", "package_id")),
    *append_only("invoicing_creditedline"),
    *append_only("invoicing_export"),
    Guard("guard_line_exported", "invoicing_line", "BEFORE UPDATE", _exported, _exported),
    Guard("guard_line_exported_kept", "invoicing_line", "BEFORE DELETE", _exported, _exported),
    *append_only("invoicing_payment"),
    *append_only("invoicing_paymenttakenback"),
    Guard("guard_reminder_frozen", "invoicing_reminder", "BEFORE UPDATE", _other_letter, _other_letter),
    Guard("guard_reminder_kept", "invoicing_reminder", "BEFORE DELETE"),
    Guard("guard_reminder_truncate", "invoicing_reminder", "BEFORE TRUNCATE"),
    Guard("guard_reminder_asked", "invoicing_reminder", "BEFORE INSERT", _asks_nothing(), _asks_nothing()),
    Guard("guard_fee_note_frozen", "invoicing_feenote", "BEFORE UPDATE", _other_note, _other_note),
    Guard("guard_fee_note_kept", "invoicing_feenote", "BEFORE DELETE"),
    Guard("guard_fee_note_truncate", "invoicing_feenote", "BEFORE TRUNCATE"),
    Guard("guard_fee_note_edition", "invoicing_feenote", "BEFORE INSERT", _note_anew, _note_anew),
    *append_only("invoicing_feenotetakenback"),
    *append_only("invoicing_paidsession"),
    Guard("guard_paid_session_edition", "invoicing_paidsession", "BEFORE INSERT", _paid_anew, _paid_anew),
    Guard("guard_paid_session_person", "invoicing_paidsession", "BEFORE INSERT", _anothers, _anothers),
    Guard("guard_payment_asked", "invoicing_payment", "BEFORE INSERT", _asks_nothing(), _asks_nothing()),
    Guard("guard_line_truncate", "invoicing_line", "BEFORE TRUNCATE"),
    Guard("guard_paper_frozen", "invoicing_paper", "BEFORE UPDATE", _made, _made),
    Guard("guard_paper_kept", "invoicing_paper", "BEFORE DELETE"),
    Guard("guard_paper_truncate", "invoicing_paper", "BEFORE TRUNCATE"),
    Guard("guard_sending_frozen", "invoicing_sending", "BEFORE UPDATE", _gone, _gone),
    Guard("guard_sending_kept", "invoicing_sending", "BEFORE DELETE"),
    Guard("guard_sending_truncate", "invoicing_sending", "BEFORE TRUNCATE"),
    Guard("guard_numbers_forward", "invoicing_numberseries", "BEFORE UPDATE", _back, _back),
    Guard("guard_numbers_kept", "invoicing_numberseries", "BEFORE DELETE", _running, _running),
)
