"""Findings as commands that GitHub's workflow runner turns into remarks on lines."""

from collections.abc import Iterable

from slapolicy.finding import Finding
from slapolicy.tools.render.ink import escape
from slapolicy.tools.render.record import where

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}


def as_github(findings: Iterable[Finding], name: str | None = None) -> str:
    """Write one `::error file=…,line=…::message` a line."""
    return "".join(f"{_command(each, name)}\n" for each in findings)


def _command(finding: Finding, name: str | None) -> str:
    properties: dict[str, object] = {}
    if finding.span is not None:
        place = where(finding.span)
        properties |= {"file": place["file"], "line": place["line"]}
        properties |= {"endLine": place["end_line"], "col": place["column"]}
        if place["end_line"] == place["line"]:
            properties["endColumn"] = place["end_column"]
    elif name is not None:
        properties["file"] = name
    properties["title"] = finding.code
    written = ",".join(
        f"{key}={_encoded(str(value), _PROPERTY)}" for key, value in properties.items()
    )
    path = f"{finding.path}: " if finding.path else ""
    lines = [escape(path + finding.message)]
    lines += [f"hint: {escape(finding.hint)}"] if finding.hint else []
    data = _encoded("\n".join(lines), _DATA)
    return f"::{_COMMANDS[finding.level]} {written}::{data}"


def _encoded(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(each, each) for each in text)
