"""Random sets of rules, and the dull way to check them: every case one by one.

The rules are plain data, and their text says the same. Sizes are cut at the constants
that the rules name; the product of all values is looked at, case by case. Nothing of
the analysis is used.
"""

from collections.abc import Mapping
from itertools import combinations, product
from random import Random
from typing import Any

from attrs import frozen

Case = Mapping[str, Any]
Condition = tuple[Any, ...]
OPENING = """\
agreement rules "Rules" {
  supplied by bird "Bird" to customer "Customer"
  source terms "terms.txt" in en
}
clock answer "Answer" {
  starts when customer opens
  met when bird replies
}
"""
WORDS = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than"}


@frozen
class Rule:
    """One rule of a set: `name` is a severity, a limit in minutes, or a service.

    `of` is the severity it is for, `when` what must hold, `despite` what gives way.
    """

    kind: str
    name: Any
    clause: str
    when: Condition | None
    of: str | None = None
    despite: tuple[str, ...] = ()


class Rules:
    """A set of rules, with the values of what their conditions ask."""

    def __init__(
        self,
        facts: Mapping[str, tuple[Any, ...]],
        sizes: tuple[str, ...],
        rules: tuple[Rule, ...],
        constants: set[int],
    ) -> None:
        self.facts = facts
        self.sizes = sizes
        self.rules = rules
        near = {c + n for c in constants for n in (-2, -1, 0, 1, 2)}
        values = {**facts, **dict.fromkeys(sizes, tuple(sorted(near)) or (0, 1, 2))}
        self.cases: list[Case] = [
            dict(zip(values, chosen, strict=True))
            for chosen in product(*values.values())
        ]
        self._holds = {
            rule.clause: {
                number
                for number, case in enumerate(self.cases)
                if rule.when is None or is_so(rule.when, case)
            }
            for rule in rules
        }

    def of(self, kind: str) -> list[Rule]:
        """Give the rules of a kind."""
        return [rule for rule in self.rules if rule.kind == kind]

    def where(self, rule: Rule) -> set[int]:
        """Give the cases to which a rule applies, by their numbers."""
        mine = self._holds[rule.clause]
        if rule.of is None:
            return mine
        return mine & self._having(rule.of)

    def _having(self, name: str) -> set[int]:
        """Give the cases in which a severity holds, and none prevails over it."""
        return {
            number
            for number in range(len(self.cases))
            if any(rule.name == name for rule in _prevailing(self._severe(number)))
        }

    def _severe(self, number: int) -> list[Rule]:
        return [r for r in self.of("severity") if number in self._holds[r.clause]]

    # ---------------------------------------------------------------- what is found

    def conflicting_severities(self) -> set[tuple[str, str]]:
        """Give the pairs of severities that hold for one case, and none prevails."""
        found = set()
        for number in range(len(self.cases)):
            names = sorted({rule.name for rule in _prevailing(self._severe(number))})
            found |= set(combinations(names, 2))
        return found

    def without_severity(self) -> set[int]:
        """Give the cases without a severity; none, if there is no severity at all."""
        rules = [rule for rule in self.of("severity") if self._holds[rule.clause]]
        if not rules:
            return set()
        return {*range(len(self.cases))}.difference(
            *(self._holds[rule.clause] for rule in rules)
        )

    def dead(self) -> set[str]:
        """Give the clauses of the rules that no case meets.

        Not of those that are for a severity that no case has: that is told of it.
        """
        return {
            rule.clause
            for rule in self.rules
            if not self.where(rule)
            and (not self._holds[rule.clause] or self._having(rule.of or ""))
        }

    def conflicting_limits(self) -> set[tuple[str, str]]:
        """Give the clauses of the pairs of limits that apply to one case."""
        found = set()
        names: set[str | None] = {rule.name for rule in self.of("severity")}
        for name in names or {None}:
            mine = [rule for rule in self.of("limit") if rule.of in (None, name)]
            cases = range(len(self.cases)) if name is None else self._having(name)
            for number in cases:
                holding = [rule for rule in mine if number in self._holds[rule.clause]]
                first = {rule.name: rule for rule in reversed(_prevailing(holding))}
                ordered = sorted(first.values(), key=self.rules.index)
                for one, other in combinations(ordered, 2):
                    found.add((one.clause, other.clause))
        return found

    def is_between(self) -> bool:
        """Whether limits that all have conditions leave out a case of a severity.

        A case that has another severity as well is not told: that is a conflict.
        """
        names: set[str | None] = {rule.name for rule in self.of("severity")}
        for name in names or {None}:
            mine = [rule for rule in self.of("limit") if rule.of in (None, name)]
            if len(mine) < 2 or any(rule.when is None for rule in mine):
                continue
            covered = set().union(*(self._holds[rule.clause] for rule in mine))
            if self._alone(name) - covered:
                return True
        return False

    def _alone(self, name: str | None) -> set[int]:
        every = {*range(len(self.cases))}
        if name is None:
            return every
        others = {rule.name for rule in self.of("severity")} - {name}
        return self._having(name).difference(*map(self._having, others))

    def beaten(self) -> set[str]:
        """Give the clauses of the rules that apply somewhere, and never prevail."""
        found = set()
        for rule in self.rules:
            if rule.kind == "grant":
                winners = [
                    each
                    for each in self.of("exclusion")
                    if each.name == rule.name and each.clause not in rule.despite
                ]
            else:
                same = [r for r in self.of(rule.kind) if rule.clause in r.despite]
                winners = [r for r in same if r.of in (None, rule.of)]
            over = set().union(*(self._holds[each.clause] for each in winners))
            if self.where(rule) and self.where(rule) <= over:
                found.add(rule.clause)
        return found

    def removable(self, without: set[str], *, is_plain: bool) -> set[str]:
        """Give the clauses of rules that change no answer, if some are left out.

        Plain are grants, exclusions and limits that no exception is about.
        """
        kept = [rule for rule in self.rules if rule.clause not in without]
        before = self._answers(kept)
        plain = [rule for rule in kept if self._is_plain(rule) or not is_plain]
        return {
            rule.clause
            for rule in plain
            if self._answers([each for each in kept if each is not rule]) == before
        }

    def _is_plain(self, rule: Rule) -> bool:
        if rule.kind == "severity" or not self.where(rule):
            return False
        kinds = {"grant", "exclusion"} if rule.kind != "limit" else {"limit"}
        about = [r for r in self.rules if r.kind in kinds]
        if rule.kind != "limit":
            about = [each for each in about if each.name == rule.name]
        return not any(each.despite for each in about)

    def _answers(self, rules: list[Rule]) -> list[tuple[object, ...]]:
        """Give what is owed in each case, whatever it rests on."""
        found: list[tuple[object, ...]] = []
        for number in range(len(self.cases)):
            here = [rule for rule in rules if number in self._holds[rule.clause]]
            severe = _prevailing([rule for rule in here if rule.kind == "severity"])
            limits = [rule for rule in here if rule.kind == "limit"]
            owed = {
                (name, limit.name)
                for name in {each.name for each in severe} or {None}
                for limit in _prevailing([r for r in limits if r.of in (None, name)])
            }
            excluded = {rule.name for rule in here if rule.kind == "exclusion"}
            granted = {rule.name for rule in here if rule.kind == "grant"} - excluded
            offered = {rule.name for rule in rules if rule.kind == "grant"}
            found.append((owed, excluded, granted, offered))
        return found

    def in_vain(self) -> set[tuple[str, str]]:
        """Give the rules `despite` a clause that nothing in it has to give way to."""
        found = set()
        for rule in self.rules:
            yields = {"grant": "exclusion"}.get(rule.kind, rule.kind)
            for other in self.of(yields):
                if other.clause not in rule.despite:
                    continue
                alike = rule.kind != "grant" or other.name == rule.name
                if rule.of and other.of and rule.of != other.of:
                    alike = False
                if not alike or not self.where(rule) & self.where(other):
                    found.add((rule.clause, other.clause))
        return found


def _prevailing(rules: list[Rule]) -> list[Rule]:
    beaten = {clause for rule in rules for clause in rule.despite}
    return [rule for rule in rules if rule.clause not in beaten]


def is_so(condition: Condition, case: Case) -> bool:
    """Whether a condition holds of a case."""
    match condition:
        case ("and", *parts):
            return all(is_so(part, case) for part in parts)
        case ("or", *parts):
            return any(is_so(part, case) for part in parts)
        case ("in", name, values):
            return case[name] in values
        case (how, name, limit):
            mine, theirs = case[name], case.get(limit, limit)
            return bool(
                {">=": mine >= theirs, ">": mine > theirs,
                 "<=": mine <= theirs, "<": mine < theirs}[how]
            )  # fmt: skip
        case _:
            raise ValueError(condition)


# -------------------------------------------------------------------- random sets


class _Draw:
    def __init__(self, draw: Random) -> None:
        self.draw = draw
        kinds: list[tuple[Any, ...]] = [(True, False), ("a", "b"), ("a", "b", "c", "d")]
        self.sizes = tuple(f"size{n}" for n in range(draw.randint(0, 2)))
        most = 3 - len(self.sizes) // 2
        self.facts = {f"f{n}": draw.choice(kinds) for n in range(draw.randint(1, most))}
        self.constants: set[int] = set()
        self.rules: list[Rule] = []

    def rule_set(self) -> Rules:
        draw = self.draw
        severities = [f"s{n}" for n in range(draw.choice((0, 2, 3)))]
        for name in severities:
            self._add("severity", name, self._condition(2), exceptions=0.3)
        for minutes in range(10, 10 * draw.randint(1, 5), 10):
            minutes -= draw.choice((0, 0, 10)) if minutes > 10 else 0
            of = draw.choice([None, *severities])
            when = self._condition(2) if draw.random() < 0.7 else None
            self._add("limit", minutes, when, of=of, exceptions=0.4)
        for name in ("x", "y")[: draw.randint(0, 2)]:
            for _ in range(draw.randint(0, 2)):
                when = self._condition(1) if draw.random() < 0.6 else None
                self._add("exclusion", name, when)
            when = self._condition(1) if draw.random() < 0.6 else None
            self._add("grant", name, when, exceptions=0.2)
        return Rules(self.facts, self.sizes, tuple(self.rules), self.constants)

    def _add(
        self,
        kind: str,
        name: Any,
        when: Condition | None,
        of: str | None = None,
        exceptions: float = 0,
    ) -> None:
        clause = f"A{len(self.rules) + 1}"
        yields = {"grant": "exclusion"}.get(kind, kind)
        others = [rule.clause for rule in self.rules if rule.kind == yields]
        despite: tuple[str, ...] = ()
        if others and self.draw.random() < exceptions:
            despite = (self.draw.choice(others),)
        self.rules.append(Rule(kind, name, clause, when, of, despite))

    def _condition(self, depth: int) -> Condition:
        draw = self.draw
        if depth and draw.random() < 0.5:
            how = draw.choice(("and", "or"))
            parts = [self._part(depth - 1, how) for _ in range(draw.randint(2, 3))]
            return (how, *parts)
        return self._atom()

    def _part(self, depth: int, above: str) -> Condition:
        part = self._condition(depth)
        return self._atom() if part[0] == above else part

    def _atom(self) -> Condition:
        draw = self.draw
        if self.sizes and draw.random() < 0.5:
            name, how = draw.choice(self.sizes), draw.choice(list(WORDS))
            others = [each for each in self.sizes if each != name]
            if others and draw.random() < 0.2:
                return (how, name, others[0])
            constant = draw.choice((5, 10, 20))
            self.constants.add(constant)
            return (how, name, constant)
        name = draw.choice(list(self.facts))
        values = self.facts[name]
        some = draw.sample(values, draw.randint(1, len(values) - 1))
        return ("in", name, tuple(sorted(some, key=str)))


def random_rules(draw: Random) -> Rules:
    """Give a random set of rules, small enough to look at every case."""
    return _Draw(draw).rule_set()


def text_of(rules: Rules) -> str:
    """Give the policy that says the same."""
    lines = [OPENING]
    for name, values in rules.facts.items():
        kind = "yes or no"
        if True not in values:
            kind = f"{', '.join(values[:-1])} or {values[-1]}"
        lines.append(f'fact {name} "F": {kind}\n')
    lines += [f'fact {name} "S": number\n' for name in rules.sizes]
    lines += [
        f'service {name} "S"\n'
        for name in dict.fromkeys(
            r.name for r in rules.rules if r.kind in ("grant", "exclusion")
        )
    ]
    for number, rule in enumerate(rules.rules, 1):
        lines.append(f'clause {rule.clause} "C" from terms "{number}" {{\n')
        lines.append(f"  {_said(rule, number)}\n}}\n")
    return "".join(lines)


def _said(rule: Rule, number: int) -> str:
    when = "" if rule.when is None else f" when {words(rule.when)}"
    despite = f" despite {', '.join(rule.despite)}" if rule.despite else ""
    of = f" for {rule.of}" if rule.of else ""
    match rule.kind:
        case "severity":
            return f'severity {rule.name} "S" level {number}{when}{despite}'
        case "limit":
            return f"promise answer{of} within {rule.name} minutes 24x7{when}{despite}"
        case "exclusion":
            return f"exclude {rule.name}{when}"
        case _:
            return f"grant {rule.name}{when.replace(' when', ' only if', 1)}{despite}"


def words(condition: Condition) -> str:
    """Give a condition as the language writes it."""
    match condition:
        case ("and" | "or" as how, *parts):
            return f" {how} ".join(
                f"({words(part)})" if part[0] in ("and", "or") else words(part)
                for part in parts
            )
        case ("in", name, values):
            shown = [{True: "yes", False: "no"}.get(v, v) for v in values]
            if len(shown) == 1:
                return f"{name} is {shown[0]}"
            return f"{name} is one of ({', '.join(shown)})"
        case (how, name, limit):
            return f"{name} is {WORDS[how]} {limit}"
        case _:
            raise ValueError(condition)
