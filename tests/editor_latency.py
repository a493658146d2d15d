"""How long an editor waits for each answer about a policy of a thousand lines.

`python tests/editor_latency.py` prints a line for each request, in milliseconds of a
core (the median of several, after a change of the text), and ends with status 1 if an
answer to a keystroke takes more than 100. `--lines N` takes a policy of N lines,
`--file PATH` one that exists. `--server` asks the language server instead, by the clock
on the wall, and tells what each change and its completion took of the server's core.
"""

import argparse
import asyncio
import gc
import os
import statistics
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

# ruff: noqa: E402 - the benchmarks and the tests are found by the lines above
from benchmarks.growing import policy_of_lines

from slapolicy import editing
from slapolicy.api import beside
from slapolicy.contract.resolver import Loader
from slapolicy.editing import Draft

MOST = 100
ROUNDS = 7
NOON = 1_741_348_800_000_000
Change = Callable[[str, int], str]


def typed(text: str, number: int) -> str:
    """Type at the end of a sentence: the sentence is broken while one does."""
    return _after(text, number, " wi")


def named(text: str, number: int) -> str:
    """Type a longer name, which nothing declares: the sentence can be read."""
    words = [n for n in range(len(text)) if text.startswith("during ", n)]
    at = words[len(words) * (number + 1) // (ROUNDS + 2)] + len("during ")
    return text[:at] + "x" * (number + 1) + text[at:]


def remarked(text: str, number: int) -> str:
    """Type a remark: nothing of the policy changes."""
    return _after(text, number, f"  # {number}")


def _after(text: str, number: int, more: str) -> str:
    lines = text.split("\n")
    found = [n for n, each in enumerate(lines) if each.lstrip().startswith("grant ")]
    at = found[len(found) * (number + 1) // (ROUNDS + 2)]
    lines[at] += more
    return "\n".join(lines)


CHANGES: dict[str, Change] = {
    "a word half typed": typed,
    "a name that is not declared": named,
    "a remark": remarked,
}


def spent(run: Callable[[], object]) -> float:
    """Give the milliseconds of a core that something takes."""
    began = process_time()
    run()
    return (process_time() - began) * 1000


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--lines", type=int, default=1000, metavar="N")
    parser.add_argument("--file", type=Path, metavar="PATH")
    parser.add_argument("--server", action="store_true")
    given = parser.parse_args()
    loader: Loader | None = None
    name = str(given.file or "policy.sla")
    if given.file:
        text, loader = given.file.read_text(encoding="utf-8"), beside(given.file)
    else:
        text = policy_of_lines(given.lines)
    print(f"{text.count(chr(10))} lines; milliseconds of a core, median and most")
    if given.server:
        return asyncio.run(ask_server(text))
    # as the server does it
    editing.read_draft("agreement")
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
    slow = 0
    sound = editing.read_draft(text, name=name, loader=loader)

    def read(changed: str) -> Draft:
        return editing.read_draft(changed, name=name, loader=loader, before=sound)

    for what, change in CHANGES.items():
        texts = [change(text, number) for number in range(ROUNDS)]
        times = [spent(partial(read, each)) for each in texts]
        slow += told(f"diagnostics at once, after {what}", times)
        drafts = [read(each) for each in texts]
        times = [
            spent(lambda: editing.complete(draft, _place(each)))  # noqa: B023
            for draft, each in zip(drafts, texts, strict=True)
        ]
        slow += told(f"completion, after {what}", times)
    for what, ask in _requests().items():
        drafts = [read(text) for _ in range(ROUNDS)]
        told(what, [spent(lambda: ask(draft)) for draft in drafts])  # noqa: B023
    return 1 if slow else 0


async def ask_server(text: str) -> int:
    """Change a text as one types, and wait for what the server says."""
    from lsprotocol import types

    from unit.tools.lsp.client import editor

    async with editor() as here:
        uri = here.open(text)
        await here.told(uri)
        await asyncio.sleep(3)
        version, slow = 1, 0
        for what, change in CHANGES.items():
            times: list[float] = []
            offers: list[float] = []
            before = _spent_by(here.client)
            for number in range(ROUNDS):
                version += 1
                changed = change(text, number)
                began = perf_counter()
                here.change(uri, version, changed)
                await here.told(uri)
                times.append((perf_counter() - began) * 1000)
                at = changed.rfind(" wi\n") + 3 if " wi\n" in changed else 0
                line = changed.count("\n", 0, at)
                column = at - (changed.rfind("\n", 0, at) + 1)
                place = types.Position(line, column)
                params = types.CompletionParams(
                    types.TextDocumentIdentifier(uri), place
                )
                began = perf_counter()
                await here.ask(types.TEXT_DOCUMENT_COMPLETION, params)
                offers.append((perf_counter() - began) * 1000)
                await asyncio.sleep(0.2)  # one goes on typing before the deep checks
            took = (_spent_by(here.client) - before) / ROUNDS
            slow += told(f"diagnostics at once, after {what}", times)
            told(f"completion, after {what}", offers)
            told("  both, of the server's core", [took])
    return 1 if slow else 0


def _spent_by(client: Any) -> float:
    """Give the milliseconds of a core that a server has taken so far."""
    stat = Path(f"/proc/{client._server.pid}/stat").read_text("ascii").split()
    return (int(stat[13]) + int(stat[14])) * 1000 / os.sysconf("SC_CLK_TCK")


def _place(text: str) -> int:
    at = text.find(" wi\n")
    return at + 3 if at >= 0 else text.rindex("during ") + len("during ")


def _requests() -> dict[str, Callable[[Draft], object]]:
    return {
        "names of a text (asked by most of the others)": lambda draft: draft.index,
        "hover": lambda d: editing.hover(d, d.text.rindex("during ") + 8, NOON),
        "definition": lambda d: editing.definition(d, d.text.rindex("during ") + 8),
        "references": lambda d: editing.references(d, d.text.rindex("during ") + 8),
        "rename": lambda d: editing.rename(
            d, d.text.rindex("during ") + 8, "another_name"
        ),
        "outline": editing.outline,
        "layout": editing.lay_out,
        "colours": lambda draft: list(editing.colour(draft)),
        "ends of limits": lambda draft: list(editing.inlays(draft, NOON)),
        "scenarios tried": editing.try_stories,
        "all that check finds": editing.deep_findings,
    }


def told(name: str, times: list[float]) -> bool:
    """Print the times of a request; tell whether it is too slow for a keystroke."""
    middle, most = statistics.median(times), max(times)
    print(f"  {name:55} {middle:8.1f} {most:8.1f}", flush=True)
    return middle > MOST


if __name__ == "__main__":
    sys.exit(main())
