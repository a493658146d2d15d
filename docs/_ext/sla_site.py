"""What Sphinx needs besides: colours for policies, and pages made from the package."""

import re
from pathlib import Path

from pygments.lexer import RegexLexer, words
from pygments.token import Comment, Keyword, Name, Number, Punctuation, String, Text
from sphinx.application import Sphinx

from slapolicy.codes import CODES

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "slapolicy"
_LINK = re.compile(r"\[([^\]\n]+)\]\((?!https?:|#)[^)\n]+\)")
GROUPS = {
    "0": "Reading the text",
    "1": "Structure",
    "2": "Names",
    "3": "Time",
    "4": "Meaning: contradictions and gaps",
    "5": "Smells",
    "6": "The fields of a case",
    "7": "Scenarios",
    "9": "Ours",
}


def reserved_words() -> list[str]:
    """Give the words of the language, from the grammar that is loaded."""
    grammar = (PACKAGE / "language" / "slapolicy.lark").read_text(encoding="utf-8")
    rules = re.sub(r"//[^\n]*", "", grammar)
    return sorted(set(re.findall(r'"([a-z]+)"', rules)))


class SlaLexer(RegexLexer):  # type: ignore[misc]  # Pygments has no types
    """Colours a policy; whatever it does not know it leaves plain."""

    name = "slapolicy"
    aliases = ("sla",)
    tokens = {  # noqa: RUF012  # as Pygments wants it
        "root": [
            (r"#[^\n]*", Comment.Single),
            (r'"[^"\n]*"', String),
            (r"\d{4}-\d{2}-\d{2}|\d{2}:\d{2}(:\d{2})?|24x7|\d+(\.\d+)?%?", Number),
            (
                words(
                    (
                        *reserved_words(),
                        "seconds",
                        "second",
                        "minutes",
                        "minute",
                        "hours",
                        "hour",
                        "business",
                        "calendar",
                        "days",
                        "day",
                    ),
                    suffix=r"(?!\w)",
                ),
                Keyword,
            ),
            (r"[A-Z]+[0-9]+[0-9.]*[a-z]?(?!\w)", Name.Constant),
            (r"[A-Za-z_][\w/+-]*", Name),
            (r"[{}|,():]", Punctuation),
            (r"\s+|.", Text),
        ]
    }


def codes_page() -> str:
    """Give the page of all codes: each with its level, its title and its text."""
    parts = []
    for group, heading in GROUPS.items():
        parts.append(f"## {heading}\n")
        for code in CODES.values():
            if code.number[3] == group:
                parts.append(_code(code.number, code.level))
    return "\n".join(parts)


def _code(number: str, level: str) -> str:
    page = PACKAGE / "pages" / f"{number}.md"
    if not page.is_file():
        return f"### {number}: {CODES[number].title}\n\n*{level}*\n"
    title, _, text = page.read_text(encoding="utf-8").partition("\n")
    text = re.sub(r"^## (.+)$", r"**\1**\n", text, flags=re.MULTILINE)
    text = re.sub(r"^(`{3,})(?:json|sh|toml)?$", _as_text, text, flags=re.MULTILINE)
    return f"##{title}\n\n*{level}*\n{text}"


def _as_text(fence: re.Match[str]) -> str:
    """Colour nothing that is wrong on purpose."""
    return fence[0] if fence[0] == fence[1] else f"{fence[1]}text"


def language_report() -> str:
    """Give the report of the language, as it stands in `grammar/`."""
    path = ROOT / "grammar" / "README.md"
    if not path.is_file():
        return "The report stands in `grammar/README.md`.\n"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\A# [^\n]*\n", "", text)
    return _LINK.sub(r"`\1`", text)


PLACEHOLDERS = {"CODES": codes_page, "LANGUAGE-REPORT": language_report}


def fill(_: Sphinx, __: str, source: list[str]) -> None:
    """Put what is made from the package where a page asks for it."""
    for name, make in PLACEHOLDERS.items():
        mark = f"% {name}\n"
        if mark in source[0]:
            source[0] = source[0].replace(mark, make())


def keep_sentences(
    _: Sphinx, what: str, __: str, ___: object, ____: object, lines: list[str]
) -> None:
    """Let no colon in the words about a property be taken for the end of a type."""
    if what == "property" and lines:
        lines[0] = lines[0].replace(": ", ", that is ")


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell Sphinx of all this."""
    app.add_lexer("sla", SlaLexer)
    app.connect("source-read", fill)
    app.connect("autodoc-process-docstring", keep_sentences, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
