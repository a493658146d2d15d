"""One work from its questions to its rows: check everybody, then time them."""

from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version

from attrs import evolve, frozen

from benchmarks.checking import Checked, check, first_wrong
from benchmarks.contest import OURS, Contender, Missing, Question, Row, Verdict, Work
from benchmarks.judging import verdicts
from benchmarks.measuring import Turn, in_rounds, turn

SECOND = 1_000_000_000


@frozen
class Effort:
    """How much time a run may take.

    Attributes:
        rounds: How many rounds there are.
        turn: For how long a contender runs in each, at least, in nanoseconds.
        budget: For how long a peer may be asked, before its time is taken.
        is_quick: Whether fewer questions are asked.
    """

    rounds: int
    turn: float
    budget: float
    is_quick: bool


FULL = Effort(rounds=7, turn=0.03 * SECOND, budget=0.08 * SECOND, is_quick=False)
QUICK = Effort(rounds=3, turn=0.005 * SECOND, budget=0.05 * SECOND, is_quick=True)


class WrongError(Exception):
    """slapolicy itself gives a wrong answer, so that nothing is worth timing."""


@frozen
class Outcome:
    """What came out of one work."""

    rows: tuple[Row, ...]
    verdicts: tuple[Verdict, ...]
    missing: tuple[Missing, ...]


def run_work(work: Work, effort: Effort, say: Callable[[str], None]) -> Outcome:
    """Check and time one work.

    Raises:
        WrongError: slapolicy answers one of the questions wrong.
    """
    say(f"{work.code}: {work.title}")
    questions = work.questions(work.quick if effort.is_quick else work.full)
    is_right = work.right()
    parts = work.parts(effort.is_quick)
    own = work.ours(), *(each for each in parts if isinstance(each, Contender))
    for contender in own:
        if wrong := first_wrong(contender, questions, is_right):
            msg = f"{work.code}, {contender.name}: {wrong}"
            raise WrongError(msg)
    entrants = [enter() for enter in work.peers]
    absent = [each for each in (*parts, *entrants) if isinstance(each, Missing)]
    peers = [
        (each, check(each, questions, is_right, effort.budget))
        for each in entrants
        if isinstance(each, Contender)
    ]
    rows = _timed(work, effort, own, questions, peers)
    figures = work.figures(effort.is_quick) if work.figures else ()
    return Outcome(rows, verdicts(work, rows, figures), tuple(absent))


def _timed(
    work: Work,
    effort: Effort,
    own: tuple[Contender, ...],
    questions: Sequence[Question],
    peers: list[tuple[Contender, Checked]],
) -> tuple[Row, ...]:
    """Time everybody in the same rounds, a peer beside slapolicy on its questions."""
    ours = own[0]
    turns = [_turn(each, questions, effort) for each in own]
    running = [(peer, checked) for peer, checked in peers if checked.right]
    for peer, checked in running:
        turns += [_turn(each, checked.right, effort) for each in (ours, peer)]
    measured = in_rounds(turns, effort.rounds)
    first = measured[0]
    count = len(questions)
    rows = [
        Row(
            work=work.code,
            name=each.name,
            version=_version(OURS if each is ours else each.package),
            checked=count,
            right=count,
            time=found.time,
            spread=found.spread,
            ratio=found.ratio_to(first),
            note=each.convention,
        )
        for each, found in zip(own, measured, strict=False)
    ]
    pairs = iter(measured[len(own) :])
    for peer, checked in peers:
        row = Row(
            work=work.code,
            name=peer.name,
            version=_version(peer.package),
            checked=checked.asked,
            right=len(checked.right),
            note=peer.convention,
            wrong=checked.problem,
        )
        if checked.right:
            mine, theirs = next(pairs), next(pairs)
            row = _with_times(row, theirs.time, theirs.spread, theirs.ratio_to(mine))
        rows.append(row)
    return tuple(rows)


def _with_times(
    row: Row, time: float, spread: tuple[float, float], ratio: float
) -> Row:
    return evolve(row, time=time, spread=spread, ratio=ratio)


def _turn(contender: Contender, questions: Sequence[Question], effort: Effort) -> Turn:
    given, run = contender.given(questions), contender.run
    count = len(questions) * contender.size
    fewest = contender.fewest * contender.size
    return turn(lambda: run(given), count, effort.turn, contender.clock, fewest)


def _version(package: str) -> str:
    try:
        return version(package) if package else ""
    except PackageNotFoundError:
        return ""
