"""Where each kind of sentence may be broken: the layout of the language, as a table.

The names are those of the grammar's rules and terminals. What is not named here is
never broken.
"""

from slapolicy.language.formatter.shapes import Style

STYLES: dict[str, Style] = {
    "reading": "tall",
    "clause_of_places": "tall",
    **dict.fromkeys(("all_of", "any_of", "happening"), "stack"),
    **dict.fromkeys(("any_tried", "all_tried"), "stack"),
}
"""How the parts of a rule go into lines; the others are filled."""

SUFFIXES = frozenset(
    (
        *("place", "on", "because", "despite", "without", "only_if", "when"),
        *("set_by", "for", "within", "every", "no_time", "no_interval", "each_period"),
        *("until", "via", "during", "outside", "after", "at_once", "only_with", "by"),
        *("otherwise", "from_date", "through_date", "according", "updated", "per"),
        *("where", "after_start", "at_share", "by_appointment"),
        *("hours_not_stated", "all_agree", "silence"),
    )
)
"""Parts of sentences that may stand on a line of their own."""

ROWS = frozenset(
    (
        *("promise_head", "promise_row", "grant_head", "grant_row"),
        *("severity_head", "severity_row", "case_head", "case_row"),
    )
)
"""Rows of tables; they are aligned, and broken only where they must be."""

BEFORE: dict[str, frozenset[str]] = {
    **dict.fromkeys(("all_of", "all_tried"), frozenset(("AND",))),
    **dict.fromkeys(("any_of", "any_tried", "happening"), frozenset(("OR",))),
    **dict.fromkeys(("choice", "members", "deadline"), frozenset(("OR",))),
    "reading": frozenset(("AS", "AND")),
    "import": frozenset(("FROM",)),
    "parties": frozenset(("TO",)),
    "defer": frozenset(("TO",)),
    **dict.fromkeys(
        (
            *("plan", "addon", "parameter", "fact", "assessment", "agreed", "term"),
            *("role", "channel", "service", "outcome", "event", "attempt"),
            *("duty", "right", "label", "value_label", "severity"),
        ),
        frozenset(("STRING",)),
    ),
}
BEFORE["term"] |= frozenset(("MEANS",))
BEFORE |= dict.fromkeys(ROWS, frozenset(("VBAR",)))
"""Before which words of a rule a line may be broken."""

AFTER: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *("names", "ids", "values", "regions", "languages", "days", "spans"),
            *("dates", "given", "choice", "members", "needs", "tried", "expect"),
        ),
        frozenset(("COMMA",)),
    ),
    **dict.fromkeys(
        ("parameter", "fact", "assessment", "agreed", "attempt", "intake_step"),
        frozenset(("COLON",)),
    ),
}
"""After which words of a rule a line may be broken."""

MARK_FIRST = frozenset(("detail", "needs", "price", "members"))
"""Parts of sentences that begin with a comma or a colon, which stays behind."""

TOGETHER = {
    "expect": frozenset(("per", "by_reading")),
    "assessment": frozenset(("by", "choice", "plain_type")),
}
"""Parts that rather stay with each other on a new line than break."""

TIGHT = frozenset(("hours_span", "day_range"))
"""Rules without any blanks, such as `09:00-17:00`."""

INLINE = frozenset(
    (
        *("document", "imports", "declarations", "statements", "scenario_opening"),
        *("calendar_block", "check"),
    )
)
"""Rules whose parts are the lines of the block around them."""

LOOSE = frozenset(("instant", "where"))
"""Parts that belong to a line of a block without being one."""

APART = frozenset(
    (
        *("agreement", "vocabulary", "clause", "scenario", "scenarios", "property"),
        *("language", "promises", "aims", "grants", "severities"),
    )
)
"""Declarations with a blank line on either side."""
