"""Every bad policy that the trust plan lists, read as `expected.json` says.

`differs` says why the outcome is another than the plan's, `about` what a row found by
damaging good texts once did. Rows about sizes stand in `test_limits`, those about files
that are imported below.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import plain_words
import slapolicy
from slapolicy.finding import Finding

CORPUS = Path(__file__).parents[1] / "corpus" / "policy"
EXPECTED = json.loads((CORPUS / "expected.json").read_text("utf-8"))
ROWS = EXPECTED["files"]
NUMBERS = (
    *(1, 2, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 16, 17, 19, 20, 21, 22, 24, 25, 26, 27),
    *(28, 29, 31, 32, 33, 34, 36, 37, 39, 40, 41, 43, 44, 45, 47, 49, 50),
)
"""The rows of the plan about policies."""
FOUND_BY_CHECK = ("P32.sla",)
"""Whether rules agree is asked by `check`, not whenever a policy is loaded."""


def found(name: str) -> tuple[Finding, ...]:
    """Give all findings about a file of the corpus."""
    return slapolicy.check((CORPUS / name).read_bytes(), name=name)


def outcome(findings: tuple[Finding, ...]) -> str:
    """Give whether a policy is refused, warned of, or accepted."""
    if any(each.is_error for each in findings):
        return "reject"
    return "warn" if findings else "accept"


WARNED_OF = (33, 34, 47)
ACCEPTED = (4, 8, 41)
"""The rows that the plan does not refuse; row 41 is twofold."""


def is_as_planned(name: str) -> bool:
    """Whether a file has the outcome that the plan gives its row."""
    number, found = int(name[1:3]), ROWS[name]["outcome"]
    if number in ACCEPTED:
        return found == "accept" or (number == 41 and found == "reject")
    return bool(found == ("warn" if number in WARNED_OF else "reject"))


def test_every_row_has_the_outcome_of_the_plan_or_a_reason() -> None:
    rows = [name for name in ROWS if int(name[1:3]) <= 50]
    assert [n for n in rows if not is_as_planned(n) and "differs" not in ROWS[n]] == []


def placed(findings: tuple[Finding, ...]) -> list[list[object]]:
    """Give code, line and column of findings."""
    return [[f.code, *(f.span.place if f.span else ())] for f in findings]


def assert_plain(findings: tuple[Finding, ...]) -> None:
    """Hold findings to their place, their size and the words of people."""
    for each in findings:
        assert each.span is not None, each
        assert 0 <= each.span.start <= each.span.end <= len(each.span.source.text)
        assert each.hint or not each.is_error, each
        plain_words.assert_plain(each)


@pytest.mark.parametrize("name", ROWS)
def test_a_row_of_the_plan_has_its_findings_at_their_places(name: str) -> None:
    findings = found(name)
    assert placed(findings) == ROWS[name]["findings"]
    assert outcome(findings) == ROWS[name]["outcome"]


@pytest.mark.parametrize("name", ROWS)
def test_what_is_said_of_a_row_is_short_and_plain(name: str) -> None:
    assert_plain(found(name))


@pytest.mark.parametrize("name", ROWS)
def test_a_row_loads_unless_it_is_refused(name: str) -> None:
    data = (CORPUS / name).read_bytes()
    if ROWS[name]["outcome"] == "reject" and name not in FOUND_BY_CHECK:
        with pytest.raises(slapolicy.PolicyError):
            slapolicy.loads(data)
    else:
        assert slapolicy.loads(data).agreement.name == "corpus"


def test_every_file_is_expected_and_every_row_of_the_plan_is_there() -> None:
    files = {path.name for path in CORPUS.glob("*.sla")}
    assert files == set(ROWS)
    listed = {int(name[1:3]) for name in (*ROWS, *EXPECTED["elsewhere"])}
    assert set(NUMBERS) - listed == set()


def test_half_a_character_is_refused_where_it_stands() -> None:  # P07
    text = 'agreement a "A" {\n  supplied by bird "B\ud800" to customer "C"\n}\n'
    findings = slapolicy.check(text)
    assert placed(findings) == [["SLA043", 2, 22]]
    assert_plain(findings)


def test_nothing_is_refused_twice_for_a_byte_order_mark_and_line_ends() -> None:
    good = (CORPUS / "P08a.sla").read_bytes()
    assert slapolicy.check(b"\xef\xbb\xbf" + good) == ()


# What is imported: row 49

OPENING = 'agreement a "A" {\n  supplied by bird "Bird" to customer "Customer"\n}\n'
WORDS = 'vocabulary words "Words"\nchannel email "E-mail"\n'
Make = Callable[[Path], object]


def _link_out(folder: Path) -> None:
    outside = folder.parent / f"{folder.name}-outside.sla"
    outside.write_text(WORDS, "utf-8")
    (folder / "x.sla").symlink_to(outside)


def _link_to(target: str) -> Make:
    return lambda folder: (folder / "x.sla").symlink_to(target)


def _chain(folder: Path) -> None:
    for n in range(9):
        last = f'channel c{n} "C"\n'
        more = f'import c{n + 1} from "w{n + 1}.sla"\n' if n < 8 else ""
        text = f'vocabulary w{n} "W"\n{more}{last}'
        (folder / f"w{n}.sla").write_text(text, "utf-8")
    text = 'vocabulary x "X"\nimport c0 from "w0.sla"\nchannel email "E"\n'
    (folder / "x.sla").write_text(text, "utf-8")


FILES: list[tuple[str, Make, str]] = [
    ("a link out of the folder", _link_out, "SLA226"),
    ("a link to a device", _link_to("/dev/zero"), "SLA226"),
    ("a link to itself", _link_to("x.sla"), "SLA225"),
    ("a link to the policy", _link_to("policy.sla"), "SLA229"),
    ("a folder", lambda folder: (folder / "x.sla").mkdir(), "SLA225"),
    ("nothing", lambda folder: None, "SLA225"),  # noqa: ARG005 - as its siblings
    ("an empty file", lambda f: (f / "x.sla").write_bytes(b""), "SLA228"),
    ("no text", lambda f: (f / "x.sla").write_bytes(b"\xff\xfe\x00"), "SLA228"),
    ("a large file", lambda f: (f / "x.sla").write_bytes(b"#" * 3_000_000), "SLA228"),
    ("files nine deep", _chain, "SLA229"),
]
if hasattr(os, "mkfifo"):
    FILES.append(("a pipe", lambda folder: os.mkfifo(folder / "x.sla"), "SLA225"))


@pytest.mark.parametrize(
    ("make", "code"), [row[1:] for row in FILES], ids=[row[0] for row in FILES]
)
def test_what_is_no_vocabulary_beside_the_policy_is_not_read(
    tmp_path: Path, make: Make, code: str
) -> None:
    try:
        make(tmp_path)
    except OSError:
        pytest.skip("this system has no such files")
    path = tmp_path / "policy.sla"
    path.write_text(f'{OPENING}import email from "x.sla"\n', "utf-8")
    findings = slapolicy.check(path)  # a pipe would never be at its end
    assert code in {each.code for each in findings}
    assert_plain(findings)


@pytest.mark.parametrize(
    "name",
    [
        *("../x.sla", "/etc/x.sla", r"\\host\share\x.sla", "file://x.sla"),
        *("http://x.example/x.sla", "CON", "nul.sla", r"C:\x.sla", "a/../../x.sla"),
        *("x.sla:stream", "x.sla#sha256=00", "~/x.sla", "$HOME/x.sla", "%TEMP%", "-"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_before_anything_is_opened(
    name: str,
) -> None:
    opened: list[str] = []

    def loader(asked: str) -> str:
        opened.append(asked)
        return WORDS

    text = f'{OPENING}import email from "{name}"\n'
    findings = slapolicy.check(text + "\n", loader=loader)
    assert [each.code for each in findings] == ["SLA226"]
    assert opened == []
    assert_plain(findings)


def test_a_name_with_a_hidden_character_is_not_even_looked_at() -> None:
    findings = slapolicy.check(f'{OPENING}import email from "x\0.sla"\n')
    assert placed(findings) == [["SLA031", 4, 21]]


def test_sixty_five_vocabularies_are_one_too_many(tmp_path: Path) -> None:
    path = tmp_path / "policy.sla"
    for n in range(65):
        text = f'vocabulary w "W"\nchannel c{n} "C"\n'
        (tmp_path / f"w{n}.sla").write_text(text, "utf-8")
    lines = "".join(f'import c{n} from "w{n}.sla"\n' for n in range(65))
    path.write_text(OPENING + lines, "utf-8")
    errors = tuple(each for each in slapolicy.check(path) if each.is_error)
    assert placed(errors) == [["SLA229", 68, 17]]
    assert_plain(errors)
