"""What findings say, in another language: each sentence whole, or in English.

A sentence is made into a template (`phrases`), which the catalogue of findings knows;
its parts are told by themselves and put into their places, in whatever order the
language has them. What no translator has written stays English, the whole sentence.
"""

import re
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from slapolicy.locales.catalogue import Catalogue, catalogue
from slapolicy.locales.conventions import Conventions, conventions
from slapolicy.locales.filling import filled
from slapolicy.locales.phrases import MONTHS, items, template, unquoted_rule

FORMATS = {
    # How translators put together the dates that findings speak of
    "day_month": "{day} {month}",
    "day_month_year": "{day} {month} {year}",
    "month_year": "{month} {year}",
}
_PLACE = re.compile(r"\{(\d+)\}|\{\{|\}\}")
_AS_THEY_STAND = frozenset({"name", "quoted", "text", "word", "countries", "zone"})
_LISTS = frozenset({"sides", "neither", "things", "two"})


class Messages:
    """Says in a language what findings say in English."""

    def __init__(
        self, findings: GNUTranslations, sayings: Catalogue, told: Conventions
    ) -> None:
        findings.add_fallback(_Missing())
        self._findings, self._sayings, self._told = findings, sayings, told

    def say(self, english: str) -> str:
        """Give a sentence in the language; in English if nobody has written it."""
        said = self.find(english)
        return english if said is None else said

    def say_count(self, one: str, several: str, number: int) -> str:
        """Give how many there are of something, in the form that the number asks for.

        Both hold `{0}`, the place of the number.
        """
        said = self._findings.ngettext(one, several, number)
        text = said or (one if number == 1 else several)
        return text.replace("{0}", self._number(str(number)))

    def find(self, english: str, within: str = "") -> str | None:
        """Give a sentence or phrase in the language; None if nobody has written it."""
        sentence, parts = template(english, within)
        said = self._findings.gettext(sentence) if sentence else ""
        if not said:
            return None
        told = [self._part(kind, text) for kind, text in parts]
        if None in told:
            return None
        return _PLACE.sub(
            lambda place: str(told[int(place[1])]) if place[1] else place[0][0], said
        )

    def _part(self, kind: str, text: str) -> str | None:
        match kind:
            case "names":
                return self._names(text)
            case "ruled":
                return self._ruled(text)
            case "limit" | "weekday":
                return f"`{text}`"
            case "number":
                return self._number(text)
            case "length" | "lengths":
                return self._length(text)
            case "date":
                return self._date(text)
            case "day" | "month":
                return self._month(kind, text)
            case "years":
                return self._years(text)
            case "days":
                return self._days(text)
            case _ if kind in _AS_THEY_STAND:
                return text
            case _ if kind in _LISTS:
                return self._list(kind, text)
            case "rule" | "standing" | "case" | "such":
                return self.find(text, kind)
            case _:
                return self.find(text)

    def _names(self, text: str) -> str | None:
        body = text.removesuffix(" …").removesuffix(",")
        tail = text[len(body) :]
        told = [
            each if each.startswith("`") else self.find(each)
            for each in items("names", body)
        ]
        said = self._joined(told, body)
        return None if said is None else said + tail

    def _ruled(self, text: str) -> str | None:
        said = self.find(unquoted_rule(text), "rule")
        if said is None:
            return None
        return said[0].upper() + said[1:].replace("`", "")

    def _list(self, kind: str, text: str) -> str | None:
        told = [
            each if each.startswith("`") else self._item(kind, each)
            for each in items(kind, text)
        ]
        return self._joined(told, text)

    def _item(self, kind: str, text: str) -> str | None:
        if kind in ("sides", "neither"):
            return self.find(text, "side")
        return self.find(text)

    def _joined(self, told: list[str | None], english: str) -> str | None:
        texts = [each for each in told if each is not None]
        if len(texts) < len(told):
            return None
        joints = re.sub("`[^`]*`", "", english)
        is_choice = " or " in joints
        if len(texts) < 2 or not (is_choice or " and " in joints or " nor " in joints):
            return ", ".join(texts)
        joint = self._told.joint(texts[-1].lstrip("`"), is_choice=is_choice)
        return ", ".join(texts[:-1]) + joint + texts[-1]

    def _number(self, text: str) -> str:
        whole, dot, part = text.replace(",", "").partition(".")
        if not whole.isdigit():
            return text
        told = self._told.grouped(int(whole))
        return told + (self._told.decimal + part if dot else "")

    def _length(self, text: str) -> str | None:
        number, unit = text.split(" ", 1)
        unit = unit.removesuffix("s")
        if unit in self._told.units:
            form = self._sayings.form(int(number))
            return self._told.unit(unit, form, number)
        one, several = f"{{0}} {unit}", f"{{0}} {unit}s"
        said = self._findings.ngettext(one, several, int(number))
        return said.replace("{0}", number) if said else None

    def _date(self, text: str) -> str:
        year, month, day = map(int, text.split("-"))
        pattern = self._sayings.say("day_month_year", FORMATS["day_month_year"])
        return filled(pattern, day=day, month=self._told.months[month - 1], year=year)

    def _month(self, kind: str, text: str) -> str:
        if kind == "day":
            day, name = text.split(" ")
            pattern = self._sayings.say("day_month", FORMATS["day_month"])
            return filled(pattern, day=day, month=self._told.months[MONTHS.index(name)])
        name, year = text.split(" ")
        pattern = self._sayings.say("month_year", FORMATS["month_year"])
        alone = self._told.months_alone[MONTHS.index(name)]
        return filled(pattern, month=alone, year=year)

    def _years(self, text: str) -> str:
        if " to " in text:
            return text.replace(" to ", "–")
        return text.replace(" and ", self._told.joint("", is_choice=False))

    def _days(self, text: str) -> str | None:
        told = []
        for each in text.split("; "):
            found = re.fullmatch(r"(\S+) \((.+): only in (\w+)\)", each)
            only = self._findings.gettext("{0}, only in {1}")
            if found is None or not only:
                return None
            said = only.replace("{1}", found[3]).replace("{0}", found[2])
            told.append(f"{self._date(found[1])} ({said})")
        return "; ".join(told)


class _Missing(NullTranslations):
    """Gives the empty text for what no translator has written."""

    def gettext(self, message: str) -> str:  # noqa: ARG002  # as gettext has it
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002  # so too
        return ""


@lru_cache(maxsize=16)
def messages(language: str) -> Messages:
    """Give how a language beside English says what findings say."""
    path = files(__package__) / language / "LC_MESSAGES" / "findings.mo"
    with path.open("rb") as file:
        findings = GNUTranslations(file)
    return Messages(findings, catalogue(language), conventions(language))
