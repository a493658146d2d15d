"""A first policy, made of a few answers: small, checked, and with stories that hold.

What is asked, and how, is told in `cli/new`.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from unicodedata import normalize

from attrs import frozen

from slapolicy import api
from slapolicy.contract.case import Case
from slapolicy.contract.policy import Policy
from slapolicy.contract.wording import instant_words
from slapolicy.language.formatter import reformat
from slapolicy.language.parser import reserved_words
from slapolicy.source import Source
from slapolicy.worktime import from_datetime

ROUND_THE_CLOCK = "24x7"
_PLAIN = re.compile(r"[\w/:+,. -]+")
_LONGEST_NAME = 40
_SUNDAY = datetime(2026, 1, 4, 12, tzinfo=UTC)
_LANGUAGES = "`en`, `de` or `pl`: the two letters of its language"
_HOURS = "`Mon-Fri 09:00-17:00` or `24x7`"
_LIMITS = "`1 hour`, `30 minutes`, `2 business days` or `no stated time`"


@frozen
class Question:
    """What is asked, what is suggested, and the answers that objections show.

    `is_title`: it is put in quotes.
    """

    key: str
    words: str
    suggested: str | None = None
    like: str = ""
    is_title: bool = False


QUESTIONS = (
    Question("title", "What is the contract called?", "Support terms", is_title=True),
    Question("supplier", "Who gives the support?", is_title=True),
    Question("customer", "Who gets it?", is_title=True),
    Question("source", "Which file holds the contract?", "terms.pdf", is_title=True),
    Question("language", "In which language is it written?", "en", _LANGUAGES),
    Question(
        "zone",
        "In which time zone are its hours (Europe/Berlin, for example)?",
        like="`Europe/Berlin` or `UTC+01:00`",
    ),
    Question("hours", "When is the support open?", "Mon-Fri 09:00-17:00", _HOURS),
    Question("urgent", "How soon is an urgent case answered?", "1 hour", _LIMITS),
    Question("other", "How soon is any other case answered?", "8 hours", _LIMITS),
)
_MEANWHILE = {
    "title": "Support terms",
    "supplier": "Supplier",
    "customer": "Customer",
    "source": "terms.pdf",
    "language": "en",
    "zone": "UTC",
    "hours": "Mon-Fri 09:00-17:00",
    "urgent": "1 hour",
    "other": "8 hours",
}
"""What stands in the place of what is not answered yet."""

_OF_SENTENCES = frozenset({"SLA001", "SLA002", "SLA008", "SLA010"})
"""Findings that speak of the sentence around an answer; those of names (SLA2...) do so
too, as no name is known yet."""


def objection(question: Question, answer: str, before: Mapping[str, str]) -> str | None:
    """Say what is wrong with an answer, and what to write instead; None: nothing.

    Args:
        question: What was asked.
        answer: What was answered.
        before: What was answered before.
    """
    if not answer.strip():
        return "something must stand here"
    if question.is_title and not {*'"\n'}.isdisjoint(answer):
        return 'a title holds no `"`; “ and ” are fine'
    if not question.is_title and not _PLAIN.fullmatch(answer):
        return "only letters, digits, blanks and `/ : + , . -` stand here"
    text = _without_stories(_MEANWHILE | dict(before) | {question.key: answer})
    for each in api.check(text):
        if each.code.startswith("SLA2") or each.code in _OF_SENTENCES:
            return f"`{answer}` is no answer; write it like {question.like}"
        if each.is_error:
            return f"{each.message}; {each.hint}" if each.hint else each.message
    return None


def first_policy(answers: Mapping[str, str]) -> str:
    """Give the text of a policy, laid out, with a story of each kind of case.

    Raises:
        PolicyError: The answers cannot stand together.
    """
    text = _without_stories(answers)
    return _laid_out(text + _stories(api.loads(text), answers["zone"]))


def in_markdown(text: str, title: str) -> str:
    """Give a policy as a page for people."""
    return f"# {title}\n\nWho owes what to whom, and when.\n\n```sla\n{text}```\n"


def _name(title: str) -> str:
    """Give the name of an agreement by its title: the letters that a name may have."""
    plain = normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = "_".join(re.findall("[a-z0-9]+", plain))[:_LONGEST_NAME].rstrip("_")
    is_name = name[:1].isalpha() and name not in reserved_words()
    return name if is_name else f"terms_{name}".rstrip("_")


def _without_stories(answers: Mapping[str, str]) -> str:
    hours, zone = answers["hours"].strip(), answers["zone"].strip()
    limits = (answers["urgent"], answers["other"])
    days = (
        "  business days run to closing\n"
        if any("business" in limit for limit in limits)
        else ""
    )
    calendar = (
        'calendar support_hours "Support hours" {\n'
        f"  zone {zone}\n  open {hours}\n{days}}}\n"
    )
    during = "during support_hours"
    if hours == ROUND_THE_CLOCK and not days:
        calendar, during = "", ROUND_THE_CLOCK
    return f"""\
# What follows a hash is a note and decides nothing. After `from terms` write where the
# contract says so: the number of the clause, or its heading.
agreement {_name(answers["title"])} "{answers["title"]}" {{
  supplied by supplier "{answers["supplier"]}" to customer "{answers["customer"]}"
  source terms "{answers["source"]}" in {answers["language"]}
  zone {zone}
}}

{calendar}
clause C1 "Urgent cases" from terms "1" {{
  fact work_stands_still "The customer cannot work": yes or no
  severity urgent "Urgent" level 1 when work_stands_still is yes
  severity other "Other" level 2 when work_stands_still is no
}}

clause C2 "Answer" from terms "2" {{
  clock answer "Answer" {{
    starts when customer opens
    met when supplier replies
  }}
  promises {during} {{
    | severity | answer |
    | urgent | {answers["urgent"]} |
    | other | {answers["other"]} |
  }}
}}
"""


def _stories(policy: Policy, zone: str) -> str:
    """Tell a case of each severity: when its answer is due, as it is reckoned."""
    told = []
    for severity, is_urgent in (("urgent", True), ("other", False)):
        opened_at = _first_opening(policy, is_urgent=is_urgent)
        (owed,) = policy.evaluate(
            _case(policy, opened_at, is_urgent=is_urgent), opened_at
        ).obligations
        opened = instant_words(from_datetime(opened_at), zone)
        due = ", no stated time" if owed.due == "no_stated_time" else ""
        if owed.due_at is not None:
            due = f", due {instant_words(from_datetime(owed.due_at), zone)}"
        told.append(
            f"""
scenario "When an answer is due: {severity}" {{
  zone {zone}
  given work_stands_still is {"yes" if is_urgent else "no"}
  {opened} customer opens
  at {opened}
  expect severity is {severity} per C1
  expect answer is {owed.state}{due} per C2
}}
"""
        )
    return "".join(told)


def _first_opening(policy: Policy, *, is_urgent: bool) -> datetime:
    """Give when the support is open first, from a Sunday on."""
    at = policy.evaluate(_case(policy, _SUNDAY, is_urgent=is_urgent), _SUNDAY)
    if at.obligations[0].state == "not_started" and at.next_change_at is not None:
        return at.next_change_at
    return _SUNDAY


def _case(policy: Policy, opened_at: datetime, *, is_urgent: bool) -> Case:
    opens = {"at": opened_at.isoformat(), "type": "opens", "by": "customer"}
    facts = {"work_stands_still": is_urgent}
    return policy.case({"id": "story", "facts": facts, "events": [opens]})


def _laid_out(text: str) -> str:
    made = reformat(Source("policy.sla", text)).text
    assert made is not None, "it was read before it was laid out"
    return made
