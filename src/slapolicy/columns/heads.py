"""The heads of the columns that go in: which place of a case each of them fills.

A head is a key of a case (`plan`, `facts`, `events`), or one of the flat forms
`facts.NAME`, `parameters.NAME`, `used.SERVICE` and `events.TYPE.KEY`. What is none of
these is refused: a misspelled head would leave a whole column unread.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import Literal

from attrs import frozen

from slapolicy.contract.case import CaseError
from slapolicy.contract.case_reader.events import types_of
from slapolicy.contract.case_reader.reader import KEYS
from slapolicy.contract.case_reader.shown import clean, suggestion
from slapolicy.contract.policy import Policy
from slapolicy.finding import Finding

EDITION = 1
EDITION_KEY = "slapolicy.cases"
"""The key of a schema's metadata under which it may say its edition."""

EVENT_KEYS = ("at", "by", "via", "for", "automatic", "id")
"""What a flat column may say of an event; there is one event of each type in a row."""

Shape = Literal["id", "text", "names", "object", "list", "instant", "flag", "value"]
"""What may stand in a column: `value` is what the policy declares for a name."""

_SHAPES: dict[str, Shape] = {
    "id": "id", "plan": "text", "severity": "text",
    "addons": "names", "requests": "names", "claims": "names",
    "facts": "object", "parameters": "object", "used": "object",
    "events": "list", "attempts": "list",
}  # fmt: skip
_OF_EVENT: dict[str, Shape] = {"at": "instant", "automatic": "flag"}
_MOST_PARTS = {"facts": 2, "parameters": 2, "used": 2, "events": 3}


@frozen(cache_hash=True)
class Head:
    """The head of one column: `facts.issue` has the key `facts` and the name `issue`.

    `part` is what is said of an event: `events.opens.at`.
    """

    text: str
    key: str
    name: str | None = None
    part: str | None = None

    @property
    def shape(self) -> Shape:
        """What may stand in the column."""
        if self.part is not None:
            return _OF_EVENT.get(self.part, "text")
        return "value" if self.name is not None else _SHAPES[self.key]


def heads(
    policies: Sequence[Policy], texts: Iterable[str], *, drops_others: bool = False
) -> tuple[Head | None, ...]:
    """Give the heads of columns; None for one that is passed over.

    Args:
        policies: The policies under which the cases are read; a name that one of them
            has may stand in a column.
        texts: What stands at the heads, in order.
        drops_others: Pass over columns that say nothing of a case.

    Raises:
        CaseError: With every finding, each with the head as its path.
    """
    findings: list[Finding] = []
    found: list[Head | None] = []
    seen: set[str] = set()
    for text in texts:
        head = _head(text)
        found.append(head)
        if head is None:
            findings += [] if drops_others else [_other(policies, text)]
            continue
        findings += _unknown(policies, head)
        if text in seen:
            message = f"the column `{clean(text)}` stands here twice"
            hint = "leave one of them out"
            findings.append(Finding("SLA603", message, path=clean(text), hint=hint))
        seen.add(text)
    findings += _both(found) + _missing(seen)
    if findings:
        raise CaseError(tuple(findings))
    return tuple(found)


def _head(text: str) -> Head | None:
    key, *rest = text.split(".")
    if key not in KEYS or len(rest) + 1 > _MOST_PARTS.get(key, 1):
        return None
    if key == "events" and len(rest) == 1:
        return None
    return Head(text, key, *rest)


def _unknown(policies: Sequence[Policy], head: Head) -> list[Finding]:
    """Say that no policy has such a name."""
    if head.name is None:
        return []
    names, what = _names(policies, head.key)
    if head.name not in names:
        return [_not(head.text, head.name, what, names)]
    if head.part is not None and head.part not in EVENT_KEYS:
        return [_not(head.text, head.part, "what a column says of one", EVENT_KEYS)]
    return []


def _names(policies: Sequence[Policy], key: str) -> tuple[Collection[str], str]:
    """Give the names under a key, and what each of them is."""
    match key:
        case "facts":
            groups = [[*each.facts, *each.indicators] for each in policies]
            what = "a fact"
        case "parameters":
            groups = [[*each.parameters] for each in policies]
            what = "a parameter"
        case "used":
            groups = [[*each.services] for each in policies]
            what = "a service"
        case _:
            groups = [[*types_of(each)] for each in policies]
            what = "a type of event"
    return list(dict.fromkeys(chain.from_iterable(groups))), what


def _not(text: str, word: str, what: str, names: Collection[str]) -> Finding:
    message = f"`{clean(word)}` is not {what}"
    return Finding("SLA620", message, path=clean(text), hint=suggestion(word, names))


def _other(policies: Sequence[Policy], text: str) -> Finding:
    """Say that a column is nothing of a case."""
    flat = [
        f"{key}.{name}"
        for key in ("facts", "parameters")
        for name in _names(policies, key)[0]
    ]
    flat += [f"events.{each}.at" for each in _names(policies, "events")[0]]
    said = f"`{clean(text)}`" if text else "an empty text"
    near = suggestion(text, [*KEYS, *flat])
    hint = near if near.startswith("did") else "leave it out, or drop other columns"
    return Finding(
        "SLA611", f"{said} is not a column of a case", path=clean(text), hint=hint
    )


def _both(found: Iterable[Head | None]) -> list[Finding]:
    """Report keys that stand whole and in parts."""
    given = [head for head in found if head is not None]
    whole = {head.key for head in given if head.name is None}
    return [
        Finding(
            "SLA603",
            f"`{head.key}` stands whole in one column, and in parts in `{head.text}`",
            path=head.text,
            hint="leave one of the two out",
        )
        for head in given
        if head.name is not None and head.key in whole
    ]


def _missing(seen: Collection[str]) -> list[Finding]:
    if "id" in seen:
        return []
    hint = "give each case an id of its own, as text or as a whole number"
    return [Finding("SLA612", "the column `id` is missing", path="id", hint=hint)]
