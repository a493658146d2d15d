"""The words around findings and trials, in English or in another language.

What a finding says is put into a language here, as it is shown; the finding itself
speaks English. Catalogues are read only where another language is asked for.
"""

import re
from collections.abc import Iterable
from typing import Protocol

from attrs import evolve

from slapolicy.finding import Finding

SAID = (
    "nothing found",
    "hint",
    "case: a scenario that holds, to be copied as it stands",
    "expected",
    "found",
    "the smallest case found, as a scenario tells it:",
    "and as JSON",
    "beside",
    "beside the same case with",
    "failed: the policy cannot be loaded",
    'failed: scenario "A title"',
    'failed: scenario "A title", row 2',
    'failed: property "A title"',
    "properties that hold",
    "3 decided exactly, in 1 case",
    "3 decided exactly, in 12 cases",
    "3 searched, in 1 case, which is no proof",
    "3 searched, in 12 cases, which is no proof",
    "1 policy could not be loaded",
    "2 policies could not be loaded",
    "3 passed, 1 failed",
    "coverage of",
    "3 of 4 clauses exercised",
    "3 of 4 rules exercised",
    "3 of 4 table cells exercised",
    "clause",
    "rule",
    "table cell",
    "expressed",
    "cited by",
    "rested on by",
    "exercised by no scenario",
    "left to people because",
    "says nothing that is executed, and does not say why",
    "fact `down`",
)
"""What stands around findings and trials, each as it may be said."""
COUNTED = (
    ("{0} file checked", "{0} files checked"),
    ("{0} error", "{0} errors"),
    ("{0} warning", "{0} warnings"),
    ("{0} remark", "{0} remarks"),
    ("{0} business day", "{0} business days"),
    ("{0} calendar day", "{0} calendar days"),
)
"""What is counted, of one and of several."""
_TITLE = re.compile(r'(scenario ")(.*?)(" \{)')


class Words(Protocol):
    """How a language says what is said in English."""

    def say(self, english: str) -> str:
        """Give a sentence in the language."""

    def say_count(self, one: str, several: str, number: int) -> str:
        """Give how many there are of something; `{0}` is the place of the number."""


class _English:
    def say(self, english: str) -> str:
        return english

    def say_count(self, one: str, several: str, number: int) -> str:
        return (one if number == 1 else several).replace("{0}", str(number))


ENGLISH: Words = _English()


def words(language: str) -> Words:
    """Give how a language speaks."""
    if language == "en":
        return ENGLISH
    from slapolicy.locales.messages import messages

    return messages(language)


def in_language(findings: Iterable[Finding], language: str) -> Iterable[Finding]:
    """Give findings as a language says them."""
    if language == "en":
        return findings
    spoken = words(language)
    return tuple(_told(each, spoken) for each in findings)


def _told(finding: Finding, spoken: Words) -> Finding:
    return evolve(
        finding,
        message=spoken.say(finding.message),
        hint=None if finding.hint is None else spoken.say(finding.hint),
        notes=tuple(evolve(n, label=spoken.say(n.label)) for n in finding.notes),
        fixes=tuple(evolve(f, title=spoken.say(f.title)) for f in finding.fixes),
        proofs=tuple(
            evolve(proof, scenario=_retitled(proof.scenario, spoken))
            for proof in finding.proofs
        ),
    )


def _retitled(scenario: str, spoken: Words) -> str:
    """Give a scenario its title in another language; a title holds no quotes."""
    return _TITLE.sub(
        lambda found: found[1] + spoken.say(found[2]).replace('"', "'") + found[3],
        scenario,
        count=1,
    )
