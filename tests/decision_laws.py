"""Laws of decisions, each a function of a policy and a seed that fails with a reason.

They stand in DESIGN §3 ("Order", "Pauses", "next_change_at", "Facts", "End"). Tests run
each on a few seeds, `python tests/campaign.py laws` on as many as asked for.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from attrs import evolve

import slapolicy
from random_cases import instants, random_case
from slapolicy import Decision, Policy
from slapolicy.contract.decision import Obligation
from slapolicy.contract.evaluator.evaluator import essence
from slapolicy.language.parser import parse
from slapolicy.source import Source

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
PATHS = [
    *sorted(p for p in (ROOT / "policies").glob("*.sla") if p.stem != "support"),
    FIXTURES / "extras.sla",
    FIXTURES / "extras-more.sla",
    *(FIXTURES / "meaning" / f"{n}.sla" for n in ("anew", "severity_more", "waits")),
]
MICROSECOND = timedelta(microseconds=1)
ORDER = ("not_started", "running", "breached")
Case = dict[str, Any]


@cache
def load(path: Path) -> Policy:
    """Load a policy, once."""
    return slapolicy.load(path)


def told(policy: Policy, seed: int) -> tuple[Case, list[datetime]]:
    """Give the random case of a seed, and instants at which to look at it."""
    draw = Random(f"{policy.agreement.name} {seed}")
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
    return {**case, "events": [e for e in case["events"] if when(e) <= at]}


def by_id(decision: Decision) -> dict[str, Obligation]:
    """Give the obligations of a decision by their names."""
    return {each.id: each for each in decision.obligations}


def same(policy: Policy, one: Case, other: Case, times: list[datetime]) -> None:
    """Hold that two cases come to the same."""
    for at in times:
        found, expected = decide(policy, other, at), decide(policy, one, at)
        assert essence(found) == essence(expected), at


# Order and knowledge


def next_change(policy: Policy, seed: int) -> None:
    """A decision does not change before its next change, and does at it."""
    case, times = told(policy, seed)
    for at in times:
        heard = heard_until(case, at)
        decision = decide(policy, heard, at)
        change = decision.next_change_at
        before = essence(decision)
        draw = Random(seed)
        end = change if change is not None else at + timedelta(days=40)
        for _ in range(4):
            later = at + (end - at) * draw.random()
            if later < end:
                assert essence(decide(policy, heard, later)) == before, later
        if change is not None:
            assert change > at
            assert essence(decide(policy, heard, change - MICROSECOND)) == before
            assert essence(decide(policy, heard, change)) != before


def order_of_coming_in(policy: Policy, seed: int) -> None:
    """EV-PERM: in which order events of different instants come in means nothing."""
    case, times = told(policy, seed)
    groups: dict[str, list[Any]] = {}
    for event in case["events"]:
        groups.setdefault(event["at"], []).append(event)
    mixed = list(groups.values())
    Random(seed).shuffle(mixed)
    shuffled = {**case, "events": [event for group in mixed for event in group]}
    for at in times:
        assert decide(policy, shuffled, at) == decide(policy, case, at)


def told_twice(policy: Policy, seed: int) -> None:
    """EV-DUP: an event told twice counts once."""
    case, times = told(policy, seed)
    twice = {**case, "events": [*case["events"], *case["events"]]}
    for at in times:
        assert decide(policy, twice, at) == decide(policy, case, at)


def later_is_not_known(policy: Policy, seed: int) -> None:
    """EV-CAUSAL: what happens later is not known."""
    case, times = told(policy, seed)
    for at in times:
        assert decide(policy, heard_until(case, at), at) == decide(policy, case, at)


def met_and_breached_are_final(policy: Policy, seed: int) -> None:
    """EV-NORETRO, EV-AFTERSTOP, SV-STOPPED: no later event changes what is final."""
    case, _ = told(policy, seed)
    first, last = when(case["events"][0]), when(case["events"][-1])
    final: dict[str, tuple[str, datetime | None]] = {}
    for share in range(13):
        at = first + (last - first + timedelta(days=1)) * share / 12
        for each in decide(policy, case, at).obligations:
            if each.id in final:
                assert (each.state, each.due_at) == final[each.id], each.id
            elif each.state in ("met", "breached") and each.due != "indeterminate":
                final[each.id] = each.state, each.due_at


def raised_stays_raised(policy: Policy, seed: int) -> None:
    """An alert about a clock that was raised stays raised, at the instant it was."""
    case, _ = told(policy, seed)
    first, last = when(case["events"][0]), when(case["events"][-1])
    raised: dict[str, datetime | None] = {}
    for share in range(13):
        at = first + (last - first + timedelta(days=1)) * share / 12
        alerts = {a.id: a for a in decide(policy, case, at).alerts if a.obligation}
        for name, when_raised in raised.items():
            assert name in alerts, name
            assert (alerts[name].state, alerts[name].at) == ("raised", when_raised)
        raised |= {n: a.at for n, a in alerts.items() if a.state == "raised"}


def time_alone_only_runs_out(policy: Policy, seed: int) -> None:
    """NOW-MONO: without events what remains never grows, and states only go on."""
    case, times = told(policy, seed)
    at = times[0]
    heard = heard_until(case, at)
    before: dict[str, Obligation] = {}
    for hours in (0, 0.1, 1, 3, 10, 30, 100):
        found = by_id(decide(policy, heard, at + timedelta(hours=hours)))
        for name, each in found.items():
            old = before.get(name)
            if old is None:
                continue
            if old.state in ORDER and each.state in ORDER:
                assert ORDER.index(old.state) <= ORDER.index(each.state), name
            if old.remaining is not None and each.remaining is not None:
                assert each.remaining <= old.remaining, name
        before = found


def notes_match_nothing(policy: Policy, seed: int) -> None:
    """EV-UNREL: notes and automatic messages match nothing."""
    case, times = told(policy, seed)
    opened = when(case["events"][0])
    agreement = policy.agreement
    supplier, customer = agreement.supplier.name, agreement.customer.name
    extra = [
        {"at": (opened + timedelta(minutes=m)).isoformat(), "type": kind, "by": by}
        | ({} if kind == "notes" else {"automatic": True})
        for m, kind, by in (
            (1, "notes", supplier),
            (2, "writes", customer),
            (3, "replies", supplier),
        )
    ]
    same(policy, case, {**case, "events": [*case["events"], *extra]}, times)


def it_can_be_told(policy: Policy, seed: int) -> None:
    """Whatever is decided can be written as JSON and said in words."""
    case, times = told(policy, seed)
    for at in times:
        decision = decide(policy, case, at)
        assert json.loads(decision.to_json())["case"] == case["id"]
        assert decision.explain()


# Pauses


def _halves(case: Case) -> list[tuple[int, datetime]]:
    """Give the waits, each with the middle between it and what happens next."""
    told_at = sorted({when(event) for event in case["events"]})
    found = []
    for index, event in enumerate(case["events"]):
        later = [at for at in told_at if at > when(event)]
        if event["type"] == "waits":
            end = later[0] if later else when(event) + timedelta(hours=9)
            found.append((index, when(event) + (end - when(event)) / 2))
    return found


def a_wait_within_a_wait(policy: Policy, seed: int) -> None:
    """PZ-UNION: a wait within one for the same party changes nothing."""
    case, times = told(policy, seed)
    more = [
        {**case["events"][index], "at": middle.isoformat()}
        for index, middle in _halves(case)
    ]
    same(policy, case, {**case, "events": [*case["events"], *more]}, times)


def a_wait_in_two(policy: Policy, seed: int) -> None:
    """PZ-SPLIT: a wait that ends and begins again in one instant is one."""
    case, times = told(policy, seed)
    more = []
    for index, middle in _halves(case):
        event = {**case["events"][index], "at": middle.isoformat()}
        more += [event, {**event, "type": "resumes"}]
    same(policy, case, {**case, "events": [*case["events"], *more]}, times)


def a_pause_never_makes_it_earlier(policy: Policy, seed: int) -> None:
    """PZ-MONO: a wait more makes no due earlier and no elapsed time longer."""
    case, times = told(policy, seed)
    draw = Random(seed)
    customer = policy.agreement.customer.name
    begin = when(case["events"][0]) + timedelta(minutes=draw.randrange(600))
    end = begin + timedelta(minutes=draw.randrange(1, 600))
    wait = {"type": "waits", "for": customer, "by": policy.agreement.supplier.name}
    wait["at"] = begin.isoformat()
    more = [wait, {**wait, "type": "resumes", "at": end.isoformat()}]
    longer = {**case, "events": [*case["events"], *more]}
    for at in times:
        plain = by_id(decide(policy, case, at))
        for name, each in by_id(decide(policy, longer, at)).items():
            if name not in plain or plain[name].started_at != each.started_at:
                continue  # an earlier wait ended with this one, or a restart was spared
            was = plain[name]
            ended = any(e["type"] == "waits" for e in case["events"])
            if each.due_at and was.due_at and not ended:
                assert each.due_at >= was.due_at, name
            if each.elapsed is not None and was.elapsed is not None and not ended:
                assert each.elapsed <= was.elapsed, name


# Facts and severities


def the_same_fact_again(policy: Policy, seed: int) -> None:
    """SV-NOOP: changing a fact to what it is changes nothing."""
    case, times = told(policy, seed)
    if not case["facts"]:
        return
    name, value = next(iter(case["facts"].items()))
    opened = case["events"][0]
    change = {"at": opened["at"], "type": "changes", "by": opened["by"]}
    again = change | {"facts": {name: value}}
    more = [case["events"][0], again, *case["events"][1:]]
    same(policy, case, {**case, "events": more}, times)


def there_and_back(policy: Policy, seed: int) -> None:
    """SV-NOOP: from one value to another and back in one instant changes nothing."""
    case, times = told(policy, seed)
    draw = Random(seed)
    if not case["facts"]:
        return
    name = draw.choice(list(case["facts"]))
    if any(name in event.get("facts", {}) for event in case["events"]):
        return
    at = (when(case["events"][0]) + timedelta(minutes=7)).isoformat()
    by = policy.agreement.supplier.name
    both = [
        {"at": at, "type": "changes", "by": by, "facts": {name: value}}
        for value in (None, case["facts"][name])
    ]
    same(policy, case, {**case, "events": [*case["events"], *both]}, times)


def born_so(policy: Policy, seed: int) -> None:
    """SV-BIRTH: what becomes known at the opening might have been known before."""
    case, times = told(policy, seed)
    facts = {k: v for k, v in case["facts"].items() if k not in policy.indicators}
    stated = {k: v for k, v in case["facts"].items() if k in policy.indicators}
    opened = case["events"][0]
    change = {"at": opened["at"], "type": "changes", "by": opened["by"], "facts": facts}
    born = {**case, "facts": stated, "events": [change, *case["events"]]}
    if facts:
        same(policy, case, born, [at for at in times if at >= when(opened)])


def more_knowledge_turns_nothing_round(policy: Policy, seed: int) -> None:
    """What is told of an unknown fact stays true once it is known."""
    case, times = told(policy, seed)
    if len(case["facts"]) < 2:
        return
    name = Random(seed).choice(list(case["facts"]))
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


# The text of a policy


def plain(decision: Decision) -> Any:
    """Give a decision without its stamp, and without the order of its lists."""

    def sort(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: sort(v) for k, v in value.items() if k not in ("stamp", "limit")}
        if isinstance(value, list):
            return sorted((sort(each) for each in value), key=repr)
        return value

    return sort(json.loads(decision.to_json()))


def the_order_of_text(policy: Policy, seed: int) -> None:
    """RL-PERM: in which order a policy declares things means nothing."""
    case, times = told(policy, seed)
    other = permuted(policy.sources[0], seed % 5)
    for at in times:
        assert plain(decide(other, case, at)) == plain(decide(policy, case, at))


@cache
def permuted(source: Source, seed: int) -> Policy:
    """Load a policy with its declarations in another order."""
    text = source.text
    spans = [each.span for each in parse(source).tree.declarations]
    pieces = [text[span.start : span.end] for span in spans]
    Random(seed).shuffle(pieces)
    folder = next(p.parent for p in PATHS if p.name == Path(source.name).name)
    loader = {p.name: p.read_text("utf-8") for p in folder.glob("*.sla")}
    joined = "\n\n".join((text[: spans[0].start], *pieces))
    return slapolicy.loads(joined, name=source.name, loader=loader.__getitem__)


def a_rule_twice(policy: Policy, seed: int) -> None:
    """RL-DUP: a rule that stands twice says what it says once."""
    case, times = told(policy, seed)
    twice = evolve(
        policy,
        targets=policy.targets * 2,
        grants=policy.grants * 2,
        exclusions=policy.exclusions * 2,
        quotas=policy.quotas * 2,
        disclaimers=policy.disclaimers * 2,
        deferrals=policy.deferrals * 2,
        resolutions=policy.resolutions * 2,
    )
    same_of_both(policy, twice, case, times)


def a_rule_that_cannot_match(policy: Policy, seed: int) -> None:
    """RL-NOMATCH: a rule for a severity that the case cannot have changes nothing."""
    case, times = told(policy, seed)
    never = tuple(evolve(each, severities=("never",)) for each in policy.targets)
    alerts = tuple(evolve(each, severities=("never",)) for each in policy.alerts)
    more = evolve(
        policy,
        targets=(*policy.targets, *never),
        alerts=(*policy.alerts, *alerts),
        resolutions=(
            *policy.resolutions,
            *(evolve(each, severities=("never",)) for each in policy.resolutions),
        ),
    )
    same_of_both(policy, more, case, times)


def same_of_both(one: Policy, other: Policy, case: Case, times: list[datetime]) -> None:
    """Hold that a case comes to the same by two policies."""
    for at in times:
        assert plain(decide(other, case, at)) == plain(decide(one, case, at)), at


LAWS: dict[str, Callable[[Policy, int], None]] = {
    law.__name__: law
    for law in (
        next_change, order_of_coming_in, told_twice, later_is_not_known,
        met_and_breached_are_final, raised_stays_raised, time_alone_only_runs_out,
        notes_match_nothing, it_can_be_told, a_wait_within_a_wait, a_wait_in_two,
        a_pause_never_makes_it_earlier, the_same_fact_again, there_and_back, born_so,
        more_knowledge_turns_nothing_round, the_order_of_text, a_rule_twice,
        a_rule_that_cannot_match,
    )
}  # fmt: skip
