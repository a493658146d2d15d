"""Decides tickets and keeps what was decided, and when to look again.

This is all the scheduling that there is: look at a ticket when something happens in
it, and at its `next_change_at`. If a look comes late nothing is lost, as a decision
says at which instant each thing was due, breached or raised.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from desk.contract import decide
from desk.models import Happening, Notice, Standing, Ticket
from slapolicy import Decision
from slapolicy.contract.decision import AlertDecision, Obligation


@transaction.atomic
def happen(ticket: Ticket, at: datetime, event: dict[str, Any], text: str = "") -> None:
    """Write down what happened, and decide anew.

    Raises:
        slapolicy.CaseError: if the policy knows no such event; nothing is kept.
    """
    Ticket.objects.select_for_update().get(pk=ticket.pk)
    Happening.objects.create(ticket=ticket, at=at, event=event, text=text)
    keep(ticket, decide(ticket, at))


def due(at: datetime) -> list[int]:
    """Give the tickets at which something has changed by itself."""
    found = Standing.objects.filter(next_change_at__lte=at)
    return list(found.order_by("next_change_at").values_list("ticket_id", flat=True))


def look(at: datetime) -> int:
    """Look at each ticket that is due; give how many there were."""
    found = due(at)
    for key in found:
        with transaction.atomic():
            ticket = Ticket.objects.select_for_update().get(pk=key)
            keep(ticket, decide(ticket, at))
    return len(found)


def keep(ticket: Ticket, decision: Decision) -> Standing:
    """Keep a decision, and raise what it raises."""
    owed = [each for each in decision.obligations if each.due_at and _is_open(each)]
    standing, _ = Standing.objects.update_or_create(
        ticket=ticket,
        defaults={
            "as_of": decision.at,
            "policy": decision.stamp.policy_sha256,
            "decision": json.loads(decision.to_json()),
            "case_state": decision.case_state,
            "severity": decision.severity.name or "",
            "is_breached": any(e.state == "breached" for e in decision.obligations),
            "due_at": min((each.due_at for each in owed), default=None),
            "next_change_at": decision.next_change_at,
        },
    )
    raised = [a for a in decision.alerts if a.state == "raised" and a.at is not None]
    if raised:
        Notice.objects.bulk_create(
            [_notice(ticket, alert) for alert in raised], ignore_conflicts=True
        )
    return standing


def _notice(ticket: Ticket, alert: AlertDecision) -> Notice:
    return Notice(
        ticket=ticket,
        name=alert.id,
        kind=alert.kind,
        to=alert.to,
        at=alert.at,
        clauses=list(alert.clauses),
    )


def _is_open(obligation: Obligation) -> bool:
    late = obligation.state == "breached" and obligation.fulfilled_at is None
    return late or obligation.state in ("running", "not_started", "indeterminate")


def everything() -> Iterable[Ticket]:
    """Give all tickets, with what their cases are made of."""
    found = Ticket.objects.select_related("customer").prefetch_related("happenings")
    return found.order_by("pk").iterator(chunk_size=200)
