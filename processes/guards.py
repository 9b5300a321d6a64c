"""What the database refuses for processes: content where the agreement says that none is stored (C44)."""

from tyonohjaus.lib.guards import Guard, register


def no_content(table: str) -> list[Guard]:
    """Guards for a table of content with a `process_id`: no row where the process keeps none."""
    kept_empty = (
        "EXISTS (SELECT 1 FROM processes_process p WHERE p.id = NEW.process_id AND p.no_content_since IS NOT NULL)"
    )
    return [
        Guard(f"guard_{table}_no_content_{verb.lower()}", table, f"BEFORE {verb}", kept_empty, kept_empty)
        for verb in ("INSERT", "UPDATE")
    ]


for table in ("personalgoal", "goalrating", "groupgoal", "goalround"):
    register(*no_content(f"processes_{table}"))
for table in ("loan", "learningnote"):
    register(*no_content(f"processes_{table}"))
