"""What a policy does not say, and what the check says of it."""

from collections.abc import Iterable, Iterator

from slapolicy.analysis import CHECKS
from slapolicy.analysis.inventory import all_rules
from slapolicy.contract.explanation.step import Step, step
from slapolicy.contract.policy import Policy
from slapolicy.finding import Finding, listed
from slapolicy.report.definitions import definitions
from slapolicy.report.model import Said, Section, Table
from slapolicy.report.teller import Teller


def silences(teller: Teller) -> Iterator[Section]:
    """Give what is silent, kind by kind."""
    kinds = (
        ("silence_clauses", tuple(_clauses(teller))),
        ("silence_services", tuple(_services(teller))),
        ("silence_outcomes", tuple(_outcomes(teller))),
        ("silence_times", tuple(_times(teller))),
    )
    for heading, items in kinds:
        blocks = teller.listing(items)
        if blocks:
            yield Section(heading=teller.heading(heading), blocks=blocks)


def expressed(policy: Policy) -> frozenset[str]:
    """Give the clauses in which something is executed, or defined."""
    found = {rule.clause for rule in all_rules(policy) if rule.clause is not None}
    found |= {
        clause for _, named in definitions(policy) for clause in named.clauses[:1]
    }
    return frozenset(found)


def _clauses(teller: Teller) -> Iterator[Said]:
    says_something = expressed(teller.policy)
    for clause in teller.policy.clauses.values():
        title = step("clause_heading", clause=clause.id, title=clause.title)
        if clause.left_to_people is not None:
            reason = clause.left_to_people
            told: Step = step("silence_left", clause=title, reason=reason)
        elif clause.id not in says_something:
            told = step("silence_no_reason", clause=title)
        else:
            continue
        yield teller.said(told, clauses=(clause.id,))


def _services(teller: Teller) -> Iterator[Said]:
    policy = teller.policy
    spoken = {grant.service for grant in policy.grants}
    spoken |= {name for grant in policy.grants for name in grant.without}
    spoken |= {each.service for each in policy.exclusions}
    yield from _titles(teller, set(policy.services) - spoken, policy.services)


def _outcomes(teller: Teller) -> Iterator[Said]:
    policy = teller.policy
    spoken = {each.outcome for each in policy.disclaimers}
    yield from _titles(teller, set(policy.outcomes) - spoken, policy.outcomes)


def _titles(teller: Teller, silent: set[str], order: Iterable[str]) -> Iterator[Said]:
    for name in order:
        if name in silent:
            yield Said(text=teller.plain(teller.title(name)))


def _times(teller: Teller) -> Iterator[Said]:
    for target in teller.policy.targets:
        if target.limit.kind == "no_stated_time":
            told = step(
                "silence_time",
                clock=teller.title(target.clock),
                bearer=teller.who(target.bearer),
            )
            clauses = () if target.clause is None else (target.clause,)
            yield teller.said(told, clauses=clauses)


def findings(teller: Teller) -> Table | None:
    """Give all that the check says, gentle remarks too."""
    found = list(teller.policy.findings)
    for check in CHECKS:
        found.extend(check(teller.policy))
    rows = tuple(_finding(teller, each) for each in listed(found))
    heads = ("head_place", "head_code", "head_what")
    if not rows:
        return None
    return Table(heads=tuple(teller.heading(each) for each in heads), rows=rows)


def _finding(teller: Teller, each: Finding) -> tuple[Said, ...]:
    place = "" if each.span is None else f"{each.span}"
    place = place.replace("\\", "/").rsplit("/", 1)[-1]
    what = teller.finding(each.message)
    if each.hint is not None:
        what += f" ({teller.finding(each.hint)})"
    return Said(text=place), Said(text=each.code), Said(text=what)
