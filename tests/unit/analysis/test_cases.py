"""In which cases a condition holds, against the judge who is asked case by case."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import handmade
from slapolicy.analysis.cases import Cases
from slapolicy.analysis.regions import contrary, simplified
from slapolicy.analysis.search import TooMany
from slapolicy.analysis.variables import Variable, run_of
from slapolicy.analysis.words import case_words
from slapolicy.contract.case import Case
from slapolicy.contract.evaluator.indicators import Steps
from slapolicy.contract.evaluator.judge import Moment, judge
from slapolicy.contract.evaluator.record import Snapshot, record
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
    Term,
    TermIs,
    Value,
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
def test_the_region_of_a_condition_is_the_cases_in_which_the_judge_says_yes(
    condition: Condition,
) -> None:
    policy = asking(condition)
    told = Cases(policy)
    region = told.where(condition)
    for case in product(*(range(len(values)) for values in told.values)):
        here = {number: 1 << place for number, place in enumerate(case)}
        assert simplified(region, here) is judged(policy, condition, told.sample(here))


def judged(
    policy: Policy, condition: Condition, values: dict[Variable, Value]
) -> bool | None:
    """Ask the judge of the evaluator, for whom all else is unknown."""
    moment = Moment(
        policy,
        record(policy, Case(id=""), 0),
        Snapshot(None, None, {}, {}, None),
        0,
        {name: Steps((), ()) for name in policy.indicators},
        {key: value for key, value in values.items() if isinstance(key, Subject)},
    )
    return judge(condition, moment).holds


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
    here = told.find(told.where(condition))
    assert here is not None
    assert case_words(told, here, [condition]) == words


def test_of_a_case_of_many_words_a_dozen_are_told() -> None:
    many = tuple(Is(Subject("fact", f"f{n}"), (True,)) for n in range(20))
    facts = handmade.declared(
        "fact", **{f"f{n}": handmade.YES_OR_NO for n in range(20)}
    )
    policy = asking(All(many))
    policy = evolve(policy, facts={**policy.facts, **facts})
    told = Cases(policy)
    here = told.find(told.where(All(many)))
    assert here is not None
    assert case_words(told, here, []).endswith("f11 is yes, and 8 more`")


def test_what_has_lasted_longer_has_lasted_as_long() -> None:
    """No case has lasted five minutes and not one: so nothing lies between."""
    minutes = {n: Lasted("unavailable", "at least", timedelta(minutes=n))
               for n in (1, 5)}  # fmt: skip
    told = Cases(asking(*minutes.values()))
    five, one = told.where(minutes[5]), told.where(minutes[1])
    assert told.find(five, outside=[one]) is None
    assert told.find(one, outside=[five]) is not None


def test_a_size_compared_with_another_has_cases_on_every_side() -> None:
    interval: Any = Subject("parameter", "update_interval")
    condition = Lasted("unavailable", "more than", interval)
    told = Cases(asking(condition))
    for holds in (True, False):
        region = told.where(condition)
        here = told.find(region if holds else contrary(region))
        assert here is not None
        sample = told.sample(here)
        run, limit = sample[run_of("unavailable")], sample.get(interval, timedelta())
        assert (run > limit) == holds  # type: ignore[operator]  # both sizes


def test_a_size_is_never_more_than_itself() -> None:
    told = Cases(asking(Bound(LOAD, "more than", LOAD), Bound(LOAD, "at most", LOAD)))
    one, other = told.policy.severities
    assert told.of(one) is False
    assert told.of(other) is True


def test_a_text_is_one_of_those_it_is_compared_with_or_another() -> None:
    company = Subject("fact", "company")
    condition = Is(company, ("Acme",))
    told = Cases(asking(condition))
    assert told.find(told.where(condition)) is not None
    assert told.find(contrary(told.where(condition))) is not None


def test_a_condition_that_tells_too_many_cases_apart_stays_open() -> None:
    """Whether an odd number of twenty facts hold, said in terms of one another."""
    names = [f"f{n}" for n in range(20)]
    facts = handmade.declared("fact", **dict.fromkeys(names, handmade.YES_OR_NO))
    terms = {}
    means: Condition = Is(Subject("fact", "f0"), (True,))
    for n, name in enumerate(names):
        if n:
            mine, before = Subject("fact", name), TermIs(f"t{n - 1}")
            means = Either(
                (
                    All((before, Is(mine, (False,)))),
                    All((TermIs(f"t{n - 1}", False), Is(mine, (True,)))),
                )
            )
        term = Term(name=f"t{n}", title="T", means=means, span=handmade.SPAN)
        terms[term.name] = term
    policy = asking(TermIs("t19"))
    facts = {**policy.facts, **facts}
    told = Cases(evolve(policy, facts=facts, terms={**policy.terms, **terms}))
    with pytest.raises(TooMany):
        told.where(TermIs("t19"))
    with pytest.raises(TooMany):  # nor the second time
        told.where(TermIs("t19"))
    assert told.find(told.where(TermIs("t4"))) is not None
