"""When a group speaks, who is told."""
