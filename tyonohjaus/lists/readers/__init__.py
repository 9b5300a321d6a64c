"""What each list says and whether it can be so: its columns, its key, its check. Pure."""

from . import hours, organisations, people, prices, processes, sessions

ALL = (organisations, people, prices, processes, hours, sessions)
