"""The last door of a finding: text for people, or a form that machines read.

What is found, and where, is told elsewhere.
"""

from collections.abc import Iterable
from typing import Literal, assert_never

from slapolicy.finding import Finding

Form = Literal["text", "json", "sarif", "github"]


def render(
    findings: Iterable[Finding],
    form: Form = "text",
    *,
    name: str | None = None,
    is_coloured: bool = False,
    language: str = "en",
) -> str:
    """Write findings in a form, with a line end after the last (empty for no text).

    Args:
        findings: In the order in which they are printed.
        form: `text`, `json`, `sarif` (2.1.0) or `github` (workflow commands).
        name: The file of the case, for findings that have a path and no span.
        is_coloured: Whether text is coloured, for a terminal.
        language: In which they are said; codes and their pages stay English.
    """
    if language != "en":
        from slapolicy.tools.render.words import in_language

        findings = in_language(findings, language)
    match form:
        case "text":
            from slapolicy.tools.render.plain import as_text

            return as_text(findings, name, is_coloured=is_coloured, language=language)
        case "json":
            from slapolicy.tools.render.record import as_json

            return f"{as_json(findings, name)}\n"
        case "sarif":
            from slapolicy.tools.render.sarif import as_sarif

            return f"{as_sarif(findings, name)}\n"
        case "github":
            from slapolicy.tools.render.github import as_github

            return as_github(findings, name, language)
        case _:
            assert_never(form)
