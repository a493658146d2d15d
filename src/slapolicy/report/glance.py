"""The rules of a policy at a glance: as tables of severities, limits and services."""

from collections.abc import Iterator

from slapolicy.contract.explanation.limit_told import limit_told
from slapolicy.contract.explanation.step import AnyOf, Step, step
from slapolicy.contract.policy import Rule, Target
from slapolicy.report.conditions import both
from slapolicy.report.model import Said, Section, Table
from slapolicy.report.teller import Teller


def glance(teller: Teller) -> Iterator[Section]:
    """Give the tables that have rows."""
    yield from _matrix(teller)
    tables = (
        ("section_severities", ("head_severity", "head_level", "head_when"),
         tuple(_severities(teller))),
        ("section_limits",
         ("head_clock", "head_severity", "head_limit", "head_binding", "head_when"),
         tuple(_limits(teller))),
        ("section_services", ("head_service", "head_answer", "head_when"),
         tuple(_services(teller))),
    )  # fmt: skip
    for heading, heads, rows in tables:
        if rows:
            named = tuple(teller.heading(each) for each in heads)
            table = Table(heads=named, rows=rows)
            yield Section(heading=teller.heading(heading), blocks=(table,))


def _severities(teller: Teller) -> Iterator[tuple[Said, ...]]:
    for each in sorted(teller.policy.severities, key=lambda s: s.level):
        when = _when(teller, each)
        if each.set_by:
            by = AnyOf(tuple(teller.who(role) for role in each.set_by))
            when = step("set_by", by=by)
        yield (
            Said(text=teller.plain(teller.title(each.name)), clauses=_clause(each)),
            Said(text=str(each.level)),
            Said(text=teller.say(when)),
        )


def _limits(teller: Teller) -> Iterator[tuple[Said, ...]]:
    for each in teller.policy.targets:
        severities: Step = step("any_severity")
        if each.severities:
            severities = step("joined", parts=AnyOf(teller.titles(each.severities)))
        yield (
            Said(text=teller.plain(teller.title(each.clock)), clauses=_clause(each)),
            Said(text=teller.plain(severities)),
            Said(text=teller.plain(limit_told(teller, each.limit))),
            Said(text=teller.plain(step("is_promise" if each.binding else "is_aim"))),
            Said(text=teller.say(_when(teller, each))),
        )


def _matrix(teller: Teller) -> Iterator[Section]:
    """Give what is promised to which severity on which clock, in a cell each."""
    policy = teller.policy
    severities = sorted(policy.severities, key=lambda each: each.level)
    told = [each for each in policy.targets if each.severities]
    clocks = [c for c in policy.clocks if any(each.clock == c for each in told)]
    if len(severities) < 2 or not clocks:
        return
    heads = (
        teller.heading("head_severity"),
        *(teller.plain(teller.title(clock)) for clock in clocks),
    )
    rows = []
    for severity in severities:
        cells = [Said(text=teller.plain(teller.title(severity.name)))]
        for clock in clocks:
            found = [
                each
                for each in told
                if each.clock == clock and severity.name in each.severities
            ]
            clauses = dict.fromkeys(c for each in found for c in _clause(each))
            limits = "; ".join(teller.plain(_cell(teller, each)) for each in found)
            cells.append(Said(text=limits, clauses=tuple(clauses)))
        rows.append(tuple(cells))
    table = Table(heads=heads, rows=tuple(rows))
    yield Section(heading=teller.heading("section_matrix"), blocks=(table,))


def _cell(teller: Teller, each: Target) -> Step:
    limit = limit_told(teller, each.limit)
    if not each.binding:
        limit = step("cell_aim", limit=limit)
    clause = None if each.clause is None else teller.policy.clauses.get(each.clause)
    is_said = clause is not None and clause.on == each.on
    why = both(teller, None if is_said else each.on, each.when)
    return step("cell_if", limit=limit, why=why) if why else limit


def _services(teller: Teller) -> Iterator[tuple[Said, ...]]:
    policy = teller.policy
    for name in policy.services:
        for grant in policy.grants:
            if grant.service == name:
                yield _service(teller, name, "says_covered", grant)
            if name in grant.without:
                yield _service(teller, name, "left_out", grant)
        for exclusion in policy.exclusions:
            if exclusion.service == name:
                yield _service(teller, name, "says_excluded", exclusion)
    for outcome in policy.outcomes:
        for disclaimer in policy.disclaimers:
            if disclaimer.outcome == outcome:
                code = {
                    "guarantee": "says_not_guaranteed",
                    "responsibility": "says_not_responsible",
                }[disclaimer.kind]
                yield _service(teller, outcome, code, disclaimer)


def _service(teller: Teller, name: str, code: str, rule: Rule) -> tuple[Said, ...]:
    return (
        Said(text=teller.plain(teller.title(name)), clauses=_clause(rule)),
        Said(text=teller.plain(step(code))),
        Said(text=teller.say(_when(teller, rule))),
    )


def _when(teller: Teller, rule: Rule) -> Step:
    parts = both(teller, rule.on, rule.when)
    return step("joined", parts=parts) if parts else step("nothing")


def _clause(rule: Rule) -> tuple[str, ...]:
    return () if rule.clause is None else (rule.clause,)
