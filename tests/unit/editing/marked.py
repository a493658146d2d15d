"""Policies with a place marked in them, `▮`, as an editor's cursor."""

from slapolicy.contract.resolver import Loader, Refused
from slapolicy.editing import Draft, read_draft
from slapolicy.source import Source

MARK = "▮"

POLICY = """agreement a "A" {
  supplied by desk "Desk" to customer "Customer"
  source terms "terms.txt" in en
  zone Europe/Warsaw
}

plan gold "Złoty 🥇"
channel phone "Phone"
channel post "Post"
service help "Help"
fact kind "Kind": bug, question or other
parameter part "Part of the world": north or south
calendar office "Office" {
  zone Europe/Warsaw
  open Mon-Fri 09:00-17:00
  business days run to closing
}

clause A1 "Answer" from terms "1" {
  severity high "High" level 1 when kind is bug
  clock answer "Answer" {
    starts when customer calls via phone
    met when desk replies
  }
  promise answer for high within 2 business days during office
  grant help
}

scenario "A call" {
  zone Europe/Warsaw
  given kind is bug
  2025-03-07 10:00 customer opens via phone
  2025-03-07 10:00 customer calls via phone
  at 2025-03-07 11:00
  expect answer is running, due 2025-03-11 17:00 per A1
}
"""


def place(text: str) -> tuple[str, int]:
    """Give a text without its mark, and where that stood."""
    before, mark, after = text.partition(MARK)
    assert mark, "no place is marked"
    return before + after, len(before)


def at(
    text: str, loader: Loader | None = None, name: str = "a.sla"
) -> tuple[Draft, int]:
    """Read a text, and give the place marked in it."""
    plain, offset = place(text)
    return read_draft(plain, name=name, loader=loader), offset


def in_policy(old: str, new: str) -> str:
    """Give the policy with one stretch replaced by another."""
    assert POLICY.count(old) == 1, f"{old!r} stands {POLICY.count(old)} times"
    return POLICY.replace(old, new)


def beside(**texts: str) -> Loader:
    """Give what loads vocabularies from texts: `words="…"` is `words.sla`."""

    def load(name: str) -> Source:
        stem = name.removesuffix(".sla")
        if stem not in texts:
            raise Refused(
                code="SLA225", message="there is no such file", hint="check its name"
            )
        return Source(name, texts[stem])

    return load
