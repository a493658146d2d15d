"""Sets of cases, as conditions on variables that each have finitely many values.

A value is a place in a list, a set of values a number with one bit for each. What the
variables are about is not said here, nor how a case of a region is found (`search`).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from slapolicy.values import frozen

Domain = Mapping[int, int]
"""Which values of a variable are left; all of those that it does not name."""


@frozen(eq=False)
class Among:
    """The cases in which a variable has one of some values, neither none nor all."""

    variable: int
    bits: int
    whole: int


@frozen(eq=False)
class Against:
    """The cases in which two variables stand in one of some pairs of values.

    `rows` has for each value of the one the values of the other, in an order: each row
    holds the one before it, or each the one after it.
    """

    variable: int
    other: int
    rows: tuple[int, ...]
    whole: int
    other_whole: int


@frozen(eq=False)
class Every:
    """The cases in all of the parts; `size` is how many there are, in all depths.

    `speaks` has a bit for each variable of which any of them speaks.
    """

    parts: "tuple[Part, ...]"
    size: int
    speaks: int


@frozen(eq=False)
class Some:
    """The cases in any of the parts; `size` is how many there are, in all depths.

    `speaks` has a bit for each variable of which any of them speaks.
    """

    parts: "tuple[Part, ...]"
    size: int
    speaks: int


Part = Among | Against | Every | Some
Region = bool | Among | Against | Every | Some
"""A set of cases; True is all of them, False none."""


def among(variable: int, bits: int, whole: int) -> Region:
    """Give the cases in which a variable has one of some values."""
    if bits == whole:
        return True
    return Among(variable, bits, whole) if bits else False


def every(regions: Iterable[Region]) -> Region:
    """Give the cases in all of the regions."""
    values: dict[int, Among] = {}
    others: list[Part] = []
    for region in _opened(regions, Every):
        if region is False:
            return False
        if isinstance(region, Among):
            before = values.get(region.variable)
            if before is not None:
                bits = before.bits & region.bits
                if not bits:
                    return False
                region = Among(region.variable, bits, region.whole)
            values[region.variable] = region
        elif not isinstance(region, bool):
            others.append(region)
    return _one((*values.values(), *others), Every, empty=True)


def some(regions: Iterable[Region]) -> Region:
    """Give the cases in any of the regions."""
    values: dict[int, Among] = {}
    others: list[Part] = []
    for region in _opened(regions, Some):
        if region is True:
            return True
        if isinstance(region, Among):
            before = values.get(region.variable)
            if before is not None:
                bits = before.bits | region.bits
                if bits == region.whole:
                    return True
                region = Among(region.variable, bits, region.whole)
            values[region.variable] = region
        elif not isinstance(region, bool):
            others.append(region)
    return _one((*values.values(), *others), Some, empty=False)


def _opened(
    regions: Iterable[Region], kind: type[Every] | type[Some]
) -> Iterator[Region]:
    for region in regions:
        if isinstance(region, kind):
            yield from region.parts
        else:
            yield region


def _one(
    parts: tuple[Part, ...], kind: type[Every] | type[Some], *, empty: bool
) -> Region:
    if not parts:
        return empty
    if len(parts) == 1:
        return parts[0]
    speaks = 0
    for part in parts:
        speaks |= speaks_of(part)
    return kind(parts, sum(map(size_of, parts)), speaks)


def size_of(region: Region) -> int:
    """Give how many parts a region has, in all depths."""
    return region.size if isinstance(region, Every | Some) else 1


def contrary(region: Region) -> Region:
    """Give the cases that are not in a region."""
    match region:
        case bool():
            return not region
        case Among(variable, bits, whole):
            return Among(variable, whole ^ bits, whole)
        case Against(variable, other, rows, whole, other_whole):
            turned = tuple(other_whole ^ row for row in rows)
            return Against(variable, other, turned, whole, other_whole)
        case Every(parts):
            return some(map(contrary, parts))
        case Some(parts):
            return every(map(contrary, parts))
        case _:
            assert_never(region)


def moved(region: Region, places: Mapping[int, int]) -> Region:
    """Give the same region of other variables, those to which their places move."""
    match region:
        case bool():
            return region
        case Among(variable, bits, whole):
            return Among(places.get(variable, variable), bits, whole)
        case Against(variable, other, rows, whole, other_whole):
            one, two = places.get(variable, variable), places.get(other, other)
            return Against(one, two, rows, whole, other_whole)
        case Every(parts):
            return every(moved(part, places) for part in parts)
        case Some(parts):
            return some(moved(part, places) for part in parts)
        case _:
            assert_never(region)


def simplified(region: Region, domain: Domain) -> Region:
    """Give what is left of a region among the cases of a domain.

    True and False are certain; what is neither may still turn out to be empty or all.
    """
    kind = type(region)
    if kind is Among:
        assert isinstance(region, Among)
        left = domain.get(region.variable)
        if left is None:
            return region
        inside = left & region.bits
        return region if inside and inside != left else bool(inside)
    if kind is Some or kind is Every:
        assert isinstance(region, Some | Every)
        return _left(region, domain)
    if kind is Against:
        assert isinstance(region, Against)
        return _standing(region, domain)
    return region


def _left(region: Some | Every, domain: Domain) -> Region:
    decisive = type(region) is Some
    kept: list[Region] = []
    same = True
    for part in region.parts:
        found = simplified(part, domain)
        if found is decisive:
            return decisive
        same = same and found is part
        if not isinstance(found, bool):
            kept.append(found)
    if same:
        return region
    return some(kept) if decisive else every(kept)


def _standing(region: Against, domain: Domain) -> Region:
    mine = domain.get(region.variable, region.whole)
    others = domain.get(region.other, region.other_whole)
    first = region.rows[(mine & -mine).bit_length() - 1]
    last = region.rows[mine.bit_length() - 1]
    if not (first | last) & others:
        return False
    if not others & ~(first & last):
        return True
    if first == last:
        return Among(region.other, first, region.other_whole)
    return region


def speaks_of(region: Region) -> int:
    """Give a bit for each variable of which a region speaks."""
    match region:
        case bool():
            return 0
        case Among(variable):
            return 1 << variable
        case Against(variable, other):
            return 1 << variable | 1 << other
        case Every() | Some():
            return region.speaks
        case _:
            assert_never(region)


def variables_of(region: Region) -> Iterator[int]:
    """Give the variables of which a region speaks, each once."""
    bits = speaks_of(region)
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1


def hull(region: Region) -> dict[int, int] | None:
    """Give the least domain in which a region lies, as far as is seen at once."""
    match region:
        case bool():
            return {} if region else None
        case Among(variable, bits):
            return {variable: bits}
        case Against():
            return {}
        case Every(parts):
            return _met(parts)
        case Some(parts):
            return _joined(parts)
        case _:
            assert_never(region)


def _met(parts: Iterable[Part]) -> dict[int, int] | None:
    found: dict[int, int] = {}
    for part in parts:
        inner = hull(part)
        if inner is None:
            return None
        for variable, bits in inner.items():
            found[variable] = found.get(variable, bits) & bits
            if not found[variable]:
                return None
    return found


def _joined(parts: Iterable[Part]) -> dict[int, int] | None:
    hulls = [each for part in parts if (each := hull(part)) is not None]
    if not hulls:
        return None
    shared = set(hulls[0]).intersection(*hulls[1:])
    found: dict[int, int] = {}
    for variable in hulls[0]:
        if variable in shared:
            found[variable] = 0
            for each in hulls:
                found[variable] |= each[variable]
    return found
