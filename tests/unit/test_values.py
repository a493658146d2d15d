"""Frozen values are compared, hashed and printed as attrs would have it."""

import attrs
import pytest
from attrs import field
from attrs.exceptions import FrozenInstanceError

from slapolicy.values import frozen


def made_by(maker: object) -> tuple[type, type]:
    """Give a class and one that builds on it."""
    assert callable(maker)

    class Base:
        """A value."""

        one: int
        place: str = field(default="", eq=False, repr=False)

    base = maker(Base)

    class More(base):  # type: ignore[misc, valid-type]
        """Another."""

        _two: tuple[int, ...] = ()

    return base, maker(More)


BASE, MORE = made_by(frozen)
PLAIN, PLAIN_MORE = made_by(attrs.frozen)


@pytest.mark.parametrize(("ours", "theirs"), [(BASE, PLAIN), (MORE, PLAIN_MORE)])
def test_they_are_printed_as_attrs_prints_them(ours: type, theirs: type) -> None:
    assert repr(ours(1, "here")) == repr(theirs(1, "here"))


@pytest.mark.parametrize("cls", [BASE, MORE, *made_by(frozen)])
def test_they_are_equal_where_what_counts_is(cls: type) -> None:
    assert cls(1, "here") == cls(1, "there")
    assert cls(1) != cls(2)
    assert hash(cls(1, "here")) == hash(cls(1, "there"))
    assert {cls(1), cls(1), cls(2)} == {cls(2), cls(1)}


def test_one_class_is_never_the_other() -> None:
    assert BASE(1) != MORE(1)
    assert MORE(1) != BASE(1)
    assert MORE(1, "", (2,)) != MORE(1, "", (3,))
    assert BASE(1) != 1


@pytest.mark.parametrize("first", [hash, repr, lambda each: each == each])
def test_whatever_is_asked_first_is_answered(first: object) -> None:
    assert callable(first)
    base, more = made_by(frozen)
    for cls in (more, base):
        first(cls(1))
        assert cls(1) == cls(1)
        assert hash(cls(1)) == hash(cls(1))


def test_nothing_of_them_can_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        BASE(1).one = 2
    with pytest.raises(AttributeError):
        BASE(1).other = 2


def test_what_a_class_says_itself_stands() -> None:
    @frozen
    class Own:
        one: int

        def __repr__(self) -> str:
            return f"<{self.one}>"

    assert repr(Own(1)) == "<1>"
    assert Own(1) == Own(1)
    assert {Own(1)} == {Own(1)}


def test_other_options_go_to_attrs() -> None:
    @frozen(order=True)
    class Ordered:
        one: int

    @frozen(eq=False)
    class Alone:
        one: int

    assert Ordered(1) < Ordered(2)
    assert Alone(1) != Alone(1)
