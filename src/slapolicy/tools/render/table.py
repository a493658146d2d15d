"""Rows of text as a table of lines."""

from collections.abc import Iterator, Sequence


def table(rows: Sequence[tuple[str, ...]], texts: int) -> Iterator[str]:
    """Give a line for each row; the first `texts` columns stand left, numbers right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            text.ljust(width) if index < texts else text.rjust(width)
            for index, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
