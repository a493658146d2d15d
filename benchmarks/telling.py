"""Results in words: the table of times, the goals beside what was found."""

from collections.abc import Iterator, Sequence

from benchmarks.contest import OURS, Result, Row
from benchmarks.figures import digits, length
from benchmarks.works import WORKS

_TIMES = ("contender", "time", "ratio", "right", "what differs")
_GOALS = ("work", "goal", "found", "")


def rows_of(result: Result, code: str) -> list[Row]:
    """Give the rows of one work."""
    return [each for each in result.rows if each.work == code]


def cells(row: Row, first: Row) -> tuple[str, ...]:
    """Give what the table says of a row; ratios are to slapolicy's time."""
    if row.time is None:
        time, ratio = "not timed", ""
    else:
        time = length(row.time)
        ratio = "1" if row is first else f"{digits(row.ratio or 0)}"
    name = f"**{row.name}**" if row.name == OURS else f"{row.name} {row.version}"
    return name.strip(), time, ratio, _right(row), row.note


def _right(row: Row) -> str:
    if row.right == row.checked:
        return f"all {row.checked:,}" if row.checked > 1 else "yes"
    return f"{row.right:,} of {row.checked:,}"


def tables(result: Result) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Give a heading and the lines of the table of each work."""
    for code in dict.fromkeys(each.work for each in result.rows):
        rows = rows_of(result, code)
        work = WORKS[code]
        lines = [cells(each, rows[0]) for each in rows]
        yield f"{code}: {work.title}, for one {work.per}", [_TIMES, *lines]


def wrong_answers(result: Result, code: str) -> list[str]:
    """Give the first wrong answer of each peer that gave one."""
    return [
        f"{each.name} answered {each.wrong}."
        for each in rows_of(result, code)
        if each.wrong
    ]


def goals(result: Result) -> list[tuple[str, ...]]:
    """Give the lines of the table of goals."""
    return [
        _GOALS,
        *(
            (
                each.work,
                each.goal,
                each.found,
                "met" if each.is_met else f"{digits(each.short)} times too much",
            )
            for each in result.verdicts
        ),
    ]


def plain(lines: Sequence[tuple[str, ...]]) -> str:
    """Print a table for a terminal, without marks of type."""
    lines = [tuple(cell.replace("**", "") for cell in line) for line in lines]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  "
        + "  ".join(
            cell.ljust(width) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def marked(lines: Sequence[tuple[str, ...]]) -> str:
    """Print a table in Markdown."""
    head, *rest = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([head, "|" + "---|" * len(lines[0]), *rest])


def told(result: Result) -> str:
    """Print a result for a terminal."""
    parts = [f"{heading}\n{plain(lines)}" for heading, lines in tables(result)]
    parts.append(f"Goals\n{plain(goals(result))}")
    if result.missing:
        absent = "\n".join(f"  {name}: {reason}" for name, reason in result.missing)
        parts.append(f"Not taking part\n{absent}")
    return "\n\n".join(parts)
