"""What the database refuses here: a group's words where the agreement says that no content is stored (C44)."""

from processes.guards import no_content
from tyonohjaus.lib.guards import register

# What was written before that may still be sent, stopped, or marked as done.
register(*no_content("voice_managementmessage", "text_sealed"))
register(*no_content("voice_agreedaction", "what_sealed", "owner_sealed"))
