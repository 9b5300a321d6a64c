"""When an evaluation or a decision comes near, who is told."""
