"""Wrong rules, planted in copies of the four contracts: which of them the checks find.

`python tests/planted_rules.py` plants each, prints a table of what was planted, what
found it and the case that proves it, and ends with status 1 if one of the first was
missed. Each is a slip that a tired person could make; they were chosen before it was
looked at which the checks would find. With `--tired` it plants a hundred more, each in
a contract without its stories, which would tell of many.
"""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

from attrs import field, frozen

from slapolicy import api
from slapolicy.contract.policy import Policy
from slapolicy.contract.scenario_runner import run
from slapolicy.finding import Finding
from slapolicy.language.literate import policy_of
from slapolicy.source import Source
from wrong_rules import MORE, TEN, Slip

HERE = Path(__file__).resolve().parent
POLICIES = HERE.parent / "policies"
TIRED = HERE / "tired_rules.toml"


@frozen
class Outcome:
    """What came of a slip: what found it, and what does not hold of the finding."""

    slip: Slip
    found: Finding | None
    wrong: tuple[str, ...] = field(default=())
    is_told_by_scenarios: bool = False


def outcome(of: Slip, *, with_scenarios: bool = False) -> Outcome:
    """Plant a slip in a copy and look what the checks find that they did not before.

    With scenarios, those of the contract are run as well: what they would have told.
    """
    text = planted(of)
    before = {(each.code, each.message) for each in found_in(unplanted(of))}
    after = found_in(text)
    new = [f for f in after if (f.code, f.message) not in before]
    mine = [f for f in new if f.code.startswith(of.code)]
    cited = [f for f in mine if all(f"`{clause}`" in told(f) for clause in of.cites)]
    chosen = next(iter(cited or mine), None)
    fails = with_scenarios and _fails(text)
    if chosen is None:
        return Outcome(of, None, is_told_by_scenarios=fails)
    return Outcome(of, chosen, tuple(_wrong(of, chosen, text)), fails)


def planted(of: Slip) -> str:
    """Give the text of a contract with the slip in it.

    Raises:
        ValueError: What is to be replaced does not stand there, or more than once.
    """
    text = unplanted(of)
    for before, after in of.edits:
        if text.count(before) != 1:
            msg = f"{of.what}: {before!r} stands {text.count(before)} times"
            raise ValueError(msg)
        text = text.replace(before, after)
    return text


def unplanted(of: Slip) -> str:
    """Give the text in which a slip is planted."""
    return without_stories(of.policy) if of.is_bare else source(of.policy)


@cache
def without_stories(name: str) -> str:
    """Give a contract without scenarios, properties and labels."""
    blocks = re.split(r"(?m)^(?=\S)", source(name))
    stories = ("scenario", "property", "language")
    kept: list[str] = []
    is_story = False
    for block in blocks:
        if not block.startswith(("}", ")")):
            is_story = block.startswith(stories)
        if not is_story:
            kept.append(block)
    return "".join(kept)


def tired_slips() -> tuple[Slip, ...]:
    """Read the slips that a tired person makes, from their table."""
    rows = tomllib.loads(TIRED.read_text(encoding="utf-8"))["slip"]
    return tuple(
        Slip(
            what=row["what"],
            policy=row["policy"],
            edits=tuple((before, after) for before, after in row["edits"]),
            code=row.get("code", ""),
            cites=tuple(row.get("cites", ())),
            has_case=row.get("has_case", True),
            is_bare=True,
            why_not=row.get("why_not", ""),
        )
        for row in rows
    )


@cache
def source(name: str) -> str:
    """Give the text of a contract, or of the words that contracts share.

    Of a contract in Markdown, what stands in its fences.
    """
    path = path_of(name.removesuffix(".sla"))
    whole = Source(name=path.name, text=path.read_text(encoding="utf-8"))
    return policy_of(whole).text


def path_of(name: str) -> Path:
    """Give the file of a contract, which may be in Markdown."""
    plain = POLICIES / f"{name}.sla"
    return plain if plain.exists() else plain.with_suffix(".sla.md")


@cache
def found_in(text: str) -> tuple[Finding, ...]:
    """Give all that is found in a text."""
    return api.check(text, name="copy.sla", loader=source, infos=True)


def told(finding: Finding) -> str:
    """Give all that a finding says, and what stands where it points."""
    notes = " ".join(each.label for each in finding.notes)
    return f"{finding.message} {notes}"


def _wrong(of: Slip, finding: Finding, text: str) -> Iterator[str]:
    """Give what does not hold of a finding, as it must."""
    for clause in of.cites:
        if f"`{clause}`" not in told(finding):
            yield f"does not cite {clause}"
    if of.has_case and not finding.proofs:
        yield "has no case"
    if not of.has_case and finding.span is None:
        yield "has no place"
    for proof in finding.proofs:
        policy = api.loads(f"{text}\n{proof.scenario}", loader=source)
        result = run(policy, policy.scenarios[-1])
        yield from (f"its case fails: {each.message}" for each in result.failures)
        case = policy.case(json.loads(proof.case))
        policy.evaluate(case, datetime.fromisoformat(proof.at))


def _fails(text: str) -> bool:
    """Whether a scenario of the contract fails with the slip (or cannot be read)."""
    try:
        policy: Policy = api.loads(text, loader=source)
    except api.PolicyError:
        return True
    return any(not run(policy, each).passed for each in policy.scenarios)


def _lines(number: int, each: Outcome, *, is_whole: bool) -> Iterator[str]:
    of, finding = each.slip, each.found
    verdict = "untold" if of.why_not else "missed"
    if finding is not None:
        verdict = finding.code
    beside = " (a scenario fails too)" if each.is_told_by_scenarios else ""
    yield f"{number:2} {of.policy[:12]:12} {verdict:7} {of.what}{beside}"
    yield from (f"     WRONG: {problem}" for problem in each.wrong)
    if of.why_not:
        yield f"     {of.why_not}"
    if finding is None or not is_whole:
        return
    yield f"     {finding.message}"
    if not finding.proofs:
        yield f"     at: {finding.span}"
    for proof in finding.proofs:
        yield from (f"     | {line}" for line in proof.scenario.splitlines())


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--brief", action="store_true", help="leave the cases out")
    parser.add_argument("--first", action="store_true", help="plant only the first")
    parser.add_argument("--tired", action="store_true", help="plant a hundred more")
    given = parser.parse_args()
    batches: list[tuple[str, tuple[Slip, ...]]] = [("The first", TEN)]
    batches += [] if given.first else [("Further", MORE)]
    batches += [("By tired people", tired_slips())] if given.tired else []
    missed = 0
    for title, slips in batches:
        outcomes = [outcome(each, with_scenarios=not each.is_bare) for each in slips]
        good = [o for o in outcomes if o.found is not None and not o.wrong]
        untold = sum(1 for each in slips if each.why_not)
        print(f"\n{title}: {len(good)} of {len(slips)} found, {untold} not to be told")
        for number, each in enumerate(outcomes, 1):
            print("\n".join(_lines(number, each, is_whole=not given.brief)))
        if title != "Further":
            missed += len(slips) - len(good) - untold
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
