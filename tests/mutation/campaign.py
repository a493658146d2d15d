"""Each mutation of a room, tried by the tests that reach it, in a child of its own.

A child is forked from a process that has collected the tests; where only an import can
show the change, from one that has imported nothing of the house.
"""

import os
import sys
from collections.abc import Callable, Iterable
from functools import partial

from attrs import asdict

from mutation.children import Answer, in_children
from mutation.collection import Items, Taker, collect
from mutation.ledger import KEPT, Ledger, Result, State
from mutation.measures import LOST, Measure, Measures, digest
from mutation.rooms import ROOT, Room
from mutation.source import Mutation, Source
from mutation.suite import Suite, load_changed


class Campaign:
    """The mutations of a room that are to be tried."""

    def __init__(self, room: Room, ledger: Ledger, jobs: int, budget: float) -> None:
        self.room, self.ledger, self.jobs, self.budget = room, ledger, jobs, budget
        self.sources = {
            str(path.relative_to(ROOT)): Source(path, str(path.relative_to(ROOT)))
            for path in room.files
        }
        self.mutations = [m for each in self.sources.values() for m in each.mutations]
        self._measured = KEPT / f"{room.name}-tests.json"

    def forget_measures(self) -> None:
        """Let the tests be measured anew, as what they run has changed."""
        self._measured.unlink(missing_ok=True)

    def run(self, chosen: Iterable[Mutation]) -> None:
        """Try mutations: first those in functions, then those seen by an import."""
        todo = [m for m in chosen if not self.ledger.is_tried(m)]
        if not todo:
            return
        if not (child := os.fork()):
            collect(self.room, partial(self._in_functions, todo), with_quick=True)
            print("the tests cannot be collected", file=sys.stderr)
            os._exit(1)
        if os.waitpid(child, 0)[1]:
            sys.exit("the tests could not be run")
        self.ledger = Ledger.of(self.room.name)
        measures = Measures.read(self._measured)
        by_import = [
            m for m in todo if m.function is None or not self.ledger.is_tried(m)
        ]
        self._by_import(measures, by_import)

    def _in_functions(self, todo: list[Mutation], items: Items, taker: Taker) -> None:
        tests = Suite(self.room, taker, items)
        tests.prepare()
        measures = self._measure(tests)

        def work(mutation: Mutation, answer: Answer) -> None:
            code = self.sources[mutation.path].compiled(mutation)
            assert mutation.function is not None
            path = str(ROOT / mutation.path)
            if not tests.patch(path, mutation.function, code):
                answer("reload", "")
            names = measures.reaching(
                mutation.path,
                mutation.lines,
                self.budget,
                is_sure=not mutation.path.endswith(self.room.remembering),
            )
            if not names:
                answer("unreached", "")
            tests.run(names, measures.tests, lambda name: answer("killed", name))
            answer("survived", "")

        self._try([m for m in todo if m.function], work)

    def _by_import(self, measures: Measures, todo: list[Mutation]) -> None:
        if self.room.reads_texts:
            self._by_texts(todo)
            return
        names = measures.all(self.budget)

        def work(mutation: Mutation, answer: Answer) -> None:
            def asked(items: Items, taker: Taker) -> None:
                tests = Suite(self.room, taker, items)
                tests.run(names, measures.tests, lambda name: answer("killed", name))
                answer("survived", "")

            code = self.sources[mutation.path].compiled(mutation)
            load_changed(str(ROOT / mutation.path), code)
            collect(self.room, asked, with_quick=False)
            answer("killed", "import")

        self._try(todo, work)

    def _by_texts(self, todo: list[Mutation]) -> None:
        from mutation.parsed import parse_once, untold

        parse_once()

        def work(mutation: Mutation, answer: Answer) -> None:
            code = self.sources[mutation.path].compiled(mutation)
            load_changed(str(ROOT / mutation.path), code)
            name = untold()
            answer("killed" if name else "survived", name)

        self._try(todo, work)

    def _try(
        self, todo: list[Mutation], work: Callable[[Mutation, Answer], None]
    ) -> None:
        survived = 0
        for number, (mutation, found) in enumerate(
            in_children(todo, work, self.jobs), 1
        ):
            state: State = found.answer[0] if found.answer else "timeout"
            by = found.answer[1] if found.answer else ""
            if state == "problem":
                sys.exit(f"{mutation.path}:{mutation.line} {mutation.change}: {by}")
            took = round(found.seconds, 2)
            self.ledger.add(Result(mutation.key, state, by, took))
            survived += state in ("survived", "unreached")
            if number % 20 == 0 or number == len(todo):
                print(f"{number}/{len(todo)}, {survived} survived", flush=True)

    def _measure(self, tests: Suite) -> Measures:
        """Give what is known of the tests; those that are new are measured now."""
        measures = Measures.read(self._measured)
        if not measures.tests:
            measures.files = {path: digest(path) for path in self.sources}
        new = [name for name in tests.items if name not in measures.tests]

        def work(name: str, answer: Answer) -> None:
            answer(asdict(tests.measure(name)))

        for name, found in in_children(new, work, self.jobs):
            told = found.answer[0] if found.answer else None
            measure = Measure(**told) if isinstance(told, dict) else LOST
            measures.tests[name] = measure
            if measure.is_broken:
                print(f"fails though nothing is changed, or takes too long: {name}")
        gone = [name for name in measures.tests if name not in tests.items]
        for name in gone:
            del measures.tests[name]
        took = sum(each.seconds for each in measures.tests.values())
        print(f"{len(measures.tests)} tests, {took:.0f} s while watched", flush=True)
        measures.write(self._measured)
        return measures
