"""When X, tell Y with text Z: the mails of invoicing."""
