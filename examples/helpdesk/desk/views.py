"""The pages. What is said of a ticket is asked anew each time it is shown."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

import slapolicy.timeline
from desk import adopting, clock, contract, keeping
from desk.forms import FactsForm, HappenedForm, NewForm, PassForm
from desk.models import Edition, Happening, Notice, Ticket
from desk.shown import explained, obligation_rows, service_rows, text_of
from slapolicy import CaseError


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Give what each page shows: the time, and a way to let it pass."""
    return {
        "path": request.path,
        "here": clock.now(),
        "zone": contract.policy().agreement.zone,
        "pass_form": PassForm() if settings.CAN_PASS_TIME else None,
    }


@require_GET
def tickets(request: HttpRequest) -> HttpResponse:
    """All tickets, what is due first on top, and what was raised last."""
    severities = {e.name: e.title for e in contract.policy().severities}
    found = Ticket.objects.select_related("customer", "standing")
    rows = sorted(
        found,
        key=lambda each: (
            each.standing.case_state != "open",
            each.standing.due_at or datetime.max.replace(tzinfo=UTC),
            each.pk,
        ),
    )
    for each in rows:
        due = each.standing.due_at
        each.is_late = due is not None and due <= clock.now()
        each.severity = severities.get(each.standing.severity)
    notices = Notice.objects.select_related("ticket")[:10]
    for each in notices:
        each.whom = contract.policy().roles[each.to].title
    return render(request, "desk/tickets.html", {"rows": rows, "notices": notices})


def new(request: HttpRequest) -> HttpResponse:
    """A form for a new ticket; opens it."""
    policy = contract.policy()
    form = NewForm(policy, request.POST or None)
    facts = FactsForm(policy, {}, request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid() and facts.is_valid():
        given = form.cleaned_data
        customer = policy.agreement.customer.name
        event = {"type": "opens", "by": customer, "via": given["via"]}
        try:
            with transaction.atomic():
                made = Ticket.objects.create(
                    customer=given["customer"], title=given["title"],
                    facts=facts.changed(), requests=given["requests"],
                )  # fmt: skip
                keeping.happen(made, clock.now(), event)
        except CaseError as error:
            problem = str(error)
        else:
            return redirect("ticket", made.pk)
    shown = {"form": form, "facts": facts, "problem": problem}
    return render(request, "desk/new.html", shown, status=400 if problem else 200)


def ticket(request: HttpRequest, key: int) -> HttpResponse:
    """One ticket: what holds and by which clause, and what may happen next."""
    found = get_object_or_404(Ticket.objects.select_related("customer"), pk=key)
    policy = contract.policy()
    known = _known(found)
    happened = HappenedForm(policy)
    facts = FactsForm(policy, known)
    problem = ""
    if request.method == "POST":
        try:
            if "type" in request.POST:
                happened = HappenedForm(policy, request.POST)
                if happened.is_valid():
                    text = happened.cleaned_data["text"]
                    keeping.happen(found, clock.now(), happened.event(), text)
                    return redirect("ticket", key)
            else:
                facts = FactsForm(policy, known, request.POST)
                if facts.is_valid() and facts.changed():
                    changes = {"type": "changes", "facts": facts.changed()}
                    keeping.happen(found, clock.now(), changes)
                return redirect("ticket", key)
        except CaseError as error:
            problem = str(error)
    decided = contract.decide(found, clock.now())
    severities = {e.name: e.title for e in policy.severities}
    shown = {
        "ticket": found,
        "decision": decided,
        "severity": severities.get(decided.severity.name),
        "happenings": found.happenings.all(),
        "obligations": obligation_rows(policy, decided),
        "services": service_rows(policy, decided),
        "explanation": explained(decided, request.GET.get("language", "en")),
        "happened": happened,
        "facts": facts,
        "problem": problem,
    }
    return render(request, "desk/ticket.html", shown, status=400 if problem else 200)


def _known(found: Ticket) -> dict[str, Any]:
    """Give what is known now: from the beginning, and changed since."""
    known = dict(found.facts)
    for each in Happening.objects.filter(ticket=found, event__type="changes"):
        known.update(each.event.get("facts", {}))
    return known


@require_GET
def timeline(_request: HttpRequest, key: int) -> HttpResponse:
    """The timeline of a ticket, as a picture."""
    found = get_object_or_404(Ticket, pk=key)
    laid_out = slapolicy.timeline.build(contract.decide(found, clock.now()))
    picture = slapolicy.timeline.to_svg(laid_out)
    return HttpResponse(picture, content_type="image/svg+xml")


@require_GET
def decision(_request: HttpRequest, key: int) -> HttpResponse:
    """The decision on a ticket, as JSON."""
    found = get_object_or_404(Ticket, pk=key)
    text = contract.decide(found, clock.now()).to_json()
    return HttpResponse(text, content_type="application/json")


@require_GET
def clause(request: HttpRequest, name: str) -> HttpResponse:
    """A clause: where it stands in the contract, and the policy's text of it."""
    policy = contract.policy()
    found = policy.clauses.get(name)
    if found is None:
        raise Http404
    shown = {
        "clause": found,
        "places": [", ".join(filter(None, place)) for place in found.places],
        "text": text_of(found),
    }
    return render(request, "desk/clause.html", shown)


@require_GET
def editions(request: HttpRequest) -> HttpResponse:
    """The policies that were put into force, and what each changed."""
    adopting.ensure_edition(clock.now())
    return render(request, "desk/editions.html", {"editions": Edition.objects.all()})


@require_POST
def let_time_pass(request: HttpRequest) -> HttpResponse:
    """Make time pass, and look at what has changed by itself."""
    form = PassForm(request.POST)
    if settings.CAN_PASS_TIME and form.is_valid():
        clock.let_pass(form.time())
        keeping.look(clock.now())
    return redirect(request.POST.get("back") or "tickets")
