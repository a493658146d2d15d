"""What holds of every contract, and of every text that stops anywhere: editing helps.

The names that editors know are those that the resolver looks up; each name and each
word of a contract is among what may stand in its place; no text is too broken to ask.
"""

from pathlib import Path
from random import Random

import pytest
from attrs import evolve

import contracts
from lawful import TIMES
from slapolicy import editing
from slapolicy.api import beside
from slapolicy.contract.resolver.names import Entry, Names, Wanted
from slapolicy.editing import Draft, Lines, complete, read_draft, try_stories
from slapolicy.editing.exercising import scenario_for
from slapolicy.editing.index import Target
from slapolicy.language import syntax
from slapolicy.language.scanner import Scan
from slapolicy.language.words import reserved

FIXTURES = Path(__file__).parents[1] / "fixtures"
PATHS = [*contracts.PATHS.values(), *sorted(FIXTURES.glob("**/*.sla"))]
NOON = 1_741_348_800_000_000


def draft_of(path: Path) -> Draft:
    text = path.read_text(encoding="utf-8")
    return read_draft(text, name=str(path), loader=beside(path))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_what_the_resolver_looks_up_is_found_where_it_is_declared(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[tuple[syntax.Name, Entry]] = []
    find = Names.find

    def noted(
        self: Names, name: syntax.Name, wanted: Wanted, also: tuple[str, ...] = ()
    ) -> Entry | None:
        entry = find(self, name, wanted, also)
        if entry is not None and name.span.source.name == str(path):
            looked.append((name, entry))
        return entry

    monkeypatch.setattr(Names, "find", noted)
    draft = draft_of(path)
    assert len(looked) > 20
    for name, entry in looked:
        found = draft.index.at(name.span.start)
        assert found is not None, str(name.span)
        if isinstance(entry.node, syntax.Deadline) or found.is_declaration:
            continue  # the event of a deadline has the name of its clock
        assert found.target is not None, str(name.span)
        assert found.target in draft.index.declarations, str(name.span)
        if not entry.imported:
            assert draft.index.declarations[found.target].span == entry.span


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_every_name_is_offered_where_it_stands(path: Path) -> None:
    draft = draft_of(path)
    draw = Random(f"names of {path.name}")
    told = [each for each in draft.index.occurrences if not each.is_declaration]
    for each in draw.sample(told, min(len(told), 40 * TIMES)):
        offered = {offer.text for offer in complete(draft, each.span.start)}
        assert each.text in offered, str(each.span)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_every_word_of_the_language_is_offered_where_it_stands(path: Path) -> None:
    draft = draft_of(path)
    draw = Random(f"words of {path.name}")
    text = editing.policy_text(draft)
    words = [each for each in Scan(text, 0, len(text)).lexemes if each.text in WORDS]
    for each in draw.sample(words, min(len(words), 40 * TIMES)):
        offered = {offer.text.split()[0] for offer in complete(draft, each.start)}
        assert each.text in offered, draft.lines.place(each.start)


WORDS = frozenset(reserved()) - {"without", "attempts", "running", "days", "day"}


@pytest.mark.parametrize("stem", contracts.PATHS)
def test_any_beginning_of_a_contract_is_answered(stem: str) -> None:
    path = contracts.PATHS[stem]
    text = path.read_text(encoding="utf-8")
    draw = Random(f"beginnings of {stem}")
    draft: Draft | None = None
    for end in sorted(draw.sample(range(len(text) + 1), 12 * TIMES)):
        draft = read_draft(
            text[:end], name=str(path), loader=beside(path), before=draft
        )
        for offset in (end, draw.randint(0, end)):
            ask_everything(draft, offset)


@pytest.mark.parametrize("stem", contracts.PATHS)
def test_a_scenario_that_is_written_for_a_clause_holds_and_cites_it(stem: str) -> None:
    draft = draft_of(contracts.PATHS[stem])
    policy = draft.policy
    assert policy is not None
    made = {each: scenario_for(policy, each) for each in policy.clauses}
    told = {clause: text for clause, text in made.items() if text is not None}
    assert len(told) > 0.8 * len(made)
    edits = [editing.added_at_end(draft, text) for text in told.values()]
    whole = "".join(each.text for each in edits)
    after = editing.applied(draft.text, [evolve(edits[0], text=whole)])
    again = read_draft(after, name=draft.source.name, loader=draft.loader)
    outcomes = try_stories(again) or ()
    held = {each.story.title.partition(":")[0]: each for each in outcomes}
    for clause in told:
        assert held[clause].misses == (), clause
        assert f"per {clause}" in held[clause].story.span.text


@pytest.mark.parametrize("seed", range(3 * TIMES))
def test_any_damaged_text_is_answered(seed: int) -> None:
    draw = Random(f"damage {seed}")
    path = draw.choice([*contracts.PATHS.values()])
    text = path.read_text(encoding="utf-8")
    for _ in range(8):
        at = draw.randint(0, len(text))
        text = f"{text[:at]}{draw.choice(JUNK)}{text[at + draw.randint(0, 9) :]}"
    draft = read_draft(text, name=str(path), loader=beside(path))
    for _ in range(3):
        ask_everything(draft, draw.randint(0, len(draft.text)))


JUNK = (
    "{",
    "}",
    '"',
    "#",
    "|",
    "(",
    "is",
    "24x7",
    "ł",
    "🥇",
    "\x0c",
    "\u2028",
    "```\n",
)


def ask_everything(draft: Draft, offset: int) -> None:
    """Ask everything that an editor may ask of a place, for its answers alone."""
    complete(draft, offset)
    editing.hover(draft, offset, NOON)
    editing.definition(draft, offset)
    editing.references(draft, offset)
    editing.renamable(draft, offset)
    editing.exercises(draft, offset)
    editing.rename(draft, offset, "some_name")
    editing.outline(draft)
    list(editing.colour(draft))
    list(editing.inlays(draft, NOON))
    editing.stories(draft)
    editing.lay_out(draft)
    for finding in draft.findings:
        editing.fixes_of(draft, finding)


@pytest.mark.parametrize("units", ["utf-8", "utf-16", "utf-32"])
def test_places_in_an_editor_and_offsets_are_the_same_places(
    units: editing.Units,
) -> None:
    draw = Random(f"columns {units}")
    for _ in range(100 * TIMES):
        text = "".join(draw.choices("aż🥇\n€ e\u0301", k=draw.randint(0, 40)))
        lines = Lines(text)
        for offset in range(len(text) + 1):
            line, column = lines.place(offset, units)
            assert lines.offset(line, column, units) == offset
            before = text[:offset].split("\n")
            size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[units]
            name = "utf-8" if units == "utf-8" else f"{units}-le"
            assert line == len(before) - 1
            assert column == len(before[-1].encode(name)) // size


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_a_name_is_changed_as_if_by_hand_and_changed_back(path: Path) -> None:
    draft = draft_of(path)
    draw = Random(f"another name in {path.name}")
    known = [
        target
        for target, made in draft.index.declarations.items()
        if not made.is_imported and _is_alone(draft, target)
    ]
    tried = 0
    for target in draw.sample(known, min(len(known), 3 * TIMES)):
        new = "ZZ9" if target.space == "clauses" else "quite_another"
        place = draft.index.places_of(target)[0].span.start
        found = editing.rename(draft, place, new)
        if isinstance(found, editing.Refusal):
            assert "say something else" not in found.why
            continue
        after = editing.applied(draft.text, found.edits)
        assert after == _by_hand(draft, target.name, new)
        back = read_draft(after, name=str(path), loader=beside(path))
        again = editing.rename(back, found.edits[0].span.start, target.name)
        assert not isinstance(again, editing.Refusal), again
        assert editing.applied(after, again.edits) == draft.text
        tried += 1
    assert tried or not known


def _is_alone(draft: Draft, target: Target) -> bool:
    """Whether nothing else is called so, and no word of the language looks so."""
    named = [e for e in draft.index.occurrences if e.text == target.name]
    return {each.target for each in named} == {target}


def _by_hand(draft: Draft, old: str, new: str) -> str:
    """Put one word for another wherever it stands outside of texts and remarks."""
    text = editing.policy_text(draft)
    found = Scan(text, 0, len(text)).lexemes
    places = [each.start for each in found if each.text == old]
    after = draft.text
    for start in reversed(places):
        after = after[:start] + new + after[start + len(old) :]
    return after
