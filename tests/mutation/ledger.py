"""What became of each mutation, kept from run to run, and what is said of survivors."""

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from attrs import asdict, define, field, frozen

from mutation.rooms import ROOT
from mutation.source import Mutation

KEPT = ROOT / ".hypothesis" / "mutation"  # not kept in the repository
SURVIVORS = Path(__file__).with_name("survivors.toml")
State = Literal["killed", "timeout", "survived", "unreached", "reload", "problem"]
SEEN = ("killed", "timeout")
"""`reload`: only a fresh import can show the change."""


@frozen
class Survivor:
    """A mutation that no test sees, and why that is right, or not worth a test."""

    file: str
    within: str
    line: str
    change: str
    equivalent: bool
    why: str


@frozen
class Result:
    """What became of a mutation, by its key; which test saw it, after how long."""

    key: str
    state: State
    by: str = ""
    seconds: float = 0.0


@define
class Ledger:
    """The results of a room."""

    path: Path
    results: dict[str, Result] = field(factory=dict)

    @classmethod
    def of(cls, room: str) -> "Ledger":
        """Read what is known of a room."""
        ledger = cls(KEPT / f"{room}.jsonl")
        if ledger.path.exists():
            for line in ledger.path.read_text("utf-8").splitlines():
                result = Result(**json.loads(line))
                ledger.results[result.key] = result
        return ledger

    def add(self, result: Result) -> None:
        """Keep a result."""
        self.results[result.key] = result
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(result)) + "\n")

    def is_tried(self, mutation: Mutation) -> bool:
        """Whether it is known what becomes of a mutation."""
        found = self.results.get(mutation.key)
        return found is not None and found.state != "reload"

    def forget(self, mutations: Iterable[Mutation]) -> None:
        """Forget survivors, so that they are tried again; not those that must survive.

        Those are listed as equivalent.
        """
        listed = [each for each in survivors() if each.equivalent]
        for mutation in mutations:
            found = self.results.get(mutation.key)
            is_survivor = found is not None and found.state not in SEEN
            if is_survivor and is_listed(mutation, listed) is None:
                del self.results[mutation.key]


def survivors() -> tuple[Survivor, ...]:
    """Read the list of survivors with their reasons."""
    rows = tomllib.loads(SURVIVORS.read_text("utf-8")).get("survivor", [])
    return tuple(Survivor(**row) for row in rows)


def is_listed(mutation: Mutation, listed: Iterable[Survivor]) -> Survivor | None:
    """Give what the list says of a mutation."""
    told = (mutation.path, mutation.where, mutation.text, mutation.change)
    for each in listed:
        if (each.file, each.within, each.line, each.change) == told:
            return each
    return None


def report(mutations: Iterable[Mutation], ledger: Ledger) -> tuple[str, float, int]:
    """Give a table by file, the share killed, and how many survivors are not listed."""
    listed = survivors()
    counts: dict[str, dict[str, int]] = {}
    unlisted: list[str] = []
    for mutation in mutations:
        result = ledger.results.get(mutation.key)
        row = counts.setdefault(mutation.path, {})
        if result is None or not ledger.is_tried(mutation):
            row["not run"] = row.get("not run", 0) + 1
            continue
        row["mutants"] = row.get("mutants", 0) + 1
        known = None if result.state == "killed" else is_listed(mutation, listed)
        is_only_slower = known is not None and known.equivalent
        if result.state in SEEN and not is_only_slower:
            row["killed"] = row.get("killed", 0) + 1
            continue
        row["survived"] = row.get("survived", 0) + 1
        if known is None:
            row["not listed"] = row.get("not listed", 0) + 1
            unlisted.append(
                f"{mutation.path}:{mutation.line} in {mutation.where}: "
                f"{mutation.change} ({result.state})\n    {mutation.text}"
            )
        elif known.equivalent:
            row["equivalent"] = row.get("equivalent", 0) + 1
    names = ("mutants", "killed", "survived", "equivalent", "not listed", "not run")
    total = {name: sum(row.get(name, 0) for row in counts.values()) for name in names}
    lines = [f"{'':52}" + "".join(f"{name:>12}" for name in names)]
    for path, row in (*counts.items(), ("all", total)):
        shown = "".join(f"{row.get(name, 0):12}" for name in names)
        lines.append(f"{path.removeprefix('src/slapolicy/'):52}{shown}")
    share = total["killed"] / (total["mutants"] or 1)
    others = total["mutants"] - total["equivalent"]
    lines.append(
        f"{share:.1%} of the mutants are killed, "
        f"{total['killed'] / (others or 1):.1%} of those not equivalent"
    )
    return "\n".join([*unlisted, *lines]), share, len(unlisted)
