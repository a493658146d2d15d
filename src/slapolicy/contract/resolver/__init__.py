"""From the tree of a text to a policy, or to what is wrong with it.

This is the one place where text becomes meaning. A tree says what stands where; a
policy says what holds. Between the two, every name is looked up, every value gets its
type, every rule its clause, and whatever does not fit becomes a finding. It goes in
passes, each of which may rely on the ones before it:

1. the *imports*: which definitions of which vocabularies belong to the text;
2. the *names*: what is declared, as what, and by which clause. Names know no order:
   a rule may speak of a clock that is declared below it;
3. the *opening*, the *readings* and the heads of the *clauses*: who, when, for whom;
4. the *definitions*: facts, terms, calendars, clocks, each with what it names;
5. the *rules*: of clauses and of tables, each with its condition and its limit;
6. the *scenarios*, the *properties* and the *labels*: what is said about the rules;
7. the *citations*: a rule rests on its own clause, on those that define what it names,
   on what these name in turn, and on the readings of all of that;
8. the *soundness* of the whole: what only shows when all is known.

A pass never stops at a mistake. It says what is wrong, leaves the broken part out, and
goes on, so that one run shows every mistake once. A policy is made only of a text
without errors, and then nothing in it is unresolved: that is why the evaluator can
be small, and cannot fail. What a text means is decided here alone; what follows for a
case is decided in `contract/evaluator`.
"""

import re
from collections.abc import Callable, Sequence

from slapolicy.contract.policy import Policy
from slapolicy.contract.resolver.assembler import assemble
from slapolicy.contract.resolver.citations import cite_everything
from slapolicy.contract.resolver.collector import collect_names
from slapolicy.contract.resolver.definitions import bind_definitions
from slapolicy.contract.resolver.labels import bind_labels
from slapolicy.contract.resolver.names import Names
from slapolicy.contract.resolver.opening import bind_opening, bind_readings
from slapolicy.contract.resolver.properties import bind_properties
from slapolicy.contract.resolver.report import Report
from slapolicy.contract.resolver.rules import bind_rules
from slapolicy.contract.resolver.scenarios import bind_scenarios
from slapolicy.contract.resolver.scopes import bind_clauses
from slapolicy.contract.resolver.soundness import check_soundness
from slapolicy.contract.resolver.surveyor import survey_limits
from slapolicy.contract.resolver.vocabularies import import_names
from slapolicy.contract.resolver.work import Loader, Refused, Work
from slapolicy.finding import Finding
from slapolicy.language import syntax
from slapolicy.source import Source, Span
from slapolicy.values import frozen

PASSES: tuple[Callable[[Work], None], ...] = (
    import_names,
    collect_names,
    bind_opening,
    bind_readings,
    bind_clauses,
    survey_limits,
    bind_definitions,
    bind_rules,
    bind_scenarios,
    bind_properties,
    bind_labels,
    cite_everything,
    check_soundness,
)

_ABOUT_NAMES = frozenset(
    f"SLA2{number:02}" for number in (*range(1, 21), 24, 30, 31, 32)
)
"""What may well be there, if the name stands in a part that could not be read."""
_SHAKY = frozenset(
    (
        *("SLA301", "SLA302", "SLA311", "SLA402", "SLA403", "SLA406", "SLA413"),
        *("SLA423", "SLA424", "SLA425", "SLA705", "SLA710", "SLA711"),
    )
)
"""What may well be there, if any part of the text could not be read."""
_WORD = re.compile(r"[\w-]+")


def _is_sure(finding: Finding, unread: frozenset[str]) -> bool:
    """Whether a finding holds, whatever stands in the words that were not read."""
    if finding.code in _ABOUT_NAMES and finding.span is not None:
        return unread.isdisjoint(_words(finding.span))
    return finding.code not in _SHAKY


def _words(span: Span) -> list[str]:
    """Give the words of a stretch, `beginWork` and `begin-work` as `begin_work`."""
    return [re.sub("[-_]", "", word).lower() for word in _WORD.findall(span.text)]


@frozen
class Resolved:
    """What came of a tree: its policy, if there is no error; and every finding.

    A vocabulary has no policy even where nothing is wrong with it.
    """

    policy: Policy | None
    findings: tuple[Finding, ...]
    is_vocabulary: bool


def resolve(
    source: Source,
    tree: syntax.Document,
    loader: Loader | None = None,
    *,
    is_whole: bool = True,
    unread: Sequence[Span] = (),
) -> Resolved:
    """Make a policy of a tree, or say what is wrong with it.

    Args:
        source: The text of the policy.
        tree: Its tree.
        loader: Gives the text of a vocabulary beside the policy, by its file name, and
            raises `Refused` where it cannot. None: nothing can be imported.
        is_whole: Whether there is no mistake in the text. If there is, nothing is
            said that may be owed to it.
        unread: What could not be read: names may be declared or used there.
    """
    report = Report()
    work = Work(source, tree, loader, report, Names(report))
    work.sources.append(source)
    for each in PASSES:
        each(work)
    findings = report.findings
    if not is_whole:
        held = frozenset(word for span in unread for word in _words(span))
        findings = tuple(each for each in findings if _is_sure(each, held))
    has_errors = any(each.is_error for each in findings) or not is_whole
    policy = None
    if not has_errors and work.agreement is not None:
        policy = assemble(work, findings)
    return Resolved(policy, findings, work.is_vocabulary)


__all__ = ["Loader", "Refused", "Resolved", "resolve"]
