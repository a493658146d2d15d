"""Limits of policies and cases: each is told with its figure and the actual size.

And what must hold at any size: no deep recursion, little time, bounded memory.
"""

import json
import sys
import threading
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import handmade
import slapolicy
from slapolicy.contract.case_reader import Limits, read_text
from slapolicy.contract.resolver import vocabularies
from slapolicy.finding import LISTED, Finding
from slapolicy.language import reader, sizes
from slapolicy.source import Source
from work import HANGS, lines_run, seconds

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


HOSTILE: dict[str, tuple[Callable[[int], str], int]] = {
    "brackets": (lambda n: "(" * n, 100_000),
    "open quotes": (lambda n: '"' * n, 200_000),
    "one long text": (lambda n: f'{OPENING}plan gold "{"a" * n}', 200_000),
    "a long zone": (lambda n: calendar("  zone " + "A/" * n), 2_500),
    "blanks": (lambda n: " " * n, 1_900_000),
    "line ends": (lambda n: "\n" * n, 1_900_000),
    "closing braces": (lambda n: "}\n" * n, 100_000),
    "opening braces": (lambda n: "{\n" * n, 100_000),
    "empty blocks": (lambda n: OPENING + "{}\n" * n, 60_000),
    "pipes": (lambda n: OPENING + "|\n" * n, 100_000),
    "words": (lambda n: "a " * n, 100_000),
    "lines of one word": (lambda n: "a\n" * n, 100_000),
    "marks": (lambda n: ".,:;-|\n" * n, 30_000),
    "other letters": (lambda n: ("\u0436 " * 30 + "\n") * n, 3_000),
    "hidden characters": (lambda n: "\u202e\n" * n, 100_000),
    "too many words": (lambda n: "a b c d e f g h i j k l m n o\n" * n, 60_000),
    "columns": (
        lambda n: OPENING + "promises 24x7 {\n|" + "c|\n" * n + "}",
        60_000,
    ),
    "questions": (asked, 20_000),
    "values": (listed_values, 30_000),
    "one bad line in many": (
        lambda n: OPENING + many('plan p# "P"', n) + "\npla x",
        5_000,
    ),
}
"""Texts that do harm if they are long: how to write one, and how long it may be."""


def hostile(kind: str) -> str:
    """Give the longest text of a kind."""
    write, size = HOSTILE[kind]
    return write(size)


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_is_answered_with_a_place_and_does_not_hang(kind: str) -> None:
    text = hostile(kind)
    found: list[Any] = []
    assert seconds(lambda: found.extend(slapolicy.check(text))) < HANGS
    assert 1 <= len(found) <= LISTED + 1
    assert all(each.span is not None and len(str(each)) < 1_100 for each in found)


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_twice_as_long_costs_twice_as_much_at_most(kind: str) -> None:
    write, size = HOSTILE[kind]
    slapolicy.check(OPENING)
    once, twice = (
        lines_run(partial(slapolicy.check, write(size // part))) for part in (400, 200)
    )
    assert twice < 2.2 * once  # the square would be four times as much


@pytest.mark.parametrize("kind", ["brackets", "one long text", "too many words"])
def test_what_is_refused_for_its_size_takes_little_memory(kind: str) -> None:
    text = hostile(kind)
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
    assert seconds(lambda: slapolicy.loads(text)) < HANGS


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


def as_large(**changes: Any) -> dict[str, Any]:
    """Give a case by the policy of one of everything, with something in it."""
    return {"id": "1", "events": [OPENS], **changes}


def hours(**changes: Any) -> dict[str, Any]:
    """Give a case whose order form states hours."""
    week = {"mon": ["09:00-17:00"]}
    stated = {"zone": "Europe/Madrid", "week": week, **changes}
    return as_large(parameters={"hours": stated})


def later(n: int) -> list[dict[str, Any]]:
    """Give as many events, each at another minute, the first the opening."""
    told = [{**OPENS, "type": "writes"} for _ in range(n - 1)]
    for number, event in enumerate(told, 1):
        minutes, days = number % 1440, number // 1440
        event["at"] = f"2025-03-{11 + days}T{minutes // 60:02}:{minutes % 60:02}:00Z"
    return [OPENS, *told]


TRY = {"at": "2025-03-10T10:00:00Z", "of": "api_call", "end": "timeout"}
CASE_LIMITS: dict[str, tuple[Callable[[int], dict[str, Any]], int, str]] = {
    "events": (lambda n: as_large(events=later(n)), 10_000, "SLA602"),
    "attempts": (lambda n: as_large(attempts=[TRY] * n), 100_000, "SLA602"),
    "a text": (lambda n: as_large(facts={"company": "a" * n}), 65_536, "SLA602"),
    "an id": (lambda n: as_large(id="a" * n), 256, "SLA602"),
    "a zone": (lambda n: as_large(parameters={"hq_zone": "a" * n}), 256, "SLA602"),
    "hours a day": (
        lambda n: hours(
            week={
                "mon": [
                    f"{m // 60:02}:{m % 60:02}-{m // 60:02}:{m % 60 + 1:02}"
                    for m in range(0, 2 * n, 2)
                ]
            }
        ),
        48,
        "SLA602",
    ),
    "holidays": (lambda n: hours(holidays=["2025-05-02"] * n), 5_000, "SLA602"),
    "closed dates": (lambda n: hours(closed=["2025-05-02"] * n), 5_000, "SLA602"),
}
"""How to state as much as asked for, how much is allowed, and the code beyond it."""


@pytest.mark.parametrize("what", CASE_LIMITS)
def test_a_case_states_as_much_as_is_allowed_and_one_more_is_refused(what: str) -> None:
    state, most, code = CASE_LIMITS[what]
    policy = handmade.policy()
    try:
        found: tuple[Finding, ...] = policy.case(state(most)).findings
    except slapolicy.CaseError as refused:
        found = refused.findings
    assert code not in {each.code for each in found}
    with pytest.raises(slapolicy.CaseError) as over:
        policy.case(state(most + 1))
    (told,) = (each for each in over.value.findings if each.code == code)
    assert f"{most:,}" in told.message
    assert f"{most + 1:,}" in told.message
    assert told.hint


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"id": "1", "x": ' + "[" * 63 + "]" * 63 + "}", "SLA611"),
        ('{"id": "1", "x": ' + "[" * 64 + "]" * 64 + "}", "SLA602"),
        ('{"id": "1", "' + "k" * 256 + '": 1}', "SLA611"),
        ('{"id": "1", "' + "k" * 257 + '": 1}', "SLA602"),
        ('{"id": "1", "facts": {"load": 9223372036854775807}}', "SLA622"),
        ('{"id": "1", "facts": {"load": 9223372036854775808}}', "SLA613"),
        ('{"id": "1", "facts": {"load": 0.' + "1" * 38 + "}}", None),
        ('{"id": "1", "facts": {"load": 0.' + "1" * 39 + "}}", "SLA613"),
        ('{"id": "1", "facts": {"agreed_interval": "P3660D"}}', None),
        ('{"id": "1", "facts": {"agreed_interval": "P3660DT1S"}}', "SLA622"),
        ('{"id": "1", "facts": {"since": "2200-01-01"}}', None),
        ('{"id": "1", "facts": {"since": "2200-01-02"}}', "SLA622"),
    ],
)
def test_a_value_at_its_limit_is_read_and_one_beyond_it_is_not(
    text: str, code: str | None
) -> None:
    found: tuple[Finding, ...] = ()
    try:
        read_text(handmade.policy(), text)
    except slapolicy.CaseError as refused:
        found = refused.findings
    assert [each.code for each in found] == ([] if code is None else [code])


@pytest.mark.parametrize(
    ("at", "is_read"),
    [
        ("1969-12-31T23:59:59.999999Z", False),
        ("1970-01-01T00:00:00Z", True),
        ("2200-01-01T00:00:00Z", True),
        ("2200-01-01T00:00:00.000001Z", False),
    ],
)
def test_instants_lie_between_1970_and_2200(at: str, is_read: bool) -> None:
    text = json.dumps({"id": "1", "events": [{**OPENS, "at": at}]})
    if is_read:
        assert read_text(handmade.policy(), text).events
        return
    with pytest.raises(slapolicy.CaseError) as refused:
        read_text(handmade.policy(), text)
    assert [each.code for each in refused.value.findings] == ["SLA632"]


def test_a_case_as_large_as_is_allowed_is_read_and_one_byte_more_is_not() -> None:
    text = b'{"id": "1"}'
    limits = Limits(size=len(text))
    assert read_text(handmade.policy(), text, limits=limits).id == "1"
    with pytest.raises(slapolicy.CaseError) as refused:
        read_text(handmade.policy(), text + b" ", limits=limits)
    assert [each.code for each in refused.value.findings] == ["SLA602"]
    assert Limits().size == 32 * MEBIBYTE


@pytest.mark.parametrize("count", [100, 101, 10_000])
def test_of_a_case_a_hundred_errors_are_listed_and_the_rest_is_counted(
    count: int,
) -> None:
    with pytest.raises(slapolicy.CaseError) as refused:
        handmade.policy().case(as_large(requests=[f"s{n}" for n in range(count)]))
    found = refused.value.findings
    assert len(found) == min(count, 101)
    if count > 100:
        assert found[-1].code == "SLA605"
        said = "one more" if count == 101 else f"{count - 100} more"
        assert found[-1].message.startswith(said)


# Sizes of the text that parsing would be long about


@pytest.mark.parametrize(("words", "codes"), [(0, set()), (1, {"SLA040"})])
def test_as_many_words_as_are_allowed_are_read(words: int, codes: set[str]) -> None:
    line = "a " * 900
    count = reader.MAX_WORDS // 900
    text = f"{line}\n" * count + "b " * (reader.MAX_WORDS - 900 * count + words)
    found = reader.examine(Source("long.sla", text))
    assert {each.code for each in found} == codes


@pytest.mark.parametrize(("more", "code"), [(0, None), (1, "SLA229")])
def test_all_vocabularies_together_have_the_size_that_one_may_have(
    more: int, code: str | None
) -> None:
    head = 'vocabulary words "W"\nchannel c# "C"\n'
    half = vocabularies.MOST_BYTES // 2
    texts = {
        f"w{n}.sla": padded(head.replace("#", str(n)), half + n * more)
        for n in range(2)
    }
    imports = "".join(f'import c{n} from "w{n}.sla"\n' for n in range(2))
    found = slapolicy.api.examine_text(OPENING + imports, loader=texts.__getitem__)
    errors = [each for each in found.findings if each.is_error]
    assert [each.code for each in errors] == ([] if code is None else [code])
    if code is not None:
        assert f"{vocabularies.MOST_BYTES:,}" in errors[0].message
        assert f"{vocabularies.MOST_BYTES + 1:,}" in errors[0].message


def padded(text: str, size: int) -> str:
    """Give a text with comments after it, of so many bytes in all."""
    line = "#" * 999 + "\n"
    text += line * ((size - len(text)) // 1_000)
    return text + "#" * (size - len(text))


# What cost follows


CHANGES = "tests/fixtures/meaning/severity.sla"
ANEW = "tests/fixtures/meaning/anew.sla"
VIP = "policies/liveagent-vip-support.sla"
BUG = {
    "advanced": True, "subject": "bug", "workaround_exists": False,
    "halts_business": True, "significant_impact": True,
}  # fmt: skip
BY = {"by": "desk"}
WAITS = [{"type": "waits", "for": "customer"} | BY, {"type": "resumes"} | BY]
CLOSES = [{"type": "resolves", "by": "acme"}, {"type": "reopens", "by": "customer"}]
WRITES = {"type": "writes", "by": "customer", "via": "dedicated_email"}
REPLIES = {"type": "replies", "by": "liveagent", "via": "dedicated_email"}
OF_VIP = {"plan": "all_inclusive", "facts": BUG}
LONG_LIVES: dict[str, tuple[str, str, dict[str, Any], list[dict[str, Any]]]] = {
    "changes that restart a clock": (
        CHANGES, "mail", {},
        [{"type": "changes", "facts": {"trouble": t}} | BY for t in ("mild", "bad")],
    ),
    "waits": (CHANGES, "mail", {}, WAITS),
    "waits within waits": (CHANGES, "mail", {}, WAITS[:1]),
    "ends and reopenings": (ANEW, "mail", {}, CLOSES),
    "letters after a reply": (VIP, "dedicated_email", OF_VIP, [WRITES]),
    "letters and replies": (VIP, "dedicated_email", OF_VIP, [WRITES, REPLIES]),
    "notes": (ANEW, "mail", {}, [{"type": "notes"} | BY]),
}  # fmt: skip
"""Of a case with many events: its policy, its channel, what is known, what repeats."""


def decided(what: str, count: int) -> Callable[[], object]:
    """Give the deciding of a case of so many events."""
    path, via, known, repeated = LONG_LIVES[what]
    policy = slapolicy.load(ROOT / path)
    opening, *others = later(count)
    told = [
        {"at": event["at"], **repeated[number % len(repeated)]}
        for number, event in enumerate(others)
    ]
    events = [{**opening, "via": via}, *told]
    case = policy.case({"id": "1", "events": events, **known})
    assert len(case.events) == count
    return lambda: policy.evaluate(case, at=datetime(2025, 4, 20, tzinfo=UTC))


@pytest.mark.parametrize("what", LONG_LIVES)
def test_a_case_of_many_events_costs_in_proportion(what: str) -> None:
    some, more = decided(what, 61), decided(what, 121)
    some()  # what is reckoned once a policy or a calendar is reckoned now
    more()
    assert lines_run(more) < 2.5 * lines_run(some)  # the square would be four times


def unsure(count: int) -> str:
    """Give a policy whose severity rests on so many facts."""
    facts = many('fact f# "F": yes or no', count)
    rules = "\n".join(
        f'clause A{n} "A" {{\n severity s{n} "S" level {n + 1} when '
        + " and ".join(f"f{m} is {'yes' if m == n else 'no'}" for m in range(count))
        + f"\n promise answer for s{n} within {n + 1} hours 24x7\n}}"
        for n in range(count)
    )
    return f"{OPENING}{facts}\n{CLOCK}{rules}\n"


def open_case(count: int) -> Callable[[], slapolicy.Decision]:
    """Give the deciding of a case by such a policy, with none of the facts known."""
    policy = slapolicy.loads(unsure(count))
    case = policy.case({"id": "1", "events": [OPENS]})
    return lambda: policy.evaluate(case, at=datetime(2025, 3, 10, 10, 30, tzinfo=UTC))


@pytest.mark.parametrize("count", [8, 10, 11, 30])
def test_an_answer_that_rests_on_many_unknowns_names_them(count: int) -> None:
    decision = open_case(count)()
    (obligation,) = decision.obligations
    assert decision.severity.state == "indeterminate"
    assert obligation.state == "indeterminate"
    assert set(decision.severity.needs) == {f"f{n}" for n in range(count)}
    noted = "too_many_unknowns" in {note.code for note in decision.notes}
    assert noted == (2**count > 1_024)


def test_more_unknowns_than_can_be_tried_cost_less_than_those_that_are() -> None:
    assert lines_run(open_case(30)) < lines_run(open_case(8))
