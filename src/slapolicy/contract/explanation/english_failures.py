"""English for failures: where a scenario or a property is not as it says."""

SENTENCES = {
    # What a scenario expects, and what was found
    "differs_state": "As of {at}, {what}: {expected} was expected, {found} was found.",
    "differs_due": "As of {at}, {what}: it was expected to be due {expected}; it is "
    "due {found}.",
    "differs_due_none": "As of {at}, {what}: it was expected to be due {expected}; it "
    "is not due at all: {found}.",
    "differs_unstated": "As of {at}, {what}: it was expected that no time is stated; "
    "that is not so.",
    "differs_at": "As of {at}, {what}: the instant was expected to be {expected}; it "
    "is {found}.",
    "differs_at_none": "As of {at}, {what}: the instant was expected to be {expected}; "
    "there is none: {found}.",
    "differs_left": "As of {at}, {what}: left, as expected: {expected}; as found: "
    "{found}.",
    "differs_left_none": "As of {at}, {what}: left, as expected: {expected}; as found: "
    "nothing.",
    "differs_needs": "As of {at}, {what}: needed to tell it, as expected: {expected}; "
    "as found: {found}.",
    "differs_needs_none": "As of {at}, {what}: needed to tell it, as expected: "
    "{expected}; as found: nothing.",
    "differs_per": "As of {at}, {what}: it was expected to rest on {expected}; it "
    "rests on {found}.",
    "differs_per_none": "As of {at}, {what}: it was expected to rest on {expected}; it "
    "rests on no clause.",
    "differs_reading": "As of {at}, {what}: reading, as expected: {expected}; as "
    "found: {found}.",
    "differs_reading_none": "As of {at}, {what}: reading, as expected: {expected}; as "
    "found: none.",
    "differs_together": "As of {at}: all together was expected to rest on {expected}; "
    "it rests on {found}.",
    "differs_together_none": "As of {at}: all together was expected to rest on "
    "{expected}; it rests on no clause.",
    "found_state": "{state}{needs}",
    # What a property claims, and what was found
    "refuted": "As of {at}, this was expected: {claim}; this was found: {found}.",
    "refuted_outside": "As of {at}, this was expected: {claim}; this was found, in a "
    "case opened outside the dates in force: {found}.",
    "says_nothing": "This was expected: {claim}; there is no case of which it says "
    "anything.",
    "says_nothing_found": "This was expected: {claim}; no case was found of which it "
    "says anything.",
    "found_answer": "{state}{clauses}",
    "found_due_after": '"{clock}"{number} falls due {length} after, on {at}',
    "found_never_no_stated_time": '"{clock}"{number} never falls due: no time is '
    "stated",
    "found_never_never_opens": '"{clock}"{number} never falls due: its hours never '
    "open",
    "found_pair": '"{severity}": {mine}; "{than}": {beside}',
    "found_due": "due {at}",
    "found_no_stated_time": "no time is stated",
    "found_never_opens": "never due, as its hours never open",
    "found_not_due": "not due",
    "found_not_promised": "not promised",
}
