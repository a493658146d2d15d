"""What an explanation looks at: the decision, and the case once more as it was known.

Titles, clauses and instants are given here in the form in which steps carry them.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from slapolicy.contract.case import Case
from slapolicy.contract.decision import Decision
from slapolicy.contract.evaluator.judge import Moment
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.explanation.step import (
    Argument,
    Instant,
    Step,
    Title,
    step,
)
from slapolicy.contract.policy import Policy
from slapolicy.worktime import from_datetime


class View:
    """A decision with the policy and the case from which it was reached."""

    def __init__(self, decision: Decision, policy: Policy, case: Case) -> None:
        self.decision = decision
        self.policy = policy
        self.case = case
        self.at = from_datetime(decision.at)
        self.situation = Situation(policy, record(policy, case, self.at))
        self.severities = {each.name: each for each in policy.severities}

    @cached_property
    def moment(self) -> Moment:
        """The moment of the decision, with nothing assumed."""
        return self.situation.bare.moment(self.at)

    # Names

    def instant(self, at: datetime | int, zone: str | None = None) -> Instant:
        """Give an instant in a zone (that of the agreement, if none is given)."""
        number = at if isinstance(at, int) else from_datetime(at)
        return Instant(number, self.policy.agreement.zone if zone is None else zone)

    def who(self, name: str | None) -> Argument:
        """Give a party or a role by its title."""
        if name is None:
            return step("somebody")
        agreement = self.policy.agreement
        for party in (agreement.supplier, agreement.customer):
            if party.name == name:
                return Title(name, party.title)
        return self.title(name)

    def title(self, name: str) -> Title:
        """Give whatever the policy calls so by its title."""
        policy = self.policy
        rooms = (
            policy.clocks, policy.calendars, policy.services, policy.outcomes,
            policy.facts, policy.parameters, policy.terms, policy.indicators,
            policy.roles, policy.channels, policy.plans, policy.addons,
            policy.attempts, self.severities,
        )  # fmt: skip
        for room in rooms:
            found = room.get(name)
            if found is not None:
                return Title(name, found.title or name)
        return Title(name, name.replace("_", " "))

    def titles(self, names: Iterable[str]) -> tuple[Title, ...]:
        """Give things of the policy by their titles."""
        return tuple(self.title(name) for name in names)

    def need(self, name: str) -> Step:
        """Give something that is missing, by its title."""
        if name in ("plan", "addons", "severity"):
            return step(f"the_{name}")
        if name.startswith("holidays of "):
            return step("need_holidays", what=name)
        if name.startswith("used "):
            return step("need_used", service=self.title(name.removeprefix("used ")))
        return step("the_fact", fact=self.title(name))

    # Clauses

    def clause(self, clause_id: str) -> Step:
        """Give a clause by its id; its title and places stand at the end."""
        return step("clause", clause=clause_id)

    def by_clause(self, clause_id: str | None) -> Step:
        """Give by which clause, for a rule that may be the house's own."""
        return step("house_rule") if clause_id is None else self.clause(clause_id)

    def in_clauses(self, ids: Iterable[str | None]) -> Step:
        """Give clauses by their ids alone, as a bracket at the end of a line."""
        known = dict.fromkeys(each for each in ids if each is not None)
        return step("in_clauses", clauses=tuple(known)) if known else step("nothing")
