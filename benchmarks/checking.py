"""Whether answers are right, one by one, before anybody's time is taken."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from benchmarks.contest import Answer, Contender, Question
from benchmarks.measuring import spent

IsRight = Callable[[Question, Answer], bool]


@frozen
class Checked:
    """The questions that a contender answers right, of those that it was asked."""

    right: tuple[Question, ...]
    asked: int
    problem: str = ""  # what became of the first that it does not


def first_wrong(
    contender: Contender, questions: Sequence[Question], is_right: IsRight
) -> str:
    """Say what is wrong in a whole run, as it is timed; nothing if all is right."""
    answers = contender.part(contender.run(contender.given(questions)))
    if len(answers) != len(questions):
        return f"{len(answers)} answers to {len(questions)} questions"
    for question, answer in zip(questions, answers, strict=True):
        told = contender.tell(answer)
        if not is_right(question, told):
            return f"{said(told)} for {said(question)}"
    return ""


def check(
    contender: Contender,
    questions: Sequence[Question],
    is_right: IsRight,
    budget: float,
) -> Checked:
    """Ask a contender question by question, until a time (in nanoseconds) is over.

    Only what was asked here, and was answered right, is timed later.
    """
    right: list[Question] = []
    asked, left, problem = 0, budget, ""
    for question in questions:
        took, wrong = _ask(contender, question, is_right)
        asked += 1
        left -= took
        if wrong:
            problem = problem or wrong
        else:
            right.append(question)
        if left <= 0:
            break
    return Checked(tuple(right), asked, problem)


def _ask(
    contender: Contender, question: Question, is_right: IsRight
) -> tuple[float, str]:
    """Give how long an answer took, and what is wrong with it, if anything is."""
    found: list[Any] = []
    took = 1_000_000.0
    try:
        given = contender.given([question])
        took = spent(lambda: found.append(contender.run(given)), contender.clock)
        (answer,) = contender.part(found[0])
        told = contender.tell(answer)
    except Exception as error:  # noqa: BLE001  # whatever a peer raises is its answer
        return took, f"with {type(error).__name__} for {said(question)}"
    is_well = is_right(question, told)
    return took, "" if is_well else f"{said(told)} for {said(question)}"


def said(value: object) -> str:
    """Print a question or an answer in a few words: instants as RFC 3339 has them."""
    match value:
        case datetime():
            return value.isoformat(sep=" ")
        case tuple():
            return " and ".join(said(each) for each in value)
        case _:
            return str(value)
