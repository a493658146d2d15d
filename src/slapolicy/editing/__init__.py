"""Writing a policy with help: what an editor asks of a text, as plain functions.

They take a `Draft` (a text with what was read of it) and a place in it, counted in
code points, and give values. They know no protocol, open no file and read no clock, so
that a language server, the command line and a page in a browser share them.
"""

from slapolicy.editing.completing import Offer, complete
from slapolicy.editing.draft import Draft, deep_findings, policy_text, read_draft
from slapolicy.editing.hovering import Told, hover
from slapolicy.editing.lines import Lines, Units
from slapolicy.editing.navigating import definition, references
from slapolicy.editing.renaming import Refusal, Renamed, applied, renamable, rename
from slapolicy.editing.symbols import Symbol, outline

__all__ = [
    "Draft",
    "Lines",
    "Offer",
    "Refusal",
    "Renamed",
    "Symbol",
    "Told",
    "Units",
    "applied",
    "complete",
    "deep_findings",
    "definition",
    "hover",
    "outline",
    "policy_text",
    "read_draft",
    "references",
    "renamable",
    "rename",
]
