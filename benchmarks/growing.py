"""Policies and cases of any size, made by rule: what grows, and nothing else."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

OPENED = datetime(2025, 6, 3, 14, tzinfo=UTC)
_HEAD = """\
agreement grown "Grown contract" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone America/New_York
}

role agent "Support agent" of acme
channel portal "Customer portal"

clause H1 "Hours" from terms "hours" {
  calendar office "Office hours" {
    zone America/New_York
    open Mon-Fri 09:00-17:00
  }
}

clause H2 "First response" from terms "first response" {
  clock first_response "First response" {
    starts when customer opens
    met when agent replies
  }
}

"""


def policy_of_rules(count: int) -> str:
    """Give a policy with so many rules: of four, two limits, a grant, an exclusion.

    Each is about one product, of a fact that names as many as there are limits.
    """
    products = [f"p{number}" for number in range(max(2, count // 2))]
    parts = [_HEAD, _one_of("product", "Product", products)]
    services = [f"s{number}" for number in range(count - count // 2)]
    parts += [f'service {each} "Service {each}"\n' for each in services]
    for number in range(count):
        parts.append(_rule(number, products, services))
    return "".join(parts)


def _rule(number: int, products: list[str], services: list[str]) -> str:
    head = f'clause R{number} "Rule {number}" from terms "rule {number}" {{\n  '
    product = products[number // 2]
    if number % 2 == 0:
        hours = 1 + number // 2 % 8
        limit = f"{hours} {'hour' if hours == 1 else 'hours'} during office"
        promise = f"promise first_response within {limit} when product is {product}"
        return f"{head}{promise}\n}}\n"
    service = services[number // 2]
    word, given = ("grant", "only if") if number % 4 == 1 else ("exclude", "when")
    return f"{head}{word} {service} {given} product is {product}\n}}\n"


def _one_of(name: str, title: str, values: list[str]) -> str:
    listed = ",\n  ".join(values[:-1])
    return f'fact {name} "{title}": {listed} or {values[-1]}\n'


def case_of_rules(product: int) -> Mapping[str, Any]:
    """Give a case about one of the products of such a policy, and its service."""
    event = {"at": OPENED, "type": "opens", "by": "customer", "via": "portal"}
    return {
        "id": f"product {product}",
        "facts": {"product": f"p{product}"},
        "requests": [f"s{product}"],
        "events": [event],
    }


_CLAUSE = """\
clause L{n} "Part {n}" from terms "part {n}" {{
  service repair_{n} "Repairs of part {n}"
  fact fault_{n} "What is wrong with part {n}": broken, worn or lost
  assessment urgent_{n} "Part {n} is needed at once" by agent: yes or no
  clock repair_clock_{n} "Repair of part {n}" {{
    starts when customer opens via portal
    met when agent replies
    pauses while waiting for customer
  }}
  grant repair_{n} only if fault_{n} is one of (broken, worn)
  promise repair_clock_{n} within 4 hours during office
    when fault_{n} is broken and urgent_{n} is yes
  promise repair_clock_{n} within 16 hours during office
    when fault_{n} is broken and urgent_{n} is no
  duty repair_duty_{n} of acme "repair part {n} with care" until resolved
}}

"""


def policy_of_lines(lines: int) -> str:
    """Give a policy of about so many lines, each clause of the same shape."""
    head, clause = _HEAD.count("\n"), _CLAUSE.count("\n")
    count = max(1, round((lines - head) / clause))
    return _HEAD + "".join(_CLAUSE.format(n=number) for number in range(count))


_MESSAGES = """\
clause H3 "Next response" from terms "next response" {
  clock next_response "Next response" {
    starts each time customer writes after agent replies unless already running
    met when agent replies
    pauses while waiting for customer
  }
  promise first_response within 4 hours during office
  promise next_response within 8 hours during office
}
"""
_STEP = timedelta(hours=6)


def policy_of_messages() -> str:
    """Give a policy by which every message of the customer waits for a reply."""
    return _HEAD + _MESSAGES


def case_of_events(count: int) -> Mapping[str, Any]:
    """Give a case of so many events, four a day: messages and replies in turn."""
    events: list[dict[str, Any]] = []
    for number in range(count):
        by, kind = ("agent", "replies") if number % 2 else ("customer", "writes")
        at = OPENED + number * _STEP
        events.append({"at": at, "type": kind, "by": by, "via": "portal"})
    events[0]["type"] = "opens"
    return {"id": "long", "events": events}


def end_of_events(count: int) -> datetime:
    """Give the instant of the last event."""
    return OPENED + (count - 1) * _STEP
