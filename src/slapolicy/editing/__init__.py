"""Writing a policy with help: what an editor asks of a text, as plain functions.

They take a `Draft` (a text with what was read of it) and a place in it, counted in
code points, and give values. They know no protocol, open no file and read no clock, so
that a language server, the command line and a page in a browser share them.
"""

from slapolicy.editing.draft import Draft, deep_findings, read_draft
from slapolicy.editing.lines import Lines, Units

__all__ = [
    "Draft",
    "Lines",
    "Units",
    "deep_findings",
    "read_draft",
]
