"""cedarpy: policies of who may do what, with a core in Rust."""

from typing import Any

from benchmarks.contest import Contender, Missing
from benchmarks.peers.installed import find

NAME = "cedarpy"
POLICIES = """
permit(principal, action == Action::"get", resource == Service::"repair")
when { context.maintained };
forbid(principal, action == Action::"get", resource == Service::"repair")
when { context.misused };
permit(principal, action == Action::"get", resource == Service::"upgrade")
when { context.plan == "premium" };
forbid(principal, action == Action::"get", resource == Service::"custom_work");
"""


def grants() -> Contender | Missing:
    """Tell whether something may be had, by policies and entities made ready before."""
    library = find(NAME, NAME)
    if isinstance(library, Missing):
        return library
    policies = library.PolicySet.from_str(POLICIES)
    entities = library.Entities.from_json_str("[]")
    is_authorized = library.is_authorized

    def take(question: tuple[str, str, bool, bool]) -> dict[str, Any]:
        service, plan, maintained, misused = question
        return {
            "principal": {"type": "Customer", "id": "c"},
            "action": {"type": "Action", "id": "get"},
            "resource": {"type": "Service", "id": service},
            "context": {"plan": plan, "maintained": maintained, "misused": misused},
        }

    return Contender(
        NAME,
        lambda requests: [is_authorized(each, policies, entities) for each in requests],
        take=take,
        tell=lambda result: result.allowed,
        convention="answers allow or deny alone, with the ids of policies",
        package=NAME,
    )
