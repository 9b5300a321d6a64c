"""The agreement's own words. Pure: terms in, text out; nothing here knows Django or the database."""
