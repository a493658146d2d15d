"""`manage.py example_tickets`: put customers and tickets into an empty helpdesk."""

from argparse import ArgumentParser
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from desk import adopting, clock
from desk.contract import decide
from desk.keeping import keep
from desk.models import Customer, Happening, Ticket

WEEK = {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
TITLES = (
    ("The sending API answers with errors", "software_bug"),
    ("How are bounces counted?", "information_request"),
    ("A second sending domain", "configuration_request"),
    ("Webhooks come twice", "software_bug"),
    ("What does the deliverability score mean?", "information_request"),
)


class Command(BaseCommand):
    """Makes the same tickets each time, ending now."""

    help = "Put customers and example tickets into an empty helpdesk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many tickets."""
        parser.add_argument("--tickets", type=int, default=8)

    @transaction.atomic
    def handle(self, *_: Any, tickets: int, **__: Any) -> None:
        """Make them, unless there is a customer already."""
        now = clock.now()
        adopting.ensure_edition(now)
        if Customer.objects.exists():
            return
        customers = [_customer(*each) for each in ORDER_FORMS]
        for number in range(tickets):
            ticket = _ticket(Random(number), customers[number % len(customers)], now)
            keep(ticket, decide(ticket, now))
        self.stdout.write(f"{tickets} tickets made")


ORDER_FORMS = (
    ("Almacenes Ebro", "Europe/Madrid", "ES"),
    ("Księgarnia Wisła", "Europe/Warsaw", "PL"),
)


def _customer(name: str, zone: str, region: str) -> Customer:
    hours = {"zone": zone, "week": WEEK, "holidays": [region]}
    settled = {"persistent_after": "PT5M", "business_hours": hours}
    return Customer.objects.create(name=name, plan="enterprise", parameters=settled)


def _ticket(random: Random, customer: Customer, now: datetime) -> Ticket:
    """Tell a story: it comes in, perhaps urgently, and is perhaps dealt with."""
    title, issue = random.choice(TITLES)
    opened = now - timedelta(minutes=random.randrange(1, 5 * 24 * 60))
    is_down = issue == "software_bug" and random.random() < 0.7
    facts = {"issue": issue, "update_interval": "PT2H"}
    ticket = Ticket.objects.create(customer=customer, title=title, facts=facts)
    story: list[tuple[timedelta, dict[str, Any]]] = []
    if is_down:
        known = {"type": "changes", "facts": {"unavailable": True}}
        story.append((timedelta(minutes=-10), known))
    story.append((timedelta(), _did("opens", "customer", "dashboard")))
    if is_down:
        story.append((timedelta(minutes=2), _did("calls", "customer", "hotline")))
        if random.random() < 0.8:
            after = timedelta(minutes=random.randrange(4, 25))
            story.append((after, _did("calls", "support_agent", "phone")))
    if random.random() < 0.5:
        after = timedelta(minutes=random.randrange(30, 600))
        story.append((after, _did("replies", "support_agent", "email")))
    if random.random() < 0.3:
        after = timedelta(minutes=random.randrange(600, 3000))
        story.append((after, _did("resolves", "support_agent", None)))
    for after, event in sorted(story, key=lambda each: each[0]):
        if opened + after <= now:
            Happening.objects.create(ticket=ticket, at=opened + after, event=event)
    return ticket


def _did(act: str, by: str, via: str | None) -> dict[str, str]:
    return {"type": act, "by": by, **({"via": via} if via else {})}
