"""The languages that slapolicy speaks; each is read when it is first spoken."""

from functools import lru_cache

from slapolicy.contract.explanation import (
    english,
    english_clocks,
    english_examples,
    english_failures,
    english_ical,
    english_report,
    english_timeline,
    english_times,
)
from slapolicy.contract.explanation.tongue import Tongue

LANGUAGES = ("en", "pl", "es", "id")
SENTENCES = {
    **english.SENTENCES,
    **english_clocks.SENTENCES,
    **english_timeline.SENTENCES,
    **english_report.SENTENCES,
    **english_examples.SENTENCES,
    **english_failures.SENTENCES,
    **english_ical.SENTENCES,
}
ENGLISH = Tongue(sentences=SENTENCES, telling=english_times)


def require_spoken(language: str) -> None:
    """Refuse a language that slapolicy does not speak.

    Raises:
        ValueError: with those that it speaks.
    """
    if language not in LANGUAGES:
        spoken = ", ".join(f"`{each}`" for each in LANGUAGES)
        msg = f"slapolicy speaks {spoken}, not `{language[:20]}`"
        raise ValueError(msg)


@lru_cache(maxsize=16)
def tongue(language: str) -> Tongue:
    """Give a language by its code (ISO 639-1).

    Raises:
        KeyError: for one that slapolicy does not speak.
    """
    if language == "en":
        return ENGLISH
    if language not in LANGUAGES:
        raise KeyError(language)
    from slapolicy.contract.explanation.locale_times import Times
    from slapolicy.locales import catalogue, conventions

    sayings = catalogue(language)
    said = {code: sayings.say(code, text) for code, text in SENTENCES.items()}
    return Tongue(sentences=said, telling=Times(sayings, conventions(language)))
