"""Laws of decisions, each a function of a policy and of random choices.

They stand in DESIGN §3 ("Order", "Pauses", "next_change_at", "Facts", "End"). A law
fails with a reason, and gives how often its premise held. Tests try each on the
policies below; `python tests/campaign.py laws` on as many cases as asked for.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from attrs import evolve

import oracle
import slapolicy
import strategies
from random_cases import instants, midnight, random_case, some_events, some_value
from reference import policies
from slapolicy import Decision, Policy
from slapolicy.contract.decision import Obligation
from slapolicy.contract.evaluator.evaluator import essence

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
PATHS = [
    *sorted(p for p in (ROOT / "policies").glob("*.sla*") if p.stem != "support"),
    FIXTURES / "extras.sla",
    FIXTURES / "extras-more.sla",
    *(
        FIXTURES / "meaning" / f"{name}.sla"
        for name in ("anew", "severity_more", "silence", "waits")
    ),
]
RANDOM_POLICIES = 8  # of those that tests look at; a campaign looks at any
MICROSECOND = timedelta(microseconds=1)
ORDER = ("not_started", "running", "breached")
Case = dict[str, Any]
Law = Callable[[Policy, Random], int]


@cache
def load(path: Path) -> Policy:
    """Load a policy, once."""
    return slapolicy.load(path)


@cache
def random_policy(number: int) -> Policy:
    """Give a random policy, once."""
    _, text = policies.random_policy(Random(number))
    return slapolicy.loads(text, name=f"random-{number}.sla")


def some_policy(draw: Random) -> Policy:
    """Give one of the policies, or a random one."""
    if draw.random() < 0.3:
        return random_policy(draw.randrange(RANDOM_POLICIES))
    return load(draw.choice(PATHS))


def told(policy: Policy, draw: Random) -> tuple[Case, list[datetime]]:
    """Give a random case, and instants at which to look at it."""
    case = random_case(draw, policy)
    return case, instants(draw, case)


def decide(policy: Policy, case: Case, at: datetime) -> Decision:
    """Decide a case as of an instant."""
    return policy.evaluate(policy.case(case, lenient=True), at=at)


def when(event: Case) -> datetime:
    """Give the instant of an event."""
    return datetime.fromisoformat(event["at"])


def heard_until(case: Case, at: datetime) -> Case:
    """Give the case as it was known at an instant."""
    heard = {**case, "events": [e for e in case["events"] if when(e) <= at]}
    if "attempts" in case:
        heard["attempts"] = [each for each in case["attempts"] if when(each) <= at]
    return heard


def with_more(case: Case, *events: Case) -> Case:
    """Give the case with events more, told last."""
    return {**case, "events": [*case["events"], *events]}


def by_id(decision: Decision) -> dict[str, Obligation]:
    """Give the obligations of a decision by their names."""
    return {each.id: each for each in decision.obligations}


def same(policy: Policy, one: Case, other: Case, times: list[datetime]) -> None:
    """Hold that two cases come to the same."""
    for at in times:
        found, expected = decide(policy, other, at), decide(policy, one, at)
        assert essence(found) == essence(expected), at


def course(case: Case, shares: int = 8) -> list[datetime]:
    """Give instants all through a case, its events among them, and after it."""
    told_at = {when(event) for event in case["events"]}
    first, last = min(told_at), max(told_at)
    length = last - first + timedelta(days=1)
    told_at |= {first + length * share / shares for share in range(shares + 1)}
    return sorted(told_at)


# Order and knowledge


def next_change(policy: Policy, draw: Random) -> int:
    """NEXT: a decision does not change before its next change, and does at it."""
    case, times = told(policy, draw)
    held = 0
    for at in times:
        heard = heard_until(case, at)
        decision = decide(policy, heard, at)
        change = decision.next_change_at
        before = essence(decision)
        end = change if change is not None else at + timedelta(days=40)
        for _ in range(4):
            later = at + (end - at) * draw.random()
            if later < end:
                assert essence(decide(policy, heard, later)) == before, later
        if change is not None:
            held += 1
            assert change > at
            assert essence(decide(policy, heard, change - MICROSECOND)) == before
            assert essence(decide(policy, heard, change)) != before
    return held


def zone_of_instants(policy: Policy, draw: Random) -> int:
    """BT-ZONEREL: by which offset from UTC an instant is written means nothing."""
    case, times = told(policy, draw)

    def written(at: str) -> str:
        east = timezone(timedelta(minutes=draw.randrange(-14 * 60, 14 * 60, 15)))
        return datetime.fromisoformat(at).astimezone(east).isoformat()

    other = {
        **case,
        "events": [{**e, "at": written(e["at"])} for e in case["events"]],
    }
    for at in times:
        east = timezone(timedelta(hours=draw.randrange(-12, 12)))
        found = decide(policy, other, at.astimezone(east))
        assert found == decide(policy, case, at)
        assert found.to_json() == decide(policy, case, at).to_json()
    return 1


def order_of_coming_in(policy: Policy, draw: Random) -> int:
    """EV-PERM: in which order events of different instants come in means nothing."""
    case, times = told(policy, draw)
    groups: dict[str, list[Any]] = {}
    for event in case["events"]:
        groups.setdefault(event["at"], []).append(event)
    mixed = list(groups.values())
    draw.shuffle(mixed)
    shuffled = {**case, "events": [event for group in mixed for event in group]}
    noted = {f.code for f in policy.case(shuffled, lenient=True).findings}
    in_order = [when(event) for event in shuffled["events"]]
    assert ("SLA649" in noted) == (in_order != sorted(in_order))
    for at in times:
        assert decide(policy, shuffled, at) == decide(policy, case, at)
    return int(len(groups) > 2)


KINDS = (
    ("changes",),
    ("waits",),
    ("resumes",),
    ("agrees", "disagrees", "resolves", "withdraws"),
)


def order_of_kinds(policy: Policy, draw: Random) -> int:
    """EV-PERM: at one instant position decides within a kind of event only."""
    case, times = told(policy, draw)
    more = [_waited(policy, draw, case)[1] for _ in range(draw.choice((0, 1, 1, 2)))]
    more += [{**each, "type": "resumes"} for each in more if draw.random() < 0.4]
    case = with_more(case, *more)
    case["events"].sort(key=when)
    for before, event in pairwise(case["events"]):
        if draw.random() < 0.5:
            event["at"] = before["at"]
    groups: dict[str, list[list[Case]]] = {}
    for event in case["events"]:
        kind = next((i for i, k in enumerate(KINDS) if event["type"] in k), len(KINDS))
        lists = groups.setdefault(event["at"], [[] for _ in (*KINDS, ())])
        lists[kind].append(event)
    mixed: list[Case] = []
    held = 0
    for lists in groups.values():
        waiting = [each for each in lists if each]
        held += len(waiting) > 1
        while waiting := [each for each in waiting if each]:
            mixed.append(draw.choice(waiting).pop(0))
    for at in [*times, *course(case, 2)]:
        assert decide(policy, {**case, "events": mixed}, at) == decide(policy, case, at)
    return held


def told_twice(policy: Policy, draw: Random) -> int:
    """EV-DUP: an event told twice counts once."""
    case, times = told(policy, draw)
    again = draw.sample(case["events"], draw.randint(1, len(case["events"])))
    noted = [
        f.code for f in policy.case(with_more(case, *again), lenient=True).findings
    ]
    assert noted.count("SLA643") >= len(again)
    for at in times:
        expected = decide(policy, case, at)
        assert decide(policy, with_more(case, *case["events"]), at) == expected
        assert decide(policy, with_more(case, *again), at) == expected
    return 1


def later_is_not_known(policy: Policy, draw: Random) -> int:
    """EV-CAUSAL: what happens later is not known."""
    case, times = told(policy, draw)
    for at in times:
        assert decide(policy, heard_until(case, at), at) == decide(policy, case, at)
    return int(any(when(event) > min(times) for event in case["events"]))


def met_and_breached_are_final(policy: Policy, draw: Random) -> int:
    """EV-NORETRO: no later event changes what is met or breached."""
    case, _ = told(policy, draw)
    final: dict[str, tuple[str, datetime | None]] = {}
    held = 0
    for at in course(case):
        for each in decide(policy, case, at).obligations:
            if each.id in final:
                held += 1
                assert (each.state, each.due_at) == final[each.id], each.id
            elif each.state in ("met", "breached") and each.due != "indeterminate":
                final[each.id] = each.state, each.due_at
    return int(held > 0)


def raised_stays_raised(policy: Policy, draw: Random) -> int:
    """ALERT: one about a clock that was raised stays raised, at the instant it was."""
    if not any(alert.clock for alert in policy.alerts):
        return 0
    case, _ = told(policy, draw)
    raised: dict[str, datetime | None] = {}
    held = 0
    for at in course(case):
        alerts = {a.id: a for a in decide(policy, case, at).alerts if a.obligation}
        for name, when_raised in raised.items():
            held += 1
            assert name in alerts, name
            assert (alerts[name].state, alerts[name].at) == ("raised", when_raised)
        raised |= {n: a.at for n, a in alerts.items() if a.state == "raised"}
    return int(held > 0)


def time_alone_only_runs_out(policy: Policy, draw: Random) -> int:
    """NOW-MONO: without events what remains never grows, and states only go on."""
    case, times = told(policy, draw)
    at = times[0]
    heard = heard_until(case, at)
    before: dict[str, Obligation] = {}
    held = 0
    for hours in (0, 0.1, 1, 3, 10, 30, 100):
        decision = decide(policy, heard, at + timedelta(hours=hours))
        found = by_id(decision)
        for name, each in found.items():
            old = before.get(name)
            if old is None:
                continue
            if old.state in ORDER and each.state in ORDER:
                assert ORDER.index(old.state) <= ORDER.index(each.state), name
            if old.state in ("met", "breached", "lapsed"):
                assert each.state == old.state, name
            if old.remaining is not None and each.remaining is not None:
                held += old.remaining > each.remaining
                assert each.remaining <= old.remaining, name
            if old.elapsed is not None and each.elapsed is not None:
                assert each.elapsed >= old.elapsed, name
        before = found
    return int(held > 0)


# What stops a clock, and what is no event for it


def _stopped(
    policy: Policy, draw: Random, more: Callable[[datetime], list[Case]]
) -> int:
    """Hold that events after an occurrence was met change nothing of it."""
    case, _ = told(policy, draw)
    last = max(when(event) for event in case["events"])
    at = last + timedelta(days=draw.choice((0, 1, 9)))
    done = [
        each
        for each in by_id(decide(policy, case, at)).values()
        if each.fulfilled_at is not None and each.due != "indeterminate"
    ]
    if not done:
        return 0
    stop = draw.choice(done).fulfilled_at
    assert stop is not None
    since = draw.choice([stop, last, *_later(case, stop)])
    others = more(since)
    at = max([at, *map(when, others)])
    before, after = (
        by_id(decide(policy, told_of, at))
        for told_of in (case, with_more(case, *others))
    )
    for each in done:
        assert each.fulfilled_at is not None
        if each.fulfilled_at > since:
            continue
        was, now = before[each.id], after[each.id]
        for name in ("state", "due", "due_at", "fulfilled_at", "breached_at"):
            assert getattr(now, name) == getattr(was, name), (each.id, name)
        for name in ("elapsed", "paused", "overrun"):
            length = getattr(was, name)
            assert length is None or getattr(now, name) == length, (each.id, name)
    return 1


def _later(case: Case, at: datetime) -> list[datetime]:
    return [when(event) for event in case["events"] if when(event) > at]


def events_after_the_stop(policy: Policy, draw: Random) -> int:
    """EV-AFTERSTOP: events after what met an occurrence change nothing of it."""

    def more(since: datetime) -> list[Case]:
        found = some_events(draw, policy, since + timedelta(seconds=1), 3)
        return [each for each in found if each["type"] not in ("opens", "changes")]

    return _stopped(policy, draw, more)


def changes_after_the_stop(policy: Policy, draw: Random) -> int:
    """SV-STOPPED: a change of facts after what met an occurrence changes nothing."""

    def more(since: datetime) -> list[Case]:
        at = since + timedelta(seconds=draw.choice((1, 60, 86_400)))
        by = policy.agreement.supplier.name
        names = draw.sample(list(policy.facts), draw.randint(1, len(policy.facts)))
        facts = {name: some_value(draw, policy.facts[name]) for name in names}
        return [{"at": at.isoformat(), "type": "changes", "by": by, "facts": facts}]

    return _stopped(policy, draw, more)


def nothing_happens_to_a_closed_case(policy: Policy, draw: Random) -> int:
    """EV-AFTERSTOP: after the end of a case no event but a reopening counts."""
    case, _ = told(policy, draw)
    last = max(when(event) for event in case["events"])
    decision = decide(policy, case, last)
    if decision.case_state not in ("resolved", "withdrawn"):
        customer = policy.agreement.customer.name
        end = {"at": last.isoformat(), "type": "withdraws", "by": customer}
        case = with_more(case, end)
        decision = decide(policy, case, last)
        if decision.case_state != "withdrawn":
            return 0
    found = some_events(draw, policy, last + timedelta(seconds=1), 4)
    kept = [e for e in found if e["type"] not in ("reopens", "opens", "changes")]
    at = last + timedelta(days=30)
    before, after = (
        decide(policy, each, at) for each in (case, with_more(case, *kept))
    )
    assert before.obligations == after.obligations
    assert (before.case_state, before.closed_at) == (after.case_state, after.closed_at)
    return int(bool(kept))


def notes_match_nothing(policy: Policy, draw: Random) -> int:
    """EV-UNREL: notes, automatic messages and what no clock listens to are nothing."""
    case, times = told(policy, draw)
    agreement = policy.agreement
    supplier, customer = agreement.supplier.name, agreement.customer.name
    opened = next(when(e) for e in case["events"] if e["type"] == "opens")
    instants_told = [when(event) for event in case["events"]]
    extra = []
    for kind, by in (
        ("notes", supplier), ("notes", customer), ("writes", customer),
        ("replies", supplier), ("calls", customer), ("updates", supplier),
        *((name, supplier) for name in _unheard(policy)),
    ):  # fmt: skip
        at = draw.choice(instants_told) + timedelta(seconds=draw.choice((0, 1, 600)))
        event = {"at": max(opened, at).isoformat(), "type": kind, "by": by}
        if kind in ("writes", "replies", "calls", "updates"):
            event["automatic"] = True  # type: ignore[assignment]  # JSON
        extra.append(event)
    same(policy, case, with_more(case, *extra), [*times, *course(case, 2)])
    return 1


def _unheard(policy: Policy) -> list[str]:
    """Give declared events that nothing of a policy listens to, and silence neither."""
    if any(rule.silence is not None for rule in policy.resolutions):
        return []
    heard = repr([
        [(c.starts, c.met, c.lapses, c.restarts) for c in policy.clocks.values()],
        policy.resolutions, policy.duties, policy.intakes, policy.deferrals,
    ])  # fmt: skip
    return [n for n, verbs in policy.events.items() if not verbs and n not in heard]


# Pauses


def _waited(policy: Policy, draw: Random, case: Case) -> tuple[Case, Case, datetime]:
    """Give the case with a wait, the wait, and an instant within it."""
    party = policy.agreement.customer.name
    roles = [
        pause.role
        for clock in policy.clocks.values()
        for pause in clock.pauses
        if hasattr(pause, "role")
    ]
    told_at = sorted({when(event) for event in case["events"]})
    opened = next(when(e) for e in case["events"] if e["type"] == "opens")
    begin = max(opened, draw.choice(told_at))
    begin += timedelta(minutes=draw.choice((1, 7, 60)))
    wait: Case = {
        "at": begin.isoformat(),
        "type": "waits",
        "by": policy.agreement.supplier.name,
        "for": draw.choice([*roles, party]),
    }
    later = [at for at in told_at if at > begin]
    end = later[0] if later else begin + timedelta(hours=draw.choice((1, 9, 40)))
    more = [wait]
    if draw.random() < 0.7:
        until = end + timedelta(minutes=draw.choice((0, 30, 600)))
        more.append({**wait, "type": "resumes", "at": until.isoformat()})
    return with_more(case, *more), wait, begin + (end - begin) * draw.random()


def a_wait_within_a_wait(policy: Policy, draw: Random) -> int:
    """PZ-UNION: a wait within one for the same party changes nothing."""
    case, times = told(policy, draw)
    case, wait, middle = _waited(policy, draw, case)
    more = with_more(case, {**wait, "at": middle.isoformat()})
    same(policy, case, more, [*times, *course(case, 2)])
    return int(any(clock.pauses for clock in policy.clocks.values()))


def a_wait_in_two(policy: Policy, draw: Random) -> int:
    """PZ-SPLIT: a wait that ends and begins again in one instant is one."""
    case, times = told(policy, draw)
    case, wait, middle = _waited(policy, draw, case)
    again = {**wait, "at": middle.isoformat()}
    more = with_more(case, again, {**again, "type": "resumes"})
    same(policy, case, more, [*times, *course(case, 2)])
    return int(any(clock.pauses for clock in policy.clocks.values()))


def a_pause_never_makes_it_earlier(policy: Policy, draw: Random) -> int:
    """PZ-MONO: a wait more makes no due earlier and no elapsed time longer."""
    case, times = told(policy, draw)
    if any(event["type"] == "waits" for event in case["events"]):
        return 0  # an earlier wait might end with this one
    longer, _, _ = _waited(policy, draw, case)
    held = 0
    for at in [*times, *course(case, 2)]:
        plain = by_id(decide(policy, case, at))
        for name, each in by_id(decide(policy, longer, at)).items():
            if name not in plain or plain[name].started_at != each.started_at:
                continue  # a restart was spared
            was = plain[name]
            if each.due_at and was.due_at:
                held += each.due_at > was.due_at
                assert each.due_at >= was.due_at, name
            if each.elapsed is not None and was.elapsed is not None:
                assert each.elapsed <= was.elapsed, name
    return int(held > 0)


# Facts and severities


def the_same_fact_again(policy: Policy, draw: Random) -> int:
    """SV-NOOP: changing a fact to what it is changes nothing."""
    case, times = told(policy, draw)
    name = draw.choice([*case["facts"], *policy.facts])
    at = draw.choice(course(case, 3))
    value = _value_at(case, name, at)
    if value is None:
        return 0
    change = {"at": at.isoformat(), "type": "changes", "facts": {name: value}}
    change["by"] = policy.agreement.supplier.name
    same(policy, case, with_more(case, change), [*times, *course(case, 2)])
    return 1


def _value_at(case: Case, name: str, at: datetime) -> Any:
    """Give what a fact is at an instant, as the case tells it."""
    value = case["facts"].get(name)
    for event in sorted(case["events"], key=when):
        if when(event) <= at and name in event.get("facts", {}):
            value = event["facts"][name]
    return value


def there_and_back(policy: Policy, draw: Random) -> int:
    """SV-NOOP: from one value to another and back in one instant changes nothing."""
    case, times = told(policy, draw)
    name = draw.choice([*case["facts"], *policy.facts])
    at = draw.choice([when(event) for event in case["events"]])
    at += timedelta(minutes=draw.choice((0, 7)))
    value = _value_at(case, name, at)
    other = some_value(draw, policy.facts[name]) if name in policy.facts else None
    if value is None:  # a fact that was unknown once more is another unknown
        return 0
    both = [
        {"at": at.isoformat(), "type": "changes", "facts": {name: each}}
        | {"by": policy.agreement.supplier.name}
        for each in (other, value)
    ]
    same(policy, case, with_more(case, *both), [*times, *course(case, 2)])
    return int(other != value)


def born_so(policy: Policy, draw: Random) -> int:
    """SV-BIRTH: what becomes known at the opening might have been known before."""
    case, times = told(policy, draw)
    facts = {k: v for k, v in case["facts"].items() if k not in policy.indicators}
    stated = {k: v for k, v in case["facts"].items() if k in policy.indicators}
    opened = next(event for event in case["events"] if event["type"] == "opens")
    change = {"at": opened["at"], "type": "changes", "by": opened["by"], "facts": facts}
    if not facts or any(when(e) < when(opened) for e in case["events"]):
        return 0
    born = {**case, "facts": stated, "events": [change, *case["events"]]}
    same(policy, case, born, [at for at in times if at >= when(opened)])
    return 1


def dates_in_force(policy: Policy, draw: Random) -> int:
    """FORCE: a case opened on the first or the last date is under the agreement.

    From midnight to midnight of the agreement's zone, and on no other date.
    """
    case, times = told(policy, draw)
    agreement = evolve(
        policy.agreement, starts_on=None, ends_on=None, governs_all_cases=False
    )
    always = evolve(policy, agreement=agreement)
    opening = next(event for event in case["events"] if event["type"] == "opens")
    wall = oracle.reading(agreement.zone, int(when(opening).timestamp()))
    on = strategies.EPOCH + timedelta(days=wall // strategies.DAY)
    midnights = [midnight(day, agreement.zone) for day in (on, on + timedelta(days=1))]
    edges = [midnights[0], midnights[1] - timedelta(seconds=1)]
    moved = [
        {**case, "events": [{**opening, "at": each.isoformat()}]} for each in edges
    ]

    def edition(first: date | None, last: date | None) -> Policy:
        dated = evolve(agreement, starts_on=first, ends_on=last)
        return evolve(policy, agreement=dated)

    this, others = (
        edition(on, on),
        [
            edition(on + timedelta(days=1), None),
            edition(None, on - timedelta(days=1)),
        ],
    )
    looks = [(case, at) for at in times if at >= when(opening)]
    looks += [(each, when(each["events"][0])) for each in moved]
    held = 0
    for each, at in looks:
        expected = decide(always, each, at)
        assert essence(decide(this, each, at)) == essence(expected), at
        held += bool(expected.obligations)
        for other in others:
            found = decide(other, each, at)
            assert not found.obligations, at
            assert not found.alerts, at
            assert {answer.outcome for answer in found.coverage} <= {"silent"}
    return held


def who_is_waited_for_in_silence(policy: Policy, draw: Random) -> int:
    """END: only whom a silence waits for can break it."""
    roles = {rule.silence.role for rule in policy.resolutions if rule.silence}
    supplier = policy.agreement.supplier.name
    others = [n for n, r in policy.roles.items() if r.party == supplier]
    others = [name for name in others if not roles & {name, supplier}]
    if not roles or not others:
        return 0
    case, _ = told(policy, draw)
    last = max(when(event) for event in case["events"])
    at = last + timedelta(days=60)
    before = decide(policy, case, at)
    if before.closed_at is None or before.closed_at <= last:  # no silence ended it
        return 0
    more: list[Case] = []
    for _ in range(draw.randint(1, 2)):
        said = last + (before.closed_at - last) * draw.random()
        verb = draw.choice(("replies", "updates", "calls"))
        event = {"at": said.replace(microsecond=0).isoformat(), "type": verb}
        more.append({**event, "by": draw.choice(others)})
    after = decide(policy, with_more(case, *more), at)
    assert (before.case_state, before.closed_at) == (after.case_state, after.closed_at)
    return 1


def more_knowledge_turns_nothing_round(policy: Policy, draw: Random) -> int:
    """KNOW: what is told of an unknown fact stays true once it is known."""
    case, times = told(policy, draw)
    if len(case["facts"]) < 2:
        return 0
    name = draw.choice(list(case["facts"]))
    less = {**case, "facts": {k: v for k, v in case["facts"].items() if k != name}}
    for at in times:
        unsure, sure = decide(policy, less, at), decide(policy, case, at)
        if unsure.severity.state in ("decided", "none"):
            assert unsure.severity.name == sure.severity.name
        elif sure.severity.state != "indeterminate":
            assert set(sure.severity.possible) <= set(unsure.severity.possible)
        if unsure.case_state != "indeterminate":
            assert unsure.case_state == sure.case_state
        known = by_id(sure)
        for each in unsure.obligations:
            if each.due == "at" and each.id in known:
                sure_one = known[each.id]
                assert (each.state, each.due_at) == (sure_one.state, sure_one.due_at)
                for length in ("elapsed", "remaining", "paused", "overrun"):
                    was = getattr(each, length)
                    assert was is None or was == getattr(sure_one, length), length
        for before, after in zip(unsure.coverage, sure.coverage, strict=True):
            assert before.outcome in ("indeterminate", after.outcome)
    return 1


DECISION_LAWS: tuple[Law, ...] = (
    next_change, zone_of_instants, order_of_coming_in, order_of_kinds, told_twice,
    later_is_not_known, met_and_breached_are_final, raised_stays_raised,
    time_alone_only_runs_out, events_after_the_stop, changes_after_the_stop,
    nothing_happens_to_a_closed_case, notes_match_nothing, a_wait_within_a_wait,
    a_wait_in_two, a_pause_never_makes_it_earlier, the_same_fact_again, there_and_back,
    born_so, dates_in_force, who_is_waited_for_in_silence,
    more_knowledge_turns_nothing_round,
)  # fmt: skip


def seeded(law: Law) -> Callable[[Policy, int], int]:
    """Give a law of a policy and a seed."""
    return lambda policy, seed: law(policy, Random(f"{policy.agreement.name} {seed}"))


LAWS = {law.__name__: seeded(law) for law in DECISION_LAWS}
"""Each law by its name, for a policy and a seed."""
