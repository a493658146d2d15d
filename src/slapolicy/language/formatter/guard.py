"""Whether a new layout says what the old one said; if not, it is not used."""

from slapolicy.finding import Finding
from slapolicy.language import literate
from slapolicy.language.parser import Parsed, parse
from slapolicy.source import Source, Span


def moved(old: Source, before: Parsed, new: Source) -> Finding | None:
    """Give a finding if meaning, comments or prose are not what they were.

    Args:
        old: The text as it was written.
        before: What was read in it.
        new: The text as it is laid out.
    """
    after = parse(new)
    if any(finding.is_error for finding in after.findings):
        return _fault(old, "it could not be read any more")
    if after.tree != before.tree:
        return _fault(old, "it would mean something else")
    if _comments(after) != _comments(before):
        return _fault(old, "its comments would not be what they are")
    if _prose(new) != _prose(old):
        return _fault(old, "its prose would not be what it is")
    return None


def _comments(parsed: Parsed) -> list[str]:
    return [span.text.rstrip() for span in parsed.comments]


def _prose(source: Source) -> list[str]:
    return [source.text[start:end] for start, end in literate.prose_of(source)]


def _fault(source: Source, why: str) -> Finding:
    message = f"the text was left as it is: laid out, {why}"
    hint = "this is a fault of slapolicy's own; please report it, with the file"
    return Finding("SLA900", message, Span(source, 0, 0), hint=hint)
