"""What the playground asks of slapolicy: texts go in, JSON comes out.

The page holds the text; here is what was read of it last. Offsets are those of the
browser, in which some characters count as two.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import slapolicy
from slapolicy import timeline
from slapolicy.api import beside
from slapolicy.contract.example_case import example_case
from slapolicy.contract.policy import Declared, Policy
from slapolicy.editing import (
    Draft,
    complete,
    deep_findings,
    fixes_of,
    hover,
    lay_out,
    read_draft,
    try_stories,
)
from slapolicy.finding import Edit, Finding
from slapolicy.language.colours import coloured

PLAIN = frozenset(("blank", "other", "mark", "name"))
"""Kinds of text that have no colour of their own."""


class Offsets:
    """Offsets of a text, counted as slapolicy counts and as a browser does."""

    def __init__(self, text: str) -> None:
        self._wide = [at for at, each in enumerate(text) if ord(each) > 0xFFFF]

    def out(self, offset: int) -> int:
        """Give an offset as the browser counts it."""
        return offset + sum(at < offset for at in self._wide)

    def back(self, offset: int) -> int:
        """Give an offset as slapolicy counts it."""
        for at in self._wide:
            if at < offset - 1:
                offset -= 1
        return offset


class Page:
    """One text, and what was read of it."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        self._draft: Draft | None = None

    def look(self, text: str, name: str) -> str:
        """Give what is wrong at once, and the colours."""
        loader = beside(self._folder / name)
        self._draft = read_draft(text, name=name, loader=loader, before=self._draft)
        offsets = Offsets(self._draft.text)
        colours = [
            [offsets.out(each.start), offsets.out(each.end), each.kind]
            for each in coloured(self._draft.text)
            if each.kind not in PLAIN
        ]
        return _written({**self._told(self._draft.findings), "colours": colours})

    def look_deeper(self) -> str:
        """Give all that is wrong or odd, and the stories that do not hold."""
        draft = self._read
        offsets = Offsets(draft.text)
        outcomes = [
            {
                "title": each.story.title,
                "at": offsets.out(each.story.span.start),
                "holds": not each.misses,
                "text": each.text,
            }
            for each in try_stories(draft) or ()
        ]
        return _written({**self._told(deep_findings(draft) or ()), "stories": outcomes})

    def complete(self, offset: int) -> str:
        """Give what may stand at a place."""
        offsets = Offsets(self._read.text)
        offers = complete(self._read, offsets.back(offset))
        return _written(
            [
                {
                    "label": each.text,
                    "detail": each.detail,
                    "kind": each.kind,
                    "from": offsets.out(each.span.start),
                }
                for each in offers
            ]
        )

    def hover(self, offset: int) -> str:
        """Give what is told of a place, if anything is."""
        found = hover(self._read, Offsets(self._read.text).back(offset))
        return _written(None if found is None else found.text)

    def lay_out(self) -> str:
        """Give the edits that bring about the one layout."""
        offsets = Offsets(self._read.text)
        return _written([_edit(each, offsets) for each in lay_out(self._read).edits])

    def form(self) -> str:
        """Give what a case of the policy is made of, and an example of one."""
        policy = self._read.policy
        if policy is None:
            return _written(None)
        titled = {
            "plans": policy.plans,
            "addons": policy.addons,
            "roles": policy.roles,
            "channels": policy.channels,
            "services": policy.services,
            "claims": policy.outcomes,
        }
        return _written(
            {
                **{key: _titled(named) for key, named in titled.items()},
                "events": [n for n, means in policy.events.items() if means == (n,)],
                "facts": [_declared(each) for each in policy.facts.values()],
                "parameters": [_declared(each) for each in policy.parameters.values()],
                "indicators": _titled(policy.indicators),
                "zone": policy.agreement.zone,
                "example": example_case(policy),
            }
        )

    def decide(self, case: str, at: str, language: str) -> str:
        """Decide a case as of an instant: in words, as JSON and as a picture."""
        policy = self._read.policy
        if policy is None:
            return _written({"problem": "The policy above must be mended first."})
        try:
            decided = _decided(policy, case, at)
        except (slapolicy.CaseError, ValueError) as problem:
            return _written({"problem": str(problem)})
        return _written(
            {
                "words": decided.explain(language),
                "json": json.dumps(json.loads(decided.to_json()), indent=2),
                "picture": timeline.to_svg(timeline.build(decided, language)),
            }
        )

    @property
    def _read(self) -> Draft:
        assert self._draft is not None, "the page looks before it asks"
        return self._draft

    def _told(self, findings: Iterable[Finding]) -> dict[str, Any]:
        draft = self._read
        offsets = Offsets(draft.text)
        return {
            "findings": [
                {
                    "from": offsets.out(each.span.start),
                    "to": offsets.out(each.span.end),
                    "code": each.code,
                    "level": each.level,
                    "message": each.message,
                    "hint": each.hint,
                    "fixes": list(_fixes(draft, each, offsets)),
                }
                for each in findings
                if each.span is not None
            ],
            "sound": draft.policy is not None,
        }


def _decided(policy: Policy, case: str, at: str) -> slapolicy.Decision:
    read = policy.case(json.loads(case))
    return policy.evaluate(read, datetime.fromisoformat(at))


def _fixes(
    draft: Draft, finding: Finding, offsets: Offsets
) -> Iterator[dict[str, object]]:
    for fix in fixes_of(draft, finding):
        edits = [_edit(each, offsets) for each in fix.edits]
        yield {"title": fix.title, "edits": edits}


def _edit(edit: Edit, offsets: Offsets) -> dict[str, object]:
    start, end = offsets.out(edit.span.start), offsets.out(edit.span.end)
    return {"from": start, "to": end, "insert": edit.text}


def _titled(named: Any) -> list[list[str]]:
    return [[name, each.title or name] for name, each in named.items()]


def _declared(declared: Declared) -> dict[str, object]:
    return {
        "name": declared.name,
        "title": declared.title or declared.name,
        "kind": declared.type.kind,
        "values": list(declared.type.values),
    }


_written: Callable[[object], str] = json.dumps
