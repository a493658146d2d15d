"""Many cases, a line each: one line of JSON comes out for every line that goes in."""

import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click
from attrs import define

from slapolicy.finding import Finding
from slapolicy.tools.cli.evaluate import has_breach, is_watched
from slapolicy.tools.cli.terminal import STANDARD_INPUT, shown
from slapolicy.tools.render.record import record

if TYPE_CHECKING:
    from slapolicy.contract.case_reader import Ids
    from slapolicy.contract.policy import Policy

_LONGEST = 32 * 1024 * 1024


@define
class Tally:
    """What came of the lines so far."""

    has_findings: bool = False
    is_breached: bool = False
    repeated: tuple[Finding, ...] = ()


def evaluate_lines(policy: "Policy", path: str, at: datetime) -> Tally:
    """Evaluate each line of a file (`-`: standard input) as a case, and print it.

    A line that cannot be read becomes `{"line": 3, "findings": [...]}`; the others
    are not disturbed by it. Blank lines give nothing. Ids that stand twice are told
    in the tally.
    """
    from slapolicy.contract.case_reader import Ids

    tally, ids = Tally(), Ids()
    with _opened(path) as stream, _progress(path) as bar:
        for number, line in enumerate(_lines(stream), 1):
            if line.strip():
                click.echo(_answer(policy, line, number, at, shown(path), tally, ids))
            if bar is not None:
                bar.update(len(line))
    tally.repeated = ids.findings()
    return tally


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    if path == STANDARD_INPUT:
        return nullcontext(sys.stdin.buffer)
    return Path(path).open("rb")


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Give the lines; of one that is too long, enough to be refused."""
    while line := stream.readline(_LONGEST + 1):
        rest = line
        while len(rest) > _LONGEST and not rest.endswith(b"\n"):
            rest = stream.readline(_LONGEST + 1)
        yield line


def _answer(
    policy: "Policy",
    line: bytes,
    number: int,
    at: datetime,
    name: str,
    tally: Tally,
    ids: "Ids",
) -> str:
    from slapolicy.contract.case import CaseError
    from slapolicy.contract.case_reader import read_text

    try:
        case = read_text(policy, line)
    except CaseError as problem:
        tally.has_findings = True
        found = [record(each, name) for each in problem.findings]
        line_of_findings = {"line": number, "findings": found}
        return json.dumps(line_of_findings, separators=(",", ":"))
    ids.add(number, case.id, line)
    decision = policy.evaluate(case, at)
    tally.is_breached |= has_breach(decision)
    return decision.to_json()


def _progress(path: str) -> AbstractContextManager[Any]:
    """Give a bar on standard error if a person watches; else nothing."""
    if path == STANDARD_INPUT or not is_watched():
        return nullcontext()
    return click.progressbar(
        length=Path(path).stat().st_size, label="cases", file=sys.stderr
    )
