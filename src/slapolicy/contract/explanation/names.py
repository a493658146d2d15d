"""What a policy calls its things, in the form in which steps carry them."""

from collections.abc import Iterable

from slapolicy.contract.explanation.step import Argument, Step, Title, step
from slapolicy.contract.policy import Policy


class Names:
    """A policy, asked for titles and clauses."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.severities = {each.name: each for each in policy.severities}

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

    def verb(self, name: str) -> Title:
        """Give an event of the policy by its title."""
        declared = self.policy.verbs.get(name)
        title = "" if declared is None else declared.title
        return Title(name, title or name.replace("_", " "))

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
