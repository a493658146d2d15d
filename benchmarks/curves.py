"""What is measured against its size: cases with events, policies, and many cases."""

from collections.abc import Callable
from functools import cache
from typing import Any

from benchmarks.desk import AT, POLICY, stories
from benchmarks.growing import (
    OPENED,
    case_of_events,
    case_of_rules,
    end_of_events,
    policy_of_lines,
    policy_of_messages,
    policy_of_rules,
)
from benchmarks.growth import Doing, Kind

TENFOLD = (10, 100, 1_000, 10_000)
LINES = (150, 1_500, 15_000)
ROWS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)


@cache
def _loaded(text: str) -> Any:
    import slapolicy

    return slapolicy.loads(text)


def _read_events(count: int) -> Doing:
    policy, case = _loaded(policy_of_messages()), case_of_events(count)
    return lambda: policy.case(case)


def _decide_events(count: int) -> Doing:
    policy = _loaded(policy_of_messages())
    case, at = policy.case(case_of_events(count)), end_of_events(count)
    return lambda: policy.evaluate(case, at=at)


def _history_of_events(count: int) -> Doing:
    policy = _loaded(policy_of_messages())
    case, until = policy.case(case_of_events(count)), end_of_events(count)
    return lambda: policy.history(case, until=until)


def _load(text_of: Callable[[int], str]) -> Callable[[int], Doing]:
    def make(count: int) -> Doing:
        import slapolicy

        text = text_of(count)
        return lambda: slapolicy.loads(text)

    return make


def _check(text_of: Callable[[int], str]) -> Callable[[int], Doing]:
    def make(count: int) -> Doing:
        import slapolicy

        text = text_of(count)
        return lambda: slapolicy.check(text)

    return make


def _decide_rules(count: int) -> Doing:
    policy = _loaded(policy_of_rules(count))
    case = policy.case(case_of_rules(count // 2 - 1))
    return lambda: policy.evaluate(case, at=OPENED)


def _decide_rows(count: int) -> Doing:
    import slapolicy

    policy = slapolicy.load(POLICY)
    few = [each.case() for each in stories(min(count, 1_000))]

    def run() -> int:
        every = (few[number % len(few)] for number in range(count))
        return sum(1 for _ in policy.evaluate_many(every, at=AT))

    return run


def _decide_columns(count: int) -> Doing:
    import slapolicy
    from benchmarks.works.desk import batches_of
    from slapolicy.columns import evaluate_batches

    policy = slapolicy.load(POLICY)

    def run() -> int:
        found = evaluate_batches(policy, batches_of(count), at=AT)
        return sum(len(each) for each in found)

    return run


def _kind(
    name: str, axis: str, sizes: tuple[int, ...], make: Callable[[int], Doing]
) -> Kind:
    return Kind(name=name, axis=axis, sizes=sizes, make=make)


KINDS = (
    _kind("read the case", "events", TENFOLD, _read_events),
    _kind("decide the case", "events", TENFOLD, _decide_events),
    _kind("tell its history", "events", TENFOLD, _history_of_events),
    _kind("load the policy", "rules", TENFOLD, _load(policy_of_rules)),
    _kind("decide a case", "rules", TENFOLD, _decide_rules),
    _kind("load the policy", "lines", LINES, _load(policy_of_lines)),
    _kind("check the policy", "lines", LINES, _check(policy_of_lines)),
    _kind("decide row by row", "rows", ROWS, _decide_rows),
    _kind("decide in columns", "rows", ROWS, _decide_columns),
)
