"""What is kept: tickets and what happened, and what the policy says of each.

A ticket's case is made of these each time (`contract`). A `Standing` is what was
decided last and when to look again; it may always be thrown away and made anew.
"""

from django.db import models


class Customer(models.Model):
    """Who bought what: the order form."""

    name = models.CharField(max_length=100)
    plan = models.CharField(max_length=100, blank=True)
    addons = models.JSONField(default=list)
    parameters = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class Ticket(models.Model):
    """A ticket, with what is known of it from the beginning."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT)
    title = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    requests = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.title


class Happening(models.Model):
    """Something that happened in a ticket; `event` as a case has it, without `at`."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="happenings")
    at = models.DateTimeField()
    event = models.JSONField()
    text = models.TextField(blank=True)

    class Meta:
        """In the order in which it happened."""

        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.event['type']} at {self.at.isoformat()}"


class Standing(models.Model):
    """How a ticket stands, and the instant at which to look again."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, related_name="standing")
    as_of = models.DateTimeField()
    policy = models.CharField(max_length=64)
    decision = models.JSONField()
    case_state = models.CharField(max_length=20)
    severity = models.CharField(max_length=100, blank=True)
    is_breached = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True, db_index=True)
    next_change_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.ticket}: {self.case_state}"


class Notice(models.Model):
    """A warning or an escalation that was raised, once for each."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="notices")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    to = models.CharField(max_length=100)
    at = models.DateTimeField()
    clauses = models.JSONField(default=list)

    class Meta:
        """No alert is handled twice."""

        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=("ticket", "name"), name="once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.to}"


class Edition(models.Model):
    """A policy that was put into force here, and what it changed for the tickets.

    `texts`: its file and those that it imports, each as a pair of path and text.
    """

    path = models.CharField(max_length=500)
    texts = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    adopted_at = models.DateTimeField()
    changes = models.JSONField(null=True)

    class Meta:
        """The newest is the one in force."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.path


class Shift(models.Model):
    """How far the clock of this helpdesk is ahead: time that was made to pass."""

    seconds = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.seconds} seconds ahead"
