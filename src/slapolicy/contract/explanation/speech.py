"""From steps to text in a language; what a user wrote is made safe to print.

Sentences hold names in braces, filled once, from left to right: a text of a user that
holds braces stays as it is. Which languages there are is told in `languages`.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from slapolicy.contract.explanation.languages import tongue
from slapolicy.contract.explanation.step import (
    AnyOf,
    Argument,
    Count,
    Days,
    Instant,
    Length,
    Number,
    Paragraph,
    Part,
    Step,
    Title,
    Window,
)
from slapolicy.contract.policy import Label
from slapolicy.worktime import zone

WIDTH = 88
_SLOT = re.compile(r"\{([a-z_]+)\}")
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe(text: str) -> str:
    """Write what controls a terminal, or turns text around, as `<U+202E>`."""
    return "".join(
        f"<U+{ord(each):04X}>" if unicodedata.category(each) in _UNSAFE else each
        for each in text
    )


class Speaker:
    """Says steps in a language, with the labels that a policy has for it.

    An instant names its zone and offset unless they are those of the one told before
    it in its part.
    """

    def __init__(self, language: str, labels: Iterable[Label] = ()) -> None:
        self._tongue = tongue(language)
        self._labels = {
            (label.name, label.value): label.text
            for label in labels
            if label.language == language
        }
        self._known: tuple[str, int | None] = ("", None)

    def text(self, parts: Iterable[Part]) -> str:
        """Say the parts, each under its heading; ends with a line break."""
        return "\n\n".join("\n".join(self._part(part)) for part in parts) + "\n"

    def alone(self, *steps: Step, known: tuple[str, int | None] = ("", None)) -> str:
        """Say steps as one text that stands by itself.

        A zone and an offset that the reader knows already are left out.
        """
        self._known = known
        said = (_capital(each, self.say(each)) for each in steps)
        return " ".join(each for each in said if each)

    def _part(self, part: Part) -> Iterator[str]:
        self._known = ("", None)
        heading = _capital(part.heading, self.say(part.heading))
        yield from _wrapped(heading)
        for paragraph in part.paragraphs:
            yield from self._lines(paragraph)

    def _lines(self, paragraph: Paragraph) -> Iterator[str]:
        said = (
            _capital(each, self.say(each))
            if self._begins(paragraph, i)
            else self.say(each)
            for i, each in enumerate(paragraph.steps)
        )
        text = " ".join(each for each in said if each)
        first, later = ("  - ", "    ") if paragraph.is_item else ("  ", "  ")
        yield from _wrapped(text, first, later)

    def _begins(self, paragraph: Paragraph, index: int) -> bool:
        """Whether a sentence begins at a step: the first, or after a full stop."""
        if index == 0:
            return True
        before = self._tongue.sentences[paragraph.steps[index - 1].code]
        return before.endswith(".")

    def say(self, argument: Argument) -> str:
        """Say one argument."""
        telling = self._tongue.telling
        match argument:
            case str():
                return safe(argument)
            case Title(name, text, value):
                return safe(self._labels.get((name, value), text))
            case Instant(at, name):
                known, self._known = self._known, (name, zone(name).offset(at))
                return telling.instant(at, name, known)
            case Window(start, end, name):
                offsets = {zone(name).offset(start), zone(name).offset(end)}
                if offsets != {self._known[1]}:
                    self._known = (self._known[0], None)
                return telling.window(start, end, name)
            case Days(first, last):
                return telling.days(first, last)
            case Length(of):
                return telling.length(of)
            case Count(number, unit):
                return telling.count(number, unit)
            case Number(of):
                return telling.number(of)
            case AnyOf(of):
                return self._joined(of, is_choice=True)
            case tuple():
                return self._joined(argument, is_choice=False)
            case Step(code, arguments):
                return self._filled(self._tongue.sentences[code], arguments)
            case _:
                assert_never(argument)

    def _joined(self, each: tuple[Argument, ...], *, is_choice: bool) -> str:
        texts = tuple(self.say(one) for one in each)
        return self._tongue.telling.joined(texts, is_choice=is_choice)

    def _filled(self, sentence: str, arguments: Mapping[str, Argument]) -> str:
        pieces = _SLOT.split(sentence)
        return "".join(
            self.say(arguments[piece]) if index % 2 else piece
            for index, piece in enumerate(pieces)
        )


def _wrapped(text: str, first: str = "", later: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _capital(step: Step, text: str) -> str:
    """Begin a sentence with a capital, unless it begins with a user's own words."""
    first = next(iter(step.arguments.values()), None)
    is_own = isinstance(first, str | Title) and text.startswith(
        first if isinstance(first, str) else first.text
    )
    return text if is_own or not text else text[0].upper() + text[1:]
