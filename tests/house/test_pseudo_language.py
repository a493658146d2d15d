"""In a language of no letters of ours, no English word of ours is left.

Each letter of a sentence is replaced; what a policy or a case writes stays, and so do
the words of the policy language, names of zones and of what a decision rests on.
"""

import html
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import slapolicy
from golden.test_stories import POLICY_OF, STORIES
from slapolicy.contract.explanation import speech
from slapolicy.contract.explanation.languages import SENTENCES
from slapolicy.contract.explanation.tongue import Tongue
from slapolicy.ical import dues_to_ics
from slapolicy.language.parser import reserved_words
from slapolicy.report import build as report
from slapolicy.report import to_html, to_markdown
from slapolicy.timeline import build, to_svg, to_text
from slapolicy.timeline import to_html as page
from slapolicy.tools.render import render
from slapolicy.tools.render import trials as written
from slapolicy.tools.render.trials_told import in_language
from slapolicy.tools.trials import try_all
from slapolicy.worktime import parse_instant, to_datetime
from unit.tools.failing import POLICY as FAILING

POLICIES = STORIES.parents[1] / "policies"
HOLIDAYS = {
    "date_of_holiday", "date_of_holiday_estimated", "shut_holiday",
    "shut_holiday_estimated", "band_holiday", "hours_shut",
}  # fmt: skip
"""Sentences that name holidays, in whatever language their source has them."""
NAMES = frozenset(
    (
        "UTC",
        "SHA",
        "slapolicy",
        "tzdata",
        "holidays",
        "workalendar",
        "txt",
        "sla",
        "Good",
        "Friday",
        "Easter",
        "Monday",
    )
)
"""Names that are the same in every language; and holidays, as their source has them."""
_SLOT = re.compile(r"(\{[a-z_]+\})")
_WRITTEN = re.compile(r"(`[^`]*`|\"[^\"]*\")")
_WORD = re.compile(r"[A-Za-z]{2,}")
_CODE = re.compile(r"SLA\d{3}|UTC[+-]\d\d:\d\d|<U\+[0-9A-F]+>|\b[0-9a-f]{12,}\b")


def masked(text: str, kept: re.Pattern[str]) -> str:
    """Replace each letter of a text but in what is kept."""
    pieces = kept.split(text)
    return "".join(
        piece if index % 2 else re.sub(r"[A-Za-z]", "ж", piece)
        for index, piece in enumerate(pieces)
    )


def sentence(code: str, english: str) -> str:
    """Give a sentence of the language."""
    return "ж." if code in HOLIDAYS else masked(english, _SLOT)


class Masked:
    """Tells any time, length or number in that language."""

    def time(self, *_: object) -> str:
        """Tell any time or length."""
        return "ж"

    instant = window = days = length = time

    def count(self, number: int, _: str) -> str:
        """Tell how many there are."""
        return f"{number} ж"

    def number(self, of: Decimal | int) -> str:
        """Tell a number."""
        return str(of)

    def joined(self, texts: tuple[str, ...], *, is_choice: bool) -> str:
        """Join a list; a choice is joined otherwise."""
        return (" ж " if is_choice else ", ").join(texts)


PSEUDO = Tongue(
    sentences={code: sentence(code, text) for code, text in SENTENCES.items()},
    telling=Masked(),
)


class Pseudo:
    """Says in the language what findings and trials say."""

    def say(self, english: str) -> str:
        return masked(english, _WRITTEN)

    def say_count(self, _: str, several: str, number: int) -> str:
        return self.say(several).replace("{0}", str(number))


@pytest.fixture(autouse=True)
def _speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "tongue", lambda _: PSEUDO)
    monkeypatch.setattr("slapolicy.locales.messages.messages", lambda _: Pseudo())


def foreign(policy: str) -> str:
    """Write every text of a policy in other letters, but for names of files."""
    return re.sub(
        r'(source \w+ "[^"]*"|from "[^"]*")|"[^"]*"',
        lambda found: found[1] or re.sub(r"\w", "ж", found[0]),
        re.sub(r"(?m)#.*$", "", policy),
    )


def english_in(text: str, *given: str) -> list[str]:
    """Give the words that are neither names that were given nor names of the world."""
    tokens = {word for each in given for word in re.findall(r"\w+", each)}
    names = tokens - reserved_words()
    known = {part.lower() for name in names for part in _WORD.findall(name)}
    known |= {each.lower() for each in NAMES}
    words = _WORD.findall(_CODE.sub("", re.sub("`[^`]*`", "", text)))
    return sorted({word for word in words if word.lower() not in known})


def shown(page_text: str) -> str:
    """Give what a reader sees of a page or a picture, or is read aloud."""
    bare = re.sub(r"(?s)<(style|script)\b.*?</\1>", " ", page_text)
    labels = re.findall(r'(?:aria-label|title|alt)="([^"]*)"', bare)
    return html.unescape(re.sub(r"(?s)<[^>]*>", " ", bare) + " ".join(labels))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of the policies, in other letters."""
    for path in (*POLICIES.glob("*.sla"),):
        text = foreign(path.read_text(encoding="utf-8"))
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    return tmp_path


def given_in(folder: Path, file: str) -> str:
    """Give what a policy and its vocabulary name, and what they are called."""
    texts = (folder / each for each in (file, "support.sla"))
    return file + " ".join(each.read_text(encoding="utf-8") for each in texts)


def decided(folder: Path, name: str) -> slapolicy.Decision:
    """Give the decision of a story."""
    policy = slapolicy.load(folder / POLICY_OF[name])
    at = (STORIES / name / "at.txt").read_text(encoding="utf-8").strip()
    case = policy.read_case(STORIES / name / "case.json")
    return policy.evaluate(case, to_datetime(parse_instant(at).instant))


@pytest.mark.parametrize("name", POLICY_OF)
def test_explanations_timelines_and_calendar_files_hold_no_english(
    folder: Path, name: str
) -> None:
    given = given_in(folder, POLICY_OF[name])
    given += (STORIES / name / "case.json").read_text(encoding="utf-8")
    decision = decided(folder, name)
    laid_out = build(decision, "pl")
    calendar = dues_to_ics(decision, "pl").replace("\r\n ", "").splitlines()
    said = [
        line.partition(":")[2]
        for line in calendar
        if line.startswith(("SUMMARY", "DESCRIPTION", "X-WR-CALNAME"))
    ]
    for text in (
        decision.explain("pl"),
        to_text(laid_out, 100),
        shown(to_svg(laid_out)),
        shown(page(laid_out)),
        "\n".join(said).replace("\\n", " "),
    ):
        assert english_in(text.replace(decision.case or "", ""), given) == []


@pytest.mark.parametrize("file", sorted(set(POLICY_OF.values())))
def test_reports_hold_no_english(folder: Path, file: str) -> None:
    given = given_in(folder, file)
    told = report(slapolicy.load(folder / file), date(2025, 1, 1), "pl")
    assert english_in(to_markdown(told), given) == []
    assert english_in(shown(to_html(told)), given) == []


def test_failures_hold_no_english() -> None:
    text = foreign(FAILING)
    policy = slapolicy.loads(text)
    for trial in try_all(policy):
        told = written.as_text(in_language(trial, policy, "pl"), Pseudo())
        said = re.sub(r"(?m)^     \| .*$", "", told)  # what a policy writes
        assert "ж" in said
        assert english_in(said, text, "policy") == []


def test_findings_hold_no_english() -> None:
    text = foreign(FAILING.replace("grant lessons", "grant lesson"))
    with pytest.raises(slapolicy.PolicyError) as refused:
        slapolicy.loads(text, name="help.sla")
    told = render(refused.value.findings, language="pl")
    said = re.sub(r"(?m)^ *\d+ \| .*$", "", told)  # the lines of the policy
    assert "ж" in said
    assert english_in(said, "help") == []


def test_an_english_word_would_be_found() -> None:
    assert english_in("ж due, ж breached", "met breached_by is due") == ["due"]
