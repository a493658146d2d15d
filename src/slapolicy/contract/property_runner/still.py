"""Answers that rest on what stands at one moment, told without trying any worlds.

Coverage, add-ons, defined terms and the severity are such; of what happened before,
they ask only how long an indicator has lasted. Clocks, duties and people are not.
"""

from functools import lru_cache

from attrs import evolve

from slapolicy.contract.answer import Answer
from slapolicy.contract.answers import Answers
from slapolicy.contract.decision import SeverityDecision
from slapolicy.contract.evaluator.hours import HoursBook
from slapolicy.contract.evaluator.indicators import steps_of
from slapolicy.contract.evaluator.judge import judge
from slapolicy.contract.evaluator.record import Record
from slapolicy.contract.evaluator.severities import severity_of
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.policy import Policy
from slapolicy.contract.scenario import Expectation


class StillSituation(Situation):
    """A case at a moment, of which no worlds are told."""

    def __init__(self, policy: Policy, record: Record) -> None:
        self.policy = policy
        self.record = record
        self.indicators = {
            name: steps_of(each, record) for name, each in policy.indicators.items()
        }
        self.bare = HoursBook(policy, record, self.indicators, {})


class StillAnswers(Answers):
    """Answers questions about a case at a moment (those that `is_still` allows)."""

    def __init__(self, policy: Policy, record: Record) -> None:
        self.situation = StillSituation(policy, record)
        self.policy = policy

    def give_severity(self) -> SeverityDecision:
        """How severe the case is; open, as long as a severity may or may not hold."""
        record = self.situation.record
        moment = self.situation.bare.moment(record.at)
        perhaps: dict[str, None] = {}
        needs: dict[str, None] = {}
        for each in self.policy.severities:
            truths = (judge(each.on, moment), judge(each.condition, moment))
            if all(truth.holds is not False for truth in truths):
                perhaps[each.name] = None
                needs.update(dict.fromkeys(n for t in truths for n in t.needs))
        if needs:
            return SeverityDecision(
                name=None,
                state="indeterminate",
                possible=(*perhaps, None),
                needs=tuple(needs),
            )
        return severity_of(Situation(_with_only(self.policy, tuple(perhaps)), record))

    def answer(self, asked: Expectation) -> Answer:
        """Answer what an expectation looks at."""
        policy = self.policy
        if asked.about == "severity":
            found = self.give_severity()
            return Answer(
                state=found.name or found.state,
                needs=found.needs,
                clauses=found.clauses,
                readings=found.readings,
            )
        if asked.name in {*policy.services, *policy.outcomes, *policy.addons}:
            return self._name(asked)
        return self._definition(asked.name)


def is_still(policy: Policy, asked: Expectation) -> bool:
    """Whether what is asked rests on nothing but what stands at the moment."""
    if asked.about != "name":
        return asked.about == "severity"
    declared = policy.facts.get(asked.name) or policy.parameters.get(asked.name)
    if declared is not None:
        return declared.type.kind != "calendar"
    named = (
        policy.services, policy.outcomes, policy.addons, policy.terms,
        policy.indicators,
    )  # fmt: skip
    return any(asked.name in each for each in named)


@lru_cache(maxsize=64)
def _with_only(policy: Policy, names: tuple[str, ...]) -> Policy:
    """Give the policy with some severities, and nothing that they do not rest on.

    What is unknown and bears on none of them need not be tried.
    """
    return evolve(
        policy, severities=tuple(s for s in policy.severities if s.name in names),
        clocks={}, calendars={}, targets=(), resolutions=(), deferrals=(), alerts=(),
        grants=(), exclusions=(), disclaimers=(), quotas=(), duties=(), rights=(),
        contacts=(), intakes=(), collections=(),
    )  # fmt: skip
