"""What people write who do not know the language yet, and what they are told."""

import pytest

from slapolicy.finding import Finding
from slapolicy.language.parser import parse
from slapolicy.source import Source

_RULE = """clause A1 "One" from terms "1" {{
  {}
}}
"""
_OFFICE = """calendar office "Office" {{
  {}
}}
"""
_STORY = """scenario "Story" {{
  {}
  at 2025-03-10 12:00
  expect answer is running
}}
"""
_TABLE = """promises during office {{
  | clause | severity | answer          |
  {}
  | A2     | low      | 2 business days |
}}
"""


def _only(text: str) -> Finding:
    findings = parse(Source("policy.sla", text)).findings
    assert len(findings) == 1, [f"{each.code} {each.message}" for each in findings]
    return findings[0]


@pytest.mark.parametrize(
    ("frame", "written", "code", "hint"),
    [
        (_RULE, "grant a, b_one c_two", "SLA010", "`b_one, c_two`"),
        (_RULE, "grant a, b_one c_calendar", "SLA010", "`b_one, c_calendar`"),
        (_RULE, "promise c within two hours 24x7", "SLA054", "`2`"),
        (_RULE, "promise c within 2 huors 24x7", "SLA007", "`hours`"),
        (_RULE, "promise c within 1 day 24x7", "SLA013", "`24 hours`"),
        (_RULE, "promise c within 2d during h", "SLA013", "write `2 business days`"),
        (_RULE, "promise c within 2 weeks in UTC", "SLA013", "`14 calendar days`"),
        (_RULE, "promise c within 1 day", "SLA013", "`1 business day during business"),
        (_RULE, "promise c within 1 day", "SLA013", "`1 calendar day in Europe"),
        (_RULE, "promise c within 1 day", "SLA013", "or `24 hours 24x7`"),
        (_RULE, "promise c every 1 day or a 24x7", "SLA013", "`24 hours`"),
        (_RULE, "warn tam 2 days before c", "SLA013", "write `48 hours`"),
        (_TABLE, "| A1 | low | 1 day |", "SLA013", "write `1 business day`"),
        (
            _STORY,
            "at 2025-03-10 12:00 expect c is met at 2025-03-10 11:00 per A1",
            "SLA002",
            "`expect NAME is STATE, at DATE TIME`",
        ),
        (
            _STORY,
            "at 2025-03-10 12:00 expect c is met 2025-03-10 11:00 per A1",
            "SLA002",
            "`expect NAME is STATE, at DATE TIME`",
        ),
        (_RULE, "promise c within 2 business-days 24x7", "SLA013", "`2 business days`"),
        (_RULE, "promise c within 1,5 hours 24x7", "SLA118", "`90 minutes`"),
        (
            _RULE,
            'severity s "S" level 1 when e is one of x, y',
            "SLA002",
            "`one of (x, y)`",
        ),
        (
            _RULE,
            'severity s "S" level 1 when a is yes and b is yes or c is no',
            "SLA024",
            "`a is yes and (b is yes or c is no)`",
        ),
        (
            _RULE,
            "exclude a when a is x or b is y and c is z despite B2",
            "SLA024",
            "`(a is x or b is y) and c is z` or `a is x or (b is y and c is z)`",
        ),
        (_OFFICE, "open Mo-Fr 09:00-17:00", "SLA048", "`Mon-Fri`"),
        (_OFFICE, "open Sa 09:00-17:00", "SLA048", "`Sat`"),
        (_OFFICE, "open weekends 09:00-17:00", "SLA048", "`Sat-Sun`"),
        (_OFFICE, "open daily 09:00-17:00", "SLA048", "`Mon-Sun`"),
        (_OFFICE, "closed on holidays of SLO", "SLA055", "`SI` for Slovenia"),
        (_OFFICE, "closed on holidays of SLO", "SLA055", "`SK` for Slovakia"),
        (_OFFICE, "closed on holidays of Poland", "SLA055", "`PL` for Poland"),
        (_OFFICE, "closed on holidays of Polland", "SLA055", "`PL` for Poland"),
        (_OFFICE, "closed on holidays of QQQQ", "SLA055", "such as `PL`"),
        (_OFFICE, "closed on holidays of SK and CZ", "SLA028", "`SK, CZ`"),
        (_OFFICE, "closed on 24.12.", "SLA019", "`24 December`"),
        (_OFFICE, "closed on 3/4", "SLA019", "`3 April` or `4 March`"),
        (_OFFICE, "closed on December 24", "SLA019", "`24 December`"),
        (
            _STORY,
            "10.03.2025 12:00 customer opens",
            "SLA019",
            "`2025-03-10` or `2025-10-03`",
        ),
        (_STORY, "24.12.25 12:00 customer opens", "SLA019", "write `2025-12-24`"),
        (_STORY, "10 March 2025 12:00 customer opens", "SLA019", "`2025-03-10`"),
        (_STORY, "2025-03-10 12:00 customer opened via mail", "SLA008", "`opens`"),
        (_TABLE, "A1 | high | 1 hour |", "SLA002", "`| A1 | …`"),
        (_TABLE, "| A1 | high | 1 hour", "SLA108", "`|` behind every cell"),
        (_TABLE, "| A1 | high | 1 huor |", "SLA013", "`1 hour`"),
        ("// Holidays\n", "", "SLA053", "`#`"),
    ],
)
def test_a_hint_says_what_to_write(
    frame: str, written: str, code: str, hint: str
) -> None:
    agreement = 'agreement x "X" {\n  supplied by a "A" to customer "C"\n}\n'
    found = _only(agreement + frame.format(written))
    assert (found.code, hint in (found.hint or "")) == (code, True), found


@pytest.mark.parametrize(
    "line",
    [
        'clause A1 "Calls from terms "1" {',
        'clause A1 Calls" from terms "1" {',
        'clause A1 "Calls" from terms "1 {',
        'clause A1 "Calls" from terms 1" {',
    ],
)
def test_a_lost_quote_is_one_finding_whichever_it_is(line: str) -> None:
    agreement = 'agreement x "X" {\n  supplied by a "A" to customer "C"\n}\n'
    found = _only(f"{agreement}{line}\n  grant calls\n}}\n")
    assert found.code == "SLA003"
    assert found.span is not None
    assert found.span.place[0] == 4


def test_a_misspelt_expectation_is_one_finding() -> None:
    agreement = 'agreement x "X" {\n  supplied by a "A" to customer "C"\n}\n'
    story = 'scenario "S" {\n  at 2025-03-10 12:00\n  expct answer is met\n}\n'
    found = _only(agreement + story)
    assert (found.code, found.hint) == ("SLA007", "did you mean `expect`?")
