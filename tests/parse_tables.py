"""The tables that the package parses by, made anew of its grammar.

`python tests/parse_tables.py --write` writes them; without it nothing is written, and
the status is 1 if those of the package are others. The same grammar and the same lark
give the same bytes.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from slapolicy.language import parse_tables
from slapolicy.language.grammar.building import built
from slapolicy.language.grammar.tabulating import tables_of

PLACE = Path(parse_tables.__file__).with_name(parse_tables.PLACE)


def made() -> str:
    """Give the text of the tables that lark makes of the grammar now."""
    return "".join(_lines(tables_of(built())))


def _lines(tables: parse_tables.Tables) -> Iterator[str]:
    """Write each list of the tables with an item a line: changes can be read."""
    before = "{\n"
    for key, value in tables.items():
        yield f"{before}{_written(key)}: "
        before = ",\n"
        if isinstance(value, list):
            yield "[\n" + ",\n".join(_written(each) for each in value) + "\n]"
        else:
            yield _written(value)
    yield "\n}\n"


def _written(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def main() -> int:
    """Write the tables, or say whether they are still those of the grammar."""
    options = argparse.ArgumentParser(description="The tables of the grammar.")
    options.add_argument("--write", action="store_true", help="write them")
    text = made()
    if options.parse_args().write:
        PLACE.write_text(text, encoding="utf-8")
        return 0
    if PLACE.read_text("utf-8") == text:
        return 0
    sys.stderr.write(f"{PLACE.name} is not of this grammar: use --write\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
