"""Works whose size grows: policies to load, rules to decide by."""

import tracemalloc
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from random import Random
from typing import Any

from benchmarks.contest import AtMost, Contender, Figure, NoMoreThan, Work
from benchmarks.growing import (
    OPENED,
    case_of_rules,
    policy_of_lines,
    policy_of_rules,
)
from benchmarks.instants import SEED

LINES = (150, 1_500, 15_000)
RULES = (10, 100, 1_000, 10_000)
SECOND = 1_000_000_000


@cache
def policy(rules: int) -> Any:
    """Give a policy of so many rules, loaded once."""
    import slapolicy

    return slapolicy.loads(policy_of_rules(rules))


def _case(rules: int, question: float) -> Any:
    return case_of_rules(int(question * (rules // 2)))


def _draws(count: int) -> Sequence[float]:
    draw = Random(SEED + 4)
    return [draw.random() for _ in range(count)]


def told(rules: int, decision: Any) -> tuple[int, str, str, datetime | None, str]:
    """Give what is compared of a decision: the product asked about, and its answers."""
    (covered,) = decision.coverage
    (owed,) = decision.obligations
    return (
        rules,
        decision.case,
        covered.outcome,
        owed.due_at,
        f"{owed.clauses[0]} {covered.clauses[0]}",
    )


def is_decided(question: float, answer: tuple[Any, ...]) -> bool:
    """Judge a decision by the rule that every product has, reckoned by hand."""
    rules, *found = answer
    product = int(question * (rules // 2))
    outcome = "covered" if product % 2 == 0 else "excluded"
    # opened on a Tuesday at 10:00 in New York: seven hours are left of the day
    hours = 1 + product % 8
    due = OPENED + timedelta(hours=hours if hours <= 7 else hours + 16)
    clauses = f"R{2 * product} R{2 * product + 1}"
    return found == [f"product {product}", outcome, due.astimezone(UTC), clauses]


def decides(rules: int, name: str) -> Contender:
    """Decide read cases by a policy of so many rules."""
    held = policy(rules)
    evaluate = held.evaluate
    return Contender(
        name,
        lambda cases: [evaluate(each, at=OPENED) for each in cases],
        take=lambda question: held.case(_case(rules, question)),
        tell=partial(told, rules),
    )


def loads(lines: int, name: str) -> Contender:
    """Load a policy of so many lines; a question is what to write into its title."""
    import slapolicy

    text = policy_of_lines(lines)
    count = text.count("\n")

    def run(titles: Sequence[str]) -> Sequence[Any]:
        return [slapolicy.loads(text.replace("Grown", each, 1)) for each in titles]

    return Contender(
        name,
        run,
        tell=lambda held: (count, len(held.clauses), held.agreement.title),
        size=count,
    )


def is_loaded(title: str, answer: Any) -> bool:
    """Judge a loaded policy: two clauses, and another for each 16 lines or so."""
    count, clauses, found = answer
    return bool(
        found == f"{title} contract"
        and clauses == 2 + policy_of_lines(count).count("\nclause L")
    )


def memory(is_quick: bool) -> tuple[Figure, ...]:
    """Measure what memory loading a policy takes for each byte of its text."""
    import slapolicy

    text = policy_of_lines(LINES[0] if is_quick else LINES[1])
    slapolicy.loads(text)  # what is loaded once for all is not the policy's
    tracemalloc.start()
    try:
        held = slapolicy.loads(text)
        kept, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    del held
    size = len(text.encode())
    unit = "bytes for each byte of text"
    return (
        Figure("memory while loading", most / size, 100, unit),
        Figure("memory kept", kept / size, 100, unit),
    )


def _titles(count: int) -> Sequence[str]:
    return [f"Number {number}" for number in range(count)]


def _more_lines(is_quick: bool) -> tuple[Contender, ...]:
    sizes = LINES[1:2] if is_quick else LINES[1:]
    return tuple(loads(each, f"{each:,} lines") for each in sizes)


def _more_rules(is_quick: bool) -> tuple[Contender, ...]:
    sizes = RULES[1:3] if is_quick else RULES[1:]
    return tuple(decides(each, f"{each:,} rules") for each in sizes)


SIZES = (
    Work(
        code="P",
        title="load a policy of 150 lines, and of more",
        per="line",
        questions=_titles,
        right=lambda: is_loaded,
        ours=partial(loads, LINES[0], "slapolicy"),
        parts=_more_lines,
        figures=memory,
        goals=(
            AtMost(50, "µs", 1_000, words=", which is 20,000 lines a second"),
            NoMoreThan("1,500 lines", 1.25, "a line of 150"),
            NoMoreThan("15,000 lines", 1.25, "a line of 150"),
        ),
        full=1,
        quick=1,
    ),
    Work(
        code="R",
        title="decide by 10 rules, and by more",
        per="case",
        questions=_draws,
        right=lambda: is_decided,
        ours=partial(decides, RULES[0], "slapolicy"),
        parts=_more_rules,
        goals=tuple(
            NoMoreThan(f"{each:,} rules", 1.5, "10 rules") for each in RULES[1:]
        ),
        full=60,
        quick=10,
    ),
)
