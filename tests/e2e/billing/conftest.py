from tests.e2e.town import live, nursery, running, the_day, town, worker  # noqa: F401 (the fixtures of these stories)
