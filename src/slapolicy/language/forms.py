"""The form of every sentence, as people are told it, and where it may stand.

What the sentences mean is said in the language report.
"""

from slapolicy.values import frozen

AGREEMENT_LINES = {
    "supplied": 'supplied by NAME "title" to NAME "title"',
    "source": 'source NAME "file" in LANGUAGE, … [updated DATE] [prevails]',
    "in": "in force [from DATE] [through DATE]",
    "replaces": "replaces NAME",
    "governs": "governs cases opened while in force",
    "zone": "zone Europe/Warsaw",
    "reading": (
        'reading NAME [of NAME, …] as "chosen" and not as "rejected" because "why"'
    ),
}
DEFINITIONS = {
    "plan": 'plan NAME "title"',
    "addon": ('addon NAME "title" [only with PLAN][, for EUR 1000 more each month]'),
    "parameter": 'parameter NAME "title": TYPE [otherwise VALUE]',
    "fact": 'fact NAME "title": TYPE',
    "assessment": 'assessment NAME "title" [by ROLE and ROLE]: TYPE',
    "agreed": 'agreed NAME "title": TYPE',
    "term": 'term NAME "title" means CONDITION',
    "role": 'role NAME "title" of PARTY',
    "channel": 'channel NAME "title"',
    "service": 'service NAME "title"',
    "outcome": 'outcome NAME "title"',
    "event": 'event NAME "title" [: VERB, VERB or VERB]',
    "attempt": 'attempt NAME "title": END, END or END',
    "indicator": 'indicator NAME "title" { each second when …  a second without … }',
    "calendar": 'calendar NAME "title" { zone …  open …  closed on … }',
    "clock": 'clock NAME "title" { starts when …  met when … }',
    "warn": "warn ROLE [for SEVERITY] at 80% of CLOCK",
}
TABLES = {
    "promises": "promises [HOURS] [on PLAN] [when …] { | severity | CLOCK | … }",
    "aims": "aims [HOURS] [on PLAN] [when …] { | severity | CLOCK | … }",
    "grants": "grants { | service | PLAN | PLAN | … }",
    "severities": "severities { | FACT | FACT | severity | … }",
}
RULES = {
    "reading": AGREEMENT_LINES["reading"],
    "left": 'left to people because "why"',
    "grant": "grant SERVICE, … [without SERVICE] [only if CONDITION] [despite CLAUSE]",
    "exclude": "exclude SERVICE, … [when CONDITION] [despite CLAUSE]",
    "limit": "limit SERVICE to NUMBER [each year in ZONE] [when CONDITION]",
    "disclaim": 'disclaim guarantee of OUTCOME [because "why"]',
    "severity": 'severity NAME "title" level NUMBER when CONDITION',
    "promise": "promise CLOCK [for SEVERITY, …] within AMOUNT HOURS [when CONDITION]",
    "aim": "aim CLOCK [for SEVERITY, …] within AMOUNT HOURS [when CONDITION]",
    "deadline": "deadline NAME of PARTY within AMOUNT HOURS or RIGHT lapses",
    "duty": 'duty NAME of PARTY "what" [for SEVERITY, …] [until EVENT]',
    "right": 'right NAME of PARTY "what" [for SEVERITY, …]',
    "contact": "contact ROLE via CHANNEL, … [for SEVERITY, …] during CALENDAR",
    "escalate": "escalate to ROLE [for SEVERITY, …] during CALENDAR [when CONDITION]",
    "defer": "defer EVENT to the next business day of CALENDAR",
    "intake": "intake [for SEVERITY] { step 1: EVENT  step 2, optional: EVENT }",
    "collect": "collect FACT, … [for SEVERITY, …]",
    "resolved": "resolved [for SEVERITY, …] when PARTY and PARTY agree",
}
CALENDAR_LINES = {
    "zone": "zone Europe/Warsaw",
    "open": "open Mon-Fri 09:00-17:00 [from DATE]",
    "closed": "closed on 24 December, closed on holidays of PL [from DATE]",
    "business": "business days run to closing",
    "when": "when CONDITION { … }",
}
CLOCK_LINES = {
    "starts": "starts when EVENT, starts each time EVENT unless already running",
    "met": "met when EVENT",
    "pauses": "pauses while waiting for ROLE, pauses while CONDITION",
    "lapses": "lapses when EVENT",
    "continues": "continues when severity changes",
    "restarts": "restarts when severity changes",
}
INDICATOR_LINES = {
    "each": "each second when ATTEMPT attempted, all end in (END, …)",
    "a": "a second without attempts counts as available",
}
INTAKE_LINES = {"step": "step 1: EVENT, step 2, optional: EVENT"}
SCENARIO_LINES = {
    "zone": "zone Europe/Warsaw",
    "given": "given NAME is VALUE, …",
    "at": "at 2025-03-10 10:00 expect …",
    "expect": "expect NAME is STATE [, due DATE TIME] [per CLAUSE, …]",
}
PROPERTY_LINES = {
    "for": "for every case [where CONDITION]",
    "expect": (
        "expect NAME is STATE, expect CLOCK is due at most 4 hours after ROLE VERB"
    ),
}
TOPS = {
    "clause": 'clause M3a "title" [from SOURCE "place"] [on PLAN, …] { … }',
    "scenario": 'scenario "title" { zone …  given …  at …  expect … }',
    "scenarios": 'scenarios "title" { | NAME | NAME | … }',
    "property": 'property "title" { for every case  expect … }',
    "language": 'language pl { NAME "label" … }',
}
OPENINGS = {
    "agreement": 'agreement NAME "title" { supplied by …  source …  in force … }',
    "vocabulary": 'vocabulary NAME "title"',
}
IMPORTS = {"import": 'import NAME, … from "file"'}


@frozen
class Block:
    """What may stand between the braces of one kind of block."""

    name: str
    lines: dict[str, str]


_CALENDAR = Block("a calendar", CALENDAR_LINES)
BLOCKS = {
    "": Block("a file", OPENINGS | IMPORTS | DEFINITIONS | TABLES | TOPS),
    "agreement": Block("the agreement", AGREEMENT_LINES),
    "clause": Block("a clause", DEFINITIONS | TABLES | RULES),
    "calendar": _CALENDAR,
    "given": _CALENDAR,
    "when": _CALENDAR,
    "clock": Block("a clock", CLOCK_LINES),
    "indicator": Block("an indicator", INDICATOR_LINES),
    "intake": Block("an intake", INTAKE_LINES),
    "scenario": Block("a scenario", SCENARIO_LINES),
    "scenarios": Block("a table of scenarios", SCENARIO_LINES),
    "property": Block("a property", PROPERTY_LINES),
    "language": Block("the labels of a language", {}),
    **{word: Block("a table", {}) for word in TABLES},
}
"""What stands in a block, by the word that opens it; a file by the empty word."""

HEADERS = {
    "agreement": 'agreement x ""',
    "clause": 'clause A0 ""',
    "calendar": 'calendar x ""',
    "clock": 'clock x ""',
    "scenario": 'scenario ""',
    "scenarios": 'scenarios ""',
    "property": 'property ""',
    "language": "language en",
}
"""A head that parses, to read on inside a block whose own head does not."""


def home_of(word: str) -> str | None:
    """Name the block in which a sentence that begins with this word may stand."""
    for block in BLOCKS.values():
        if word in block.lines:
            return block.name
    return None


def form_of(word: str, block: str) -> str | None:
    """Give the form of a sentence by its first word, in a block of this kind."""
    return BLOCKS[block].lines.get(word) if block in BLOCKS else None
