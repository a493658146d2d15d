"""Laws of pauses and of the due instant, on whole cases in random hours (PZ-*, EV-*).

What is expected is worked out on the calendar alone: B is the open time between two
instants, D the least instant by which some has passed. The hours, the limit and the
pauses of a case are those of `clock_worlds`.
"""

from random import Random

from clock_worlds import (
    Case,
    ClockWorld,
    Pause,
    clock_world,
    covered,
    decide,
    event,
    micro,
    obligations,
)
from lawful import law
from slapolicy.contract.decision import Obligation
from slapolicy.worktime import DAY, SECOND, to_datetime
from slapolicy.worktime.interval import total

CLOCKS = ("answer", "report", "memo")
TOLD = ("state", "due", "due_at", "elapsed", "remaining", "paused", "overrun")


def told(each: Obligation, *without: str) -> tuple[object, ...]:
    return tuple(getattr(each, name) for name in TOLD if name not in without)


def same(one: Case, other: Case, times: list[int], *without: str) -> None:
    for at in times:
        before, after = obligations(one, at), obligations(other, at)
        for clock in CLOCKS:
            assert told(before[clock], *without) == told(after[clock], *without), (
                clock, to_datetime(at), one, other,
            )  # fmt: skip


def looks(w: ClockWorld, pauses: list[Pause]) -> list[int]:
    """Give instants at which to look: at edges of pauses, in them, and at dues."""
    edges = [at for _, b, e in pauses for at in (b, e) if at is not None]
    found = [*edges, w.instant(), w.due(), w.due() + w.draw.choice((-1, 0, 1))]
    return w.draw.sample(found, min(3, len(found)))


def due_with(w: ClockWorld, clock: str, pauses: list[Pause]) -> int:
    """Give when a clock is due with pauses, by DESIGN, "Pauses"."""
    nominal = w.due(clock)

    def open_time(a: int, b: int) -> int:
        return b - a if clock == "memo" else w.time.between(a, b)

    spans = covered(pauses, w.opened, nominal + 400 * DAY)
    due = nominal
    while True:
        lost = sum(open_time(b, min(e, due)) for b, e in spans if b < due)
        after = nominal + lost if clock == "memo" else w.time.add(nominal, lost)
        assert after is not None
        within = [e for b, e in spans if b < after < e]
        after = within[0] if within else after
        if after == due:
            return due
        due = after


@law("PZ-UNION", examples=50)
def test_overlapping_pauses_are_their_union(draw: Random) -> int:
    w = clock_world(draw)
    pauses = w.pauses()
    spans = covered(pauses, w.opened, w.opened + 900 * DAY)
    united: list[Pause] = [("customer", b, e) for b, e in spans]
    same(w.case(pauses), w.case(united), looks(w, pauses))
    return len(spans) < len(pauses)


@law("PZ-SPLIT", examples=50)
def test_a_pause_in_two_is_one_and_one_of_no_length_is_none(draw: Random) -> int:
    w = clock_world(draw)
    begin, end = w.span()
    begin = max(begin, w.opened + SECOND)
    if end - begin < 2 * SECOND:
        return 0
    middle = begin + (end - begin) // (2 * SECOND) * SECOND
    halves: list[Pause] = [("customer", begin, middle), ("broken", middle, end)]
    draw.shuffle(halves)
    whole: list[Pause] = [(draw.choice(("vendor", "customer", "broken")), begin, end)]
    nothing: Pause = ("broken", (at := w.instant()), at)
    for at in looks(w, halves):
        same(w.case(whole), w.case(halves), [at])
        if whole[0][0] != "broken":
            same(w.case(whole), w.case([*whole, nothing]), [at])
    return w.time.between(begin, end) > 0


@law("PZ-CLOSED", examples=60, held=15)
def test_a_pause_outside_hours_changes_nothing(draw: Random) -> int:
    w = clock_world(draw)
    begin = w.time.next_closing(w.instant())
    opening = None if begin is None else w.time.next_opening(begin)
    if begin is None or opening is None or begin < w.opened:
        return 0
    end = opening if draw.random() < 0.5 else begin + (opening - begin) // 2
    if begin == w.opened or end <= begin:
        return 0
    # a day limit that runs out in closed time waits for the pause to end
    clocks = ["answer"] if w.plain["ends"] != "closing" else ["answer", "report"]
    case, more = w.case(), w.case([("customer", begin, end)])
    for at in (end, w.instant(end), w.due(), w.due() + SECOND):
        if begin <= at < end:
            continue
        before, after = obligations(case, at), obligations(more, at)
        for clock in clocks:
            assert told(before[clock]) == told(after[clock]), (clock, at, more)
    return 1


@law("PZ-SHIFT", examples=80)
def test_a_pause_moves_the_due_by_its_open_time(draw: Random) -> int:
    w = clock_world(draw)
    pauses = w.pauses()
    case = w.case(pauses)
    moved = 0
    for clock in CLOCKS:
        due = due_with(w, clock, pauses)
        last = max([due, *(e or 0 for _, _, e in pauses)])
        found = obligations(case, last)[clock]
        assert micro(found.due_at) == due, (clock, case)
        assert found.state == "breached", (clock, case)
        assert micro(found.breached_at) == due
        if clock == "answer":
            lost = total(
                tuple(
                    span
                    for b, e in covered(pauses, w.opened, due)
                    for span in w.time.spans(b, e)
                )
            )
            assert w.time.between(w.opened, due) == w.limit + lost
        moved += due > w.due(clock)
    return moved > 0


@law("PZ-MONO", examples=50)
def test_one_pause_more_makes_no_due_earlier(draw: Random) -> int:
    w = clock_world(draw)
    pauses = w.pauses()
    kept = [each for each in pauses if draw.random() < 0.5]
    fewer, more = w.case(kept), w.case(pauses)
    later = 0
    for at in looks(w, pauses):
        before, after = obligations(fewer, at), obligations(more, at)
        for clock in CLOCKS:
            b, a = before[clock], after[clock]
            if b.due_at is not None and a.due_at is not None:
                later += b.due_at < a.due_at
                assert b.due_at <= a.due_at, (clock, at, more)
            assert b.elapsed is not None
            assert a.elapsed is not None
            assert a.elapsed <= b.elapsed, (clock, at, more)
    return later > 0


@law("PZ-OPEN", examples=70)
def test_what_is_left_in_a_pause_is_left_when_it_ends(draw: Random) -> int:
    w = clock_world(draw)
    pauses = w.pauses(2)
    begin = w.instant()
    going: list[Pause] = [each for each in pauses if (each[2] or 0) < begin]
    if begin <= w.opened or due_with(w, "answer", going) <= begin:
        return 0
    at = w.instant(begin)
    why = draw.choice(("customer", "vendor", "broken"))
    before = obligations(w.case([*going, (why, begin, None)]), at)["answer"]
    assert (before.state, before.due, before.due_at) == ("paused", "paused", None)
    left = micro(before.remaining)
    assert left is not None
    end = w.instant(at)
    if end <= begin:
        return 0
    after = obligations(w.case([*going, (why, begin, end)]), end)["answer"]
    assert micro(after.due_at) == w.time.add(end, left)
    assert left == micro(obligations(w.case([*going, (why, begin, None)]), end)[
        "answer"
    ].remaining)  # fmt: skip
    return 1


# The due instant itself (DESIGN, "Order": equality is met, all else is too late)


@law("EV-NORETRO", examples=60)
def test_at_the_due_instant_only_what_fulfils_is_in_time(draw: Random) -> int:
    w = clock_world(draw)
    pauses = w.pauses(2)
    case = w.case(pauses)
    due = due_with(w, "answer", pauses)
    late = [
        event("waits", "desk", due, waits_for="customer"),
        event("changes", "desk", due, facts={"broken": True}),
        event("withdraws", "customer", due),
        event("resolves", "desk", due),
    ]
    if ("broken", due) in [(why, at) for why, b, e in pauses for at in (b, e)]:
        del late[1]
    for each in late:
        other = w.case(pauses, each)
        for at in (due, due + DAY):
            found = obligations(other, at)["answer"]
            assert found.state == "breached", (each, other)
            assert micro(found.due_at) == micro(found.breached_at) == due
    for by, state in ((-SECOND, "met"), (0, "met"), (SECOND, "breached")):
        if due + by < w.opened:
            continue
        reply = event("replies", "desk", due + by, via="mail")
        found = obligations(w.case(pauses, reply), due + DAY)["answer"]
        is_paused = any(b < due + by < (e or 0) for _, b, e in pauses)
        assert found.state == state or is_paused, (reply, case)
        if state == "met" and not is_paused:
            assert micro(found.due_at) == due
    return 1


@law("NOW-MONO", examples=50)
def test_a_clock_left_alone_runs_out_at_its_due_and_not_before(draw: Random) -> int:
    w = clock_world(draw)
    case, due = w.case(), w.due()
    opening = w.time.next_opening(w.opened)
    assert opening is not None
    before: int | None = None
    for at in sorted({w.opened, w.instant(), w.instant(), opening, due - 1, due}):
        found = obligations(case, at)["answer"]
        expected = "not_started" if at < opening else "running"
        assert found.state == ("breached" if at >= due else expected), (at, case)
        assert micro(found.due_at) == due
        left = micro(found.remaining)
        if at < due:
            assert left == w.time.between(at, due)
            assert micro(found.elapsed) == w.limit - left
            assert before is None or left <= before
            before = left
        else:
            assert micro(found.overrun) == w.time.between(due, at)
    return 1


@law("NEXT", examples=50)
def test_the_next_changes_are_the_opening_the_warning_and_the_dues(
    draw: Random,
) -> int:
    w = clock_world(draw)
    case = w.case()
    half = w.time.add(w.opened, -(-w.limit // 2))
    opening = w.time.next_opening(w.opened)
    assert half is not None
    assert opening is not None
    changes = {opening, half, *(w.due(clock) for clock in CLOCKS)}
    expected = [at for at in sorted(changes) if at > w.opened]
    at = w.opened
    found: list[int] = []
    while len(found) <= len(expected):
        decision = decide(case, at)
        raised = [each.state for each in decision.alerts]
        assert raised == ["raised" if half <= at else "pending"], (at, case)
        change = micro(decision.next_change_at)
        if change is None:
            break
        found.append(change)
        at = change
    assert found == expected, case
    return half < w.due()


@law("END", examples=50)
def test_time_in_which_a_case_is_closed_is_a_pause(draw: Random) -> int:
    w = clock_world(draw)
    begin, end = w.span()
    begin = max(begin, w.opened + SECOND)
    if end <= begin or w.due() <= begin:
        return 0
    closed = w.case(
        None, event("resolves", "desk", begin), event("reopens", "customer", end)
    )
    waited = w.case([("customer", begin, end)])
    for at in (end, w.instant(end), w.instant(end) + DAY):
        for clock in ("answer", "memo"):
            one, other = (obligations(each, at)[clock] for each in (closed, waited))
            assert told(one) == told(other), (clock, at, closed)
    return w.time.between(begin, end) > 0
