"""What the database refuses for agreements: an offered text never changes, nor an answer that was given to it."""

from tyonohjaus.lib.guards import Guard, register

_text = " OR ".join(
    f"OLD.{column} <> NEW.{column}" for column in ("process_id", "number", "document", "text", "sha256", "offered_at")
)
_given = "OLD.answer <> ''"
_made = "OLD.made_at IS NOT NULL"

register(
    Guard("guard_version_frozen", "agreements_version", "BEFORE UPDATE", _text, _text),
    Guard("guard_signature_given", "agreements_signature", "BEFORE UPDATE", _given, _given),
    Guard("guard_agreement_paper_frozen", "agreements_paper", "BEFORE UPDATE", _made, _made),
)
