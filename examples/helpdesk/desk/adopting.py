"""Puts another policy into force, and says what that changes for the tickets."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

import slapolicy
from desk.contract import loaded, mapping_of, policy
from desk.keeping import everything, keep
from desk.models import Edition
from slapolicy import Decision, Policy
from slapolicy.comparison import Tally, compare


@transaction.atomic
def adopt(path: str, at: datetime) -> Edition:
    """Decide each ticket by the policy of old and by the new one, and keep the new.

    A ticket that the new policy cannot read keeps its old decision, and is counted.

    Raises:
        slapolicy.PolicyError: if the new policy is wrong; the old one stays.
    """
    old, new = policy(), loaded(str(Path(path).resolve()))
    tally = Tally(most=20)
    for row, ticket in enumerate(everything(), 1):
        mapping = mapping_of(ticket)
        before, after = _decided(old, mapping, at), _decided(new, mapping, at)
        refused = before is None and after is None
        tally.add(row, str(ticket.pk), compare(before, after), is_refused=refused)
        if after is not None:
            keep(ticket, after)
    return _kept(new, at, _told(tally))


def _kept(policy: Policy, at: datetime, changes: dict[str, Any] | None) -> Edition:
    return Edition.objects.create(
        path=policy.sources[0].name,
        texts=[[each.name, each.text] for each in policy.sources],
        sha256=policy.sha256,
        adopted_at=at,
        changes=changes,
    )


def _decided(by: Policy, mapping: dict[str, Any], at: datetime) -> Decision | None:
    try:
        return by.evaluate(by.case(mapping), at)
    except slapolicy.CaseError:
        return None


def _told(tally: Tally) -> dict[str, Any]:
    return {
        "cases": tally.cases,
        "changed": tally.changed,
        "refused": tally.refused,
        "by_kind": [[kind, tally.by_kind[kind]] for kind in tally.kinds],
        "by_clause": [
            {"clause": subject.clause, "what": subject.what, "count": counts.total()}
            for subject, counts in tally.subjects
        ],
        "examples": [
            {
                "ticket": example.case,
                "kind": kind,
                "what": example.difference.name or example.difference.about,
                "old": example.difference.old,
                "new": example.difference.new,
                "old_at": _written(example.difference.old_at),
                "new_at": _written(example.difference.new_at),
            }
            for kind in tally.kinds
            for example in tally.examples[kind]
        ],
    }


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def ensure_edition(at: datetime) -> None:
    """Note the policy of the settings as the first in force."""
    if not Edition.objects.exists():
        _kept(loaded(str(Path(settings.POLICY).resolve())), at, None)
