"""How long a request waits for whom."""

from datetime import timedelta

CONFIRMED_WITHIN = timedelta(days=3)
"""What nobody confirms is forgotten after that: a stranger's name and address are not ours to keep."""

JOINED_WITHIN = timedelta(days=14)
"""An invitation that nobody answers lapses, so that the others can go on."""

PERMITTED_WITHIN = timedelta(days=14)
"""A manager's answer; after that the member may ask anew."""

DETAILS_WITHIN = timedelta(days=30)
"""What a payer's accounts payable answer."""

THINKING = timedelta(days=7)
"""One who still thinks about it is asked again once, neutrally."""
