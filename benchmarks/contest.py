"""What is measured, as values: a work, who does it, what is aimed at, what came out.

A contender does the whole of a work at once, on questions in its own types; that alone
is timed. Before that, each of its answers is compared with what is right.
"""

from collections.abc import Callable, Mapping, Sequence
from time import process_time_ns
from typing import Any

from attrs import field, frozen

Question = Any
Answer = Any
OURS = "slapolicy"


def as_it_is(value: Any) -> Any:
    """Give a value back."""
    return value


@frozen
class Contender:
    """One library at one work.

    Attributes:
        name: What it is called in tables.
        run: Answer questions, which are of its own types. Timed, and nothing else is.
        take: Put a question into its own types.
        gather: Put all questions together, where it takes them at once.
        part: Take the answers apart, where it gives them at once.
        tell: Give an answer in the terms of the work.
        convention: Where it means something else than slapolicy does.
        package: As it is installed, to tell its version.
        size: Of how many units, such as lines, the answer to a question is.
        fewest: So many questions are answered in each turn, the same again and again.
        clock: Gives the nanoseconds spent so far.
    """

    name: str
    run: Callable[[Any], Any]
    take: Callable[[Question], Any] = as_it_is
    gather: Callable[[list[Any]], Any] = as_it_is
    part: Callable[[Any], Sequence[Any]] = as_it_is
    tell: Callable[[Any], Answer] = as_it_is
    convention: str = ""
    package: str = ""
    size: int = 1
    fewest: int = 1
    clock: Callable[[], int] = process_time_ns

    def given(self, questions: Sequence[Question]) -> Any:
        """Give questions in its own types, as `run` takes them."""
        return self.gather([self.take(each) for each in questions])


@frozen
class Missing:
    """A peer that does not take part, and why."""

    name: str
    reason: str


Entrant = Callable[[], Contender | Missing]
"""Makes a contender, or says why it cannot: nothing is imported before it is asked."""


@frozen
class Faster:
    """To be so many times as fast as a peer."""

    peer: str
    times: float


@frozen
class AtMost:
    """To take no more than so much for one, in a unit of so many nanoseconds."""

    most: float
    unit: str
    size: float
    row: str = OURS
    words: str = ""


@frozen
class NoMoreThan:
    """To take no more than so many times what slapolicy's first row takes.

    `other` says what that row is of.
    """

    row: str
    times: float
    other: str


@frozen
class Figure:
    """A measure that is no time, such as memory, and how much it may be at most."""

    name: str
    value: float
    most: float
    unit: str


Goal = Faster | AtMost | NoMoreThan


def _nothing(_: bool) -> tuple[()]:
    return ()


@frozen(kw_only=True)
class Work:
    """One work: the same questions for everybody, and what is right.

    Attributes:
        code: Its name in BENCHMARKS, such as `W1A`.
        title: What is asked, in words.
        per: What a time is of: one call, one line.
        questions: Give so many questions.
        right: Give the judge of answers; what it needs is made only then.
        ours: What slapolicy does.
        peers: Who else does the same.
        parts: What else of slapolicy is timed on the same questions; less if quick.
        figures: Measures that are no time, taken apart from all timing.
        full, quick: How many questions are asked.
    """

    code: str
    title: str
    per: str = "call"
    questions: Callable[[int], Sequence[Question]]
    right: Callable[[], Callable[[Question, Answer], bool]]
    ours: Callable[[], Contender]
    peers: tuple[Entrant, ...] = ()
    parts: Callable[[bool], tuple[Contender | Missing, ...]] = _nothing
    figures: Callable[[bool], tuple[Figure, ...]] | None = None
    goals: tuple[Goal, ...] = ()
    full: int = 10_000
    quick: int = 300


@frozen(kw_only=True)
class Row:
    """What came out for one contender; times are nanoseconds for one.

    `ratio` is how many times as long as slapolicy it took on the same questions: the
    median over rounds, in each of which both were timed.
    """

    work: str
    name: str
    version: str = ""
    checked: int = 0
    right: int = 0
    time: float | None = None
    spread: tuple[float, float] | None = None
    ratio: float | None = None
    note: str = ""
    wrong: str = ""  # the first answer that is not right


@frozen
class Verdict:
    """Whether a goal is met, and how far it is."""

    work: str
    goal: str
    found: str
    is_met: bool
    short: float = 1.0  # how many times faster, or smaller, it would have to be


@frozen(kw_only=True)
class Result:
    """What came out of a whole run."""

    rounds: int
    is_quick: bool
    machine: Mapping[str, str]
    rows: tuple[Row, ...]
    verdicts: tuple[Verdict, ...]
    missing: tuple[tuple[str, str], ...] = field(default=())
