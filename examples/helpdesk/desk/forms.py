"""Forms made from the policy's own words: facts, roles, channels, events.

A form proposes; whether an event may be is for slapolicy to say (`CaseError`).
"""

from datetime import timedelta
from typing import Any

from django import forms

from desk.models import Customer
from slapolicy import Policy
from slapolicy.contract.policy import Declared

UNKNOWN = ("", "not known")
ACTS = (
    ("writes", "writes"),
    ("calls", "calls"),
    ("replies", "replies"),
    ("updates", "gives news"),
    ("notes", "makes a note"),
    ("waits", "waits for the customer"),
    ("resumes", "goes on"),
    ("agrees", "agrees that it is over"),
    ("disagrees", "takes that back"),
    ("resolves", "resolves it"),
    ("withdraws", "withdraws it"),
    ("reopens", "opens it again"),
)
TIMES = (
    (5, "5 minutes"),
    (60, "1 hour"),
    (8 * 60, "8 hours"),
    (24 * 60, "1 day"),
)


class HappenedForm(forms.Form):
    """What somebody did."""

    by = forms.ChoiceField(label="Who")
    type = forms.ChoiceField(label="What")
    via = forms.ChoiceField(label="By", required=False)
    text = forms.CharField(
        label="Text", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, policy: Policy, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        declared = [
            (name, name.replace("_", " "))
            for name, means in policy.events.items()
            if means == (name,)
        ]
        self.fields["by"].choices = _titled(policy.roles)
        self.fields["type"].choices = [*ACTS, *declared]
        self.fields["via"].choices = [("", "-"), *_titled(policy.channels)]
        self._customer = policy.agreement.customer.name

    def event(self) -> dict[str, Any]:
        """Give the event as a case has it."""
        given = self.cleaned_data
        event = {"type": given["type"], "by": given["by"]}
        if given["via"]:
            event["via"] = given["via"]
        if given["type"] == "waits":
            event["for"] = self._customer
        return event


class FactsForm(forms.Form):
    """What is known: a field for each fact of the policy, and each indicator."""

    def __init__(
        self, policy: Policy, known: dict[str, Any], *given: Any, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self._policy, self._known = policy, known
        for name, fact in policy.facts.items():
            self.fields[name] = _field(fact)
        for name, indicator in policy.indicators.items():
            self.fields[name] = _yes_or_no(indicator.title or name)
        for name, field in self.fields.items():
            field.initial = _shown(known.get(name))

    def changed(self) -> dict[str, Any]:
        """Give each fact whose value is another now, as a case has it."""
        return {
            name: _value(self._policy.facts.get(name), self.cleaned_data[name])
            for name in self.fields
            if self.cleaned_data[name] != _shown(self._known.get(name))
        }


class NewForm(forms.Form):
    """A new ticket, but for its facts."""

    title = forms.CharField(label="What it is about", max_length=200)
    customer = forms.ModelChoiceField(Customer.objects, label="Customer")
    via = forms.ChoiceField(label="How it came in")
    requests = forms.MultipleChoiceField(label="Services asked for", required=False)

    def __init__(self, policy: Policy, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["via"].choices = _titled(policy.channels)
        self.fields["requests"].choices = _titled(policy.services)


class PassForm(forms.Form):
    """How much time is to pass."""

    minutes = forms.TypedChoiceField(choices=TIMES, coerce=int)

    def time(self) -> timedelta:
        """Give it as a length."""
        return timedelta(minutes=self.cleaned_data["minutes"])


def _titled(named: Any) -> list[tuple[str, str]]:
    return [(name, each.title or name) for name, each in named.items()]


def _field(fact: Declared) -> forms.Field:
    label = fact.title or fact.name
    match fact.type.kind:
        case "yes_or_no":
            return _yes_or_no(label)
        case "one_of":
            choices = [UNKNOWN, *((v, v.replace("_", " ")) for v in fact.type.values)]
        case "duration":
            return forms.CharField(label=label, required=False, help_text="like PT2H")
        case "date":
            return forms.CharField(label=label, required=False, help_text="2025-01-31")
        case _:
            return forms.CharField(label=label, required=False)
    return forms.ChoiceField(label=label, required=False, choices=choices)


def _yes_or_no(label: str) -> forms.Field:
    choices = [UNKNOWN, ("yes", "yes"), ("no", "no")]
    return forms.ChoiceField(label=label, required=False, choices=choices)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _value(fact: Declared | None, text: str) -> Any:
    """Give a value as JSON has it; what is no number is left for slapolicy to refuse.

    What is no fact is an indicator, which is yes or no.
    """
    if not text:
        return None
    if fact is None or fact.type.kind == "yes_or_no":
        return text == "yes"
    if fact.type.kind == "number":
        try:
            return int(text) if text.lstrip("-").isdigit() else float(text)
        except ValueError:
            return text
    return text
