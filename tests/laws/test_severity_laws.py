"""Laws of a change of severity, on whole cases in random hours (SV-*).

Three ways of counting are told apart (DESIGN, "Severity change"). *From the start*:
limits on one calendar, the present one owed from the original start. *Carried over*:
limits on several calendars, each moment counted on that of the limit then in force.
*Restarted*: `restarts when severity changes`. What is expected is worked out on the
calendars alone.
"""

from random import Random

from clock_worlds import Case, ClockWorld, clock_world, event, micro, obligations
from lawful import law
from slapolicy.worktime import DAY, SECOND, WorkingTime
from slapolicy.worktime.interval import Interval, complement

Changes = list[tuple[int, str]]
"""From which instants on how bad it is; the first is the opening."""
Pieces = list[tuple[int, int, WorkingTime]]
FAR = 900 * DAY
TIMED = ("worst", "bad", "mild")


def changes_of(w: ClockWorld, values: tuple[str, ...], most: int = 4) -> Changes:
    """Give changes, no two at one instant, none to what it already is."""
    found = [(w.opened, w.draw.choice(values))]
    due = w.due()
    for _ in range(w.draw.randint(1, most)):
        soon = w.opened + w.draw.randrange(1 + (due - w.opened) // SECOND) * SECOND
        at = w.draw.choice((due, soon, soon, w.instant(found[-1][0])))
        value = w.draw.choice(values)
        if at > found[-1][0] and value != found[-1][1]:
            found.append((at, value))
    return found


def case_of(w: ClockWorld, changes: Changes, *waits: Interval) -> Case:
    """Give the case, with its changes and waits for the customer."""
    more = [
        event("changes", "desk", at, facts={"trouble": value})
        for at, value in changes[1:]
    ]
    pauses: list[tuple[str, int, int | None]] = [("customer", b, e) for b, e in waits]
    return w.case(pauses, *more, facts={"trouble": changes[0][1]})


def limit_of(w: ClockWorld, value: str) -> int:
    return w.limit if value == "worst" else w.longer


def hours_of(w: ClockWorld, value: str) -> WorkingTime:
    return w.other_time if value == "mild" else w.time


def pieces_of(w: ClockWorld, changes: Changes) -> Pieces:
    """Give the stretches since the opening, with the hours each counts on."""
    present = changes[-1][1]
    ends = [at for at, _ in changes[1:]] + [w.opened + FAR]
    return [
        (at, end, hours_of(w, present if value == "none" else value))
        for (at, value), end in zip(changes, ends, strict=True)
    ]


def counted(pieces: Pieces, until: int, *waits: Interval) -> int:
    """Give the time that counted up to an instant."""
    return sum(
        hours.between(a, b)
        for start, end, hours in pieces
        for a, b in complement(waits, start, min(end, until))
    )


def run_out(pieces: Pieces, need: int, *waits: Interval) -> int:
    """Give when so much has counted."""
    for start, end, hours in pieces:
        for a, b in complement(waits, start, end):
            found = hours.between(a, b)
            if found >= need:
                due = hours.add(a, need)
                assert due is not None
                return due
            need -= found
    raise AssertionError


def expected(
    w: ClockWorld, changes: Changes, now: int, *waits: Interval
) -> tuple[str, int | None, int | None]:
    """Give the state, the due instant and the breach, limit by limit."""
    due: int | None = None
    for index, (since, value) in enumerate(changes):
        if since > now:
            break
        until = min(now, changes[index + 1][0]) if index + 1 < len(changes) else now
        due = None
        if value == "none":
            continue
        if value == "slow":
            due = w.time.business_days_due(w.opened, 1)
            assert due is not None
        else:
            pieces = pieces_of(w, changes[: index + 1])
            due = run_out(pieces, limit_of(w, value), *waits)
        broken = max(due, since)
        if broken <= until:
            return "breached", due, broken
    return "running" if due is not None else "lapsed", due, None


def looks(w: ClockWorld, changes: Changes) -> list[int]:
    last = changes[-1][0]
    found = [last, last + SECOND, w.instant(last), *(at for at, _ in changes)]
    return w.draw.sample(found, 3)


@law("SV-PATH", "SV-SUM", examples=90)
def test_each_moment_counts_on_the_hours_of_the_limit_then_in_force(
    draw: Random,
) -> int:
    w = clock_world(draw)
    changes = changes_of(w, (*TIMED, "slow", "none"))
    case = case_of(w, changes)
    held = 0
    for now in looks(w, changes):
        found = obligations(case, now).get("repair")
        until = [(at, value) for at, value in changes if at <= now]
        if found is None:
            assert all(value == "none" for _, value in until), case
            continue
        state, due, broken = expected(w, changes, now)
        told = "running" if found.state == "not_started" else found.state
        assert told == state, (now, case)
        assert micro(found.due_at) == due, (now, case)
        assert micro(found.breached_at) == broken, (now, case)
        held += len(until) > 1 and state != "lapsed"
    return held > 0


@law("SV-SUM", examples=80, held=20)
def test_what_each_limit_counted_is_together_what_has_elapsed(draw: Random) -> int:
    w = clock_world(draw)
    changes = changes_of(w, TIMED)
    begin, end = w.span()
    waits = ((begin, end),) if begin > w.opened else ()
    now = max(changes[-1][0], end) + draw.choice((0, SECOND, DAY))
    case = case_of(w, changes, *waits)
    found = obligations(case, now)["repair"]
    state, due, broken = expected(w, changes, now, *waits)
    assert micro(found.due_at) == due, case
    assert micro(found.breached_at) == broken, case
    if state != "breached":
        assert micro(found.elapsed) == counted(pieces_of(w, changes), now, *waits)
    sums = []  # by the decisions themselves, change by change
    for at, _ in [*changes[1:], (now, "")]:
        if at <= begin or at >= end:
            each = obligations(case, at)["repair"]
            if each.state in ("running", "not_started"):
                sums.append((at, micro(each.elapsed)))
    for at, elapsed in sums:
        heard = [each for each in changes if each[0] <= at]
        assert elapsed == counted(pieces_of(w, heard), at, *waits), (at, case)
    return len(sums) > 1


@law("SV-PATH", examples=60)
def test_on_one_calendar_only_the_last_severity_counts(draw: Random) -> int:
    w = clock_world(draw)
    w_changes = changes_of(w, ("worst", "bad", "none"))
    last = w_changes[-1]
    straight = [(w.opened, last[1])]
    one, other = case_of(w, w_changes), case_of(w, straight)
    now = last[0]
    found, plain = (obligations(each, now).get("repair") for each in (one, other))
    if found is None or plain is None or found.state == "breached":
        return 0
    if plain.state == "breached":  # by a limit that was not in force then
        return 0
    assert (found.state, found.due_at) == (plain.state, plain.due_at), one
    assert (found.elapsed, found.remaining) == (plain.elapsed, plain.remaining), one
    return len(w_changes) > 1


@law("SV-MONO", examples=70)
def test_a_worse_severity_is_never_due_later(draw: Random) -> int:
    """From the start: worse instead of the same, and worse instead of less bad.

    Restarted: only the latter, since the new limit begins at the change. Carried over
    to other hours: neither, since these may open later.
    """
    w = clock_world(draw)
    at = w.instant()
    if at <= w.opened:
        return 0
    cases = {
        name: case_of(w, changes)
        for name, changes in {
            "raised": [(w.opened, "bad"), (at, "worst")],
            "same": [(w.opened, "bad")],
            "from_none_to_worst": [(w.opened, "none"), (at, "worst")],
            "from_none_to_bad": [(w.opened, "none"), (at, "bad")],
        }.items()
    }
    dues = {name: obligations(case, at) for name, case in cases.items()}

    def due(name: str, clock: str) -> int:
        found = micro(dues[name][clock].due_at)
        assert found is not None
        return found

    assert due("raised", "repair") <= due("same", "repair"), cases["raised"]
    for clock in ("repair", "review"):
        worst, bad = due("from_none_to_worst", clock), due("from_none_to_bad", clock)
        assert worst <= bad, cases["from_none_to_worst"]
    if dues["same"]["review"].state != "breached":  # breached is final: no restart
        assert due("raised", "review") == w.time.add(at, w.limit), cases["raised"]
    return dues["same"]["repair"].state != "breached"


@law("SV-STOPPED", examples=60)
def test_a_change_at_the_stop_or_after_it_changes_nothing(draw: Random) -> int:
    w = clock_world(draw)
    changes = changes_of(w, (*TIMED, "slow"), 2)
    last = changes[-1][0]
    stop = draw.choice((w.instant(last + SECOND), last + SECOND, last + 600 * SECOND))
    done = event("agrees", "desk", stop)
    after = draw.choice((0, SECOND, DAY))
    others = [each for each in (*TIMED, "slow", "none") if each != changes[-1][1]]
    change = {"trouble": draw.choice(others)}
    later = event("changes", "desk", stop + after, facts=change)
    cases = []
    for more in ([done], [done, later]):
        case = case_of(w, changes)
        cases.append({**case, "events": [*case["events"], *more]})
    at = stop + after + draw.choice((0, SECOND, 9 * DAY))
    before, found = (obligations(case, at) for case in cases)
    for clock in ("repair", "review"):
        if clock == "review" and changes[-1][1] == "slow":
            continue  # nothing limits it then: the first limit to come judges it
        assert before[clock].fulfilled_at is not None
        assert before[clock] == found[clock], (clock, at, cases[1])
    return before["repair"].state == "met"


@law("SV-RESTART", examples=50)
def test_a_restarted_clock_begins_at_the_change(draw: Random) -> int:
    w = clock_world(draw)
    changes = changes_of(w, TIMED)
    case = case_of(w, changes)
    begun = due = w.opened
    for index, (at, value) in enumerate(changes):
        begun = at
        due = run_out([(at, at + FAR, hours_of(w, value))], limit_of(w, value))
        until = changes[index + 1][0] if index + 1 < len(changes) else None
        if until is None or due <= until:
            break
    found = obligations(case, max(due, changes[-1][0]))["review"]
    assert (micro(found.started_at), micro(found.due_at)) == (begun, due), case
    assert (found.state, micro(found.breached_at)) == ("breached", due), case
    return begun > w.opened
