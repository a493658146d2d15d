"""What is granted, excluded, limited in number and disclaimed."""

from typing import Any

from slapolicy.contract.policy import Disclaimer, Exclusion, Grant, Quota
from slapolicy.contract.resolver.limits import bind_measure
from slapolicy.contract.resolver.names import OUTCOME, SERVICE
from slapolicy.contract.resolver.ruling import Ruling
from slapolicy.language import syntax


def bind_grant(node: syntax.Grant, ruling: Ruling) -> None:
    """Bind what is granted, one grant for each service."""
    services = ruling.find_all(node.services, SERVICE)
    without = ruling.find_all(node.without, SERVICE)
    when = ruling.when(node.condition)
    despite = ruling.despite(node.despite)
    for service in services:
        ruling.add(
            Grant(
                **ruling.common(), when=when, despite=despite, service=service,
                without=without,
            )
        )  # fmt: skip


def bind_exclude(node: syntax.Exclude, ruling: Ruling) -> None:
    """Bind what is excluded."""
    services = ruling.find_all(node.services, SERVICE)
    when = ruling.when(node.condition)
    despite = ruling.despite(node.despite)
    for service in services:
        ruling.add(
            Exclusion(**ruling.common(), when=when, despite=despite, service=service)
        )


def bind_limit(node: syntax.Limit, ruling: Ruling) -> None:
    """Bind how often a service is to be had."""
    service = ruling.find(node.service, SERVICE)
    each: Any = "case"
    zone = None
    if node.each is not None:
        each = node.each.period.text.replace(" ", "_")
        if node.each.zone is not None:
            measure = bind_measure(node.each.zone, ruling)
            zone = getattr(measure, "zone", None)
    when = ruling.when(node.condition)
    despite = ruling.despite(node.despite)
    count = node.number.whole
    if service is not None and count is not None:
        ruling.add(
            Quota(
                **ruling.common(), when=when, despite=despite, service=service.name,
                count=count, each=each, zone=zone,
            )
        )  # fmt: skip


def bind_disclaim(
    node: syntax.DisclaimGuarantee | syntax.DisclaimResponsibility, ruling: Ruling
) -> None:
    """Bind what is not guaranteed, or not answered for."""
    is_guarantee = isinstance(node, syntax.DisclaimGuarantee)
    for outcome in ruling.find_all(node.outcomes, OUTCOME):
        ruling.add(
            Disclaimer(
                **ruling.common(),
                kind="guarantee" if is_guarantee else "responsibility",
                outcome=outcome,
                because=None if node.because is None else node.because.text,
            )
        )
