"""Reports: what a policy says, in words that a lawyer can sign off.

`build` makes a report of a policy; `to_html` and `to_markdown` write one. The same
policy, date and versions give the same bytes.
"""

from slapolicy.report.builder import build
from slapolicy.report.html import to_html
from slapolicy.report.markdown import to_markdown
from slapolicy.report.model import Report

__all__ = ["Report", "build", "to_html", "to_markdown"]
