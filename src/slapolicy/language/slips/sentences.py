"""Slips in whole sentences: old forms, places, spelling, lists, order of suffixes."""

import difflib
import re

from slapolicy.finding import Finding
from slapolicy.language.failure import END
from slapolicy.language.forms import BLOCKS, form_of, home_of
from slapolicy.language.trouble import Trouble
from slapolicy.source import Span

_OLD = {
    "judgement": "assessment",
    "judgment": "assessment",
    "executable": "left to people because",
    "rather": "and not as",
    "provided": "only if",
    "requires": "only with",
    "price": ", for EUR 1000 more each month",
    "monthly": "more each month",
    "default": "otherwise",
    "idle": "a second without attempts counts as available",
    "except": "without",
    "unless": "when",
    "kept": "met when",
}

_WORD_FOR_WORD = frozenset(
    ("assessment", "only if", "only with", "otherwise", "without", "from")
)
"""Words that can stand where the old ones stood."""


def old_form(trouble: Trouble) -> Finding | None:
    """`judgement`, `not executable`, `rather than`, `provided`, `default`, …."""
    word, new = trouble.word, _OLD.get(trouble.word)
    if word == "unless" and trouble.next == "already":
        return None
    if word == "not" and trouble.next == "executable":
        new = _OLD["executable"]
    elif word == "at" and trouble.opener == "clause" and trouble.accepts("FROM"):
        new = "from"
    elif word == "at" and trouble.opener == "contact" and trouble.next == "no":
        new = "hours not stated"
    elif word in ("first", "then") and trouble.block == "intake":
        new = "step 1:"
    elif word.startswith('"') and trouble.opener == "reading" and trouble.accepts("AS"):
        new = "as"
        message = "a reading says `as` before what was chosen"
        return trouble.finding("SLA027", message, 'write `as "…" and not as "…"`')
    if word in trouble.reserved and "NAME" in trouble.failure.instead:
        return None
    if new is None or (trouble.is_name(word) and trouble.accepts("NAME")):
        return None
    message, puts = f"`{word}` is not said here", [new] if new in _WORD_FOR_WORD else []
    return trouble.finding("SLA027", message, f"write `{new}`", puts=puts)


def looked_at(trouble: Trouble) -> Finding | None:
    """`2025-03-10 09:15 expect …` in a scenario, without its `at`."""
    words = [item.text for item in trouble.lexemes[trouble.first : trouble.at]]
    if trouble.word != "expect" or len(words) < 2 or not words[0][:1].isdigit():
        return None
    new = " ".join(("at", *words, "expect"))
    return trouble.finding("SLA027", "`expect` is not said here", f"write `{new}`")


def dated_block(trouble: Trouble) -> Finding | None:
    """`from 2026-01-01 { open … }` in a calendar."""
    words = [item.text for item in trouble.lexemes[trouble.first : trouble.at + 1]]
    if BLOCKS[trouble.block].name != "a calendar" or trouble.unfinished:
        return None
    begins = trouble.word == "from" and trouble.at == trouble.first
    ends = words[-1:] == ["{"] and words[-3:-2] == ["from"]
    if not begins and not ends:
        return None
    message = "a calendar has no blocks with a date"
    hint = "put the date at the end of each line: `open Mon-Fri 09:00-17:00 from DATE`"
    return trouble.finding("SLA115", message, hint)


def doubled(trouble: Trouble) -> Finding | None:
    """`grant grant onboarding`."""
    word = trouble.word
    if (
        not word
        or word != trouble.before
        or word in "{}()|"
        or not trouble.failure.surplus
    ):
        return None
    message, over = f"`{word}` stands twice", trouble.from_before()
    hint = "leave one of them out"
    return trouble.finding("SLA052", message, hint, puts=[""], over=over)


def misplaced(trouble: Trouble) -> Finding | None:
    """`grant …` outside a clause, `clause …` inside one, `open …` in a clock."""
    word, block = trouble.word, BLOCKS[trouble.block]
    if trouble.at != trouble.first or word in block.lines:
        return None
    home = home_of(word)
    if home is None:
        return None
    message = f"`{word}` stands in {home}, not in {block.name}"
    if block.name == "a file" and home == "a clause":
        hint = "put it between the braces of the clause that it comes from"
        return trouble.finding("SLA105", message, hint)
    if home == "a file":
        hint = f"end {block.name} with `}}` before it"
        return trouble.finding("SLA106", message, hint)
    return trouble.finding(
        "SLA107", message, f"{block.name} has {_listed(block.lines)}"
    )


def _listed(lines: dict[str, str]) -> str:
    words = [f"`{word}`" for word in lines]
    return ", ".join(words[:6]) + (" …" if len(words) > 6 else "")


def misspelt_opener(trouble: Trouble) -> Finding | None:
    """`promis callback …` at the beginning of a sentence."""
    word, lines = trouble.word, BLOCKS[trouble.block].lines
    if trouble.at != trouble.first or not word[:1].isalpha() or not lines:
        return None
    if word in lines:
        return None
    close = difflib.get_close_matches(word.lower(), lines, n=1, cutoff=0.6)
    message = f"no sentence in {BLOCKS[trouble.block].name} begins with `{word}`"
    hint = (
        f"did you mean `{close[0]}`?" if close else f"it begins with {_listed(lines)}"
    )
    return trouble.finding("SLA007", message, hint, puts=close)


def misspelt(trouble: Trouble) -> Finding | None:
    """`promise callback witin 15 minutes 24x7`."""
    word = trouble.word
    if not re.fullmatch(r"[A-Za-z]\w+", word) or word in trouble.reserved:
        return None
    likely = trouble.failure.instead | trouble.failure.accepts
    known = sorted(item for item, kind in trouble.reserved.items() if kind in likely)
    close = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.7)
    if not close:
        return None
    message, hint = f"unknown word `{word}`", f"did you mean `{close[0]}`?"
    return trouble.finding("SLA007", message, hint, puts=close)


def closing_mark(trouble: Trouble) -> Finding | None:
    """`grant onboarding;`, `within 4 hours 24x7.`."""
    if trouble.at > trouble.first and re.fullmatch(r"24x7[.;:!,]", trouble.word):
        message = (
            f"`{trouble.word[-1]}` has no place here: a sentence ends without a mark"
        )
        return trouble.finding("SLA053", message, "write `24x7`", puts=["24x7"])
    if trouble.word not in (";", ".", ":", "!", "?", ",") or trouble.accepts("COLON"):
        return None
    if not trouble.failure.surplus and trouble.word != ";":
        return None
    message = f"`{trouble.word}` has no place here: a sentence ends without a mark"
    return trouble.finding("SLA053", message, "leave it out", puts=[""])


def joined_list(trouble: Trouble) -> Finding | None:
    """`grant a and b`, `via phone or email`."""
    if trouble.word not in ("and", "or", "&") or not trouble.accepts("COMMA"):
        return None
    is_region = re.fullmatch(r"[A-Z]{2}(-\w+)?", trouble.next)
    if not trouble.is_name(trouble.next) and not is_region:
        return None
    message = f"`{trouble.word}` does not join a list"
    hint, over = f"write `{trouble.before}, {trouble.next}`", trouble.from_before()
    return trouble.finding("SLA028", message, hint, puts=[","], over=over)


def comma_missing(trouble: Trouble) -> Finding | None:
    """`grant training, onboarding migration`: a list of names without a comma."""
    first, second = trouble.before, trouble.word
    if "COMMA" not in trouble.failure.accepts or trouble.unfinished:
        return None
    if not trouble.is_name(first) or not trouble.is_name(second):
        return None
    if "_" not in second:
        return None  # `two_words` says that it may be one name
    rest = trouble.lexemes[trouble.at + 1 : trouble.at + 2]
    if rest and not rest[0].leads and rest[0].text not in ",}":
        return None
    message = f"a comma is missing between `{first}` and `{second}`"
    hint, over = f"write `{first}, {second}`", trouble.behind()
    return trouble.finding("SLA010", message, hint, puts=[","], over=over)


_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def instant_without_comma(trouble: Trouble) -> Finding | None:
    """`expect fix is met at 2025-03-10 10:00`, and the same without `at`."""
    items = trouble.lexemes[trouble.first : trouble.at]
    texts = [item.text for item in items]
    if "expect" not in texts[:-4] or not _DATE.fullmatch(texts[-2]):
        return None
    is_at = texts[-3] == "at"
    put, place = (",", -3) if is_at else (", at", -2)
    if texts[place - 2] != "is" or items[place].leads:
        return None
    item, behind = items[place], items[place - 1].end
    return trouble.finding(
        "SLA002",
        f"`{put}` is missing before `{item.text}`",
        "write `expect NAME is STATE, at DATE TIME`",
        span=Span(trouble.source, item.start, item.end),
        puts=[put],
        over=Span(trouble.source, behind, behind),
    )


def strange_comment(trouble: Trouble) -> Finding | None:
    """`// what follows is measured`, `-- …`, `/* … */`."""
    here = trouble.here
    if here is None or not here.leads or trouble.unfinished:
        return None
    pair = here.text + trouble.next
    mark = next((one for one in ("//", "/*", "--") if pair.startswith(one)), None)
    if mark is None:
        return None
    message = f"`{mark}` does not begin a remark"
    over = Span(trouble.source, here.start, here.start + len(mark))
    hint = "write `#` before it"
    return trouble.finding("SLA053", message, hint, puts=["#"], over=over)


def list_in_brackets(trouble: Trouble) -> Finding | None:
    """`when subject is one of bug, feature`."""
    if not trouble.only("LPAR") or trouble.before not in ("of", "in"):
        return None
    names: list[str] = []
    end = 0
    for item in trouble.lexemes[trouble.at :]:
        if item.text in (",", "or"):
            continue
        if not trouble.is_name(item.text) or (names and item.leads):
            break
        names.append(item.text)
        end = item.end
    if not names:
        return None
    message = "the list stands without its brackets"
    before = "one of" if trouble.before == "of" else trouble.before
    listed = f"({', '.join(names)})"
    hint, over = (
        f"write `{before} {listed}`",
        Span(trouble.source, trouble.span.start, end),
    )
    return trouble.finding("SLA002", message, hint, puts=[listed], over=over)


def each_time(trouble: Trouble) -> Finding | None:
    """`starts each time customer writes`, without `unless already running`."""
    words = [item.text for item in trouble.lexemes[trouble.first : trouble.at]]
    if words[:2] != ["starts", "each"] or not trouble.accepts("UNLESS"):
        return None
    message = "nothing says what happens when the clock already runs"
    hint, over = "end the line with `unless already running`", trouble.behind()
    puts = [" unless already running"]
    return trouble.finding("SLA116", message, hint, puts=puts, over=over)


def title_missing(trouble: Trouble) -> Finding | None:
    """`plan gold`, without its title."""
    if not trouble.only("STRING") or trouble.at - trouble.first not in (1, 2):
        return None
    form = form_of(trouble.opener, trouble.block)
    message = f"`{trouble.before}` has no title"
    hint = f"write `{form}`" if form else 'write its title in quotes: `"…"`'
    puts = [f' "{trouble.before.replace("_", " ").capitalize()}"']
    return trouble.finding("SLA029", message, hint, puts=puts, over=trouble.behind())


_SUFFIXES = (
    *("for", "within", "every", "during", "outside", "via", "when", "only", "until"),
    *("because", "despite", "without", "after", "on", "from", "per", "according"),
)


def late_suffix(trouble: Trouble) -> Finding | None:
    """`promise callback within 15 minutes 24x7 for critical`."""
    if trouble.word not in _SUFFIXES or trouble.at <= trouble.first + 1:
        return None
    form = form_of(trouble.opener, trouble.block)
    if form is None or trouble.word not in re.findall(r"[a-z]+", form):
        return None
    if trouble.failure.accepts.isdisjoint(("RBRACE", END)):
        # The sentence lacks something else before it.
        return None
    message = f"`{trouble.word}` stands too late in the sentence, or twice"
    return trouble.finding("SLA114", message, f"the order is `{form}`")
