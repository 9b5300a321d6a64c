"""What the database refuses for bookings: overlaps on a calendar, and content where none is kept (C44)."""

from processes.guards import no_content
from tyonohjaus.lib.guards import Guard, register

_overlap = (
    "EXISTS (SELECT 1 FROM bookings_allocation a WHERE a.calendar_id = NEW.calendar_id AND a.id <> NEW.id "
    "AND a.starts_at < NEW.ends_at AND NEW.starts_at < a.ends_at)"
)

# PostgreSQL has the exclusion constraint; a trigger there would not see what another transaction is inserting.
register(
    Guard("guard_overlap_insert", "bookings_allocation", "BEFORE INSERT", _overlap, "false"),
    Guard("guard_overlap_update", "bookings_allocation", "BEFORE UPDATE", _overlap, "false"),
)
for table in (
    "discussedthemes",
    "privatenote",
    "sharednote",
    "pairnote",
    "agendawish",
    "sessioncheck",
    "earlierask",
):
    register(*no_content(f"bookings_{table}"))
# Of one given before that it may still be reminded.
register(*no_content("bookings_assignment", "title_sealed", "text_sealed"))
