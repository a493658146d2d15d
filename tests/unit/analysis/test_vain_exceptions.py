"""Exceptions from a clause in which nothing gives way."""

import pytest

from unit.analysis.written import CLOCK, codes, policy

FACTS = """\
fact old "Old": yes or no
fact impact "Impact": high or low
service advice "Advice"
service training "Training"
"""


@pytest.mark.parametrize(
    ("first", "second", "is_vain"),
    [
        ("exclude advice", "grant advice despite A1", False),
        ("exclude training", "grant advice despite A1", True),
        ("exclude advice when old is yes",
         "grant advice only if old is no despite A1", True),
        ("exclude training", "grant advice, training despite A1", False),
        ("promise answer within 1 hour 24x7",
         "promise answer within 2 hours 24x7 when old is yes despite A1", False),
        ("promise answer within 1 hour 24x7 when old is no",
         "promise answer within 2 hours 24x7 when old is yes despite A1", True),
        ("aim answer within 1 hour 24x7",
         "promise answer within 2 hours 24x7 when old is yes despite A1", True),
        ('severity s1 "One" level 1 when old is yes',
         'severity s2 "Two" level 2 when impact is high despite A1', False),
        ('severity s1 "One" level 1 when old is yes',
         'severity s2 "Two" level 2 when old is no despite A1', True),
    ],
)  # fmt: skip
def test_an_exception_in_vain_is_found(first: str, second: str, is_vain: bool) -> None:
    found = policy(first, second, outside=FACTS + CLOCK)
    assert ("SLA444" in codes(found)) == is_vain
