"""Gaps: cases that no severity answers, and cases between the conditions of limits.

That a severity has no limit on some clock is often meant; what is told here is only
what a list that looks complete leaves out.
"""

from collections.abc import Iterator, Sequence

from slapolicy.analysis.asked import Accepted, are, obligation, severity
from slapolicy.analysis.cases import Cases, cases
from slapolicy.analysis.claims import Claim
from slapolicy.analysis.conflicts import MOST_PROOFS, by_severity
from slapolicy.analysis.inventory import (
    FEWER,
    called,
    in_order,
    neither,
    standing,
    ticked,
)
from slapolicy.analysis.prevailing import where_severity
from slapolicy.analysis.proving import prover
from slapolicy.analysis.regions import Domain, Region, contrary, some
from slapolicy.analysis.search import TooMany
from slapolicy.analysis.tables import Table, tables_of
from slapolicy.analysis.words import case_words, when
from slapolicy.contract.answer import Answer
from slapolicy.contract.policy import (
    Condition,
    Is,
    Policy,
    Severity,
    Subject,
    Target,
)
from slapolicy.finding import Finding, Note, Proof


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
    try:
        within = some(told.where(rule.on) for rule in rules)
        having = [told.of(rule) for rule in rules]
    except TooMany:
        return  # said once of the rule, by `undecided`
    try:
        if all(told.find(each) is None for each in having):
            return  # told of each of them
        here = told.find(within, outside=having)
    except TooMany:
        yield Finding(
            "SLA435",
            "there are too many cases to tell whether each has a severity",
            span=rules[0].span,
            hint=FEWER,
        )
        return
    if here is not None:
        asking = [each for rule in rules for each in (rule.on, rule.when)]
        asked = (severity(rules[-1].span),)
        yield Finding(
            "SLA432",
            f"no severity holds {when(case_words(told, here, asking))}: "
            f"{neither(rules)}",
            span=rules[-1].span,
            hint="add the case to a severity, if the contract gives it one; if it is "
            "to have none, the warning stays, for whoever reads the policy",
            notes=_others(rules[:-1]),
            proofs=prover(policy).proof(
                "A case without a severity",
                told.sample(here),
                Claim(asked=asked, holds=are("none")),
            ),
        )


def _others(rules: tuple[Severity, ...]) -> tuple[Note, ...]:
    return tuple(Note(r.span, f"`{r.name}` does not hold then") for r in rules[:6])


def _not_in_table(policy: Policy) -> Iterator[Finding]:
    """Tell of the severities and plans that a table of limits leaves out."""
    severities = tuple(dict.fromkeys(each.name for each in policy.severities))
    for table in tables_of(policy.targets):
        clocks = {target.clock for target in table.targets}
        mine = {id(target) for target in table.targets}
        kinds = {target.binding for target in table.targets}
        others = [t for t in policy.targets if t.clock in clocks and id(t) not in mine]
        beside = [t for t in others if t.binding in kinds]
        stated = {name for target in beside for name in target.severities or severities}
        missing = [
            name
            for name in table.left_out("severity", severities)
            if name not in stated
        ]
        told_of = {name for t in others for name in t.severities or severities}
        if len(missing) > 1 or {*missing} & told_of:  # else the resolver tells
            yield _left_out(policy, table, f"severity {ticked(missing)}", missing[0])
        plans = () if beside else table.left_out("plan", tuple(policy.plans))
        if plans:
            yield _left_out(policy, table, f"plan {ticked(plans)}", plan=plans[0])
        elif not beside and (pairs := table.pairs_left_out("plan", "severity")):
            plan, name = pairs[0]
            first = f"plan `{plan}` with the severity `{name}`"
            more = ", among others" if pairs[1:] else ""
            yield _left_out(policy, table, first + more, name, plan)


def _left_out(
    policy: Policy, table: Table, what: str, name: str = "", plan: str = ""
) -> Finding:
    clocks = tuple(dict.fromkeys(target.clock for target in table.targets))
    return Finding(
        "SLA433",
        f"this table {_standing(table)} states limits of {ticked(clocks)}, and has no "
        f"row for the {what}",
        span=table.targets[-1].span,
        hint="add a row; write `-` in its cells if nothing is promised",
        proofs=_nothing_owed(policy, clocks[0], name, plan, table.targets[-1]),
    )


def _standing(table: Table) -> str:
    clauses = tuple(dict.fromkeys(t.clause for t in table.targets if t.clause))
    if not clauses:
        return "(in no clause)"
    return f"(clause{'s' if len(clauses) > 1 else ''} {ticked(clauses)})"


def _nothing_owed(
    policy: Policy, clock: str, name: str, plan: str, target: Target
) -> tuple[Proof, ...]:
    """Show a case of a severity, on a plan, of which nothing is owed on a clock."""
    told = cases(policy)
    try:
        on_plan: Region = True
        if plan and Subject("plan") in told.variables:
            on_plan = told.where(Is(Subject("plan"), (plan,)))
        here = where_severity(told, name, on_plan) if name else told.find(on_plan)
    except TooMany:
        return ()
    if here is None:
        return ()
    sample = told.sample(here)
    if plan:
        sample[Subject("plan")] = plan
    span = target.span
    severe = (severity(span),) if name else ()
    names = (name,) if name else ()
    for aim, states in (  # an aim may be all that is left
        (not target.binding, {"not_owed"}),
        (True, {"running", "not_started", "paused"}),
    ):
        claim = Claim(
            asked=(obligation(clock, span, aim=aim), *severe),
            holds=_one_of(states, names),
            clock=clock,
        )
        title = f"{'Only an aim' if aim else 'Nothing'} is owed on {clock}"
        found = prover(policy).proof(title, sample, claim)
        if found:
            return found
    return ()


def _one_of(states: set[str], names: tuple[str, ...]) -> Accepted:
    def holds(answers: Sequence[Answer]) -> bool:
        first, *others = answers
        return first.state in states and [*names] == [each.state for each in others]

    return holds


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
    if len(missing) == 1 and missing[0] not in shown and _is_had(policy, missing[0]):
        forgotten = severities[missing[0]]
        yield Finding(
            "SLA433",
            f"no clock has a limit for the severity `{forgotten.name}` "
            f"{standing(forgotten)}, though each of the others has one",
            span=forgotten.span,
            hint="state its limits, or `within no stated time` if there are none",
            notes=tuple(Note(t.span, called(t)) for t in policy.targets[:4]),
            proofs=_nothing_owed(
                policy, policy.targets[0].clock, missing[0], "", policy.targets[0]
            ),
        )


def _is_had(policy: Policy, name: str) -> bool:
    """Whether some case has a severity and no other, as far as can be told."""
    try:
        return where_severity(cases(policy), name) is not None
    except TooMany:
        return True


def _between(policy: Policy) -> Iterator[Finding]:
    """Tell of a case between the conditions of the limits of one clock."""
    told = cases(policy)
    by_clock: dict[str, list[Target]] = {}
    for target in policy.targets:
        by_clock.setdefault(target.clock, []).append(target)
    count = 0
    for targets in by_clock.values():
        said: set[int] = set()
        for name, rules in by_severity(policy, targets).items():
            for group in _conditional(rules):
                if id(group[0]) in said:
                    continue
                found = _uncovered(told, name, group, rules, shown=count < MOST_PROOFS)
                if found is not None:
                    said.add(id(group[0]))
                    count += 1
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
    told: Cases, name: str | None, group: list[Target], rules: list[Target], shown: bool
) -> Finding | None:
    first, *others = group
    clock = first.clock
    try:
        having = [told.of(rule) for rule in rules]
        free = [told.where(first.on), *map(contrary, having)]
    except TooMany:
        return None  # said once of the rule, by `undecided`
    try:
        here = told.find(*free) if name is None else where_severity(told, name, *free)
    except TooMany:
        return Finding(
            "SLA435",
            f"there are too many cases to tell whether each has a limit of `{clock}`",
            span=first.span,
            hint=FEWER,
        )
    if here is None:
        return None
    asking: list[Condition | None] = [rule.when for rule in group]
    if name is not None:
        asking += [s.when for s in told.policy.severities if s.name == name]
    whose = f" for `{name}`" if name else ""
    return Finding(
        "SLA434",
        f"no limit of `{clock}` applies{whose} {when(case_words(told, here, asking))}, "
        f"though its limits have conditions that look complete: {neither(group)}",
        span=others[-1].span,
        hint="add a limit for this case; write `within no stated time` if none is "
        "promised",
        notes=tuple(Note(r.span, f"{called(r)} does not apply") for r in group[:6]),
        proofs=_between_shown(told, here, first) if shown else (),
    )


def _between_shown(told: Cases, here: Domain, first: Target) -> tuple[Proof, ...]:
    asked = tuple(obligation(first.clock, first.span, aim=aim) for aim in (False, True))
    claim = Claim(asked=asked, holds=are("not_owed", "not_owed"), clock=first.clock)
    title = f"No limit of {first.clock} applies"
    return prover(told.policy).proof(title, told.sample(here), claim)
