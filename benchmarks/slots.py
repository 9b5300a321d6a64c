"""How fast the slot engine is on the common workload: python -m benchmarks.slots

One supervisor is open from Monday to Friday, 9 to 17 in Helsinki, from Monday 2026-11-23. Sessions last 90 minutes and
start every half hour; each workday has two already, at 9 and at 13. That leaves 120 free times in 4 weeks and 1,560 in
52. The bars: search under 0.3 ms and 1.5 ms.
"""

import gc
from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

from bookings.slots.opening import Opening, WeeklyRule, expand
from bookings.slots.search import Busy, Slot, find
from tyonohjaus.lib.clock import at
from tyonohjaus.lib.periods import Period

HELSINKI = ZoneInfo("Europe/Helsinki")
MONDAY = date(2026, 11, 23)
LENGTH = timedelta(minutes=90)
RULES = [WeeklyRule(weekday, time(9), time(17), "remote", valid_from=MONDAY) for weekday in range(5)]
BARS = {4: 0.3, 52: 1.5}


def window(weeks: int) -> Period:
    return Period(*(at(MONDAY + timedelta(weeks=n), time()) for n in (0, weeks)))


def openings(weeks: int) -> list[Opening]:
    return expand(RULES, [], window(weeks), HELSINKI)


def bookings(weeks: int) -> list[Busy]:
    workdays = [MONDAY + timedelta(days=n) for n in range(7 * weeks) if n % 7 < 5]
    starts = [at(day, clock) for day in workdays for clock in (time(9), time(13))]
    return [Busy(start, start + LENGTH) for start in starts]


def free_times(weeks: int, opening: list[Opening], busy: list[Busy]) -> list[Slot]:
    return find(
        opening,
        busy,
        length=LENGTH,
        step=timedelta(minutes=30),
        now=window(weeks).start,
        horizon=timedelta(weeks=weeks),
    )


def free_times_from_rules(weeks: int, busy: list[Busy]) -> list[Slot]:
    return free_times(weeks, openings(weeks), busy)


def timed(work: Callable[[], object], *, rounds: int) -> tuple[float, float]:
    """Least and median milliseconds of one round, without those of the garbage collector."""
    gc.collect()
    gc.disable()
    spans = [_span(work) for _ in range(rounds)]
    gc.enable()
    return min(spans), median(spans)


def _span(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def main() -> None:
    print("               search alone, ms           with hours laid out, ms")
    print("weeks   free     bar   least  median        least  median")
    for weeks, bar in BARS.items():
        opening, busy = openings(weeks), bookings(weeks)
        count = len(free_times(weeks, opening, busy))
        least, middle = timed(partial(free_times, weeks, opening, busy), rounds=500)
        all_least, all_middle = timed(partial(free_times_from_rules, weeks, busy), rounds=500)
        print(f"{weeks:5} {count:6,} {bar:7} {least:7.3f} {middle:7.3f} {all_least:12.3f} {all_middle:7.3f}")


if __name__ == "__main__":
    main()
