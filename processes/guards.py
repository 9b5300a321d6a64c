"""What the database refuses for processes: content where the agreement says that none is stored (C44)."""

from tyonohjaus.lib.guards import Guard, register


def no_content(table: str, *sealed: str) -> list[Guard]:
    """Guards for a table of content with a `process_id`: no row where the process keeps none.

    With `sealed`, its columns of content, a row of before may still be brought to its end: its state changes, its words
    do not.
    """
    kept_empty = (
        "EXISTS (SELECT 1 FROM processes_process p WHERE p.id = NEW.process_id AND p.no_content_since IS NOT NULL)"
    )
    sqlite, postgresql = (
        " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in sealed)
        for differs in ("IS NOT", "IS DISTINCT FROM")
    )
    return [
        Guard(f"guard_{table}_no_content_insert", table, "BEFORE INSERT", kept_empty, kept_empty),
        Guard(
            f"guard_{table}_no_content_update",
            table,
            "BEFORE UPDATE",
            f"({sqlite or '1'}) AND {kept_empty}",
            f"({postgresql or 'true'}) AND {kept_empty}",
        ),
    ]


for table in ("personalgoal", "goalrating", "groupgoal", "goalround"):
    register(*no_content(f"processes_{table}"))
for table in ("loan", "learningnote"):
    register(*no_content(f"processes_{table}"))
