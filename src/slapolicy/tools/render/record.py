"""Findings as JSON of our own, the same from every command."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from slapolicy.codes import CODES
from slapolicy.finding import Finding
from slapolicy.source import Span


def as_json(findings: Iterable[Finding], name: str | None = None) -> str:
    """Write findings as one JSON object `{"schema": 1, "findings": [...]}`.

    Lines and columns count from 1, in code points; `end_column` is not included.
    """
    found = [record(each, name) for each in findings]
    return json.dumps({"schema": 1, "findings": found}, indent=2)


def record(finding: Finding, name: str | None = None) -> dict[str, Any]:
    """Give one finding as a JSON object; what does not apply is null.

    `proofs` are cases that show it: each as a scenario, and as JSON to be evaluated;
    `fixes` are edits that mend it, the likeliest first.
    """
    place: Mapping[str, Any] = dict.fromkeys(_PLACE)
    if finding.span is not None:
        place = where(finding.span)
    elif name is not None:
        place = {**place, "file": name}
    return {
        "code": finding.code,
        "level": finding.level,
        "title": CODES[finding.code].title,
        "message": finding.message,
        **place,
        "path": finding.path,
        "hint": finding.hint,
        "notes": [{**where(each.span), "label": each.label} for each in finding.notes],
        "proofs": [
            {"scenario": p.scenario, "case": json.loads(p.case), "at": p.at}
            for p in finding.proofs
        ],
        "fixes": [
            {
                "title": fix.title,
                "edits": [{**where(e.span), "text": e.text} for e in fix.edits],
            }
            for fix in finding.fixes
        ],
    }


_PLACE = ("file", "line", "column", "end_line", "end_column")


def where(span: Span) -> dict[str, Any]:
    """Give the place of a span: file, line, column, and where it ends."""
    line, column = span.place
    end_line, end_column = span.source.place(max(span.start, span.end))
    return dict(
        zip(
            _PLACE,
            (span.source.name, line, column, end_line, end_column),
            strict=True,
        )
    )
