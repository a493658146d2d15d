"""Writing a policy with help: what an editor asks of a text, as plain functions.

They take a `Draft` (a text with what was read of it) and a place in it, counted in
code points, and give values. They know no protocol, open no file and read no clock, so
that a language server, the command line and a page in a browser share them.
"""

from slapolicy.editing.carrying import carried
from slapolicy.editing.colouring import Colour, Hue, colour
from slapolicy.editing.completing import Offer, complete
from slapolicy.editing.draft import Draft, deep_findings, policy_text, read_draft
from slapolicy.editing.exercising import exercises
from slapolicy.editing.fixing import added_at_end, fixes_of
from slapolicy.editing.formatting import Layout, lay_out
from slapolicy.editing.hovering import Told, hover
from slapolicy.editing.inlaying import Inlay, inlays
from slapolicy.editing.lines import Lines, Units
from slapolicy.editing.navigating import definition, references
from slapolicy.editing.renaming import Refusal, Renamed, applied, renamable, rename
from slapolicy.editing.symbols import Symbol, outline
from slapolicy.editing.trying import Miss, Outcome, Story, stories, try_stories

__all__ = [
    "Colour",
    "Draft",
    "Hue",
    "Inlay",
    "Layout",
    "Lines",
    "Miss",
    "Offer",
    "Outcome",
    "Refusal",
    "Renamed",
    "Story",
    "Symbol",
    "Told",
    "Units",
    "added_at_end",
    "applied",
    "carried",
    "colour",
    "complete",
    "deep_findings",
    "definition",
    "exercises",
    "fixes_of",
    "hover",
    "inlays",
    "lay_out",
    "outline",
    "policy_text",
    "read_draft",
    "references",
    "renamable",
    "rename",
    "stories",
    "try_stories",
]
