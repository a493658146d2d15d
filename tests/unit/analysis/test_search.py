"""Regions of cases, and the search in them, against the dull way: case by case."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slapolicy.analysis.overlaps import meet, overlaps
from slapolicy.analysis.regions import (
    Against,
    Among,
    Domain,
    Every,
    Region,
    Some,
    among,
    contrary,
    every,
    hull,
    simplified,
    some,
    speaks_of,
)
from slapolicy.analysis.search import Searcher, TooMany

WIDTHS = [0b11, 0b111, 0b11, 0b1111]
Case = tuple[int, ...]
CASES: list[Case] = list(product(*(range(width.bit_length()) for width in WIDTHS)))


def orders() -> st.SearchStrategy[Region]:
    """Comparisons of one variable with another."""
    pairs = st.permutations(range(4)).map(lambda each: each[:2])

    def compared(pair: list[int]) -> Region:
        one, other = pair
        rows = tuple(
            (1 << min(n + 1, WIDTHS[other].bit_length())) - 1
            for n in range(WIDTHS[one].bit_length())
        )
        return Against(one, other, rows, WIDTHS[one], WIDTHS[other])

    return pairs.map(compared)


ATOMS = st.integers(0, 3).flatmap(
    lambda v: st.integers(0, WIDTHS[v]).map(lambda bits: among(v, bits, WIDTHS[v]))
)
REGIONS: st.SearchStrategy[Region] = st.recursive(
    ATOMS | orders(),
    lambda inner: st.lists(inner, max_size=4).flatmap(
        lambda parts: st.sampled_from([every(parts), some(parts)])
    ),
    max_leaves=8,
)
DOMAINS = st.dictionaries(st.integers(0, 3), st.integers(1, 15), max_size=4).map(
    lambda domain: {
        v: bits & WIDTHS[v] for v, bits in domain.items() if bits & WIDTHS[v]
    }
)


def lies_in(case: Case, region: Region) -> bool:
    """Whether a case is in a region, told by what the parts of a region mean."""
    match region:
        case bool():
            return region
        case Among(variable, bits):
            return bool(bits >> case[variable] & 1)
        case Against(variable, other, rows):
            return bool(rows[case[variable]] >> case[other] & 1)
        case Every(parts):
            return all(lies_in(case, part) for part in parts)
        case Some(parts):
            return any(lies_in(case, part) for part in parts)


def listed(*regions: Region) -> set[Case]:
    return {case for case in CASES if all(lies_in(case, each) for each in regions)}


def within(domain: Domain) -> set[Case]:
    return {
        case
        for case in CASES
        if all(bits >> case[variable] & 1 for variable, bits in domain.items())
    }


@given(st.lists(REGIONS, max_size=4))
def test_every_some_and_contrary_are_what_sets_are(regions: list[Region]) -> None:
    everywhere = set(CASES)
    assert listed(every(regions)) == everywhere.intersection(*map(listed, regions))
    assert listed(some(regions)) == set().union(*map(listed, regions))
    for region in regions:
        assert listed(contrary(region)) == everywhere - listed(region)


@given(REGIONS, DOMAINS)
def test_what_is_left_in_a_domain_is_what_lay_in_it(
    region: Region, domain: Domain
) -> None:
    left = simplified(region, domain)
    assert listed(left) & within(domain) == listed(region) & within(domain)


@given(REGIONS)
def test_a_region_lies_in_its_hull_and_speaks_of_its_variables(region: Region) -> None:
    around = hull(region)
    assert listed(region) <= (set() if around is None else within(around))
    for variable in range(4):
        if not speaks_of(region) >> variable & 1:
            free = {case[:variable] + case[variable + 1 :] for case in listed(region)}
            width = WIDTHS[variable].bit_length()
            assert len(listed(region)) == len(free) * width


@given(st.lists(REGIONS, max_size=6))
def test_a_case_in_all_regions_is_found_if_there_is_any(regions: list[Region]) -> None:
    found = Searcher().find(regions)
    if found is None:
        assert listed(*regions) == set()
    else:
        assert within(found)
        assert within(found) <= listed(*regions)
        for variable in found:  # it names no more than it must
            wider = {key: bits for key, bits in found.items() if key != variable}
            assert not within(wider) <= listed(*regions) or any(
                simplified(region, wider) is not True for region in regions
            )


@given(st.lists(DOMAINS, max_size=20))
def test_overlaps_are_the_pairs_that_share_a_case(domains: list[Domain]) -> None:
    found = list(overlaps(domains, WIDTHS))
    assert len(found) == len(set(found))
    assert set(found) == {
        (a, b)
        for a, one in enumerate(domains)
        for b, other in enumerate(domains[:])
        if a < b and within(one) & within(other)
    }


@given(DOMAINS, DOMAINS)
def test_two_domains_meet_if_they_share_a_case(one: Domain, other: Domain) -> None:
    assert meet(one, other) == bool(within(one) & within(other))


def guests(count: int, chairs: int) -> list[Region]:
    """So many guests in so many chairs, no two in one."""
    whole = (1 << chairs) - 1
    return [
        contrary(every((among(a, 1 << n, whole), among(b, 1 << n, whole))))
        for n in range(chairs)
        for a in range(count)
        for b in range(a)
    ]


def test_a_search_that_would_take_too_long_says_so() -> None:
    """Fourteen guests in thirteen chairs: every seating fails, and there are many."""
    with pytest.raises(TooMany):
        Searcher().find(guests(14, 13))
    assert Searcher().find(guests(4, 3)) is None
    assert Searcher().find(guests(7, 7)) is not None


def test_one_long_search_leaves_little_to_the_others() -> None:
    searcher = Searcher(steps=100_000)
    with pytest.raises(TooMany):
        searcher.find(guests(14, 13))
    with pytest.raises(TooMany):
        searcher.find(guests(10, 9))
    assert searcher.find(guests(2, 2)) is not None


def test_what_has_no_variable_in_common_is_looked_at_apart() -> None:
    """Forty choices of two, each of which fails only in its last part."""
    regions: list[Region] = [
        some((among(2 * n, 1, 3), among(2 * n + 1, 1, 3))) for n in range(40)
    ]
    assert Searcher(steps=20_000).find(regions) is not None
    last = [among(78, 2, 3), among(79, 2, 3)]
    assert Searcher(steps=20_000).find([*regions, *last]) is None
