"""When something is agreed, who is told."""
