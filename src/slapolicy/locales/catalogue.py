"""A language's sentences: a gettext catalogue, whose contexts are codes."""

from functools import lru_cache
from gettext import GNUTranslations
from importlib.resources import files


class Catalogue:
    """The sentences of a language, found by their code and their English."""

    def __init__(self, translations: GNUTranslations) -> None:
        self._translations = translations

    def say(self, code: str, english: str) -> str:
        """Give a sentence; the empty one is empty in every language.

        What no translator has written is said in English; that nothing is missing is
        tested.
        """
        return self._translations.pgettext(code, english) if english else ""

    def plural(self, code: str, one: str, several: str, number: int) -> str:
        """Give the form of a noun that a number asks for."""
        return self._translations.npgettext(code, one, several, number)

    def form(self, number: int) -> int:
        """Give which of the language's plural forms a whole number asks for."""
        return int(self._translations.plural(number))  # type: ignore[attr-defined]  # no stub has it


@lru_cache(maxsize=16)
def catalogue(language: str) -> Catalogue:
    """Read the catalogue of a language beside English."""
    path = files(__package__) / language / "LC_MESSAGES" / "slapolicy.mo"
    with path.open("rb") as file:
        return Catalogue(GNUTranslations(file))
