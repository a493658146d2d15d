"""From a trouble to its one finding, in plain words.

How a finding is printed is not said here (`tools/render`).
"""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from slapolicy.finding import Finding, Fix
from slapolicy.language.failure import END, Failure
from slapolicy.language.fixes import written
from slapolicy.language.forms import BLOCKS, form_of
from slapolicy.language.scanner import Lexeme, is_same_line
from slapolicy.language.slips import recognise
from slapolicy.language.trouble import Trouble
from slapolicy.source import Source, Span

_DESCRIBED = {
    "NAME": "a name",
    "STRING": "a text in quotes",
    "ID": "a clause number such as `M3a`",
    "NUMBER": "a number",
    "PERCENT": "a share such as `80%`",
    "DATE": "a date such as `2025-12-24`",
    "TIME": "a time such as `09:00`",
    "DAY": "a weekday such as `Mon`",
    "MONTH": "a month such as `December`",
    "ZONE": "a zone such as `Europe/Warsaw`",
    "OFFSET": "an offset such as `UTC+01:00`",
    "REGION": "a country such as `PL`",
    "CURRENCY": "a currency such as `EUR`",
    "LANG": "a language such as `pl`",
    "ALWAYS": "`24x7`",
    "SECONDS": "`seconds`",
    "MINUTES": "`minutes`",
    "HOURS": "`hours`",
    "BUSINESS_DAYS": "`business days`",
    "CALENDAR_DAYS": "`calendar days`",
    "ALREADY_RUNNING": "`already running`",
    "A_SECOND_WITHOUT_ATTEMPTS": "`a second without attempts`",
    "LBRACE": "`{`",
    "RBRACE": "`}`",
    "LPAR": "`(`",
    "RPAR": "`)`",
    "COMMA": "`,`",
    "COLON": "`:`",
    "VBAR": "`|`",
    "MINUS": "`-`",
}


def describe(trouble: Trouble, kind: str) -> str:
    """Say in words what a terminal of the grammar is."""
    return _DESCRIBED.get(kind) or f"`{trouble.spelled(kind) or kind.lower()}`"


def diagnose(trouble: Trouble) -> Finding:
    """Give the one finding that a trouble deserves."""
    return (
        recognise(trouble)
        or _bare_row(trouble)
        or _missing(trouble)
        or _unexpected(trouble)
    )


def lost_quote(source: Source, lexemes: Sequence[Lexeme], item: Lexeme) -> Finding:
    """Give the finding of a text without its last quote.

    Where other quotes stand on the line, any of them may be the one without a partner.

    Args:
        source: Where the finding points.
        lexemes: Those around the text.
        item: The text, from its first quote on.
    """
    texts = [each for each in lexemes if each.text.startswith('"')]
    first = next(each for each in texts if is_same_line(each, item))
    fixes: tuple[Fix, ...] = ()
    if first is item:
        message = "a text that begins here has no closing quote on its line"
        hint = 'close it with `"`; a text stands on one line'
        span = Span(source, item.start, item.start + 1)
        end = item.start + len(item.text.rstrip())
        if item.text[1:].strip(" {"):  # else it may be the last quote of a text
            fixes = (written(Span(source, end, end), '"'),)
    else:
        message = "one of the quotes on this line has no partner"
        hint = 'write `"` before and behind each text'
        span = Span(source, first.start, item.start + 1)
    return Finding("SLA003", message, span, hint=hint, fixes=fixes)


def brace_missing(span: Span) -> Finding:
    """Give the finding of a block that is not opened behind its head."""
    message = "the block that begins here has no `{`"
    hint = "write `{` at the end of the line"
    fix = written(Span(span.source, span.end, span.end), " {")
    return Finding("SLA006", message, span, hint=hint, fixes=(fix,))


def brace_too_many(span: Span) -> Finding:
    """Give the finding of a brace that closes nothing."""
    message = "this `}` closes nothing"
    hint = "take it out, or open a block with `{` before it"
    return Finding("SLA005", message, span, hint=hint, fixes=(written(span, ""),))


def is_misspelt(
    failure: Failure, lexemes: Sequence[Lexeme], at: int, reserved: Mapping[str, str]
) -> bool:
    """Tell whether the word that failed is nearly one that could stand there."""
    words = [word for word, kind in reserved.items() if kind in failure.accepts]
    text = lexemes[at].text if at < len(lexemes) else ""
    return text not in reserved and bool(get_close_matches(text, words, n=1))


def _bare_row(trouble: Trouble) -> Finding | None:
    """Say that a row of a table does not begin with its mark."""
    here = trouble.here
    if here is None or not here.leads or trouble.lexemes[trouble.at - 1].text != "|":
        return None
    row = [
        each.text for each in trouble.lexemes[trouble.at :] if is_same_line(here, each)
    ]
    if "|" not in row:
        return None
    span = Span(trouble.source, here.start, here.end)
    hint = f"write `| {_short(here.text)} | …`"
    return trouble.finding(
        "SLA002", "a row of a table begins with `|`", hint, span=span
    )


def _missing(trouble: Trouble) -> Finding | None:
    failure = trouble.failure
    lacking = failure.missing
    if trouble.unfinished or failure.at_end:
        lacking = failure.accepts - {END}
    elif trouble.at != trouble.first:
        lacking -= _starters(trouble)
        if not lacking and trouble.word in _form_words(trouble):
            lacking = failure.accepts - {END}
            lacking = lacking if len(lacking) <= 3 else frozenset()
    if not lacking or (trouble.word and trouble.word == trouble.before):
        return None
    what = _choice(trouble, lacking)
    if trouble.word:
        message = f"{what} is missing before `{_short(trouble.word)}`"
    elif trouble.before:
        message = f"{what} is missing after `{_short(trouble.before)}`"
    else:
        message = f"{what} is missing"
    hint = _form_hint(trouble) or "write what is missing there"
    puts = [","] if lacking == {"COMMA"} and trouble.before else []
    return trouble.finding("SLA002", message, hint, puts=puts, over=trouble.behind())


def _unexpected(trouble: Trouble) -> Finding:
    shown = _short(trouble.word or trouble.before)
    message = f"`{shown}` cannot stand here"
    expected = trouble.failure.accepts - {END}
    if trouble.at != trouble.first:
        expected -= _starters(trouble)
    if expected:
        message += f": {_choice(trouble, expected)} could"
    hint = _form_hint(trouble) or f"take `{shown}` out, or write what belongs there"
    return trouble.finding("SLA001", message, hint)


def _form_words(trouble: Trouble) -> list[str]:
    form = form_of(trouble.opener, trouble.block) or ""
    return re.findall(r"[a-z]+", form)


def _starters(trouble: Trouble) -> frozenset[str]:
    """Give the terminals that would begin another sentence, or end the block."""
    words = BLOCKS[trouble.block].lines
    kinds = (trouble.reserved[word] for word in words if word in trouble.reserved)
    return frozenset((*kinds, "RBRACE"))


def _form_hint(trouble: Trouble) -> str | None:
    form = form_of(trouble.opener, trouble.block)
    return f"write `{form}`" if form else None


def _choice(trouble: Trouble, kinds: frozenset[str]) -> str:
    """Join what could stand there: words first, in one order, at most five of them."""
    marks = sorted(describe(trouble, kind) for kind in kinds if kind in _DESCRIBED)
    words = sorted(describe(trouble, kind) for kind in kinds if kind not in _DESCRIBED)
    words = marks + words
    if len(words) > 5:
        words = [*words[:4], "another word"]
    if len(words) == 1:
        return words[0]
    return ", ".join(words[:-1]) + " or " + words[-1]


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
