"""cel-python: expressions that give a value, in pure Python."""

from typing import Any

from benchmarks.contest import Contender, Missing
from benchmarks.peers.installed import find

NAME = "cel-python"
EXPRESSION = (
    '(issue == "bug" && load >= 90) || (issue == "outage" && workaround == false)'
)


def judges() -> Contender | Missing:
    """Tell whether a condition holds, by a program made ready before."""
    library = find(NAME, "celpy")
    if isinstance(library, Missing):
        return library
    environment = library.Environment()
    program = environment.program(environment.compile(EXPRESSION))
    evaluate = program.evaluate

    def take(question: tuple[str, int, bool]) -> Any:
        issue, load, workaround = question
        return library.json_to_cel(
            {"issue": issue, "load": load, "workaround": workaround}
        )

    return Contender(
        NAME,
        lambda contexts: [evaluate(each) for each in contexts],
        take=take,
        tell=bool,
        convention="answers with the value of one expression alone",
        package=NAME,
    )
