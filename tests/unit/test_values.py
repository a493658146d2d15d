"""Frozen values are made, compared and printed as attrs would have it."""

import copy
import inspect
import re
from typing import Any, Self

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError

from house.tree import ROOT
from slapolicy.values import field, frozen


def made_by(maker: object) -> tuple[type, type]:
    """Give a class and one that builds on it."""
    assert callable(maker)
    describe: Any = field if maker is frozen else attrs.field

    class Base:
        """A value."""

        one: int
        place: str = describe(default="", eq=False, repr=False)

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


def test_nothing_is_written_before_it_is_asked_for() -> None:
    def written(cls: type) -> list[bool]:
        return [inspect.isfunction(vars(cls)[each]) for each in ("__init__", "__eq__")]

    base, more = made_by(frozen)
    assert written(base) == [False, False]
    assert base(1)
    assert written(base) == [True, False]
    assert base(1) == base(1)
    assert written(base) == [True, True]
    assert written(more) == [False, False]


@pytest.mark.parametrize("maker", [frozen, attrs.frozen])
def test_they_are_made_of_their_fields(maker: object) -> None:
    base, more = made_by(maker)
    assert attrs.has(base)
    assert [each.name for each in attrs.fields(more)] == ["one", "place", "_two"]
    assert list(inspect.signature(more).parameters) == ["one", "place", "two"]
    assert attrs.asdict(more(1)) == {"one": 1, "place": "", "_two": ()}
    with pytest.raises(TypeError, match="one"):
        more()


@pytest.mark.parametrize("maker", [frozen, attrs.frozen])
def test_they_can_be_copied_and_copied_with_a_change(maker: object) -> None:
    _, more = made_by(maker)
    value = more(1, "here", (2,))
    assert copy.copy(value) == value
    assert copy.deepcopy(value).place == "here"
    assert attrs.evolve(value, two=(3,)) == more(1, "there", (3,))


@pytest.mark.parametrize("maker", [frozen, attrs.frozen])
def test_they_are_taken_apart_in_the_order_of_their_fields(maker: object) -> None:
    base: Any = made_by(maker)[0]
    assert base.__match_args__ == ("one", "place")
    assert base(1, "here").__match_args__ == ("one", "place")


@pytest.mark.parametrize("maker", [frozen, attrs.frozen])
def test_they_take_the_room_of_their_own_fields_alone(maker: object) -> None:
    base, more = made_by(maker)
    assert vars(base)["__slots__"] == ("one", "place", "__weakref__")
    assert vars(more)["__slots__"] == ("_two",)
    assert not hasattr(more(1), "__dict__")


@pytest.mark.parametrize("maker", [frozen, attrs.frozen])
def test_a_field_that_is_named_anew_keeps_its_room(maker: object) -> None:
    assert callable(maker)
    base, _ = made_by(maker)

    @maker
    class Anew(base):  # type: ignore[misc, valid-type]
        one: int = 7

    assert Anew(place="here").one == 7
    assert vars(Anew)["__slots__"] == ()


def test_what_is_said_after_they_are_made_runs_and_finds_its_class() -> None:
    @frozen
    class Base:
        one: int

        def told(self) -> str:
            return str(self.one)

        @classmethod
        def of(cls, one: int) -> Self:
            return cls(one=one)

    @frozen(kw_only=True)
    class More(Base):
        one: int
        two: int = field(init=False)
        many: dict[str, int] = field(factory=dict)

        def __attrs_post_init__(self) -> None:
            object.__setattr__(self, "two", self.one + 1)

        def told(self) -> str:
            return f"{super().told()}, {self.two}"

        @property
        def twice(self) -> str:
            return super().told() * 2

        @classmethod
        def of(cls, one: int) -> Self:
            return super().of(one)

    assert More.of(3).told() == "3, 4"
    assert More.of(3).twice == "33"
    assert More.of(1).many is not More.of(1).many


def test_who_writes_no_constructor_has_none() -> None:
    @frozen(init=False, eq=False, repr=False)
    class Bare:
        one: int

    assert [each.name for each in attrs.fields(Bare)] == ["one"]
    assert Bare.__init__ is object.__init__
    assert Bare.__eq__ is object.__eq__
    assert Bare.__repr__ is object.__repr__


def test_fields_are_converted_and_filled_as_they_say() -> None:
    @frozen
    class Told:
        one: int = field(converter=int)
        many: list[int] = field(factory=list)
        words: str = field(default="", metadata={"a": 1}, kw_only=True)

    value = Told("7", words="a")
    assert (value.one, value.words) == (7, "a")
    assert value.many is not Told("7").many
    assert attrs.fields(Told).words.metadata == {"a": 1}


def test_fields_of_a_class_that_attrs_makes_at_once_are_as_they_say() -> None:
    @frozen(order=True)
    class Told:
        one: int = field(default=7, converter=int)

    assert (Told().one, Told("8").one) == (7, 8)
    assert Told() < Told(8)


def test_no_class_of_attrs_has_fields_that_only_ours_understand() -> None:
    ours = re.compile(r"^from slapolicy.values import .*\bfield\b", re.MULTILINE)
    theirs = re.compile(r"attrs.*\b(define|frozen|mutable)\b")
    texts = {each: each.read_text("utf-8") for each in (ROOT / "src").rglob("*.py")}
    mixed = [
        each
        for each, text in texts.items()
        if ours.search(text) and theirs.search(text) and each.name != "values.py"
    ]
    assert mixed == []
