"""The targets of fuzzing: what each tries, its seeds, and its share of a campaign.

The names are those of the trust plan. Not there: the difference of two policies (Z8),
which laws hold to; messages of an editor (Z12), as there is nothing yet to try; and
patterns of the language (Z14), which has none.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import frozen

from fuzz import on_cases, on_files, on_output, on_text, on_time

TESTS = Path(__file__).parents[1]
SEEDS = Path(__file__).parent / "seeds"
SLA = (
    *(b"{", b"}", b"|", b"(", b")", b'"', b"#", b"\n", b" - ", b"<!-- ", b"```sla\n"),
    *(b"clause", b"promise", b" within ", b" hours", b" business days", b"24x7"),
    *(b" when ", b" is ", b" and ", b" or ", b"calendar", b" open Mon-Fri 09:00-17:00"),
    *(b"scenario", b"expect ", b"property", b"fact", b"holidays of PL", b"despite "),
    *(b"2025-02-29", b"24:00", b"Europe/Berlin", b"exclude ", b"grant ", b"defer "),
)
JSON = (
    *(b"{", b"}", b"[", b"]", b",", b":", b'"', b"null", b"true", b"NaN", b"1e999"),
    *(b'"\\ud800"', b"\\u0000", b"-0", b"1E400", b'"at":', b'"type":"changes"', b"[["),
    *(b'"facts":{}', b'"events":[]', b"2025-03-09T02:30:00", b'"id":"1",', b"0.1"),
)
CELLS = (
    *(b",", b'"', b'""', b"\n", b"\r\n", b";", b"\t", b"id", b"facts.", b"events"),
    *(b"[", b"{}", b"null", b"\xff", b"2025-03-09T02:30:00Z", b",,,,,", b'{"id": "1"}'),
)
TIMES = (
    *(b"T", b"Z", b"+00:00", b"-23:59", b":60", b"24", b"1970", b"2200-01-01", b","),
    *(
        b"02-29",
        b".000000",
        b"9999",
        b"0000",
        b"t",
        b"z",
        b" ",
        b"\n",
        b"PT",
        b"P",
        b"H",
    ),
)


@frozen
class Target:
    """One thing to try with bytes, which raises if a law is broken.

    Attributes:
        code: The target of the trust plan.
        try_one: What is done with the bytes.
        words: What mutations put in.
        share: How many of a million executions of `all` are its own.
        corpora: Files that are seeds too, by their patterns under `tests`.
    """

    code: str
    try_one: Callable[[bytes], None]
    words: tuple[bytes, ...] = ()
    share: int = 0
    corpora: tuple[str, ...] = ()


TARGETS = {
    each.try_one.__name__: each
    for each in (
        Target("Z1", on_text.parse_bytes, SLA, 22_000, ("corpus/policy/*.sla",)),
        Target("Z2", on_text.parse_grammar, (), 6_000),
        Target("Z3", on_text.formatted, (), 600),
        Target("Z4", on_text.check_types, (), 700),
        Target("Z4", on_cases.evaluate_json, JSON, 15_000),
        Target("Z5", on_cases.case_json, JSON, 250_000, ("corpus/case/*.json",)),
        Target("Z5", on_cases.case_rows, CELLS, 20_000, ("corpus/rows/*",)),
        Target("Z5", on_cases.mapping, (), 31_000),
        Target("Z6", on_time.eval_clock, (), 12),
        Target("Z7", on_cases.eval_events, (), 250),
        Target("Z9", on_cases.decision_json, (), 800),
        Target("Z10", on_time.timestamp, TIMES, 440_638),
        Target("Z10", on_time.length, TIMES, 200_000),
        Target("Z10", on_time.word, TIMES, 4_000),
        Target("Z11", on_files.import_path, (b"../", b"/", b"\\", b"."), 8_000),
        Target("Z13", on_output.printed, (), 1_000),
    )
}


def seeds(name: str) -> Iterator[bytes]:
    """Give the seeds of a target: its own, and those that a corpus lends it.

    A file `*.txt` of the seeds holds one a line, each a JSON string; bytes that are no
    text have files of their own.
    """
    folder = SEEDS / name
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix == ".txt":
            lines = path.read_text("utf-8").splitlines()
            yield from (
                str(json.loads(line)).encode("utf-8", "surrogatepass") for line in lines
            )
        else:
            yield path.read_bytes()
    for pattern in TARGETS[name].corpora:
        for path in sorted(TESTS.glob(pattern)):
            if path.name != "expected.json":
                yield path.read_bytes()
