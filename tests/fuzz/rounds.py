"""Rounds: what a campaign tries of every target, and how far it has come.

A round is a tenth of a million executions, of one target or divided by the shares of
all. What each did is a line of a file, so that a campaign goes on where it was stopped,
several run at once (each with its own seed), and all of them come to one table.
"""

import json
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path

from attrs import asdict, frozen

SOURCE = Path(__file__).parents[2] / "src" / "slapolicy"
ROUND = 100_000


@frozen
class Done:
    """What one round did of one target.

    Attributes:
        seed: The campaign.
        number: Which of its rounds.
        source: What the code was, as `fingerprint` gives it.
        name: The target.
        executions: How many inputs were tried.
        seconds: How long that took, of the processor.
        crashes: In how many ways a law was broken.
    """

    seed: int
    number: int
    source: str
    name: str
    executions: int
    seconds: float
    crashes: int


def fingerprint(folder: Path = SOURCE) -> str:
    """Tell one state of the code from another."""
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".lark"):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def divided(executions: int, shares: dict[str, int]) -> dict[str, int]:
    """Divide executions by shares; every target gets one at least."""
    whole = sum(shares.values())
    return {name: max(1, executions * each // whole) for name, each in shares.items()}


def keep(path: Path, done: Iterable[Done]) -> None:
    """Add what a round did, at once, so that no round is kept in half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{json.dumps(asdict(each))}\n" for each in done)
    with path.open("a", encoding="utf-8") as file:
        file.write(lines)


def kept(path: Path) -> list[Done]:
    """Give what was kept; of a round that was done twice, what it did last."""
    if not path.exists():
        return []
    lines = path.read_text("utf-8").splitlines()
    done = [Done(**json.loads(line)) for line in lines]
    return list({(each.seed, each.number, each.name): each for each in done}.values())


def next_round(path: Path, seed: int, names: Collection[str]) -> int:
    """Give the first round of a campaign in which none of some targets was tried."""
    mine = (each for each in kept(path) if each.seed == seed and each.name in names)
    return max((each.number for each in mine), default=-1) + 1


def table(done: Iterable[Done], source: str) -> str:
    """Show what all rounds did: a line for each target, and one for all."""
    rows: dict[str, list[Done]] = {}
    everything = list(done)
    for each in everything:
        rows.setdefault(each.name, []).append(each)
    lines = [
        "| target | executions | on the code as it is | seconds | a second | crashes |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [_row(name, rows[name], source) for name in sorted(rows)]
    return "\n".join([*lines, _row("all", everything, source)])


def _row(name: str, done: list[Done], source: str) -> str:
    executions = sum(each.executions for each in done)
    now = sum(each.executions for each in done if each.source == source)
    seconds = sum(each.seconds for each in done)
    rate = executions / max(seconds, 0.001)
    crashes = sum(each.crashes for each in done)
    return (
        f"| {name} | {executions:,} | {now:,} | {seconds:,.0f} | {rate:,.0f} "
        f"| {crashes} |"
    )
