"""Cases to which no limit applies at all: that may be meant, so it is only a remark.

What a list that looks complete leaves out is told in `gaps`.
"""

import itertools
from collections.abc import Iterator, Sequence

from slapolicy.analysis.asked import obligation, severity
from slapolicy.analysis.cases import Cases, cases
from slapolicy.analysis.claims import Claim
from slapolicy.analysis.inventory import FEWER, in_order, neither, standing, ticked
from slapolicy.analysis.prevailing import of_severity_alone
from slapolicy.analysis.proving import prover
from slapolicy.analysis.regions import Domain, contrary
from slapolicy.analysis.search import TooMany
from slapolicy.analysis.words import case_words, when
from slapolicy.contract.answer import Answer
from slapolicy.contract.policy import Condition, Policy, Target
from slapolicy.finding import Finding, Note, Proof, unlisted

_MOST_FINDINGS = 20
_GAPS = ("SLA433", "SLA434")


def unanswered(policy: Policy, known: Sequence[Finding]) -> tuple[Finding, ...]:
    """Find cases of which nothing is owed, and clocks limited in some cases only.

    Nothing is told of the first where such a gap is already known.
    """
    told = cases(policy)
    names = tuple(dict.fromkeys(each.name for each in policy.severities))
    every: Iterator[Finding] = _lone(told, names or (None,))
    if policy.targets and not any(each.code in _GAPS for each in known):
        wholly = (_of(told, name) for name in names or (None,))
        every = itertools.chain(every, filter(None, wholly))
    found = [*itertools.islice(every, _MOST_FINDINGS)]
    more = next(every, None)
    if more is not None and more.span is not None:
        found.append(unlisted("no limit applies to more cases than listed", more.span))
    return in_order(found)


def _lone(told: Cases, names: Sequence[str | None]) -> Iterator[Finding]:
    """Tell of clocks whose only limit has a condition, which not every case meets."""
    for rule, name in _with_one_limit(told.policy, names):
        try:
            severe = () if name is None else of_severity_alone(told, name)
            here = told.find(
                *severe, told.where(rule.on), contrary(told.where(rule.when))
            )
        except TooMany:
            continue  # said once of the rule, by `undecided`
        if here is not None:
            asking = [rule.on, rule.when]
            yield _finding(told, here, name, asking, (rule,), f"`{rule.clock}`")


def _with_one_limit(
    policy: Policy, names: Sequence[str | None]
) -> Iterator[tuple[Target, str | None]]:
    """Give the limits that stand alone for a severity on a clock, with a condition."""
    limits: dict[tuple[str, str | None], list[Target]] = {}
    for target in policy.targets:
        for name in target.severities or names:
            limits.setdefault((target.clock, name), []).append(target)
    for (_, name), rules in limits.items():
        if len(rules) == 1 and rules[0].when is not None:
            yield rules[0], name


def _of(told: Cases, name: str | None) -> Finding | None:
    """Tell of a case of a severity (None: there are none) without any limit."""
    policy = told.policy
    mine = [
        target
        for target in policy.targets
        if not target.severities or name in target.severities
    ]
    if any(target.on is None and target.when is None for target in mine):
        return None
    if len(mine) == 1 and mine[0].when is not None:
        return None  # told of its clock
    try:
        severe = () if name is None else of_severity_alone(told, name)
        here = told.find(*severe, *(contrary(told.of(target)) for target in mine))
    except TooMany:
        return Finding(
            "SLA435",
            "there are too many cases to tell whether a limit applies to each"
            + (f" of `{name}`" if name else ""),
            span=policy.targets[0].span,
            hint=FEWER,
        )
    if here is None:
        return None
    asking = [each for target in mine for each in (target.on, target.when)]
    clocks = tuple(dict.fromkeys(target.clock for target in policy.targets))
    return _finding(told, here, name, asking, mine, ticked(clocks, "or"))


def _finding(
    told: Cases,
    here: Domain,
    name: str | None,
    asking: list[Condition | None],
    limits: Sequence[Target],
    clocks: str,
) -> Finding:
    policy = told.policy
    severe = [rule for rule in policy.severities if rule.name == name]
    words = when(case_words(told, here, [*asking, *(rule.when for rule in severe)]))
    whose = f" to `{name}` {standing(severe[0])}" if severe else ""
    but = f": {neither(limits)}" if limits else ""
    return Finding(
        "SLA439",
        f"no limit of {clocks} applies{whose} {words}{but}",
        span=[*limits, *severe][0].span,
        hint="this may be meant; to say so, state `within no stated time`",
        notes=tuple(Note(rule.span, f"this is `{name}`") for rule in severe[:3]),
        proofs=_shown(told, here, name, limits or policy.targets),
    )


def _shown(
    told: Cases, here: Domain, name: str | None, targets: Sequence[Target]
) -> tuple[Proof, ...]:
    """Show a case of which nothing is owed on the first clocks."""
    policy = told.policy
    target = targets[0]
    asked = obligation(target.clock, target.span)
    severe = (severity(target.span),) if name else ()

    def holds(answers: Sequence[Answer]) -> bool:
        first, *others = answers
        return first.state == "not_owed" and all(each.state == name for each in others)

    claim = Claim(asked=(asked, *severe), holds=holds, clock=target.clock)
    title = f"Nothing is owed{f' for {name}' if name else ''}"
    return prover(policy).proof(title, told.sample(here), claim)
