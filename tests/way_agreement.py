"""Whether the short way and the plain one decide alike, on random policies and cases.

`python tests/way_agreement.py --cases 20000 --seed 1` draws a policy for each seed, and
decides whole cases of it both ways: at their events, at what is due, and a microsecond
before and after. It counts how many went the short way, and why the others did not. A
difference is shown again by `--seed SEED --only`.

`--lasting` draws other policies, with what those seldom have (`way_policies`), and
tells of each how many cases had it, and how many of their decisions went the short way.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parent))

import slapolicy
import way_policies
from reference import cases, policies
from reference.hours import OutOfWindow
from seeds import Difference, compare_all, options
from slapolicy.contract.compiled import evaluate, why_plain
from slapolicy.contract.compiled.plain_way import reasons
from slapolicy.contract.decision import Decision
from slapolicy.contract.evaluator import evaluate as plainly
from way_cases import aimed, aimed_case, may_go_plain, near

CASES_A_POLICY = 40


def compare(
    policy: slapolicy.Policy, case: slapolicy.Case, at: datetime, *, told: bool = False
) -> tuple[Decision, tuple[str, ...]]:
    """Decide a case both ways; give the decision, and why not the short way.

    Args:
        policy: The policy.
        case: The case.
        at: As of when.
        told: Whether to compare the words of an explanation, too.

    Raises:
        Difference: with what differs.
    """
    plain = plainly(policy, case, at)
    if why := why_plain(policy, case, at):
        if not {*why} <= {*reasons(policy), *may_go_plain(policy, case, plain)}:
            msg = f"{why} is no reason here"
            raise Difference(msg)
        return plain, why
    short = evaluate(policy, case, at)
    if short != plain or repr(short) != repr(plain):
        raise Difference("\n".join(_differences(plain, short)))
    if short.to_json() != plain.to_json():
        msg = f"plain {plain.to_json()}\nshort {short.to_json()}"
        raise Difference(msg)
    if told and short.explain() != plain.explain():
        msg = f"plain {plain.explain()}\nshort {short.explain()}"
        raise Difference(msg)
    return short, ()


def _differences(plain: Decision, short: Decision) -> Iterator[str]:
    for name in (each.name for each in type(plain).__attrs_attrs__ if each.eq):
        here, there = getattr(plain, name), getattr(short, name)
        if here == there and repr(here) == repr(there):
            continue
        if not isinstance(here, tuple) or len(here) != len(there):
            yield f"{name}: plain {here}\n    short {there}"
            continue
        for one, other in zip(here, there, strict=True):
            if one != other or repr(one) != repr(other):
                yield f"{name}: plain {one}\n    short {other}"


def instants(case: slapolicy.Case, found: Sequence[Decision] = ()) -> list[datetime]:
    """Give the instants of a case and of what is due, and those beside them."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    at = [epoch + timedelta(microseconds=event.at) for event in case.events]
    for decision in found:
        parts = (*decision.obligations, decision)
        names = ("due_at", "breached_at", "next_change_at")
        at += [
            when for each in parts for n in names if (when := getattr(each, n, None))
        ]
        at += [each.at for each in decision.alerts if each.at is not None]
    return near(at)


def look(
    policy: slapolicy.Policy,
    case: slapolicy.Case,
    draw: Random,
    most: int,
    more: Sequence[datetime] = (),
) -> Counter[str]:
    """Compare a case at some instants: first of its events, then of what is due.

    `more` are others at which it may turn.
    """
    counted: Counter[str] = Counter()
    decided: list[Decision] = []
    for _ in range(2):
        chosen = sorted({*instants(case, decided), *near([*more])})
        for at in draw.sample(chosen, min(most, len(chosen))):
            decision, why = compare(policy, case, at, told=draw.random() < 0.02)
            decided.append(decision)
            counted[why[0] if why else "short"] += 1
    return counted


def shaken(draw: Random, stated: dict[str, Any]) -> dict[str, Any]:
    """Give a case with its events in another order, and in datetimes of other zones."""
    events = [dict(each) for each in stated["events"]]
    if draw.random() < 0.3:
        draw.shuffle(events)
    names = ("Europe/Warsaw", "America/New_York", "Asia/Kolkata", "UTC")
    zones = [UTC, *map(ZoneInfo, names)]
    if draw.random() < 0.6:
        for each in events:
            each["at"] = datetime.fromisoformat(each["at"]).astimezone(
                draw.choice(zones)
            )
    return {**stated, "events": events}


def known(policy: slapolicy.Policy, stated: dict[str, Any]) -> slapolicy.Case:
    """Read a case in order once all its words are known, and its track is laid."""
    events = [
        {**each, "at": datetime.fromisoformat(each["at"]).astimezone(UTC)}
        for each in sorted(stated["events"], key=lambda each: str(each["at"]))
    ]
    told = {**stated, "events": events}
    evaluate(policy, policy.case(told), events[-1]["at"])
    return policy.case(told)


def check(seed: int, most: int, *, wide: bool = False) -> Counter[str]:
    """Compare cases of one policy; count them, and by which way their decisions came.

    Raises:
        Difference: with everything needed to see it again.
    """
    alarms = bool(seed % 2)
    plain, text = policies.random_policy(Random(seed), alarms=alarms, wide=wide)
    policy = slapolicy.loads(text, name=f"seed-{seed}.sla")
    counted: Counter[str] = Counter()
    for number in range(most):
        draw = Random(f"{seed}-{number}")
        try:
            stated = cases.as_json(cases.random_case(draw, plain))
            if number % 3:  # a third stays as it is, with much that goes plain
                stated = aimed(draw, policy, stated)
            if number % 4:
                case = policy.case(shaken(draw, stated))
            else:
                case = known(policy, stated)
        except OutOfWindow:
            continue
        counted["cases"] += 1
        try:
            counted += look(policy, case, draw, 3)
        except Difference as difference:
            msg = f"seed {seed}, case {number}\n{text}\n{stated}\n{difference}"
            raise Difference(msg) from None
    return counted


def check_lasting(seed: int, most: int) -> Counter[str]:
    """Compare cases of a policy of `way_policies`, as `check` does.

    Each feature is counted by its cases, its decisions and those of the short way.

    Raises:
        Difference: with everything needed to see it again.
    """
    text = way_policies.drawn(Random(f"way {seed}"))
    policy = slapolicy.loads(text, name=f"lasting-{seed}.sla")
    counted: Counter[str] = Counter()
    for number in range(most):
        draw = Random(f"lasting {seed}-{number}")
        stated = way_policies.lasting(draw, policy, aimed_case(draw, policy))
        try:
            case = policy.case(shaken(draw, stated))
        except slapolicy.CaseError:
            continue  # far off, a change may lie beyond 2200
        counted["cases"] += 1
        try:
            found = look(policy, case, draw, 4, way_policies.turns(policy, case))
        except Difference as difference:
            msg = f"seed {seed}, case {number}\n{text}\n{stated}\n{difference}"
            raise Difference(msg) from None
        counted += found
        for each in way_policies.features(policy, case):
            counted[f"{each}: cases"] += 1
            counted[f"{each}: decisions"] += found.total()
            counted[f"{each}: short"] += found["short"]
    return counted


def check_aimed(policy: slapolicy.Policy, seeds: Iterable[int]) -> Counter[str]:
    """Compare cases of a policy at hand, one for each seed, as `check` does.

    Raises:
        Difference: with everything needed to see it again.
    """
    counted: Counter[str] = Counter()
    for seed in seeds:
        draw = Random(f"{policy.agreement.name}-{seed}")
        stated = aimed_case(draw, policy)
        try:
            case = policy.case(shaken(draw, stated))
        except slapolicy.CaseError:
            continue
        counted["cases"] += 1
        try:
            counted += look(policy, case, draw, 6)
        except Difference as difference:
            msg = f"seed {seed} of {policy.agreement.name}\n{stated}\n{difference}"
            raise Difference(msg) from None
    return counted


def main() -> int:
    """Run the command."""
    parser = options(__doc__, 2000)
    parser.add_argument("--most", type=int, default=CASES_A_POLICY, help="a policy")
    parser.add_argument("--wide", action="store_true", help="with what is rarer too")
    parser.add_argument("--lasting", action="store_true", help="with what lasts")
    given = parser.parse_args()
    drawn = partial(check, most=given.most, wide=given.wide)
    if given.lasting:
        drawn = partial(check_lasting, most=given.most)
    total = compare_all(drawn, given, ("cases", "differences"))
    ways = {k: v for k, v in total.items() if k not in ("cases", "differences")}
    named = [k.removesuffix(": cases") for k in ways if k.endswith(": cases")]
    whys = {k: v for k, v in ways.items() if k.partition(": ")[0] not in named}
    for why, count in Counter(whys).most_common():
        print(f"{count / sum(whys.values()):6.1%}  {why}")
    for name in sorted(named, key=lambda each: -ways[f"{each}: cases"]):
        cases_, all_, short = (
            ways.get(f"{name}: {each}", 0) for each in ("cases", "decisions", "short")
        )
        print(f"{cases_:6} cases with {name}: {short / max(all_, 1):.0%} short")
    return 1 if total["differences"] else 0


if __name__ == "__main__":
    sys.exit(main())
