"""Laws of what happens in one instant, and of when a clock starts or never runs out.

They stand in DESIGN, "Order", "Durations", "Alerts" and "State". What is expected is
told by a few plain lines here, on the calendar of `clock_worlds`.
"""

from random import Random
from typing import Any

from clock_worlds import Case, ClockWorld, clock_world, decide, event, micro
from lawful import law
from slapolicy.contract.decision import Obligation
from slapolicy.worktime import DAY, SECOND

NEVER = {
    "zone": "Europe/Berlin",
    "week": {"mon": ["09:00-17:00"], "fri": ["22:00-06:00"]},
    "closed": [{"from": "1970-01-01", "through": "2200-01-01"}],
    "business_days": "closing",
}
"""Hours that never open. They are reckoned once, as that takes a second."""
Told = tuple[int | None, int | None]
"""When an occurrence started, and when it was fulfilled."""


def found_of(decision: Any, clock: str) -> list[Obligation]:
    return [each for each in decision.obligations if each.clock == clock]


def told(each: Obligation) -> Told:
    return micro(each.started_at), micro(each.fulfilled_at)


@law("ORDER", examples=90)
def test_in_one_instant_what_fulfils_comes_first_and_the_end_last(draw: Random) -> int:
    """However they are told: a reply, a start, a wait, the end, then the reopening."""
    w = clock_world(draw)
    at = w.instant(w.opened + SECOND)
    wrote = w.opened + draw.randrange(1 + (at - w.opened) // SECOND) * SECOND
    has_written = w.opened < wrote < at and draw.random() < 0.5
    happened = {
        verb
        for verb in ("replies", "writes", "waits", "resumes", "resolves", "reopens")
        if draw.random() < 0.45
    }
    was_closed = wrote < at and draw.random() < 0.25
    if was_closed:
        happened -= {"waits", "resumes", "resolves"}
    case = case_at(w, wrote if has_written else None, at, happened)
    if was_closed:
        case["events"].append(event("resolves", "desk", at - SECOND))
    decision = decide(case, at)
    replied = at if "replies" in happened and not was_closed else None
    expected: list[Told] = [(wrote, replied)] if has_written else []
    is_heard = "writes" in happened and not was_closed
    if is_heard and (replied is not None or not has_written):
        expected.append((at, None))
    following = [told(each) for each in found_of(decision, "again")]
    assert following == (expected or [(None, None)] * len(following)), (at, case)
    (answer,) = found_of(decision, "answer")
    assert told(answer) == (w.opened, replied), (at, case)
    has_ended = was_closed or "resolves" in happened
    has_ended = has_ended and "reopens" not in happened
    assert decision.case_state == ("resolved" if has_ended else "open"), (at, case)
    for each in (answer, *found_of(decision, "again")):
        if each.state in ("met", "breached") or each.started_at is None:
            continue
        still = "paused" if "waits" in happened else None
        assert each.state == ("lapsed" if has_ended else still or each.state), case
        assert still or has_ended or each.state in ("running", "not_started"), case
    return len(happened) > 1


def case_at(w: ClockWorld, wrote: int | None, at: int, happened: set[str]) -> Case:
    """Give a case in which all that happens in one instant, told in any order."""
    by = {"writes": "customer", "reopens": "customer"}
    more = []
    for verb in w.draw.sample(sorted(happened), len(happened)):
        rest: dict[str, Any] = {"waits": {"waits_for": "customer"}}.get(verb, {})
        more.append(event(verb, by.get(verb, "desk"), at, **rest))
    if wrote is not None:
        more.append(event("writes", "customer", wrote))
    return w.case(None, *more)


@law("DEFER", examples=60)
def test_what_is_deferred_starts_at_the_opening_and_cites_the_clause(
    draw: Random,
) -> int:
    w = clock_world(draw)
    via = draw.choice(("phone", "phone", "mail"))
    case = w.case(None, via=via)
    opening = w.time.next_opening(w.opened)
    assert opening is not None
    is_deferred = via == "phone" and opening > w.opened
    start = opening if is_deferred else w.opened
    due = w.time.add(start, w.limit)
    assert due is not None
    (found,) = found_of(decide(case, due), "answer")
    assert (micro(found.started_at), micro(found.due_at)) == (start, due), case
    assert (found.state, micro(found.breached_at)) == ("breached", due), case
    assert ("C5" in found.clauses) is is_deferred, case
    return is_deferred


@law("ALERT", examples=50)
def test_a_warning_is_raised_unless_the_reply_has_come_by_then(draw: Random) -> int:
    """What fulfils in the same instant comes first."""
    w = clock_world(draw)
    stands = w.time.add(w.opened, w.limit // 2)  # half of what the limit allows
    assert stands is not None
    replied = stands + draw.choice((-SECOND, 0, 0, 1, SECOND))
    if replied < w.opened:
        return 0
    case = w.case(None, event("replies", "desk", replied, via="mail"))
    for at in (stands, replied, stands + DAY):
        (found,) = decide(case, at).alerts
        expected = "void" if replied <= stands else "raised"
        assert found.state == expected, (at, case)
        assert micro(found.at) == (stands if expected == "raised" else None), case
    return replied >= stands


@law("BT-NEVER", examples=12)
def test_a_clock_whose_hours_never_open_never_runs_out_and_says_so(
    draw: Random,
) -> int:
    """At no instant, whatever pauses it, though other clocks go on."""
    w = clock_world(draw)
    case = w.case(w.pauses())
    case["parameters"]["office"] = NEVER
    for at in (w.opened, w.instant(), w.opened + 400 * DAY):
        decision = decide(case, at)
        for clock in ("answer", "report"):
            (found,) = found_of(decision, clock)
            assert found.due in ("never_opens", "paused"), (at, case)
            assert found.due == "never_opens" or found.state == "paused", (at, case)
            assert found.state in ("not_started", "paused"), (at, case)
            assert (found.due_at, found.breached_at) == (None, None), (at, case)
            assert not micro(found.elapsed), (at, case)
        (memo,) = found_of(decision, "memo")
        assert memo.state in ("running", "paused", "breached"), (at, case)
    return 1
