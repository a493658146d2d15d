"""Findings as commands that GitHub's workflow runner turns into remarks on lines."""

from collections.abc import Iterable, Mapping
from typing import Any

from slapolicy.finding import Finding
from slapolicy.tools.render.ink import escape
from slapolicy.tools.render.record import where
from slapolicy.tools.render.words import words

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}


def as_github(
    findings: Iterable[Finding], name: str | None = None, language: str = "en"
) -> str:
    """Write one `::error file=…,line=…::message` a line."""
    hint = words(language).say("hint")
    return "".join(f"{_command(each, name, hint)}\n" for each in findings)


def _command(finding: Finding, name: str | None, hint: str) -> str:
    place: Mapping[str, Any] = {}
    if finding.span is not None:
        place = where(finding.span)
    elif name is not None:
        place = {"file": name}
    path = f"{finding.path}: " if finding.path else ""
    lines = [escape(path + finding.message)]
    lines += [f"{hint}: {escape(finding.hint)}"] if finding.hint else []
    return command(_COMMANDS[finding.level], place, finding.code, lines)


def command(
    kind: str, place: Mapping[str, Any], title: str, lines: Iterable[str]
) -> str:
    """Give one command (`error`, `warning` or `notice`) about a place in a file.

    Args:
        kind: Its word.
        place: `file` alone, or all that `where` gives of a span, or nothing.
        title: What stands above the remark.
        lines: The remark, safe to print.
    """
    properties: dict[str, object] = {}
    if "line" in place:
        properties |= {"file": place["file"], "line": place["line"]}
        properties |= {"endLine": place["end_line"], "col": place["column"]}
        if place["end_line"] == place["line"]:
            properties["endColumn"] = place["end_column"]
    elif "file" in place:
        properties["file"] = place["file"]
    properties["title"] = title
    written = ",".join(
        f"{key}={_encoded(escape(str(value)), _PROPERTY)}"
        for key, value in properties.items()
    )
    data = _encoded("\n".join(lines), _DATA)
    return f"::{kind} {written}::{data}"


def _encoded(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(each, each) for each in text)
