"""What the database refuses for invoices: nothing of an issued one changes, and none is removed (E6, INVOICING.md 5.1)."""

from tyonohjaus.lib.guards import Guard, register

_FROZEN = ("number", "document", "issue_on", "due_on", "gross", "organisation_id", "consumer_id", "issued_at")


def _changed(differs: str) -> str:
    return "(" + " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in _FROZEN) + ")"


_issued = "OLD.number IS NOT NULL"
_line_issued = "EXISTS (SELECT 1 FROM invoicing_invoice i WHERE i.id = OLD.invoice_id AND i.number IS NOT NULL)"
_made = "OLD.made_at IS NOT NULL"

register(
    Guard(
        "guard_invoice_frozen",
        "invoicing_invoice",
        "BEFORE UPDATE",
        f"{_issued} AND {_changed('IS NOT')}",
        f"{_issued} AND {_changed('IS DISTINCT FROM')}",
    ),
    Guard("guard_invoice_kept", "invoicing_invoice", "BEFORE DELETE", _issued, _issued),
    Guard("guard_invoice_truncate", "invoicing_invoice", "BEFORE TRUNCATE"),
    Guard("guard_line_frozen", "invoicing_line", "BEFORE UPDATE", _line_issued, _line_issued),
    Guard("guard_line_kept", "invoicing_line", "BEFORE DELETE", _line_issued, _line_issued),
    Guard("guard_paper_frozen", "invoicing_paper", "BEFORE UPDATE", _made, _made),
    Guard("guard_paper_kept", "invoicing_paper", "BEFORE DELETE", _made, _made),
)
