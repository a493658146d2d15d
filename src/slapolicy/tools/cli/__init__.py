"""The command line: the only host of click, one file for each command.

What a command finds out, it asks the library; what it prints, `render` writes.
"""

from slapolicy.tools.cli.door import main

__all__ = ["main"]
