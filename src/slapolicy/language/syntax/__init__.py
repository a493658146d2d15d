"""The tree of a policy text: one frozen class for each construct, and nothing else.

A class bears the name of its grammar rule, and its docstring shows the sentence it
stands for. Positions (`span`) count neither for equality nor for `repr`.
"""

# Everything in these files is the tree; two hundred names, listed twice, tell no more.
# ruff: noqa: F403 - see above

from slapolicy.language.syntax.calendars import *
from slapolicy.language.syntax.clocks import *
from slapolicy.language.syntax.conditions import *
from slapolicy.language.syntax.definitions import *
from slapolicy.language.syntax.document import *
from slapolicy.language.syntax.leaves import *
from slapolicy.language.syntax.limits import *
from slapolicy.language.syntax.node import *
from slapolicy.language.syntax.opening import *
from slapolicy.language.syntax.properties import *
from slapolicy.language.syntax.rules import *
from slapolicy.language.syntax.scenarios import *
from slapolicy.language.syntax.tables import *
