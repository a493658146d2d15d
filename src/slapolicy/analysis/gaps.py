"""Gaps: cases that no severity answers, and cases between the conditions of limits.

That a severity has no limit on some clock is often meant; what is told here is only
what a list that looks complete leaves out.
"""

from collections.abc import Iterator

from slapolicy.analysis.boxes import NOTHING, Boxes, TooMany, both, either
from slapolicy.analysis.cases import Cases, cases, when
from slapolicy.analysis.conflicts import by_severity
from slapolicy.analysis.inventory import called, in_order, ticked
from slapolicy.analysis.tables import Table, tables_of
from slapolicy.contract.policy import Condition, Policy, Severity, Target
from slapolicy.finding import Finding, Note


def gaps(policy: Policy) -> tuple[Finding, ...]:
    """Find cases without a severity, severities without a limit, and cases between."""
    return in_order(
        [
            *_without_severity(policy),
            *_not_in_table(policy),
            *_forgotten(policy),
            *_between(policy),
        ]
    )


def _without_severity(policy: Policy) -> Iterator[Finding]:
    """Tell of a case that no severity answers, where none is set by somebody."""
    rules = policy.severities
    if not rules or any(rule.set_by for rule in rules):
        return
    told = cases(policy)
    within: Boxes = NOTHING
    boxes: Boxes = NOTHING
    try:
        for rule in rules:
            within = either(within, told.where(rule.on))
            boxes = either(boxes, told.of(rule))
    except TooMany:
        return  # said once of the rule, by `undecided`
    if boxes == NOTHING:
        return
    try:
        box = told.outside(within, boxes)
    except TooMany:
        yield Finding(
            "SLA435",
            "there are too many cases to tell whether each has a severity",
            span=rules[0].span,
        )
        return
    if box is not None:
        asking = [each for rule in rules for each in (rule.on, rule.when)]
        yield Finding(
            "SLA432",
            f"no severity holds {when(told.words(box, asking))}",
            span=rules[-1].span,
            hint="add the case to a severity, if the contract gives it one",
            notes=_others(rules[:-1]),
        )


def _others(rules: tuple[Severity, ...]) -> tuple[Note, ...]:
    return tuple(Note(r.span, f"`{r.name}` does not hold then") for r in rules[:6])


def _not_in_table(policy: Policy) -> Iterator[Finding]:
    """Tell of the severities and plans that a table of limits leaves out."""
    severities = tuple(dict.fromkeys(each.name for each in policy.severities))
    for table in tables_of(policy.targets):
        clocks = {target.clock for target in table.targets}
        mine = {id(target) for target in table.targets}
        beside = [t for t in policy.targets if t.clock in clocks and id(t) not in mine]
        stated = {name for target in beside for name in target.severities or severities}
        missing = [
            name
            for name in table.left_out("severity", severities)
            if name not in stated
        ]
        if len(missing) > 1:  # of a single one, the resolver tells
            yield _left_out(table, f"severity {ticked(missing)}")
        plans = () if beside else table.left_out("plan", tuple(policy.plans))
        if plans:
            yield _left_out(table, f"plan {ticked(plans)}")
        elif not beside and (pairs := table.pairs_left_out("plan", "severity")):
            first = f"plan `{pairs[0][0]}` with the severity `{pairs[0][1]}`"
            yield _left_out(table, first + (", among others" if pairs[1:] else ""))


def _left_out(table: Table, what: str) -> Finding:
    clocks = ticked(dict.fromkeys(target.clock for target in table.targets))
    return Finding(
        "SLA433",
        f"this table states limits of {clocks}, and has no row for the {what}",
        span=table.targets[-1].span,
        hint="add a row; write `-` in its cells if nothing is promised",
    )


def _forgotten(policy: Policy) -> Iterator[Finding]:
    """Tell of a severity that has no limit at all, though every other one has."""
    severities = {each.name: each for each in policy.severities}
    if len(severities) < 3 or any(not t.severities for t in policy.targets):
        return
    stated = {name for target in policy.targets for name in target.severities}
    shown = {
        name
        for table in tables_of(policy.targets)
        for name in (*table.named("severity"), *table.left_out("severity", severities))
    }
    missing = [name for name in severities if name not in stated]
    if len(missing) == 1 and missing[0] not in shown:
        yield Finding(
            "SLA433",
            f"no clock has a limit for the severity `{missing[0]}`, though each of the "
            "others has one",
            span=severities[missing[0]].span,
            hint="state its limits, or `within no stated time` if there are none",
        )


def _between(policy: Policy) -> Iterator[Finding]:
    """Tell of a case between the conditions of the limits of one clock."""
    told = cases(policy)
    by_clock: dict[str, list[Target]] = {}
    for target in policy.targets:
        by_clock.setdefault(target.clock, []).append(target)
    for targets in by_clock.values():
        said: set[int] = set()
        for severity, rules in by_severity(policy, targets).items():
            for group in _conditional(rules):
                if id(group[0]) in said:
                    continue
                found = _uncovered(told, severity, group, rules)
                if found is not None:
                    said.add(id(group[0]))
                    yield found


def _conditional(rules: list[Target]) -> Iterator[list[Target]]:
    """Give the groups of limits, on one plan, of which each has a condition."""
    groups: dict[tuple[Condition | None, bool], list[Target]] = {}
    for rule in rules:
        groups.setdefault((rule.on, rule.binding), []).append(rule)
    for group in groups.values():
        if len(group) > 1 and all(rule.when is not None for rule in group):
            yield group


def _uncovered(
    told: Cases, severity: str | None, group: list[Target], rules: list[Target]
) -> Finding | None:
    first, *others = group
    clock = first.clock
    try:
        within = told.where(first.on)
        if severity is not None:
            within = both(within, told.of_severity(severity))
        boxes = [box for rule in rules for box in told.of(rule)]
    except TooMany:
        return None  # said once of the rule, by `undecided`
    try:
        box = told.outside(within, boxes)
    except TooMany:
        return Finding(
            "SLA435",
            f"there are too many cases to tell whether each has a limit of `{clock}`",
            span=first.span,
        )
    if box is None:
        return None
    asking: list[Condition | None] = [rule.when for rule in group]
    if severity is not None:
        asking += [s.when for s in told.policy.severities if s.name == severity]
    whose = f" for `{severity}`" if severity else ""
    return Finding(
        "SLA434",
        f"no limit of `{clock}` applies{whose} {when(told.words(box, asking))}, though "
        "its limits have conditions that look complete",
        span=others[-1].span,
        hint="add a limit for this case; write `within no stated time` if none is "
        "promised",
        notes=tuple(Note(r.span, f"{called(r)} does not apply") for r in group[:6]),
    )
