"""JSON Lines: a case on each line; a decision, or what was found, on each line."""

import json
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from slapolicy.columns.answered import Answered
from slapolicy.contract.case import Case
from slapolicy.contract.case_reader import LIMITS, read_text
from slapolicy.contract.policy import Policy
from slapolicy.tools.case_files.reading import Reading, Row
from slapolicy.tools.render.record import record


def read(reading: Reading, stream: BinaryIO) -> Iterator[Row]:
    """Give each line; blank ones are passed over."""
    for number, line in enumerate(lines(stream), 1):
        reading.advance(len(line))
        if line.strip():
            yield Row(number, partial(_case, line), line, _no_id)


def _case(line: bytes, policy: Policy, *, lenient: bool) -> Case:
    return read_text(policy, line, lenient=lenient)


def _no_id() -> None:
    """Give nothing: what is no JSON has no id."""


def lines(stream: BinaryIO, longest: int = LIMITS.size) -> Iterator[bytes]:
    """Give the lines; of one that is too long, enough to be refused."""
    while line := stream.readline(longest + 1):
        rest = line
        while len(rest) > longest and not rest.endswith(b"\n"):
            rest = stream.readline(longest + 1)
        yield line


def line_of(answered: Answered, name: str) -> str:
    """Give the line of JSON for one case; `name` is that of the file it came from."""
    if answered.decision is not None:
        return answered.decision.to_json()
    found = [record(each, name) for each in answered.findings]
    line = {"line": answered.row, "findings": found}
    return json.dumps(line, separators=(",", ":"))
