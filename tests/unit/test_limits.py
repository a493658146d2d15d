"""Limits of policies and cases: each is told with its figure and the actual size.

And what must hold at any size: no deep recursion, little time, bounded memory.
"""

import json
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import slapolicy
from slapolicy.finding import LISTED
from slapolicy.language import reader, sizes

POLICY = Path(__file__).parents[2] / "policies" / "bird-email-enterprise.sla"
OPENING = 'agreement a "A" {\n  supplied by bird "Bird" to customer "Customer"\n}\n'
CLOCK = 'clock answer "A" {\n  starts when customer opens\n  met when bird replies\n}\n'
FACT = 'fact ok "Ok": yes or no\nservice patching "P"\n'
MEBIBYTE = 1024 * 1024


def many(line: str, count: int, between: str = "\n") -> str:
    """Give a line many times, with its number in place of `#`."""
    return between.join(line.replace("#", str(n)) for n in range(count))


def calendar(lines: str) -> str:
    return f'{OPENING}calendar office "O" {{\n  zone UTC\n{lines}\n}}\n'


def clause(lines: str) -> str:
    return f'{OPENING}{FACT}{CLOCK}clause A1 "A" {{\n{lines}\n}}\n'


def spans(count: int) -> str:
    return ", ".join(f"{n:02}:00-{n:02}:30" for n in range(count))


def calendars(count: int) -> str:
    one = 'calendar c# "C" {\n zone UTC\n open Mon 09:00-17:00\n}'
    return OPENING + many(one, count)


def asked(count: int) -> str:
    return clause("grant patching only if " + many("ok is yes", count, "\nand "))


def nested(depth: int) -> str:
    text = "ok is yes"
    for n in range(depth):
        text = f"({text} {'or' if n % 2 else 'and'} ok is no)"
    joined = "or" if depth % 2 else "and"
    return clause(f"grant patching only if ok is no {joined} {text}")


def columns(count: int) -> str:
    clocks = many(CLOCK.replace("answer", "c#"), count)
    heads = "|\n".join(f"c{n}" for n in range(count))
    cells = "|\n".join("1 hour" for _ in range(count))
    return f"{OPENING}{clocks}promises 24x7 {{\n|{heads}|\n|{cells}|\n}}\n"


def listed_values(count: int) -> str:
    return OPENING + 'fact f "F":\n' + many("v#", count - 1, ",\n") + "\nor last\n"


def rules(count: int) -> str:
    return clause(many(' duty d# of bird "x"', count))


LIMITS: list[tuple[Callable[[int], str], int, str]] = [
    (lambda n: OPENING + "#" * (n - len(OPENING)), reader.MAX_BYTES, "SLA040"),
    (lambda n: OPENING + "#" * n, reader.MAX_LINE, "SLA041"),
    (lambda n: f'{OPENING}plan gold "{"a" * n}"\n', reader.MAX_STRING, "SLA042"),
    (lambda n: f'{OPENING}plan {"a" * n} "A"\n', reader.MAX_NAME, "SLA044"),
    (lambda n: clause(f"limit patching to {'1' * n}"), reader.MAX_DIGITS, "SLA045"),
    (lambda n: nested(n - 1), reader.MAX_NESTING, "SLA046"),
    (lambda n: calendar(f"open Mon {spans(n)}"), sizes.MAX_SPANS, "SLA121"),
    (calendars, sizes.MAX_CALENDARS, "SLA121"),
    (asked, sizes.MAX_CONDITIONS, "SLA121"),
    (columns, sizes.MAX_COLUMNS, "SLA121"),
    (listed_values, sizes.MAX_ITEMS, "SLA121"),
    (rules, sizes.MAX_RULES, "SLA121"),
]
"""How to write as much as asked for, how much is allowed, and the code beyond it."""


@pytest.mark.parametrize(("write", "most", "code"), LIMITS)
def test_as_much_as_is_allowed_is_read_and_one_more_is_told_with_both_figures(
    write: Callable[[int], str], most: int, code: str
) -> None:
    codes = {each.code for each in slapolicy.api.examine_text(write(most)).findings}
    assert code not in codes
    findings = slapolicy.api.examine_text(write(most + 1)).findings
    (told,) = (each for each in findings if each.code == code)
    assert f"{most:,}" in told.message
    assert f"{most + 1:,}" in told.message
    assert told.hint
    assert told.span is not None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("promise answer within 3660 calendar days in UTC", None),
        ("promise answer within 3661 calendar days in UTC", "SLA312"),
        ("promise answer within 87840 hours 24x7", None),
        ("promise answer within 87841 hours 24x7", "SLA312"),
        ("promise answer within 0 hours 24x7", "SLA312"),
    ],
)
def test_a_limit_is_a_second_to_ten_years_long(line: str, code: str | None) -> None:
    found = [each.code for each in slapolicy.check(clause(line)) if each.is_error]
    assert found == ([] if code is None else [code])


# Many findings


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (100, None),
        (101, "1 more finding is not listed"),
        (900, "800 more findings are not listed"),
        (5000, "more than 900 more findings are not listed"),
    ],
)
def test_a_hundred_findings_are_listed_and_the_rest_is_counted(
    count: int, told: str | None
) -> None:
    findings = slapolicy.check(clause(many(" grant service_#", count)))
    if told is None:
        assert len(findings) == count
        return
    assert len(findings) == LISTED + 1
    assert findings[-1].message == told


def test_after_a_hundred_broken_sentences_the_rest_is_not_read() -> None:
    findings = slapolicy.check(OPENING + many("foo# bar", 3000))
    assert len(findings) == LISTED + 1
    assert findings[-1].code == "SLA122"


def test_errors_are_listed_before_warnings() -> None:
    smells = many('plan p# "P"', 300)
    findings = slapolicy.api.examine_text(
        OPENING + smells + '\nclause A1 "A" {\n grant nothing_known\n}\n'
    ).findings
    assert "SLA205" in {each.code for each in findings}


# Size


def seconds(work: Callable[[], object]) -> float:
    """Give the seconds of the processor that something takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


HOSTILE: dict[str, Callable[[], str]] = {
    "brackets": lambda: "(" * 100_000,
    "open quotes": lambda: '"' * 200_000,
    "one long text": lambda: f'{OPENING}plan gold "{"a" * 200_000}',
    "a long zone": lambda: calendar("  zone " + "A/" * 2_500),
    "blanks": lambda: " " * 1_900_000,
    "line ends": lambda: "\n" * 1_900_000,
    "closing braces": lambda: "}\n" * 100_000,
    "opening braces": lambda: "{\n" * 100_000,
    "empty blocks": lambda: OPENING + "{}\n" * 60_000,
    "pipes": lambda: OPENING + "|\n" * 100_000,
    "words": lambda: "a " * 100_000,
    "lines of one word": lambda: "a\n" * 100_000,
    "marks": lambda: ".,:;-|\n" * 30_000,
    "other letters": lambda: ("\u0436 " * 30 + "\n") * 3_000,
    "hidden characters": lambda: "\u202e\n" * 100_000,
    "too many words": lambda: "a b c d e f g h i j k l m n o\n" * 60_000,
    "columns": lambda: OPENING + "promises 24x7 {\n|" + "c|\n" * 60_000 + "}",
    "questions": lambda: asked(20_000),
    "values": lambda: listed_values(30_000),
    "one bad line in many": lambda: OPENING + many('plan p# "P"', 5_000) + "\npla x",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_is_answered_in_seconds_with_a_place(kind: str) -> None:
    text = HOSTILE[kind]()
    found: list[Any] = []
    assert seconds(lambda: found.extend(slapolicy.check(text))) < 20
    assert 1 <= len(found) <= LISTED + 1
    assert all(each.span is not None and len(str(each)) < 1_100 for each in found)


@pytest.mark.parametrize("kind", ["brackets", "one long text", "too many words"])
def test_what_is_refused_for_its_size_takes_little_memory(kind: str) -> None:
    text = HOSTILE[kind]()
    slapolicy.check(OPENING)
    tracemalloc.start()
    try:
        slapolicy.check(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 64 * MEBIBYTE


def test_a_policy_of_fifteen_thousand_lines_is_read() -> None:
    text = f'{OPENING}{CLOCK}fact load "L": number\n' + "".join(
        f'clause A{n} "C" {{\n  promise answer within {n + 1} minutes 24x7 '
        f"when load is at least {n} and load is less than {n + 1}\n}}\n"
        for n in range(5_000)
    )
    assert text.count("\n") > 15_000
    took = seconds(lambda: slapolicy.loads(text))
    assert took < 30


# Recursion

CASE: dict[str, Any] = {
    "id": "1",
    "events": [
        {
            "at": "2025-03-10T10:00:00Z",
            "type": "opens",
            "by": "customer",
            "via": "email",
        }
    ],
}
AT = datetime(2025, 3, 10, 11, tzinfo=UTC)


def whole_way() -> str:
    """Load, read, evaluate, tell; and load what is as deep as may be."""
    text = nested(reader.MAX_NESTING - 1)
    slapolicy.loads(text)
    slapolicy.check(text)
    policy = slapolicy.load(POLICY)
    decision = policy.evaluate(policy.case(CASE), at=AT)
    decision.explain()
    return str(decision.to_json())


def deep(frames: int, work: Callable[[], str]) -> str:
    """Do something below so many frames of a host."""
    return work() if frames == 0 else deep(frames - 1, work)


def test_a_host_that_is_seven_hundred_frames_deep_gets_the_same() -> None:
    expected = whole_way()
    here = len_of_stack()
    assert deep(max(0, 700 - here), whole_way) == expected


def len_of_stack() -> int:
    """Count the frames that stand above this one."""
    frame, count = sys._getframe(), 0
    while frame.f_back is not None:
        frame, count = frame.f_back, count + 1
    return count


def test_a_thread_with_a_small_stack_gets_the_same() -> None:
    expected = whole_way()
    found: list[str] = []
    before = threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(target=lambda: found.append(whole_way()))
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    assert found == [expected]


# Far away


ROOT = Path(__file__).parents[2]
FAR: dict[str, tuple[str, dict[str, Any], str]] = {
    "hours of a year whose holidays nobody knows": (
        "policies/bird-email-enterprise.sla",
        {"events": [{"type": "opens", "by": "customer", "via": "email"}]},
        "2199-12-30T10:00:00Z",
    ),
    "business days of such a year": (
        "policies/liveagent-vip-support.sla",
        {
            "plan": "all_inclusive",
            "facts": {
                "advanced": True,
                "subject": "bug",
                "workaround_exists": False,
                "halts_business": True,
                "significant_impact": True,
            },
            "events": [
                {"type": "opens", "by": "customer", "via": "dedicated_email"},
                {"type": "resolves", "by": "liveagent"},
            ],
        },
        "2025-03-28T15:30:00Z",
    ),
    "a breach of which only the length is open": (
        "tests/fixtures/extras.sla",
        {
            "plan": "gold",
            "addons": ["night"],
            "parameters": {"max_load": 50, "answer_in": "PT15M"},
            "facts": {"patched": True},
            "events": [{"type": "opens", "by": "customer", "via": "phone"}],
        },
        "2025-05-06T08:00:00Z",
    ),
    "a wait that nothing ends": (
        "tests/fixtures/meaning/severity.sla",
        {
            "facts": {"trouble": "mild"},
            "events": [
                {"type": "opens", "by": "customer", "via": "mail"},
                {"type": "waits", "by": "desk", "for": "customer"},
            ],
        },
        "2024-03-08T16:00:00Z",
    ),
}


@pytest.mark.parametrize("kind", FAR)
@pytest.mark.parametrize(
    "at", ["2101-02-05T00:00:00+00:00", "2199-12-31T23:59:59+00:00"]
)
def test_a_decision_far_away_is_told_and_printed(kind: str, at: str) -> None:
    path, told, opened = FAR[kind]
    policy = slapolicy.load(ROOT / path)
    events = [{"at": opened, **event} for event in told["events"]]
    case = policy.case({"id": "1", **told, "events": events})
    decision = policy.evaluate(case, at=datetime.fromisoformat(at))
    assert decision.explain()
    assert json.loads(str(decision.to_json()))["case"] == "1"


# Cases

OPENS = {"at": "2025-03-10T10:00:00Z", "type": "opens", "by": "customer"}


@pytest.mark.parametrize(
    ("key", "value", "most", "size"),
    [
        ("events", [OPENS] * 10_001, "10,000", "10,001"),
        ("attempts", [{}] * 100_001, "100,000", "100,001"),
        ("facts", {"company_name": "a" * 65_537}, "65,536", "65,537"),
        ("id", "a" * 257, "256", "257"),
        ("k" * 257, 1, "256", "257"),
    ],
)
def test_a_case_over_a_limit_is_refused_with_both_figures(
    key: str, value: object, most: str, size: str
) -> None:
    policy = slapolicy.load(POLICY)
    with pytest.raises(slapolicy.CaseError) as refused:
        policy.case({"id": "1", "events": [OPENS], key: value})
    (told,) = (each for each in refused.value.findings if each.code == "SLA602")
    assert most in told.message
    assert size in told.message
    assert told.hint
