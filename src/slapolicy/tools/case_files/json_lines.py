"""JSON Lines: a case on each line; a decision, or what was found, on each line."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from slapolicy.columns.answered import Answered
from slapolicy.contract.case_reader import LIMITS, read_text
from slapolicy.tools.case_files.reading import Reading
from slapolicy.tools.render.record import record


def read(reading: Reading, stream: BinaryIO) -> Iterator[Answered]:
    """Answer each line; blank ones are passed over."""
    answering = reading.answering
    for number, line in enumerate(lines(stream), 1):
        reading.advance(len(line))
        if not line.strip():
            continue
        answered = answering.answer_case(
            number,
            lambda: read_text(answering.policy, line, lenient=answering.lenient),  # noqa: B023  # called at once
            lambda: None,
        )
        if answered.decision is not None:
            reading.ids.add(number, answered.decision.case, line)
        yield answered


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
