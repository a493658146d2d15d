"""The forms of cases and events that were read before: which keys they have.

Of one form, words are looked up without asking which of them there are.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from operator import itemgetter
from typing import Any

from attrs import frozen

from slapolicy.contract.compiled.compiler import MOST, Compiled, kept
from slapolicy.contract.compiled.states import Path
from slapolicy.contract.compiled.story import Happening

LISTS, DICTS = (tuple, list), (dict,)
FORM = frozenset({"at", "type", "by", "via", "for", "facts"})
"""The keys of an event that may be read again."""
Words = Callable[[Mapping[str, Any]], Any]
Asked = tuple[tuple[str, ...], tuple[str, ...]]
"""The services and the outcomes that a case asks for."""
_EMPTY: dict[str, Any] = {}


class ByValues:
    """What comes of words and of named values, as facts are, if both are known.

    True and 1 are equal, but are read otherwise: of what is no text, types must agree.
    """

    __slots__ = ("_by_names", "_count")

    def __init__(self) -> None:
        self._count = 0
        self._by_names: dict[tuple[str, ...], _Known] = {}  # in their order

    def find(self, words: Any, values: Any) -> Any:
        """Give what comes of them.

        Raises:
            KeyError: It is not known.
            TypeError: They are none that are kept.
        """
        if type(values) is not dict:
            raise TypeError
        take, known = self._by_names[tuple(values)]
        told = take(values)
        found, types = known[words, told]
        for place, kind in types:
            if type(told[place]) is not kind:
                raise KeyError(values)
        return found

    def keep(self, words: Any, values: Mapping[str, Any], found: Any) -> None:
        """Keep what comes of them, among no more than `MOST`."""
        if self._count >= MOST:
            self._by_names.clear()
            self._count = 0
        self._count += 1
        names = tuple(values)
        take, known = self._by_names.setdefault(names, (_values_of(*names), {}))
        told = take(values)
        types = ((place, type(each)) for place, each in enumerate(told))
        known[words, told] = found, tuple(each for each in types if each[1] is not str)


_Known = tuple[Words, dict[Any, tuple[Any, tuple[tuple[int, type], ...]]]]
"""What gives the values of some names; and what comes of words and values, with the
types of those that are no texts, by their places."""


def _values_of(*names: str) -> Words:
    if not names:
        return lambda _: ()
    return itemgetter(*names, *(names if len(names) == 1 else ()))  # always a tuple


@frozen(eq=False)
class First:
    """What a case states from the beginning, and the path that it begins.

    Or `why` there is none.
    """

    parts: Mapping[str, Any]
    path: Path | None
    why: str


class CaseForm:
    """The keys of a case; what cases of them state at first and ask for, by words."""

    __slots__ = ("_has_facts", "_lists", "_more", "_only_list", "_words", "asked",
                 "firsts")  # fmt: skip

    def __init__(self, keys: Collection[str]) -> None:
        self._words = _words_of(*(key for key in ("plan", "severity") if key in keys))
        self._has_facts = "facts" in keys
        self._more = [key for key in ("addons", "parameters") if key in keys]
        self._lists = [key for key in ("requests", "claims") if key in keys]
        self._only_list = self._lists[0] if len(self._lists) == 1 else None
        self.firsts = ByValues()
        self.asked: dict[Any, Asked] = {}

    def stated(self, mapping: Mapping[str, Any]) -> tuple[Any, Any]:
        """Give the words and the facts that a case states from the beginning."""
        words = self._words(mapping)
        if self._more:
            words = (words, _more_words(self._more, mapping))
        return words, mapping["facts"] if self._has_facts else _EMPTY

    def asks(self, mapping: Mapping[str, Any]) -> Any:
        """Give the words of what a case asks for."""
        if self._only_list is None:
            return _more_words(self._lists, mapping)
        names = mapping[self._only_list]
        if type(names) not in LISTS:
            raise TypeError
        return tuple(names)


def _more_words(keys: Iterable[str], mapping: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(_given_words(key, mapping[key]) for key in keys)


def _given_words(key: str, given: Any) -> Any:
    """Give the words of parameters, or of names; equal values of other types differ."""
    if given is None:
        return None
    if type(given) not in (DICTS if key == "parameters" else LISTS):
        raise TypeError
    if type(given) is dict:
        return (*given.items(), *map(type, given.values()))
    return tuple(given)


EventForm = tuple[Words, dict[Any, Happening], ByValues | None]
"""Of events of one type and the same keys: what gives the words, all but when it is;
what happens, by its words; and of what changes facts, by words and facts. (A plain
tuple is read fastest.)"""


def _words_of(*keys: str) -> Words:
    return itemgetter(*keys) if keys else lambda _: ()


UNKNOWN: EventForm = (_words_of(), {}, None)
"""Of which nothing was read before."""


def case_form(shape: Compiled, mapping: Mapping[str, Any]) -> CaseForm:
    """Give the form of a case that is learned; those of the same keys have the same."""
    shape.learned += 1
    if shape.learned > MOST:
        shape.case_forms.clear()
        shape.learned = 1
    keys = frozenset(mapping)
    known: CaseForm | None = shape.case_forms.get(keys)
    if known is None:
        known = shape.case_forms[keys] = CaseForm(keys)
    found: CaseForm = kept(shape.case_forms, tuple(mapping), known)
    return found


def event_form(shape: Compiled, event: Mapping[str, Any]) -> EventForm:
    """Give the form of an event; those of the same type and keys have the same."""
    verb, keys = event["type"], frozenset(event)
    found: EventForm | None = shape.event_forms.get((verb, keys))
    if found is None:
        words = _words_of(*sorted(keys - {"at", "type", "facts"}))
        found = (words, {}, ByValues() if "facts" in keys else None)
        found = kept(shape.event_forms, (verb, keys), found)
    shape.usual.setdefault(verb, [UNKNOWN] * (len(FORM) + 1))[len(keys)] = found
    return found
