"""Quick tests for mutants of the short way: the plain way answered once, beforehand.

The cases are those of `way_cases`, of random policies, the four contracts and the
policies of the tests; each is decided at what happens in it and at what falls due.
"""

from datetime import datetime
from random import Random
from typing import Any

import pytest
from attrs import evolve, frozen

import contracts
import slapolicy
import way_policies
from decision_laws import FIXTURES, ROOT
from reference import cases, policies
from reference.hours import OutOfWindow
from slapolicy.contract.compiled.deciding import decide_shortly
from slapolicy.contract.compiled.plain_way import GoesPlain, reasons
from slapolicy.contract.evaluator import evaluate as plainly
from slapolicy.worktime import from_datetime
from way_agreement import instants
from way_cases import aimed, aimed_case, may_go_plain, near

SEEDS, CASES, INSTANTS, PARTS = range(1, 61), 5, 8, 3
LASTING = range(1, 31)
SELDOM_PARTS = 60  # what is seldom met is asked most
SELDOM = FIXTURES / "ways" / "seldom.sla"
PATHS = [
    *contracts.PATHS.values(),
    ROOT / "benchmarks" / "policies" / "desk.sla",
    *sorted(FIXTURES.glob("extras*.sla")),
    *sorted((FIXTURES / "meaning").glob("*.sla")),
    SELDOM,
]


@frozen(eq=False)
class Expected:
    """A case as it is stated, in texts and in datetimes, and what is said of it."""

    texts: dict[str, Any]
    values: dict[str, Any]
    said: list[tuple[datetime, slapolicy.Decision, str, set[str]]]


def _expected(
    policy: slapolicy.Policy,
    stated: dict[str, Any],
    draw: Random,
    *,
    is_lasting: bool = False,
) -> Expected:
    case = policy.case(stated)
    more = way_policies.turns(policy, case) if is_lasting else []
    decided: list[slapolicy.Decision] = []
    chosen: list[datetime] = []
    for _ in range(3):  # what is due is known from the decisions before
        chosen = near([*instants(case, decided), *more])
        chosen = draw.sample(chosen, min(INSTANTS, len(chosen)))
        decided += [plainly(policy, case, at) for at in chosen]
    values = sorted(
        ({**e, "at": datetime.fromisoformat(e["at"])} for e in stated["events"]),
        key=lambda event: event["at"],
    )
    said = [
        (
            each.at,
            each,
            each.to_json(),
            may_go_plain(policy, case, each),
        )
        for each in decided
    ]
    return Expected(stated, {**stated, "events": values}, said)


def _of_seed(seed: int) -> tuple[slapolicy.Policy, list[Expected]]:
    plain, text = policies.random_policy(
        Random(seed), alarms=bool(seed % 2), wide=seed % 3 == 0
    )
    policy = slapolicy.loads(text, name=f"seed-{seed}.sla")
    found: list[Expected] = []
    for number in range(0 if reasons(policy) else CASES):
        draw = Random(f"{seed}-{number}")
        try:
            stated = cases.as_json(cases.random_case(draw, plain))
        except OutOfWindow:
            continue
        found.append(_expected(policy, aimed(draw, policy, stated), draw))
    return policy, found


def _of_path(path: Any, part: int) -> tuple[slapolicy.Policy, list[Expected]]:
    policy = evolve(slapolicy.load(path))
    found: list[Expected] = []
    most = 3 if path == SELDOM else CASES
    for number in range(0 if reasons(policy) else most):
        draw = Random(f"{path.stem}-{part}-{number}")
        try:
            found.append(_expected(policy, aimed_case(draw, policy), draw))
        except (slapolicy.CaseError, IndexError):
            continue  # not a case, or one of a policy without clocks or facts
    return policy, found


def _of_lasting(seed: int) -> tuple[slapolicy.Policy, list[Expected]]:
    text = way_policies.drawn(Random(f"way {seed}"))
    policy = slapolicy.loads(text, name=f"lasting-{seed}.sla")
    found: list[Expected] = []
    for number in range(CASES):
        draw = Random(f"lasting {seed}-{number}")
        stated = way_policies.lasting(draw, policy, aimed_case(draw, policy))
        try:
            found.append(_expected(policy, stated, draw, is_lasting=True))
        except slapolicy.CaseError:
            continue  # far off, a change may lie beyond 2200
    return policy, found


ANSWERED = {f"seed-{seed}": _of_seed(seed) for seed in SEEDS}
ANSWERED |= {
    f"{path.stem}-{part}": _of_path(path, part)
    for path in PATHS
    for part in range(PARTS)
}
ANSWERED |= {f"lasting-{seed}": _of_lasting(seed) for seed in LASTING}


@pytest.mark.parametrize("name", [n for n, (_, found) in ANSWERED.items() if found])
def test_the_short_way_says_what_was_said(name: str) -> None:
    policy, found = ANSWERED[name]
    policy = evolve(policy)  # of which nothing is remembered
    for expected in found:
        told = policy.case(expected.texts)
        policy.case(expected.values)
        for number, (at, decision, said, may_be) in enumerate(expected.said):
            case = policy.case(expected.values) if number % 2 else told
            try:
                short = decide_shortly(policy, case, from_datetime(at), at)
            except GoesPlain as plain:
                assert plain.why in may_be  # noqa: PT017
                continue
            assert short == decision
            assert short.to_json() == said
