"""What the database refuses for events: what happened, and its seals, are never changed or removed (C34)."""

from tyonohjaus.lib.guards import Guard, append_only, register

for table in ("events_event", "events_seal", "events_sealedevent"):
    register(*append_only(table))

# It goes from here to the events when its day is over.
register(Guard("guard_events_unplaced_update", "events_unplaced", "BEFORE UPDATE"))
