"""English for calendar files: what their entries are called."""

SENTENCES = {
    "ical_hours": "{agreement}: {calendar}",
    "ical_case": "{agreement}: case {case}",
    "ical_open": "{calendar}: open",
    "ical_closed": "{calendar}: closed",
    "ical_because": "It is closed because {why}.",
    "ical_due": "{clock}{number}: due",
    "ical_may_be_due": "{clock}{number}: may be due",
    "ical_breached": "{clock}{number}: was due, breached",
    "ical_warn": "{clock}{number}: warn {to}",
    "ical_escalate": "pass up to {to}",
    "ical_of_case": "Case {case}, as of {at}.",
    "ical_clauses": "By {clauses}.",
    "ical_provisional": "The instant rests on holidays or time zone rules that are "
    "estimates.",
}
