from tests.e2e.town import live, nursery, served, the_day, town, worker  # noqa: F401 (the fixtures of these stories)
