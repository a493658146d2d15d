"""The weekly opening lines of a calendar, by the date from which they hold."""

from datetime import date
from itertools import pairwise

from attrs import define, field

from slapolicy.contract.resolver import dates
from slapolicy.contract.resolver.report import Report, quoted
from slapolicy.language import syntax
from slapolicy.values import frozen
from slapolicy.worktime import Week
from slapolicy.worktime.hours import MIDNIGHT

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
OpenLine = syntax.OpenWeek | syntax.OpenAlways


@frozen
class _Opening:
    """A span of a weekday, and the line that says so."""

    start: int
    end: int
    node: syntax.Node
    line: OpenLine


@define
class _Version:
    days: list[list[_Opening]] = field(factory=lambda: [[] for _ in DAYS])


def weeks(lines: tuple[OpenLine, ...], report: Report) -> tuple[Week, ...]:
    """Give the versions of the week, the first without a date first.

    A dated line replaces the earlier opening lines from its date on. Spans that
    overlap, and days that two lines open, are findings.
    """
    versions: dict[date | None, _Version] = {}
    for line in lines:
        start = None if line.start is None else line.start.value
        _open(versions.setdefault(start, _Version()), line, report)
    for version in versions.values():
        _check_overlaps(version, report)
    ordered = sorted(versions, key=lambda each: (each is not None, each or date.min))
    return tuple(
        Week(
            tuple(tuple((o.start, o.end) for o in day) for day in versions[start].days),
            start,
        )
        for start in ordered
    )


def _open(version: _Version, line: OpenLine, report: Report) -> None:
    if isinstance(line, syntax.OpenAlways):
        for index in range(7):
            _add(version, index, (_Opening(0, MIDNIGHT, line, line),), report)
        return
    found = dates.spans(line.spans, report)
    if found is None:
        return
    for index in _days(line, report):
        openings = tuple(
            _Opening(start, end, node, line)
            for (start, end), node in zip(found, line.spans, strict=True)
        )
        _add(version, index, openings, report)


def _add(
    version: _Version, index: int, openings: tuple[_Opening, ...], report: Report
) -> None:
    day = version.days[index]
    if day:
        (before, *_), (here, *_) = day, openings
        report.add(
            "SLA306",
            f"`{DAYS[index]}` is opened by two lines",
            here.line.span,
            _joined(DAYS[index], (*day, *openings)),
            (before.line.span, "it is opened here"),
        )
        return
    day.extend(openings)


def _joined(day: str, openings: tuple[_Opening, ...]) -> str:
    """Say what to write instead of two lines that open a day."""
    if any(isinstance(each.line, syntax.OpenAlways) for each in openings):
        return "leave one of the two out: `open 24x7` is open on every day"
    hours = (" ".join(each.node.span.text.split()) for each in openings)
    return f"write one line: `open {day} {', '.join(hours)}`"


def _days(line: syntax.OpenWeek, report: Report) -> list[int]:
    found: list[int] = []
    for node in line.days:
        first = DAYS.index(node.first.text)
        last = first if node.last is None else DAYS.index(node.last.text)
        # `Sat-Mon` runs over the end of the week.
        for index in range(first, last + 1 if last >= first else last + 8):
            if index % 7 in found:
                report.add(
                    "SLA306",
                    f"`{DAYS[index % 7]}` stands twice in this line",
                    node.span,
                    "name each day once",
                )
            else:
                found.append(index % 7)
    return found


def _check_overlaps(version: _Version, report: Report) -> None:
    """Look at each day with what the day before leaves open after midnight."""
    for index, day in enumerate(version.days):
        before = version.days[index - 1]
        late = [(o.start - MIDNIGHT, o.end - MIDNIGHT, o) for o in before]
        ordered = sorted(
            [(o.start, o.end, o) for o in day] + [each for each in late if each[1] > 0],
            key=lambda each: each[0],
        )
        for (_, end, left), (start, _, right) in pairwise(ordered):
            if start < end:
                report.add(
                    "SLA305",
                    f"the hours {quoted(right.node.span.text)} overlap "
                    f"{quoted(left.node.span.text)} on {DAYS[index]}",
                    right.node.span,
                    "write the hours so that each moment is open once",
                    (left.node.span, "these hours are open already"),
                )
