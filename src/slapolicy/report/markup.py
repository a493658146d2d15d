"""What the two written forms of a report share."""

from collections.abc import Iterator

from slapolicy.report.model import Report, Section


def anchors(report: Report) -> dict[int, str]:
    """Give each section a name to point at; a clause is pointed at by its id."""
    found: dict[int, str] = {}
    for number, section in enumerate(every(report), 1):
        name = f"clause-{section.clause}" if section.clause else f"part-{number}"
        found[id(section)] = name
    return found


def every(report: Report) -> Iterator[Section]:
    """Give every section, in order."""
    pending = list(reversed(report.sections))
    while pending:
        section = pending.pop()
        yield section
        pending.extend(reversed(section.sections))
