"""Where the helpdesk asks slapolicy: the policy in force, cases and decisions."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

import slapolicy
from desk.models import Edition, Ticket
from slapolicy import Decision, Policy


def policy() -> Policy:
    """Give the policy in force: that of the newest edition, else of the settings.

    An edition is read from the texts that were kept when it was adopted: what has
    become of the file since does not matter.
    """
    newest = Edition.objects.values_list("pk", "path", "sha256").first()
    return loaded(settings.POLICY) if newest is None else _adopted(*newest)


@lru_cache(maxsize=8)
def _adopted(key: int, path: str, _sha256: str) -> Policy:
    texts = dict(Edition.objects.values_list("texts", flat=True).get(pk=key))
    if not texts:  # adopted before texts were kept
        return slapolicy.load(path)
    folder = Path(path).parent
    return slapolicy.loads(
        texts[path],
        name=path,
        loader=lambda name: texts[str(folder / name)],
    )


def loaded(path: str) -> Policy:
    """Give a policy; a file is read again only after it has changed."""
    return _loaded(path, Path(path).stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _loaded(path: str, _changed: int) -> Policy:
    return slapolicy.load(path)


def mapping_of(ticket: Ticket) -> dict[str, Any]:
    """Give a ticket as a case, as `slapolicy.Policy.case` takes it."""
    customer = ticket.customer
    bought = {"plan": customer.plan} if customer.plan else {}
    return {
        **bought,
        "id": str(ticket.pk),
        "addons": customer.addons,
        "parameters": customer.parameters,
        "facts": ticket.facts,
        "requests": ticket.requests,
        "events": [
            {**each.event, "id": str(each.pk), "at": each.at}
            for each in ticket.happenings.all()
        ],
    }


def decide(ticket: Ticket, at: datetime, by: Policy | None = None) -> Decision:
    """Decide a ticket as of an instant.

    Raises:
        slapolicy.CaseError: if the ticket is no case of the policy.
    """
    asked = by or policy()
    return asked.evaluate(asked.case(mapping_of(ticket)), at)
