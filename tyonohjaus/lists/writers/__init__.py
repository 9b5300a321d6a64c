"""How the lines of each list come into the portal: through the verbs of its models."""

from . import hours, organisations, people, prices, processes, sessions

# Each refers only to what those before it have brought.
IN_ORDER = (
    organisations.write,
    people.write,
    prices.write,
    processes.write,
    hours.write,
    sessions.write,
)
