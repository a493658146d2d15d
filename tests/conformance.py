"""The conformance kit in `grammar/conformance`, written anew.

`python tests/conformance.py --write` writes every file, `--write calendars` one folder;
without it nothing is written, and the files that would differ are named (status 1).
The same sources give the same bytes. No answer in it comes from the engine: calendars
are answered by `oracle.py`, whole cases by `reference/`, stories and bad input by what
people wrote down as expected.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import conformance_calendars
import conformance_cases
import conformance_stories
import conformance_texts
from conformance_writing import FORMAT, Plain, written

KIT = Path(__file__).resolve().parents[1] / "grammar" / "conformance"
KIT_VERSION = "1.0"
Files = Iterator[tuple[str, Plain]]


def calendars() -> Files:
    """Give a file for each zone."""
    for zone, (clocks, _) in conformance_calendars.ZONES.items():
        name = zone.replace("/", "-").replace("_", "-").lower()
        asked = list(conformance_calendars.of_zone(zone))
        yield name, head("calendars", f"{zone}: {clocks}") | {"calendars": asked}


def stories() -> Files:
    """Give a file for each policy that tells stories."""
    for path in conformance_stories.paths():
        told = conformance_stories.stories(path)
        found = head("decisions", f"The stories of {path.name}, worked out by hand")
        if words := conformance_stories.vocabularies(path):
            found["vocabularies"] = words
        yield (
            path.name.partition(".")[0].replace("_", "-"),
            found | {"policies": [told]},
        )
    said = head("decisions", "What only JSON can say of a case, worked out by hand")
    yield "by-hand", said | conformance_stories.by_hand()


def decisions() -> Files:
    """Give a file for some random policies at a time, with their cases."""
    for number, made in enumerate(conformance_cases.decisions(), start=1):
        said = f"Random policies {made[0]['name']} to {made[-1]['name']}"
        yield f"{number:02}", head("decisions", said) | {"policies": made}


def refusals() -> Files:
    """Give the bad policies, a file for each kind of finding, and the bad cases."""
    words = conformance_texts.vocabularies()
    read = {"name": "corpus.sla", "remarks": True, "vocabularies": words}
    for path in sorted(conformance_texts.CORPUS.glob("*.sla")):
        rows = {"rows": list(conformance_texts.chunks(path))}
        yield path.stem, head("policies", f"Findings: {path.stem}") | read | rows
    listed = {"rows": list(conformance_texts.policies())}
    yield "policies", head("policies", "Bad input: policies") | listed
    against = {"policy": conformance_texts.policy()}
    rows = {"rows": list(conformance_texts.cases())}
    yield "cases", head("cases", "Bad input: cases") | against | rows


def sentences() -> Files:
    """Give what is of the language and what is not."""
    for name, title, rows in (
        ("report", "The examples of the language report", conformance_texts.examples()),
        ("files", "Small files", conformance_texts.files()),
    ):
        yield name, head("grammar", title) | {"rows": list(rows)}


PARTS: dict[str, Callable[[], Files]] = {
    "calendars": calendars,
    "stories": stories,
    "decisions": decisions,
    "refusals": refusals,
    "sentences": sentences,
}


def head(kind: str, title: str) -> Plain:
    """Give what every file of the kit begins with."""
    return {"format": FORMAT, "kind": kind, "title": title}


def rows(content: Plain) -> int:
    """Say how many rows a file has: questions, checks or texts."""
    found = len(content.get("rows", ()))
    found += sum(len(each["questions"]) for each in content.get("calendars", ()))
    told = [case for each in content.get("policies", ()) for case in each["cases"]]
    return found + sum(len(case["checks"]) for case in told)


def index() -> Plain:
    """List the files that are there."""
    listed: list[Plain] = []
    for path in sorted(KIT.glob("*/*.json")):
        content = json.loads(path.read_text("utf-8"))
        name = path.relative_to(KIT).as_posix()
        of_file = {"kind": content["kind"], "rows": rows(content)}
        listed.append({"file": name} | of_file)
    return {
        "format": FORMAT, "version": KIT_VERSION, "licence": "MIT",
        "time_zone_data": version("tzdata"), "holiday_data": version("holidays"),
        "rows": sum(each["rows"] for each in listed), "files": listed,
    }  # fmt: skip


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("parts", nargs="*", help=f"folders: {', '.join(PARTS)}")
    parser.add_argument("--write", action="store_true", help="write the files")
    given = parser.parse_args()
    differing = [
        path
        for part in given.parts or PARTS
        for path in _compare(part, is_written=given.write)
    ]
    if given.write:
        (KIT / "index.json").write_text(written(index()), "utf-8", newline="\n")
    return 0 if given.write or not differing else 1


def _compare(part: str, *, is_written: bool) -> list[Path]:
    """Name the files of a folder that differ, and write them if they are to be."""
    folder, kept, differing = KIT / part, set(), []
    for name, content in PARTS[part]():
        path, text = folder / f"{name}.json", written(content)
        kept.add(path)
        if not path.exists() or path.read_text("utf-8") != text:
            differing.append(path)
            if is_written:
                folder.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8", newline="\n")
    gone = sorted({*folder.glob("*.json")} - kept)
    for path in gone if is_written else ():
        path.unlink()
    for path in [*differing, *gone]:
        print(path.relative_to(KIT).as_posix())
    return [*differing, *gone]


if __name__ == "__main__":
    sys.exit(main())
