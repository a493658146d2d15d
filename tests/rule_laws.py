"""Laws of rules and of their text, each a function of a policy and of random choices.

They stand in DESIGN §1 ("No silent precedence", "Every clause is a construct") and §3.
What a law fails with and gives is told in `decision_laws`.
"""

import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import evolve

import slapolicy
from decision_laws import (
    PATHS,
    Case,
    Law,
    by_id,
    course,
    decide,
    seeded,
    told,
    when,
    with_more,
)
from slapolicy import CaseError, Decision, Policy
from slapolicy.contract.decision import Due, State
from slapolicy.contract.evaluator import worlds
from slapolicy.contract.policy import Condition, Is, Subject
from slapolicy.language.literate import policy_of
from slapolicy.language.parser import parse
from slapolicy.source import Source

RULES = (
    "targets", "grants", "exclusions", "quotas", "disclaimers", "deferrals",
    "resolutions", "severities", "duties", "rights", "contacts", "alerts", "intakes",
    "collections",
)  # fmt: skip
LOSERS = (
    "targets", "grants", "exclusions", "quotas", "disclaimers", "alerts", "deferrals",
)  # fmt: skip


def plain(decision: Decision) -> Any:
    """Give a decision without its stamp, and without the order of its lists."""
    return _plain(json.loads(decision.to_json()))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if k not in ("stamp", "limit")}
    if isinstance(value, list):
        return sorted((_plain(each) for each in value), key=repr)
    return value


def asking_all(policy: Policy, draw: Random) -> tuple[Case, list[datetime]]:
    """Give a case that asks for every service and claims every outcome."""
    case, times = told(policy, draw)
    asked = {"requests": list(policy.services), "claims": list(policy.outcomes)}
    return {**case, **asked}, times


def same_of_both(one: Policy, other: Policy, case: Case, times: list[datetime]) -> None:
    """Hold that a case comes to the same by two policies."""
    for at in times:
        assert plain(decide(other, case, at)) == plain(decide(one, case, at)), at


# The order of text, rules twice, rules that do not count


def the_order_of_text(policy: Policy, draw: Random) -> int:
    """RL-PERM: in which order a policy declares things means nothing."""
    case, times = told(policy, draw)
    other = permuted(policy.sources[0], draw.randrange(4))
    same_of_both(policy, other, case, times)
    return 1


@cache
def permuted(source: Source, seed: int) -> Policy:
    """Load a policy with its declarations in another order."""
    plain_one = without_prose(source)
    text = plain_one.text
    spans = [each.span for each in parse(plain_one).tree.declarations]
    pieces = [text[span.start : span.end] for span in spans]
    Random(seed).shuffle(pieces)
    joined = "\n\n".join((text[: spans[0].start], *pieces))
    return slapolicy.loads(joined, name=plain_one.name, loader=_loader(source, str))


def without_prose(source: Source) -> Source:
    """Give a policy's text by itself, where it stands in Markdown."""
    if not source.name.endswith(".md"):
        return source
    return Source(source.name.removesuffix(".md"), policy_of(source).text)


def _loader(source: Source, change: Callable[[str], str]) -> Callable[[str], str]:
    """Give what reads the files that a text imports, each one changed."""
    found = [p.parent for p in PATHS if p.name == Path(source.name).name]
    texts = {
        p.name: p.read_text("utf-8") for folder in found for p in folder.glob("*.sla")
    }
    return lambda name: change(texts[name])


def the_order_of_rules(policy: Policy, draw: Random) -> int:
    """RL-PERM: nor does the order of the rules of a clause."""
    case, times = asking_all(policy, draw)
    mixed: dict[str, Any] = {}
    for kind in RULES:
        rules = getattr(policy, kind)
        if kind not in ("duties", "rights", "contacts", "intakes", "collections"):
            mixed[kind] = tuple(draw.sample(rules, len(rules)))
    same_of_both(policy, evolve(policy, **mixed), case, times)
    return int(len(policy.targets) > 1)


def a_rule_twice(policy: Policy, draw: Random) -> int:
    """RL-DUP: a rule that stands twice says what it says once."""
    case, times = asking_all(policy, draw)
    kinds = (
        "targets", "grants", "exclusions", "quotas", "disclaimers", "deferrals",
        "resolutions",
    )  # fmt: skip
    twice = {kind: getattr(policy, kind) * 2 for kind in kinds}
    same_of_both(policy, evolve(policy, **twice), case, times)
    return 1


def a_rule_that_cannot_match(policy: Policy, draw: Random) -> int:
    """RL-NOMATCH: a rule that cannot apply to the case changes nothing.

    It is for a severity that the case cannot have, or its condition does not hold.
    """
    case, times = asking_all(policy, draw)
    more: dict[str, Any] = {}
    false = _never_so(policy, case)
    for kind in ("targets", "alerts", "resolutions"):
        rules = getattr(policy, kind)
        never = tuple(evolve(each, severities=("never",)) for each in rules)
        if false is not None and draw.random() < 0.5:
            never = tuple(evolve(each, when=false) for each in rules)
        more[kind] = (*never, *rules) if draw.random() < 0.5 else (*rules, *never)
    if false is not None:
        for kind in ("exclusions", "quotas", "disclaimers", "deferrals"):
            rules = getattr(policy, kind)
            never = tuple(evolve(each, when=false) for each in rules)
            if kind == "exclusions":  # of other services, too
                services = [draw.choice(list(policy.services)) for _ in rules]
                pairs = zip(never, services, strict=True)
                never = tuple(evolve(each, service=name) for each, name in pairs)
            more[kind] = (*never, *rules) if draw.random() < 0.5 else (*rules, *never)
    times = [at for at in times if not _is_too_much(decide(policy, case, at))]
    same_of_both(policy, evolve(policy, **more), case, times)
    return int(len(times) > 0)


def _never_so(policy: Policy, case: Case) -> Condition | None:
    """Give a condition on a fact that is known, stays so, and has another value."""
    told_later = {name for each in case["events"] for name in each.get("facts", ())}
    for name, value in case["facts"].items():
        declared = policy.facts.get(name)
        if declared is None or name in told_later:
            continue
        if declared.type.kind == "yes_or_no":
            return Is(Subject("fact", name), (not value,))
        if declared.type.kind == "one_of":
            others = [each for each in declared.type.values if each != value]
            return Is(Subject("fact", name), tuple(others))
    return None


def _is_too_much(decision: Decision) -> bool:
    """Whether so much is unknown that no severity is ruled out."""
    return any(note.code == "too_many_unknowns" for note in decision.notes)


def a_rule_that_lost(policy: Policy, draw: Random) -> int:
    """RL-LOSER: without the rules that nothing cites, a case comes to the same."""
    case, _ = asking_all(policy, draw)
    times = sorted({when(event) for event in case["events"]})
    cited: set[str] = set()
    before = [decide(policy, case, at) for at in times]
    for each in before:
        cited |= _cited(json.loads(each.to_json()))
    fewer: dict[str, Any] = {}
    lost = 0
    for kind in LOSERS:
        rules = getattr(policy, kind)
        fewer[kind] = tuple(
            rule
            for rule in rules
            if cited & ({rule.clause} if rule.clause else {*rule.clauses})
            or draw.random() < 0.3
        )
        lost += len(rules) - len(fewer[kind])
    other = evolve(policy, **fewer)
    for at, expected in zip(times, before, strict=True):
        assert _told_of(decide(other, case, at)) == _told_of(expected), at
    return int(lost > 0)


def _cited(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = set(value.get("clauses") or ()) | set(value.get("closed_by") or ())
        return own.union(*(_cited(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(_cited(each) for each in value))
    return set()


def _told_of(decision: Decision) -> Any:
    """Give a decision without the warnings of rules that nothing cites."""
    found = plain(decision)
    found["notes"] = [n for n in found["notes"] if n.get("code") != "no_limit"]
    return found


# Names


def another_name(policy: Policy, draw: Random) -> int:
    """RL-ALPHA: named otherwise, throughout, a policy says the same."""
    case, times = told(policy, draw)
    seed = draw.randrange(3)
    other = renamed(policy.sources[0], seed)
    names = _names(policy)
    renamed_case = _renamed_values(case, names, seed)
    for at in times:
        found = decide(other, renamed_case, at).to_json()
        found = re.sub(r"zq\d+_", "", found)
        expected = decide(policy, case, at).to_json()
        assert _plain(json.loads(found)) == _plain(json.loads(expected)), at
    return 1


def _names(policy: Policy) -> frozenset[str]:
    """Give every name that a policy declares, with the values of its facts."""
    found: set[str] = set()
    for kind in (
        "plans", "addons", "parameters", "facts", "terms", "attempts", "indicators",
        "roles", "channels", "services", "outcomes", "calendars", "clocks", "verbs",
    ):  # fmt: skip
        found |= {*getattr(policy, kind)}
    for declared in (*policy.facts.values(), *policy.parameters.values()):
        found |= {*declared.type.values}
    for attempt in policy.attempts.values():
        found |= {*getattr(attempt, "ends", ())}
    found |= {each.name for each in policy.severities}
    found |= {each.name for each in policy.duties} | {r.name for r in policy.rights}
    found |= {policy.agreement.supplier.name, policy.agreement.customer.name}
    return frozenset(found - BUILT_IN)


BUILT_IN = frozenset({
    "opens", "writes", "calls", "replies", "updates", "notes", "waits", "resumes",
    "changes", "agrees", "disagrees", "resolves", "withdraws", "reopens",
})  # fmt: skip
_TOKEN = re.compile(r'"[^"]*"|#[^\n]*|[A-Za-z_][A-Za-z0-9_]*')


def _new(name: str, seed: int) -> str:
    return f"zq{Random(f'{name} {seed}').randrange(10, 99)}_{name}"


def _renamed_text(text: str, names: frozenset[str], seed: int) -> str:
    return _TOKEN.sub(
        lambda found: _new(found[0], seed) if found[0] in names else found[0], text
    )


def _renamed_values(value: Any, names: frozenset[str], seed: int) -> Any:
    if isinstance(value, dict):
        return {
            _new(k, seed) if k in names else k: _renamed_values(v, names, seed)
            for k, v in value.items()
        }
    if isinstance(value, list):
        return [_renamed_values(each, names, seed) for each in value]
    if isinstance(value, str) and value in names:
        return _new(value, seed)
    return value


@cache
def renamed(source: Source, seed: int) -> Policy:
    """Load a policy in which every name is another."""
    policy = slapolicy.loads(source.text, name=source.name, loader=_loader(source, str))
    names = _names(policy)

    def change(text: str) -> str:
        return _renamed_text(text, names, seed)

    # scenarios and properties tell of cases, and are many: they are left out
    plain_one = without_prose(source)
    text = _without_stories(plain_one)
    return slapolicy.loads(
        change(text), name=plain_one.name, loader=_loader(source, change)
    )


def _without_stories(source: Source) -> str:
    text = source.text
    for each in reversed(parse(source).tree.declarations):
        if type(each).__name__ in ("Scenario", "Property"):
            text = text[: each.span.start] + text[each.span.end :]
    return text


# What nothing reads


UNREAD = """
fact zq_unread "What nothing reads": yes or no
fact zq_size "A size that nothing reads": number
fact zq_words "Words that nothing reads": text
parameter zq_agreed "Agreed, and read by nothing": duration
"""


@cache
def with_unread(source: Source) -> Policy:
    """Load a policy that declares besides what none of its rules reads."""
    plain_one = without_prose(source)
    text = plain_one.text + UNREAD
    return slapolicy.loads(text, name=plain_one.name, loader=_loader(source, str))


def what_nothing_reads(policy: Policy, draw: Random) -> int:
    """RL-IRREL: facts that no rule reads mean nothing; unknown ones are refused."""
    case, times = told(policy, draw)
    other = with_unread(policy.sources[0])
    facts = {"zq_unread": True, "zq_size": 7, "zq_words": "x" * 900}
    kept = {k: v for k, v in facts.items() if draw.random() < 0.5}
    more: Case = {
        **case,
        "id": "another",
        "facts": {**case["facts"], **kept},
        "parameters": {**case["parameters"], "zq_agreed": "PT1H"},
    }
    by = policy.agreement.supplier.name
    for at in draw.sample(course(case, 3), 2):
        change: Case = {"at": at.isoformat(), "type": "changes", "by": by}
        name = draw.choice(("zq_unread", "zq_size"))
        more = with_more(more, change | {"facts": {name: None}})
    for at in times:
        found, expected = (
            plain(decide(other, more, at)),
            plain(decide(policy, case, at)),
        )
        found["case"] = expected["case"]
        assert found == expected, at
    _refused(policy, {**case, "zq_unread": "x" * 10_000_000}, "$.zq_unread")
    _refused(policy, {**case, "facts": {"zq_unread": True}}, "$.facts.zq_unread")
    return 1


def _refused(policy: Policy, case: Case, path: str) -> None:
    with pytest.raises(CaseError) as caught:
        policy.case(case)
    assert path in [each.path for each in caught.value.findings]


# What can be answered, and how it is written


STATES = frozenset(State.__args__)  # type: ignore[attr-defined]  # a Literal
DUES = frozenset(Due.__args__)  # type: ignore[attr-defined]


def every_case_has_an_answer(policy: Policy, draw: Random) -> int:
    """RL-SOUND: what passed the check has a value, or says what is missing."""
    case, times = asking_all(policy, draw)
    try:
        read = policy.case(case)
    except CaseError:
        return 0
    for at in times:
        decision = policy.evaluate(read, at=at)
        noted = {note.code for note in decision.notes}
        for each in decision.obligations:
            assert each.state in STATES
            assert each.due in DUES
            assert (each.due_at is None) == (each.due != "at"), each
            is_open = "indeterminate" in (each.state, each.due)
            assert not is_open or each.needs or noted, each
            assert each.clauses, each
        answers: tuple[Any, ...] = (*decision.coverage, *decision.claims)
        for answer in answers:
            assert (answer.outcome == "indeterminate") == bool(answer.needs), answer
        for duty in decision.duties:
            assert duty.needs or duty.state != "indeterminate", duty
        severity = decision.severity
        assert (severity.state == "decided") == (severity.name is not None)
        assert severity.state != "indeterminate" or severity.needs
        assert decision.explain()
        policy.history(read, until=at)
    return 1


def written_and_read_again(policy: Policy, draw: Random) -> int:
    """SR-ROUND: a decision in JSON says what the decision says, without fractions."""
    case, times = told(policy, draw)

    def refuse(text: str) -> Any:
        msg = f"a binary fraction: {text}"
        raise AssertionError(msg)

    for at in times:
        decision = decide(policy, case, at)
        text = decision.to_json()
        told_of = json.loads(text, parse_float=refuse, parse_constant=refuse)
        assert json.dumps(told_of, ensure_ascii=False) == text
        assert datetime.fromisoformat(told_of["at"]) == decision.at
        known = by_id(decision)
        for each in told_of["obligations"]:
            for name in ("started_at", "due_at", "fulfilled_at", "breached_at"):
                instant = each[name]
                read = None if instant is None else datetime.fromisoformat(instant)
                assert read == getattr(known[each["id"]], name), (each["id"], name)
            for name in ("elapsed", "remaining", "paused", "overrun"):
                length = None if each[name] is None else _length(each[name])
                assert length == getattr(known[each["id"]], name), (each["id"], name)
        assert decide(policy, json.loads(json.dumps(case)), at).to_json() == text
    return 1


_LENGTH = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,6}))?S)?")


def _length(text: str) -> timedelta:
    found = _LENGTH.fullmatch(text)
    assert found, text
    hours, minutes, seconds, part = found.groups(default="0")
    return timedelta(
        hours=int(hours),
        minutes=int(minutes),
        seconds=int(seconds),
        microseconds=int(part.ljust(6, "0")),
    )


def put_in_order(policy: Policy, draw: Random) -> int:
    """NM-IDEM: a case put in order, each event once, is read as the same case."""
    case, times = told(policy, draw)
    mixed = with_more(case, *draw.sample(case["events"], 1))
    draw.shuffle(mixed["events"])

    def ordered(raw: Case) -> Case:
        events: list[Case] = []
        for event in sorted(raw["events"], key=when):
            if event not in events:
                events.append(event)
        return {**dict(sorted(raw.items())), "events": events}

    once = ordered(mixed)
    assert ordered(once) == once
    read = policy.case(once, lenient=True)
    assert policy.case(ordered(once), lenient=True) == read
    assert policy.case(json.loads(json.dumps(once)), lenient=True) == read
    for at in times:
        expected = decide(policy, mixed, at)
        assert decide(policy, once, at) == expected
        assert policy.evaluate(read, at=at) == expected
    return 1


def a_higher_limit(policy: Policy, draw: Random) -> int:
    """BUDGET-MONO: with more worlds to try, what was answered is answered the same."""
    case, times = told(policy, draw)
    usual = worlds.MOST_WORLDS
    held = 0
    for at in times:
        expected = decide(policy, case, at)
        worlds.MOST_WORLDS = draw.choice((2, 4, 8, 32))
        try:
            found = decide(policy, case, at)
        finally:
            worlds.MOST_WORLDS = usual
        if not _is_too_much(found):
            held += expected.severity.state == "indeterminate"
            assert found == expected, at
    return int(held > 0)


def what_was_asked_before(policy: Policy, draw: Random) -> int:
    """BA-MAP: no case, and no edition of the same name, answers for the next one."""
    case, times = told(policy, draw)
    other, _ = told(policy, draw)
    source = policy.sources[0]
    fresh = slapolicy.loads(source.text, name=source.name, loader=_loader(source, str))
    before = [decide(fresh, case, at) for at in times]
    for at in times:
        decide(fresh, other, at)
    for at, first in zip(times, before, strict=True):
        assert decide(fresh, case, at) == first, at
        assert decide(policy, case, at).to_json() == first.to_json(), at
    return 1


def batches(cases: Iterable[Case], policy: Policy, at: datetime) -> list[Any]:
    """Give what a batch gives, as JSON; errors by their findings."""
    return [
        [str(f) for f in each.findings]
        if isinstance(each, CaseError)
        else each.to_json()
        for each in policy.evaluate_many(cases, at=at)
    ]


RULE_LAWS: tuple[Law, ...] = (
    the_order_of_text, the_order_of_rules, a_rule_twice, a_rule_that_cannot_match,
    a_rule_that_lost, another_name, what_nothing_reads, every_case_has_an_answer,
    written_and_read_again, put_in_order, a_higher_limit, what_was_asked_before,
)  # fmt: skip
LAWS = {law.__name__: seeded(law) for law in RULE_LAWS}
"""Each law by its name, for a policy and a seed."""
