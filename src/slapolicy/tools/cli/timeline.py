"""`slapolicy timeline`: a case laid out in time, as a picture, a page or text."""

import os
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from slapolicy.tools.cli.cases import at_option, instant_of, read_case, require_file
from slapolicy.tools.cli.language import words_language_option
from slapolicy.tools.cli.terminal import (
    is_coloured,
    require_one_standard_input,
    usable_policy,
)
from slapolicy.tools.cli.writing import form_by_ending, output_option, put
from slapolicy.tools.render.ink import paint

if TYPE_CHECKING:
    from slapolicy.contract.decision import Decision
    from slapolicy.timeline.model import Tone

_ENDINGS = {
    ".svg": "svg", ".html": "html", ".htm": "html", ".ics": "ics",
    ".txt": "terminal",
}  # fmt: skip
_COLUMNS = 100  # where nobody watches
_INKS = {"bad": "error", "unsure": "warning", "running": "info", "still": "dim"}


@click.command()
@click.argument("policy")
@click.argument("case")
@at_option
@click.option(
    "--from",
    "start",
    metavar="INSTANT",
    help="Show it from this instant on; default: from the first that matters.",
)
@click.option(
    "--to",
    "end",
    metavar="INSTANT",
    help="Show it until this instant; default: until the last that matters.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "svg", "html", "ics"]),
    help="Lines of text, a picture, a page, or a calendar file of what is still owed; "
    "default: by the ending of --output, or lines of text.",
)
@words_language_option
@output_option
def timeline(
    policy: str,
    case: str,
    at: str | None,
    start: str | None,
    end: str | None,
    form: str | None,
    language: str,
    output: str | None,
) -> None:
    """Lay a case out in time, as text, a picture or a page.

    Hours, events, pauses, what falls due and when, each with the clauses that it rests
    on. A calendar file holds what is still owed and who is still to be told.
    """
    require_one_standard_input(policy, case)
    instant = instant_of(at)
    shown = _instant(start, "--from"), _instant(end, "--to")
    require_file(case)
    chosen = form or form_by_ending(output, _ENDINGS) or "terminal"
    checked = usable_policy(policy)
    decision = checked.evaluate(read_case(checked, case), instant)
    is_read = output is None and sys.stdout.isatty()
    columns = os.get_terminal_size(1).columns if is_read else _COLUMNS
    is_watched = output is None and is_coloured(sys.stdout)
    text = _written(decision, chosen, language, columns, shown, is_watched=is_watched)
    put(text, output, (policy, case))


def _instant(text: str | None, option: str) -> datetime | None:
    return None if text is None else instant_of(text, option)


def _written(
    decision: "Decision",
    form: str,
    language: str,
    columns: int,
    shown: tuple[datetime | None, datetime | None],
    *,
    is_watched: bool,
) -> str:
    from slapolicy.ical import dues_to_ics
    from slapolicy.timeline import build, to_html, to_svg, to_text

    try:
        if form == "ics":
            return dues_to_ics(decision, language)
        laid_out = build(decision, language, start=shown[0], end=shown[1])
    except ValueError as problem:
        message = str(problem)
        raise click.UsageError(message) from None
    match form:
        case "svg":
            return to_svg(laid_out)
        case "html":
            return to_html(laid_out)
        case _:
            return to_text(laid_out, columns, _painted if is_watched else _plain)


def _painted(text: str, tone: "Tone") -> str:
    return paint(text, _INKS.get(tone, "strong"), is_coloured=True)


def _plain(text: str, _: "Tone") -> str:
    return text
