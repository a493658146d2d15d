"""One rule while it is bound, and what all rules have in common."""

from typing import Any

from slapolicy.contract.policy import Clock, Condition, Rule
from slapolicy.contract.resolver.conditions import Allowed, bind_condition
from slapolicy.contract.resolver.names import CLOCK, SEVERITY, Entry
from slapolicy.contract.resolver.report import quoted
from slapolicy.contract.resolver.scopes import both, find_clauses
from slapolicy.contract.resolver.work import Binding, BoundRule, Scope, Work
from slapolicy.language import syntax


class Ruling(Binding):
    """A rule in the making.

    What is wrong with it is said, and left out of it: then there is no policy that the
    rest of the rule could mislead.
    """

    def __init__(self, work: Work, scope: Scope, node: syntax.Node) -> None:
        super().__init__(work, scope.clause)
        self.scope = scope
        self.node = node
        self.own: tuple[Entry, ...] = ()

    def clock(self, name: syntax.Name) -> Clock | None:
        """Find the clock of a limit."""
        entry = self.find(name, CLOCK)
        bound = None if entry is None else self.work.definitions.get(entry)
        if bound is None:
            return None
        assert isinstance(bound.value, Clock)
        return bound.value

    def when(
        self, condition: syntax.Condition | None, allowed: Allowed | None = None
    ) -> Condition | None:
        """Bind the condition of the rule."""
        if condition is None:
            return None
        return bind_condition(condition, self, allowed or Allowed())

    def severities(self, names: tuple[syntax.Name, ...]) -> tuple[str, ...]:
        """Bind what stands after `for`; a severity does not bring its clause along."""
        found: dict[str, None] = {}
        for name in names:
            if name.text in found:
                self.report.twice(name)
            elif self.names.find(name, SEVERITY):
                found[name.text] = None
        return tuple(found)

    def despite(self, ids: tuple[syntax.ClauseId, ...]) -> tuple[str, ...]:
        """Bind what stands after `despite`."""
        for node in ids:
            if node.text == self.clause:
                self.report.add(
                    "SLA421",
                    f"a rule of the clause {quoted(node.text)} cannot prevail over its "
                    "own clause",
                    node.span,
                    "name the other clause, or join the two rules",
                )
        return find_clauses(ids, self.work)

    def common(self, on: Condition | None = None) -> dict[str, Any]:
        """Give what every rule has."""
        return {
            "clause": self.scope.clause,
            "on": both(self.scope.on, on),
            "span": self.node.span,
        }

    def add(self, rule: Rule) -> None:
        """Take the rule up, with what it names."""
        uses = dict.fromkeys((*self.uses, *self.scope.uses))
        self.work.rules.append(BoundRule(rule, tuple(uses), self.asks, self.own))
