"""What the database refuses for events: what happened, and its seals, are never changed or removed (C34)."""

from tyonohjaus.lib.guards import append_only, register

for table in ("events_event", "events_seal", "events_sealedevent"):
    register(*append_only(table))
