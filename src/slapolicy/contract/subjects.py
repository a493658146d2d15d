"""What the parts of conditions ask about: facts, parameters, what was bought."""

from collections.abc import Iterator

from slapolicy.contract.policy import Bound, Condition, Dated, Is, Subject


def subjects_in(part: Condition) -> Iterator[Subject]:
    """Give the values that a part of a condition asks about itself.

    What joins parts asks about none, nor does a term, how long something has lasted,
    or how a clock stands.
    """
    match part:
        case Is(subject, values) if subject.kind == "addon":
            yield from (Subject("addon", str(each)) for each in values)
        case Is(subject):
            yield subject
        case Bound(subject, _, limit) | Dated(subject, _, limit):
            yield subject
            if isinstance(limit, Subject):
                yield limit
