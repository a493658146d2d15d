"""`slapolicy render`: what a policy says, in words that a lawyer can sign off."""

from datetime import UTC, date, datetime

import click

from slapolicy.tools.cli.language import words_language_option
from slapolicy.tools.cli.terminal import usable_policy
from slapolicy.tools.cli.writing import form_by_ending, output_option, put

_ENDINGS = {
    ".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown",
}  # fmt: skip
_FIRST, _LAST = 1971, 2197


@click.command("render")
@click.argument("policy")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown"]),
    help="A page or Markdown; default: by the ending of --output, or Markdown.",
)
@click.option(
    "--year",
    type=click.IntRange(_FIRST, _LAST),
    help="Show the calendars of this year.",
)
@click.option(
    "--from",
    "first",
    metavar="DATE",
    help="Show the calendars of the year from this date on; default: today.",
)
@words_language_option
@output_option
def render(
    policy: str,
    form: str | None,
    year: int | None,
    first: str | None,
    language: str,
    output: str | None,
) -> None:
    """Say in plain words what a policy says, clause by clause.

    With its tables, the calendars of a year, its readings, its silences and its
    scenarios as examples, worked out.
    """
    if year is not None and first is not None:
        message = "--year and --from both say which year: give one of them"
        raise click.UsageError(message)
    begins = date(year, 1, 1) if year is not None else _date(first)
    chosen = form or form_by_ending(output, _ENDINGS) or "markdown"
    checked = usable_policy(policy)
    from slapolicy.report import build, to_html, to_markdown

    try:
        report = build(checked, begins, language)
    except ValueError as problem:
        message = f"--language: {problem}"
        raise click.UsageError(message) from None
    write = to_html if chosen == "html" else to_markdown
    put(write(report), output, (policy,))


def _date(text: str | None) -> date:
    """Read `2025-12-24`, and nothing else; today, if nothing was said."""
    if text is None:
        return datetime.now(UTC).date()
    try:
        if len(text) == 10 and _FIRST <= int(text[:4]) <= _LAST:
            return date.fromisoformat(text)
    except ValueError:
        pass
    message = f"--from: `{text[:40]}` is no date from {_FIRST} to {_LAST}; write "
    message += "the year first: `2025-12-24`"
    raise click.UsageError(message)
