"""How long a request waits for whom."""

from datetime import timedelta

CONFIRMED_WITHIN = timedelta(days=3)
"""What nobody confirms is forgotten after that: a stranger's name and address are not ours to keep."""

JOINED_WITHIN = timedelta(days=14)
"""An invitation that nobody answers lapses, so that the others can go on."""

THINKING = timedelta(days=7)
"""One who still thinks about it is asked again once, neutrally."""
