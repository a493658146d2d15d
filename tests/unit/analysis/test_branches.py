"""Hours that depend on the case: none for some case, or two of them."""

import pytest

from unit.analysis.written import CLOCK, codes, findings, policy

PLACE = 'parameter place "Place": here, there or elsewhere\n'
LIMIT = CLOCK + "promise answer within 4 hours during office"


def calendar(*conditions: str) -> str:
    """Give a calendar with different hours under each condition."""
    lines = [
        f"when {each} {{\n zone UTC\n open Mon-Fri 0{n}:00-17:00\n}}\n"
        for n, each in enumerate(conditions, 1)
    ]
    return 'calendar office "Office" {\n' + "".join(lines) + "}\n"


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        (("place is here", "place is one of (there, elsewhere)"), set()),
        (("place is here", "place is not here"), set()),
        (("place is here", "place is there"), {"SLA436"}),
        (("place is here", "place is one of (here, there, elsewhere)"), {"SLA437"}),
        (("place is here", "place is here"), {"SLA436", "SLA437"}),
    ],
)
def test_a_case_without_hours_or_with_two_is_found(
    conditions: tuple[str, ...], found: set[str]
) -> None:
    assert codes(policy(PLACE + calendar(*conditions) + LIMIT)) == found


def test_the_case_without_hours_is_named_and_shown() -> None:
    made = policy(PLACE + calendar("place is here", "place is there") + LIMIT)
    (finding,) = findings(made, "SLA436")
    assert "`place is elsewhere`" in finding.message
    assert "expect office is indeterminate" in finding.proofs[0].scenario
