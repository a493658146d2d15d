"""A row becomes a case: the values of its cells, each put into its place.

The values are plain: texts, numbers, lists, mappings, aware instants; None is null.
What is wrong with the case that comes out is said by the case reader.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from slapolicy.columns.heads import Head
from slapolicy.columns.texts import (
    CellError,
    flag,
    json_in,
    mapping,
    names,
    typed,
    whole,
)
from slapolicy.contract.case import Case, CaseError
from slapolicy.contract.compiled import read
from slapolicy.contract.policy import Policy, Type
from slapolicy.finding import Finding

_EVENT = re.compile(r"\$\.events\[([0-9]+)\]")
_ORDER = "SLA649"
_YES_OR_NO = Type(kind="yes_or_no")


@frozen
class Assembler:
    """Makes cases of rows, under a policy and with the heads of their columns."""

    policy: Policy
    heads: tuple[Head | None, ...]

    def case(self, cells: Sequence[Any], *, lenient: bool = False) -> Case:
        """Read one row as a case.

        Raises:
            CaseError: With every finding, each with the path of its field.
        """
        flat: dict[str, dict[str, Any]] = {}
        stated: dict[str, Any] = {}
        wrong: list[Finding] = []
        for head, value in zip(self.heads, cells, strict=True):
            if head is None or value is None:
                continue
            try:
                self._put(stated, flat, head, value)
            except CellError as problem:
                wrong.append(problem.finding)
        if flat:
            stated["events"] = list(flat.values())
        try:
            case = read(self.policy, stated, lenient=lenient)
        except CaseError as error:
            raise CaseError((*wrong, *_told(error.findings, flat))) from None
        if wrong:
            raise CaseError((*wrong, *_told(case.findings, flat)))
        return evolve(case, findings=_told(case.findings, flat)) if flat else case

    def _put(
        self,
        stated: dict[str, Any],
        flat: dict[str, dict[str, Any]],
        head: Head,
        value: Any,
    ) -> None:
        if head.part is not None:
            event = flat.setdefault(head.name or "", {"type": head.name})
            event[head.part] = flag(value) if head.part == "automatic" else value
        elif head.name is not None:
            reader = self._reader(head.key)
            stated.setdefault(head.key, {})[head.name] = reader(head.name, value)
        else:
            stated[head.key] = self._whole(head.key, value)

    def _whole(self, key: str, value: Any) -> Any:
        """Give what a column says that holds a key of a case whole."""
        match key:
            case "id":
                return _id(value)
            case "addons" | "requests" | "claims":
                return names(value)
            case "facts" | "parameters" | "used":
                if isinstance(value, str):
                    return json_in(value, f"$.{key}")
                return _stated(_each(value, self._reader(key)), value)
            case "events" if isinstance(value, list):
                return [self._event(*each) for each in enumerate(value)]
            case "attempts" if isinstance(value, list):
                return [_attempt(each) for each in value]
            case "events" | "attempts":
                return json_in(value, f"$.{key}")
            case _:
                return value

    def _event(self, index: int, event: Any) -> Any:
        if not isinstance(event, Mapping):
            return event
        found: dict[str, Any] = {}
        for key, value in event.items():
            match key:
                case _ if value is None:
                    continue
                case "facts" | "parameters":
                    found[key] = (
                        json_in(value, f"$.events[{index}].{key}")
                        if isinstance(value, str)
                        else _each(value, self._reader(key))
                    )
                case "addons":
                    found[key] = names(value)
                case "automatic":
                    found[key] = flag(value)
                case _:
                    found[key] = value
        return found

    def event(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Give what the columns of an event say, whichever event it is.

        Raises:
            CellError: A cell holds no JSON, though only JSON can stand in it.
        """
        found: dict[str, Any] = self._event(0, event)
        return found

    def _reader(self, key: str) -> Callable[[str, Any], Any]:
        """Give what reads a value under a key by its name."""
        match key:
            case "facts":
                return self._fact
            case "parameters":
                return self._parameter
            case _:
                return _count

    def _fact(self, name: str, value: Any) -> Any:
        declared = self.policy.facts.get(name)
        if declared is not None:
            return typed(value, declared.type)
        return typed(value, _YES_OR_NO) if name in self.policy.indicators else value

    def _parameter(self, name: str, value: Any) -> Any:
        declared = self.policy.parameters.get(name)
        return value if declared is None else typed(value, declared.type)


def case_under(
    heads: tuple[Head | None, ...],
    cells: Sequence[Any],
    policy: Policy,
    *,
    lenient: bool = False,
) -> Case:
    """Read a row under heads as a case of a policy.

    Raises:
        CaseError: With every finding, each with the path of its field.
    """
    return Assembler(policy, heads).case(cells, lenient=lenient)


def id_under(heads: Iterable[Head | None], cells: Iterable[Any]) -> str | None:
    """Give the id of a row, if there is one that can be told."""
    for head, value in zip(heads, cells, strict=True):
        if head is not None and head.key == "id":
            return _id(value) if isinstance(value, str | int) else None
    return None


def _count(_: str, value: Any) -> Any:
    return whole(value)


def _id(value: Any) -> Any:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else value


def _each(value: Any, reader: Callable[[str, Any], Any]) -> Any:
    """Read each value of a mapping, or of pairs of a key and a value."""
    if isinstance(value, Mapping):
        return {name: reader(name, item) for name, item in value.items()}
    if isinstance(value, list):
        return mapping([(name, reader(name, item)) for name, item in value])
    return value


def _stated(values: Any, given: Any) -> Any:
    """Leave out what a struct does not state: it has every field in every row."""
    if isinstance(given, Mapping):
        return {name: item for name, item in values.items() if item is not None}
    return values


def _attempt(attempt: Any) -> Any:
    if not isinstance(attempt, Mapping):
        return attempt
    found = {key: value for key, value in attempt.items() if value is not None}
    if "count" in found:
        found["count"] = whole(found["count"])
    return found


def _told(findings: Iterable[Finding], flat: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Give findings in the words of columns: flat events stand in no order."""
    if not flat:
        return tuple(findings)
    types = list(flat)

    def path_of(finding: Finding) -> str:
        return _EVENT.sub(
            lambda found: f"$.events.{types[int(found[1])]}", finding.path or "$"
        )

    return tuple(
        evolve(each, path=path_of(each)) for each in findings if each.code != _ORDER
    )
