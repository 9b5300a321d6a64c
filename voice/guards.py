"""What the database refuses here: a group's words where the agreement says that no content is stored (C44)."""

from processes.guards import no_content
from tyonohjaus.lib.guards import register

for table in ("voice_managementmessage", "voice_agreedaction"):
    register(*no_content(table))
