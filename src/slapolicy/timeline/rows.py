"""What a timeline shows, row by row: for a table, and for a terminal."""

from collections.abc import Iterator

from attrs import frozen

from slapolicy.timeline.model import Band, Lane, Mark, Timeline


@frozen
class Row:
    """One thing on a lane: when, what and by which clauses."""

    at: int
    when: str
    what: str
    clauses: tuple[str, ...]


def rows(lane: Lane) -> tuple[Row, ...]:
    """Give all that lies on a lane, in order of time.

    Where a lane has very many stretches of a kind, the first and the last stand for
    all.
    """
    found = [*_of_bands(lane), *(_row(mark) for mark in lane.marks)]
    return tuple(sorted(found, key=lambda each: each.at))


def _row(each: Mark) -> Row:
    return Row(each.at, each.when, each.said, each.clauses)


def _of_bands(lane: Lane) -> Iterator[Row]:
    folded = dict(lane.folded)
    for kind in dict.fromkeys(band.kind for band in lane.bands):
        alike = [band for band in lane.bands if band.kind == kind]
        if kind in folded:
            yield _band(alike[0])
            yield Row(alike[1].start, "", folded[kind], ())
            yield _band(alike[-1])
        else:
            yield from (_band(band) for band in alike)


def _band(band: Band) -> Row:
    return Row(band.start, band.when, band.said, band.clauses)


def all_rows(timeline: Timeline) -> Iterator[tuple[Lane, tuple[Row, ...]]]:
    """Give each lane with its rows."""
    for lane in timeline.lanes:
        yield lane, rows(lane)
