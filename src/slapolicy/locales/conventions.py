"""How a language names days, months and units, and joins a list: from the CLDR."""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from attrs import frozen

# In Spanish, y and o give way before their own sound.
_BEFORE_I, _BEFORE_O = ("i", "í", "hi", "hí"), ("o", "ó", "ho", "hó")
_DIPHTHONGS = ("hie", "hia", "hio")
_QUOTES = "«\"“„'("


@frozen
class Conventions:
    """Names, units and joints. Weekdays begin with Monday, months with January.

    `units` holds for each unit the patterns of the plural forms, in the order of the
    catalogue, and last that of a fraction. `months_alone` are months without a day.
    """

    language: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    units: Mapping[str, tuple[str, ...]]
    and_joint: str
    or_joint: str
    decimal: str
    time_separator: str
    months_alone: tuple[str, ...]
    group: str

    def grouped(self, number: int) -> str:
        """Write a whole number; one of five digits or more with its thousands apart."""
        text = str(number)
        return f"{number:,}".replace(",", self.group) if len(text) > 4 else text

    def unit(self, unit: str, form: int, number: str) -> str:
        """Write a whole number of a unit in a plural form."""
        return self.units[unit][form].replace("{0}", number)

    def fraction(self, unit: str, number: str) -> str:
        """Write a number with a fraction of a unit."""
        return self.units[unit][-1].replace("{0}", number)

    def joint(self, last: str, *, is_choice: bool) -> str:
        """Give what stands between the last two of a list, with its blanks."""
        joint = self.or_joint if is_choice else self.and_joint
        if self.language == "es":
            word = last.lstrip(_QUOTES).lower()
            if is_choice and word.startswith(_BEFORE_O):
                return " u "
            is_i = word.startswith(_BEFORE_I) and not word.startswith(_DIPHTHONGS)
            if not is_choice and is_i:
                return " e "
        return joint


@lru_cache(maxsize=16)
def conventions(language: str) -> Conventions:
    """Read the conventions of a language beside English."""
    text = (files(__package__) / "cldr.json").read_text(encoding="utf-8")
    found = json.loads(text)[language]
    return Conventions(
        language=language,
        weekdays=tuple(found["weekdays"]),
        months=tuple(found["months"]),
        units={unit: tuple(each) for unit, each in found["units"].items()},
        and_joint=found["and"],
        or_joint=found["or"],
        decimal=found["decimal"],
        time_separator=found["time_separator"],
        months_alone=tuple(found["months_alone"]),
        group=found["group"],
    )
