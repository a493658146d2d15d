"""The colours of the four contracts, word by word, as editors show them.

`colours.txt` holds each distinct word under its scope; it was read before it was
blessed.
"""

from pathlib import Path

import contracts
from editors.node import require_node
from editors.test_textmate import cut, ours

GOLD = Path(__file__).with_name("colours.txt")


def inventory() -> str:
    """Give each distinct word of the contracts under the scope that it is shown in."""
    told = []
    for path in contracts.PATHS.values():
        text = path.read_text(encoding="utf-8")
        name = path.name if path.name.endswith(".md") else f"policies/{path.name}"
        by_scope: dict[str, dict[str, None]] = {}
        for start, end, scopes in cut()[name]:
            if scope := ours(scopes):
                by_scope.setdefault(scope, {})[text[start:end]] = None
        told.append(f"== {path.name}\n")
        for scope in sorted(by_scope):
            said = list(by_scope[scope])
            if scope.startswith(("comment", "string")):
                said = [f"{len(said)} of them, such as {min(said, key=len)}"]
            told.append(f"{scope}: {' '.join(said)}\n")
    return "".join(told)


def test_the_colours_of_the_contracts_are_those_that_were_looked_at(
    bless: bool,
) -> None:
    require_node()
    made = inventory()
    if bless:
        GOLD.write_text(made, encoding="utf-8")
    assert made == GOLD.read_text(encoding="utf-8")
