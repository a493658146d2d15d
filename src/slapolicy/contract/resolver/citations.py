"""What each rule rests on: clauses that define what it names, readings, assessments.

A rule cites its own clause first, then those of every definition that it names, and of
what these name in turn. A reading goes with what it is a reading `of`; one without
`of` goes with its clause.
"""

from attrs import evolve

from slapolicy.contract.policy import All, Condition, Either, Rule, Term, TermIs
from slapolicy.contract.resolver.names import Entry
from slapolicy.contract.resolver.report import listed, quoted
from slapolicy.contract.resolver.work import BoundNamed, Work
from slapolicy.values import frozen

MOST_LEVELS = 32
"""So many terms may rest on one another in a chain."""
MOST_QUESTIONS = 1_000
"""So many questions a term may come to, when the terms in it are spelled out."""


@frozen
class Grounds:
    """What something rests on, each once, in order.

    `depth` counts terms in a chain, `questions` what a term asks when it is spelled
    out, up to one more than is allowed.
    """

    entries: tuple[Entry, ...]
    depth: int
    questions: int


class Citer:
    """Answers on what an entry rests; each is worked out once."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._grounds: dict[Entry, Grounds] = {}

    def grounds(self, entry: Entry) -> Grounds:
        """Give the entry and all that its definition names, directly or not."""
        path: list[Entry] = [entry]
        open_: dict[Entry, None] = {entry: None}
        while path:
            here = path[-1]
            if here in self._grounds:
                path.pop()
                open_.pop(here, None)
                continue
            uses = self._uses(here)
            circle = next((each for each in uses if each in open_), None)
            if circle is not None:
                self._circular(circle, tuple(open_))
                uses = tuple(each for each in uses if each not in open_)
            waiting = [each for each in uses if each not in self._grounds]
            if waiting:
                path.append(waiting[0])
                open_[waiting[0]] = None
                continue
            self._settle(here, uses)
        return self._grounds[entry]

    def _uses(self, entry: Entry) -> tuple[Entry, ...]:
        bound = self._work.definitions.get(entry)
        return () if bound is None else bound.uses

    def _settle(self, here: Entry, uses: tuple[Entry, ...]) -> None:
        below = [self._grounds[each] for each in uses]
        depth = max((each.depth for each in below), default=0) + (here.kind == "term")
        found = dict.fromkeys((here,))
        if depth <= MOST_LEVELS:  # else there is no policy, and nothing is cited
            found |= dict.fromkeys(e for each in below for e in each.entries)
        if depth == MOST_LEVELS + 1 and here.kind == "term":
            self._work.report.add(
                "SLA408",
                f"{quoted(here.name)} rests on more than {MOST_LEVELS} terms in turn",
                here.span,
                "say it in fewer steps",
            )
        questions = min(self._questions(here), MOST_QUESTIONS + 1)
        if questions > MOST_QUESTIONS >= max(each.questions for each in below):
            self._work.report.add(
                "SLA408",
                f"{quoted(here.name)} comes to more than {MOST_QUESTIONS:,} questions, "
                "when its terms are spelled out",
                here.span,
                "say it in fewer steps",
            )
        self._grounds[here] = Grounds(tuple(found), depth, questions)

    def _questions(self, entry: Entry) -> int:
        """Count what a term asks, each question as often as it is asked."""
        bound = self._work.definitions.get(entry)
        if bound is None or not isinstance(bound.value, Term):
            return 1
        asked = 0
        waiting: list[Condition] = [bound.value.means]
        while waiting:
            match waiting.pop():
                case All(parts) | Either(parts):
                    waiting += parts
                case TermIs(name):
                    inner = self._work.names.get(name)
                    below = None if inner is None else self._grounds.get(inner)
                    asked += 1 if below is None else below.questions
                case _:
                    asked += 1
        return asked

    def _circular(self, circle: Entry, path: tuple[Entry, ...]) -> None:
        names = [each.name for each in path[path.index(circle) :]]
        rest = [name for name in names if name != circle.name]
        through = f", by way of {listed(rest)}" if rest else ""
        self._work.report.add(
            "SLA407",
            f"{quoted(circle.name)} is defined by itself{through}",
            circle.span,
            "define one of them without the others",
        )

    def cite(
        self,
        own: str | None,
        uses: tuple[Entry, ...],
        named: tuple[Entry, ...] = (),
        extra: tuple[str, ...] = (),
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the clauses and the readings that something rests on.

        Args:
            own: The clause in which it stands.
            uses: What it names.
            named: What readings may be `of` besides: its own name.
            extra: Clauses that it rests on besides.
        """
        entries = dict.fromkeys(e for each in uses for e in self.grounds(each).entries)
        clauses = dict.fromkeys(c for c in (own, *extra) if c is not None)
        clauses |= dict.fromkeys(e.clause for e in entries if e.clause is not None)
        readings = {
            name: None
            for entry in (*entries, *named)
            for name in self._work.readings_of.get(entry, ())
        }
        for clause in clauses:
            readings |= dict.fromkeys(self._work.readings_in.get(clause, ()))
        return tuple(clauses), tuple(readings)

    def assessments(self, asks: tuple[Entry, ...]) -> tuple[str, ...]:
        """Give the assessments that a condition rests on."""
        found = dict.fromkeys(e for each in asks for e in self.grounds(each).entries)
        return tuple(each.name for each in found if each.kind == "assessment")


def cite_everything(work: Work) -> None:
    """Give every definition and every rule its clauses and readings."""
    citer = Citer(work)
    for entry, bound in work.definitions.items():
        clauses, readings = citer.cite(entry.clause, (entry,))
        value = evolve(bound.value, clauses=clauses, readings=readings)
        work.definitions[entry] = BoundNamed(value, bound.uses)
    for index, rule in enumerate(work.rules):
        value_: Rule = rule.value
        severities = map(work.names.get, value_.severities)
        named = (*rule.own, *filter(None, severities))
        clauses, readings = citer.cite(value_.clause, rule.uses, named, value_.clauses)
        work.rules[index] = evolve(
            rule,
            value=evolve(
                value_,
                clauses=clauses,
                readings=readings,
                assessments=citer.assessments(rule.asks),
            ),
        )
