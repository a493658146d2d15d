"""The four contracts: the file of each, and its policy without the prose around it."""

from pathlib import Path

from slapolicy.language.literate import policy_of
from slapolicy.source import Source

FOLDER = Path(__file__).resolve().parents[1] / "policies"
PATHS = {path.name.partition(".")[0]: path for path in sorted(FOLDER.glob("*-*.sla*"))}
"""By what their names begin with; one is Markdown."""


def text_of(stem: str) -> str:
    """Give the policy of a contract, each word where it stands in its file."""
    path = PATHS[stem]
    return policy_of(Source(path.name, path.read_text(encoding="utf-8"))).text
