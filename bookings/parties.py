"""Who is who in a process is the process's knowledge; here it stands under the name by which this app calls it."""

from processes.parties import Standing, names, standing, supervisees, supervisors, with_people

__all__ = ["Standing", "names", "standing", "supervisees", "supervisors", "with_people"]
