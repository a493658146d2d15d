"""Calendar files (iCalendar, RFC 5545): hours, holidays, and what falls due.

`hours_to_ics` writes when a calendar is open; `dues_to_ics` what is still owed on a
case. Every instant is in UTC, so that no client reckons with zones; the same input
gives the same bytes.
"""

from slapolicy.ical.dues import dues_to_ics
from slapolicy.ical.opening import hours_to_ics

__all__ = ["dues_to_ics", "hours_to_ics"]
