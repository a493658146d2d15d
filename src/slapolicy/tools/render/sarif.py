"""Findings as SARIF 2.1.0, the form that code hosts and editors read."""

import json
from collections.abc import Iterable
from importlib.metadata import version
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from slapolicy.codes import CODES
from slapolicy.finding import Finding, Fix
from slapolicy.source import Span
from slapolicy.tools.render.record import where

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def as_sarif(findings: Iterable[Finding], name: str | None = None) -> str:
    """Write findings as one SARIF run; every code is a rule under its number."""
    numbers = sorted(CODES)
    index = {number: place for place, number in enumerate(numbers)}
    run = {
        "tool": {
            "driver": {
                "name": "slapolicy",
                "semanticVersion": version("slapolicy"),
                "rules": [_rule(number) for number in numbers],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, index[each.code], name) for each in findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2)


def _rule(number: str) -> dict[str, Any]:
    code = CODES[number]
    rule: dict[str, Any] = {
        "id": number,
        "shortDescription": {"text": code.title},
        "defaultConfiguration": {"level": _LEVELS[code.level]},
    }
    page = files("slapolicy").joinpath("pages", f"{number}.md")
    if page.is_file():
        text = page.read_text(encoding="utf-8")
        rule["help"] = {"text": text, "markdown": text}
    return rule


def _result(finding: Finding, index: int, name: str | None) -> dict[str, Any]:
    hint = f"\n{finding.hint}" if finding.hint else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.level],
        "message": {"text": f"{finding.message}{hint}"},
    }
    if location := _location(finding, name):
        result["locations"] = [location]
    if finding.notes:
        result["relatedLocations"] = [
            {**_physical(note.span), "message": {"text": note.label}}
            for note in finding.notes
        ]
    if finding.fixes:
        result["fixes"] = [_fix(each) for each in finding.fixes]
    return result


def _fix(fix: Fix) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        place = _physical(edit.span)["physicalLocation"]
        changes.setdefault(place["artifactLocation"]["uri"], []).append(
            {
                "deletedRegion": place["region"],
                "insertedContent": {"text": edit.text},
            }
        )
    return {
        "description": {"text": fix.title},
        "artifactChanges": [
            {"artifactLocation": {"uri": uri}, "replacements": replacements}
            for uri, replacements in changes.items()
        ],
    }


def _location(finding: Finding, name: str | None) -> dict[str, Any]:
    location: dict[str, Any] = {}
    if finding.span is not None:
        location |= _physical(finding.span)
    elif name is not None:
        location["physicalLocation"] = {"artifactLocation": {"uri": _uri(name)}}
    if finding.path is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.path}]
    return location


def _physical(span: Span) -> dict[str, Any]:
    place = where(span)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(place["file"])},
            "region": {
                "startLine": place["line"],
                "startColumn": place["column"],
                "endLine": place["end_line"],
                "endColumn": place["end_column"],
            },
        }
    }


def _uri(name: str) -> str:
    """Give a path as a reference; `a:b` must not look like a scheme."""
    return quote(name.replace("\\", "/"), safe="/~", errors="replace")
