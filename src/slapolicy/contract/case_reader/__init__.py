"""Reading a case strictly: what is good becomes a `Case`, all the rest is reported.

Nothing is coerced and nothing guessed: `"7"` is not 7, 1 is not true, a time without an
offset is no instant. Every bad field is reported with its path, several at once.
What follows from a case is not said here.
"""

from slapolicy.contract.case_reader.ids import Ids
from slapolicy.contract.case_reader.limits import LIMITS, Limits
from slapolicy.contract.case_reader.reader import read_file, read_mapping, read_text

__all__ = ["LIMITS", "Ids", "Limits", "read_file", "read_mapping", "read_text"]
