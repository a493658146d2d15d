"""A policy with mistakes at k places has k findings, at those places."""

from random import Random

import pytest

from mistakes import MISTAKES, STEMS, all_edited, findings

LISTS = [(key, number) for number in range(10) for key in STEMS]


@pytest.mark.parametrize(("key", "seed"), LISTS)
def test_some_mistakes_are_as_many_findings_at_their_places(
    key: str, seed: int
) -> None:
    draw = Random(f"{key} {seed}")
    some = draw.sample(MISTAKES, draw.randint(2, 10))
    text, lines = all_edited(some, key)
    found = findings(text, key)
    places = sorted(each.span.place[0] for each in found if each.span is not None)
    assert places == lines, [str(each) for each in found]


@pytest.mark.parametrize("key", STEMS)
def test_all_of_them_at_once_are_as_many_findings(key: str) -> None:
    text, lines = all_edited(MISTAKES, key)
    found = findings(text, key)
    places = sorted(each.span.place[0] for each in found if each.span is not None)
    assert places == lines, [str(each) for each in found]
