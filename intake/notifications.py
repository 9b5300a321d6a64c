"""When somebody asks for supervision, who is told."""
