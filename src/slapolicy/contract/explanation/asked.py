"""Why a condition holds, or does not, or cannot be told: fact by fact."""

from datetime import date, timedelta
from decimal import Decimal
from typing import assert_never

from slapolicy.contract.evaluator.judge import Moment, judge
from slapolicy.contract.explanation.names import Names
from slapolicy.contract.explanation.step import (
    AnyOf,
    Argument,
    Days,
    Number,
    Step,
    Title,
    Window,
    length,
    step,
)
from slapolicy.contract.explanation.view import View
from slapolicy.contract.policy import (
    All,
    Bound,
    ClockIs,
    Condition,
    Dated,
    Either,
    Is,
    Lasted,
    Operand,
    Subject,
    TermIs,
    Value,
)
from slapolicy.worktime import Hours

_TERMS = {True: "term_holds", False: "term_fails", None: "term_unknown"}
BOUNDS = {
    "at least": "at_least", "at most": "at_most", "more than": "more_than",
    "less than": "less_than", "before": "before", "after": "after",
    "on or before": "on_or_before", "on or after": "on_or_after",
}  # fmt: skip


def grounds(
    view: View, condition: Condition | None, moment: Moment
) -> tuple[Step, ...]:
    """Give the facts that decide a condition as it stands at a moment.

    Where it holds, those that make it hold; where it does not, those that keep it from
    holding; where it cannot be told, those that are missing.
    """
    if condition is None:
        return ()
    holds = judge(condition, moment).holds
    match condition:
        case All(parts):
            return _of_parts(view, parts, moment, holds, everything=holds is True)
        case Either(parts):
            return _of_parts(view, parts, moment, holds, everything=holds is False)
        case Is(subject, values, negated):
            return (_is(view, subject, values, moment, holds, negated=negated),)
        case Bound(subject, how, limit) | Dated(subject, how, limit):
            return (_compared(view, subject, how, limit, moment, holds),)
        case Lasted():
            return (_lasted(view, condition, moment, holds),)
        case TermIs(term):
            means = view.policy.terms[term].means
            known = judge(means, moment).holds
            why = grounds(view, means, moment)
            return (step(_TERMS[known], term=view.title(term), why=why),)
        case ClockIs(clock, states, negated):
            code = "clock_is_not" if (holds is False) != negated else "clock_is"
            words = tuple(step(f"state_{state}") for state in states)
            return (step(code, clock=view.title(clock), states=AnyOf(words)),)
        case _:
            assert_never(condition)


def _of_parts(
    view: View,
    parts: tuple[Condition, ...],
    moment: Moment,
    holds: bool | None,
    *,
    everything: bool,
) -> tuple[Step, ...]:
    telling = [
        part for part in parts if everything or judge(part, moment).holds is holds
    ]
    if not everything and holds is not None:
        telling = telling[:1]  # one is enough to decide
    found = [each for part in telling for each in grounds(view, part, moment)]
    return _without_repeats(found)


def _without_repeats(found: list[Step]) -> tuple[Step, ...]:
    """Leave out what is told already; what one fact is not goes in one sentence."""
    kept: list[Step] = []
    for each in found:
        same = [one for one in kept if _is_same_fact(one, each)]
        if same:
            wanted = (same[0].arguments["wanted"], each.arguments["wanted"])
            values = [
                v for any_of in wanted if isinstance(any_of, AnyOf) for v in any_of.of
            ]
            once = tuple(v for i, v in enumerate(values) if v not in values[:i])
            merged = step("is_not", **{**same[0].arguments, "wanted": AnyOf(once)})
            kept[kept.index(same[0])] = merged
        elif each not in kept:
            kept.append(each)
    return tuple(kept)


def _is_same_fact(one: Step, other: Step) -> bool:
    return one.code == other.code == "is_not" and all(
        one.arguments[name] == other.arguments[name] for name in ("subject", "value")
    )


def subject_told(view: Names, subject: Subject) -> Step:
    """Tell what a condition asks about."""
    match subject.kind:
        case "set_severity":
            return step("the_severity")
        case "severity" | "plan" | "opened_on":
            return step(f"the_{subject.kind}")
        case _:
            return step("the_fact", fact=view.title(subject.name))


def value_of(view: Names, of: str, value: Value | None) -> Argument:
    """Give a value in the form in which steps carry it."""
    match value:
        case None:
            return step("unknown")
        case bool():
            return step("yes" if value else "no")
        case Decimal():
            return Number(value)
        case timedelta():
            return length(value)
        case date():
            return Days(value, value)
        case Hours():
            return step("own_hours")
        case str():
            declared = view.policy.facts.get(of) or view.policy.parameters.get(of)
            if declared is not None and declared.type.kind == "text":
                return step("quoted", text=value)
            if of == "" or (declared is not None and declared.type.kind == "calendar"):
                return view.title(value)
            if declared is not None and declared.type.kind in ("zone", "region"):
                return value
            return Title(of, value.replace("_", " "), value)
        case _:
            assert_never(value)


def _is(
    view: View,
    subject: Subject,
    values: tuple[Value, ...],
    moment: Moment,
    holds: bool | None,
    *,
    negated: bool,
) -> Step:
    if subject.kind == "addon":
        return _addon(view, values, holds, negated=negated)
    known = moment.value(subject)
    about = subject_told(view, subject)
    if known is None:
        return step("is_unknown", subject=about)
    value = value_of(view, subject.name, known)
    if holds or negated or isinstance(known, bool):
        return step("is", subject=about, value=value)
    wanted = AnyOf(tuple(value_of(view, subject.name, each) for each in values))
    return step("is_not", subject=about, value=value, wanted=wanted)


def _addon(
    view: View, values: tuple[Value, ...], holds: bool | None, *, negated: bool
) -> Step:
    addons = AnyOf(view.titles(str(value) for value in values))
    if holds is None:
        return step("addons_unknown", addons=addons)
    return step("addon_held" if holds != negated else "addon_not_held", addons=addons)


def _compared(
    view: View,
    subject: Subject,
    how: str,
    limit: Operand,
    moment: Moment,
    holds: bool | None,
) -> Step:
    about = subject_told(view, subject)
    known, against = moment.value(subject), moment.operand(limit)
    if known is None:
        return step("is_unknown", subject=about)
    if against is None:
        assert isinstance(limit, Subject)
        return step("is_unknown", subject=subject_told(view, limit))
    return step(
        "compares" if holds else "compares_not",
        subject=about,
        value=value_of(view, subject.name, known),
        bound=step(
            BOUNDS[how],
            limit=_limit(view, subject.name, limit, against),
        ),
    )


def _limit(view: Names, of: str, limit: Operand, against: Value) -> Argument:
    if isinstance(limit, Subject):
        value = value_of(view, limit.name, against)
        return step("limit_named", value=value, name=subject_told(view, limit))
    return value_of(view, of, against)


def _lasted(view: View, lasted: Lasted, moment: Moment, holds: bool | None) -> Step:
    about = view.title(lasted.indicator)
    against = moment.operand(lasted.limit)
    if against is None:
        assert isinstance(lasted.limit, Subject)
        return step("is_unknown", subject=subject_told(view, lasted.limit))
    bound = step(BOUNDS[lasted.bound], limit=_limit(view, "", lasted.limit, against))
    runs = moment.indicators[lasted.indicator].runs(lambda v: v is True, moment.at)
    if holds is None:
        return step("lasted_unknown", subject=about, bound=bound)
    if not runs:
        return step("never_lasted", subject=about, bound=bound)
    start, end = max(runs, key=lambda run: run[1] - run[0])
    lasting = moment.indicators[lasted.indicator].value(moment.at) is True
    assert isinstance(against, timedelta)
    return step(
        "has_lasted" if holds else "not_lasted",
        subject=about,
        longest=length(timedelta(microseconds=end - start)),
        window=Window(start, end, view.policy.agreement.zone),
        so_far=step("so_far" if lasting and end == moment.at else "nothing"),
        bound=bound,
    )


def is_about(condition: Condition | None, view: Names) -> tuple[str, ...]:
    """Give the names of the facts, parameters and indicators that a condition asks."""
    found: dict[str, None] = {}

    def walk(each: Condition | None) -> None:
        match each:
            case None | ClockIs():
                return
            case All(parts) | Either(parts):
                for part in parts:
                    walk(part)
            case TermIs(term):
                walk(view.policy.terms[term].means)
            case Lasted(indicator, _, limit):
                found[indicator] = None
                _add(limit)
            case Is(subject, _):
                _add(subject)
            case Bound(subject, _, limit) | Dated(subject, _, limit):
                _add(subject)
                _add(limit)

    def _add(operand: Operand) -> None:
        if isinstance(operand, Subject) and operand.name:
            found[operand.name] = None

    walk(condition)
    return tuple(found)
