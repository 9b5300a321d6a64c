"""Which times Aino is offered with Sami, and why the others are not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.slots.opening import Opening
from bookings.slots.search import Answer, Buffer, Busy, Outcome, Slot, ask, find

MONDAY = datetime(2027, 2, 1, tzinfo=UTC)
BEFORE = MONDAY - timedelta(days=1)
YEAR = timedelta(days=365)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def at(clock: str, day: int = 0) -> datetime:
    hour, minute = clock.split(":")
    return MONDAY + timedelta(days=day, hours=int(hour), minutes=int(minute))


def opening(starts: str, ends: str, place_type: str = "remote", day: int = 0) -> Opening:
    return Opening(at(starts, day), at(ends, day), place_type)


def busy(starts: str, ends: str, place: str | None = None, buffer: Buffer = Buffer()) -> Busy:  # noqa: B008
    return Busy(at(starts), at(ends), place, buffer)


def clocks(slots: list[Slot]) -> list[str]:
    return [f"{slot.start:%H:%M}" for slot in slots]


def offered(openings: list[Opening], taken: list[Busy], **terms) -> list[str]:
    usual = {"length": minutes(90), "step": minutes(30), "now": BEFORE, "horizon": YEAR}
    return clocks(find(openings, taken, **usual | terms))


def test_a_slot_has_its_length_and_its_place_type():
    assert find(
        [opening("9:00", "10:30", "workplace")], [], length=minutes(90), step=minutes(30), now=BEFORE, horizon=YEAR
    ) == [Slot(at("9:00"), at("10:30"), "workplace")]


def test_starts_stand_every_step_from_the_opening_as_long_as_the_session_fits():
    assert offered([opening("9:15", "11:30")], []) == ["09:15", "09:45"]


def test_sessions_may_stand_back_to_back():
    assert offered([opening("9:00", "14:00")], [busy("10:30", "12:00")]) == ["09:00", "12:00", "12:30"]


def test_the_grid_does_not_move_to_where_a_session_ended():
    assert offered([opening("9:00", "12:00")], [busy("8:00", "9:10")]) == ["09:30", "10:00", "10:30"]


def test_an_opening_that_was_cut_keeps_the_grid_of_its_rule():
    cut = Opening(at("9:40"), at("12:00"), "remote", grid=at("9:00"))
    assert offered([cut], []) == ["10:00", "10:30"]


def test_busy_times_may_overlap_and_come_in_any_order():
    taken = [busy("12:00", "12:30"), busy("9:00", "12:15"), busy("10:00", "10:30")]
    assert offered([opening("9:00", "14:30")], taken) == ["12:30", "13:00"]


def test_a_full_day_offers_nothing():
    assert offered([opening("9:00", "17:00")], [busy("8:00", "18:00")]) == []
    assert offered([], []) == []


def test_notice_counts_from_now_to_the_minute():
    day = [opening("9:00", "12:00", day=1)]
    assert offered(day, [], now=at("9:30"), notice=timedelta(hours=24)) == ["09:30", "10:00", "10:30"]
    assert offered(day, [], now=at("9:31"), notice=timedelta(hours=24)) == ["10:00", "10:30"]


def test_what_has_begun_is_not_offered():
    assert offered([opening("9:00", "12:00")], [], now=at("9:10")) == ["09:30", "10:00", "10:30"]


def test_the_horizon_is_the_last_start():
    assert offered([opening("9:00", "12:00")], [], now=at("8:00"), horizon=minutes(90)) == ["09:00", "09:30"]
    assert offered([opening("9:00", "12:00", day=3)], [], now=at("8:00"), horizon=timedelta(days=1)) == []


def test_a_buffer_keeps_time_clear_before_and_after():
    day, taken = [opening("9:00", "16:00")], [busy("12:00", "12:30")]
    assert offered(day, taken, buffer=minutes(15)) == ["09:00", "09:30", "10:00", "13:00", "13:30", "14:00", "14:30"]
    assert offered(day, taken, buffer=Buffer(before=minutes(31)))[3:6] == ["10:30", "13:30", "14:00"]
    assert offered(day, taken, buffer=Buffer(after=minutes(31)))[1:4] == ["09:30", "12:30", "13:00"]


def test_buffers_add_up_as_they_do_in_the_calendar():
    """Each session is kept with its own: half an hour after the first and half an hour before the next are an hour."""
    padded = busy("9:00", "10:00", buffer=Buffer(after=minutes(30)))
    assert offered([opening("9:00", "13:00")], [padded], buffer=Buffer(before=minutes(30))) == ["11:00", "11:30"]


def test_the_buffer_need_not_lie_within_opening_hours():
    assert offered([opening("9:00", "10:30")], [], buffer=minutes(60)) == ["09:00"]


def test_travel_lies_between_different_places():
    """S1-5."""
    day, elsewhere = [opening("9:00", "16:00", "workplace")], [busy("11:00", "12:00", "premises")]
    assert offered(day, elsewhere, travel=minutes(45)) == ["13:00", "13:30", "14:00", "14:30"]
    assert offered(day, elsewhere) == ["09:00", "09:30", "12:00", "12:30", "13:00", "13:30", "14:00", "14:30"]


def test_no_travel_at_the_same_place_or_when_either_is_remote():
    on_site, remote = [opening("9:00", "12:00", "premises")], [opening("9:00", "12:00", "remote")]
    free = ["10:00", "10:30"]
    assert offered(on_site, [busy("9:00", "10:00", "premises")], travel=minutes(45)) == free
    assert offered(on_site, [busy("9:00", "10:00", None)], travel=minutes(45)) == free
    assert offered(remote, [busy("9:00", "10:00", "premises")], travel=minutes(45)) == free


def test_two_workplaces_are_two_places():
    day, lehtola = [opening("9:00", "12:00", "workplace")], [busy("9:00", "10:00", "Lehtola, Tampere")]
    assert offered(day, lehtola, travel=minutes(30), places={"workplace": "Lehtola, Tampere"})[0] == "10:00"
    assert offered(day, lehtola, travel=minutes(30), places={"workplace": "Harju, Tampere"})[0] == "10:30"


def test_travel_includes_the_buffer_and_is_not_added_to_it():
    day, elsewhere = [opening("9:00", "16:00", "workplace")], [busy("9:00", "10:00", "premises")]
    assert offered(day, elsewhere, travel=minutes(60), buffer=minutes(30))[0] == "11:00"
    assert offered(day, elsewhere, travel=minutes(60), buffer=minutes(90))[0] == "11:30"


def test_openings_for_two_places_give_both_in_order_of_time():
    both = [opening("9:00", "11:00", "workplace"), opening("9:30", "11:00", "remote")]
    slots = find(both, [], length=minutes(90), step=minutes(30), now=BEFORE, horizon=YEAR)
    assert [(f"{slot.start:%H:%M}", slot.place_type) for slot in slots] == [
        ("09:00", "workplace"),
        ("09:30", "remote"),
        ("09:30", "workplace"),
    ]


@pytest.mark.parametrize("terms", [{"length": minutes(0)}, {"step": minutes(0)}, {"length": minutes(-90)}])
def test_no_session_without_length_and_no_search_without_step(terms):
    with pytest.raises(ValueError, match="must be positive"):
        offered([opening("9:00", "12:00")], [], **terms)


def asked(start: datetime, openings: list[Opening], taken: list[Busy], **terms) -> Answer:
    return ask(start, openings, taken, **{"length": minutes(90), "now": BEFORE, "horizon": YEAR} | terms)


def test_one_time_is_judged_by_what_stands_first_in_its_way():
    day, taken = [opening("9:00", "16:00")], [busy("12:00", "12:30")]
    assert asked(at("9:00"), day, taken) == Answer(Outcome.FREE, "remote")
    assert asked(at("9:00"), day, taken, now=at("8:00"), notice=minutes(60), horizon=minutes(60)).outcome == "free"
    assert asked(at("9:00"), day, taken, now=at("9:01")) == Answer(Outcome.TOO_SOON)
    assert asked(at("9:00"), day, taken, now=at("9:00"), notice=minutes(1)) == Answer(Outcome.TOO_SOON)
    assert asked(at("9:00"), day, taken, now=at("8:00"), horizon=minutes(59)) == Answer(Outcome.BEYOND_HORIZON)
    assert asked(at("8:45"), day, taken) == Answer(Outcome.CLOSED)
    assert asked(at("14:31"), day, taken) == Answer(Outcome.CLOSED)
    assert asked(at("10:31"), day, taken) == Answer(Outcome.CLASH)
    assert asked(at("10:30"), day, taken, buffer=minutes(1)) == Answer(Outcome.CLASH)


def test_a_supervisor_may_start_off_the_grid_and_a_posted_time_may_not():
    day = [Opening(at("9:40"), at("16:00"), "remote", grid=at("9:00"))]
    assert asked(at("9:50"), day, []) == Answer(Outcome.FREE, "remote")
    assert asked(at("9:50"), day, [], step=minutes(30)) == Answer(Outcome.OFF_GRID)
    assert asked(at("10:00"), day, [], step=minutes(30)) == Answer(Outcome.FREE, "remote")


def test_where_one_place_clashes_another_may_do():
    both, taken = (
        [opening("9:00", "16:00", "workplace"), opening("9:00", "16:00", "remote")],
        [busy("9:00", "10:00", "x")],
    )
    assert asked(at("10:00"), both, taken, travel=minutes(30)) == Answer(Outcome.FREE, "remote")


def test_an_answer_says_never_whose_time_is_taken():
    """C42"""
    assert asked(at("12:00"), [opening("9:00", "16:00")], [busy("12:00", "12:30", "Harju")]) == ("clash", None)


spans = st.integers(0, 150).map(minutes)
places = st.sampled_from([None, "workplace", "premises"])


@st.composite
def openings(draw: st.DrawFn) -> list[Opening]:
    """Disjoint openings for each place type, as `expand` makes them."""
    found = []
    for place_type in ("remote", "workplace", "premises"):
        start = MONDAY
        for _ in range(draw(st.integers(0, 3))):
            start += draw(st.integers(1, 300).map(minutes))
            end = start + draw(st.integers(15, 600).map(minutes))
            found.append(Opening(start, end, place_type, draw(st.sampled_from([None, start - minutes(50)]))))
            start = end
    return draw(st.permutations(found))


busy_times = st.lists(
    st.builds(
        lambda start, length, place, before, after: Busy(
            MONDAY + minutes(start), MONDAY + minutes(start + length), place, Buffer(minutes(before), minutes(after))
        ),
        st.integers(0, 2000),
        st.integers(1, 300),
        places,
        st.integers(0, 40),
        st.integers(0, 40),
    ),
    max_size=8,
)


@given(
    openings=openings(),
    taken=busy_times,
    length=st.integers(15, 150).map(minutes),
    step=st.sampled_from([5, 15, 30, 45, 60]).map(minutes),
    now=st.integers(-600, 1200).map(lambda minute: MONDAY + minutes(minute)),
    notice=spans,
    horizon=st.integers(0, 3000).map(minutes),
    before=spans,
    after=spans,
    travel=spans,
)
def test_exactly_the_times_are_found_that_the_law_allows(
    *, openings, taken, length, step, now, notice, horizon, before, after, travel
):
    terms = {
        "length": length,
        "now": now,
        "notice": notice,
        "horizon": horizon,
        "buffer": Buffer(before, after),
        "travel": travel,
    }
    slots = find(openings, taken, step=step, **terms)

    def lawful(slot: Slot) -> bool:
        clear = all(
            slot.start - before >= b.end + b.buffer.after or slot.end + after <= b.start - b.buffer.before
            for b in taken
        )
        near = [b for b in taken if slot.start - travel < b.end and b.start < slot.end + travel]
        on_the_way = slot.place_type != "remote" and any(b.place not in {None, slot.place_type} for b in near)
        return now + notice <= slot.start <= now + horizon and clear and not on_the_way

    on_the_grid = [
        Slot(start, start + length, o.place_type)
        for o in openings
        for start in (o.start + minutes(minute) for minute in range((o.end - o.start) // minutes(1)))
        if (start - (o.grid or o.start)) % step == timedelta(0) and start + length <= o.end
    ]
    assert slots == sorted(slot for slot in on_the_grid if lawful(slot))
    for slot in on_the_grid:
        there = [o for o in openings if o.place_type == slot.place_type]
        answer = ask(slot.start, there, taken, step=step, **terms)
        assert (answer.outcome is Outcome.FREE) == (slot in slots)
