"""How a report says things: the sentences of a language, the titles of a policy."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from slapolicy.contract.explanation.languages import SENTENCES
from slapolicy.contract.explanation.names import Names
from slapolicy.contract.explanation.speech import Speaker
from slapolicy.contract.explanation.step import Argument, Step, step
from slapolicy.contract.policy import Policy
from slapolicy.report.model import Listing, Said, Sentences
from slapolicy.worktime import zone

Known = tuple[str, int | None]


class Teller(Names):
    """A policy and a language."""

    def __init__(self, policy: Policy, language: str) -> None:
        super().__init__(policy)
        self.language = language
        self._known: Known = ("", None)
        self._speaker = Speaker(language, policy.labels)

    @contextmanager
    def by_clock(self, zone_name: str, instants: Iterable[int]) -> Iterator[None]:
        """Leave out, for a while, a zone that was told, and a steady offset."""
        found = sorted(instants)
        clock = zone(zone_name)
        is_steady = found and not clock.changes(found[0], found[-1] + 1)
        self._known = (zone_name, clock.offset(found[0]) if is_steady else None)
        try:
            yield
        finally:
            self._known = ("", None)

    def say(self, *steps: Step) -> str:
        """Say steps as sentences that stand by themselves."""
        return self._speaker.alone(*steps, known=self._known)

    def plain(self, argument: Argument) -> str:
        """Say something that is no sentence, such as a title."""
        return self._speaker.say(argument)

    def finding(self, message: str) -> str:
        """Say what a finding says."""
        if self.language == "en":
            return message
        from slapolicy.locales.messages import messages

        return messages(self.language).say(message)

    def heading(self, code: str) -> str:
        """Say a heading."""
        return self.say(step(code))

    def said(self, *steps: Step | None, clauses: Iterable[str] = ()) -> Said:
        """Give sentences with the clauses that they rest on."""
        found = (each for each in steps if each is not None)
        return Said(text=self.say(*found), clauses=tuple(dict.fromkeys(clauses)))

    def paragraph(self, *steps: Step | None) -> Sentences:
        """Give a paragraph."""
        return Sentences(said=self.said(*steps))

    def state(self, word: str) -> Argument:
        """Give the word for a state; one that no language knows stays as it is."""
        code = f"says_{word}"
        if code in SENTENCES:
            return step(code)
        return word.replace("_", " ")

    def listing(self, items: Iterable[Said]) -> tuple[Listing, ...]:
        """Give a list, if there is anything to put into it."""
        found = tuple(items)
        return (Listing(items=found),) if found else ()
