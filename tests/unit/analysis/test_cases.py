"""In which cases a condition holds, against the judge who is asked case by case."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import handmade
from slapolicy.analysis.cases import Cases
from slapolicy.analysis.variables import run_of
from slapolicy.contract.policy import (
    Addon,
    All,
    Bound,
    Condition,
    Dated,
    Either,
    Is,
    Lasted,
    Policy,
    Severity,
    Subject,
    TermIs,
)  # fmt: skip

LOAD, ISSUE, SINCE = (Subject("fact", name) for name in ("load", "issue", "since"))
ATOMS: list[Condition] = [
    Is(ISSUE, ("request",)),
    Is(ISSUE, ("request", "question"), negated=True),
    Is(Subject("addon"), ("vip", "extra")),
    Is(Subject("addon"), ("extra",), negated=True),
    Is(Subject("plan"), ("basic",)),
    Bound(LOAD, "at least", Decimal(90)),
    Bound(LOAD, "less than", Decimal(10)),
    Dated(SINCE, "after", date(2024, 5, 1)),
    Dated(SINCE, "on or before", date(2024, 5, 1)),
]
CONDITIONS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda parts: st.sampled_from([All(tuple(parts)), Either(tuple(parts))])
    ),
    max_leaves=6,
)


def asking(*conditions: Condition) -> Policy:
    severities = tuple(
        Severity(name=f"s{n}", title="", level=n, when=each, span=handmade.SPAN)
        for n, each in enumerate(conditions)
    )
    span = handmade.SPAN
    addons = {
        "vip": Addon(name="vip", title="", plans=("enterprise",), span=span),
        "extra": Addon(name="extra", title="", plans=(), span=span),
    }
    return handmade.policy(severities=severities, addons=addons)


@given(CONDITIONS)
def test_the_boxes_of_a_condition_are_the_cases_in_which_the_judge_says_yes(
    condition: Condition,
) -> None:
    told = Cases(asking(condition))
    for holds in (True, False):
        boxes = told.where(condition, holds=holds)
        for case in product(*(range(len(values)) for values in told.values)):
            values = {
                variable: told.values[number][case[number]]
                for number, variable in enumerate(told.variables)
            }
            inside = any(
                all(bits >> case[number] & 1 for number, bits in box.items())
                for box in boxes
            )
            assert inside == (told.holds(condition, values) == holds)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (ATOMS[0], "`issue is request`"),
        (ATOMS[3], "`addon is not extra`"),
        (ATOMS[4], "`plan is basic`"),
        (ATOMS[6], "`load is 0`"),
        (ATOMS[7], "`since is 2024-05-02`"),
        (TermIs("serious"), "`serious is yes`"),
    ],
)
def test_a_case_is_told_in_the_words_of_the_policy(
    condition: Condition, words: str
) -> None:
    told = Cases(asking(condition))
    box = told.outside(({},), told.where(condition, holds=False))
    assert box is not None
    assert told.words(box, [condition]) == words


def test_what_has_lasted_longer_has_lasted_as_long() -> None:
    """No case has lasted five minutes and not one: so nothing lies between."""
    minutes = {n: Lasted("unavailable", "at least", timedelta(minutes=n))
               for n in (1, 5)}  # fmt: skip
    told = Cases(asking(*minutes.values()))
    assert told.outside(told.where(minutes[5]), told.where(minutes[1])) is None
    assert told.outside(told.where(minutes[1]), told.where(minutes[5])) is not None


def test_a_size_compared_with_another_has_cases_on_every_side() -> None:
    interval: Any = Subject("parameter", "update_interval")
    condition = Lasted("unavailable", "more than", interval)
    told = Cases(asking(condition))
    for holds in (True, False):
        box = told.outside(told.where(condition, holds=holds), [])
        assert box is not None
        sample = told.sample(box)
        run = sample[run_of("unavailable")]
        assert (run > sample[interval]) == holds  # type: ignore[operator]  # both sizes
