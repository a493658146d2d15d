"""Each mutation of a room, tried by the tests that reach it, in a child of its own.

A child is forked from a process that has collected the tests; where only an import can
show the change, from one that has imported nothing of the house.
"""

import os
import sys
from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256

from mutation.children import Answer, in_children
from mutation.collection import EXAMPLES, Items, Taker, collect
from mutation.ledger import KEPT, Ledger, Result, State
from mutation.measures import Measure, as_json, from_json, reaching
from mutation.rooms import ROOT, Room
from mutation.source import Mutation, Source
from mutation.suite import Suite, load_changed


class Campaign:
    """The mutations of a room that are to be tried."""

    def __init__(self, room: Room, ledger: Ledger, jobs: int) -> None:
        self.room, self.ledger, self.jobs = room, ledger, jobs
        self.sources = {
            str(path.relative_to(ROOT)): Source(path, str(path.relative_to(ROOT)))
            for path in room.files
        }
        self.mutations = [m for each in self.sources.values() for m in each.mutations]
        self._measured = KEPT / f"{room.name}-tests.json"

    def run(self, chosen: Iterable[Mutation]) -> None:
        """Try mutations: first those in functions, then those seen by an import."""
        todo = [m for m in chosen if m.key not in self.ledger.results]
        if not todo:
            return
        if not (child := os.fork()):
            collect(self.room, partial(self._in_functions, todo))
            print("the tests cannot be collected", file=sys.stderr)
            os._exit(1)
        if os.waitpid(child, 0)[1]:
            sys.exit("the tests could not be run")
        self.ledger = Ledger.of(self.room.name)
        measures = from_json(self._measured.read_text("utf-8"))
        self._by_import(measures, [m for m in todo if self._needs_import(m)])

    def _needs_import(self, mutation: Mutation) -> bool:
        found = self.ledger.results.get(mutation.key)
        return found is None or found.state == "reload"

    def _in_functions(self, todo: list[Mutation], items: Items, taker: Taker) -> None:
        tests = Suite(self.room, taker, items)
        tests.prepare()
        measures = self._measures(tests)

        def work(mutation: Mutation, answer: Answer) -> None:
            code = self.sources[mutation.path].compiled(mutation)
            assert mutation.function is not None
            path = str(ROOT / mutation.path)
            if not tests.patch(path, mutation.function, code):
                answer("reload", "")
            names = reaching(measures, mutation.path, mutation.lines)
            if not names:
                answer("unreached", "")
            tests.run(names, measures, lambda name: answer("killed", name))
            answer("survived", "")

        self._try([m for m in todo if m.function], work)

    def _by_import(self, measures: dict[str, Measure], todo: list[Mutation]) -> None:
        names = reaching(measures, "", None)

        def work(mutation: Mutation, answer: Answer) -> None:
            def asked(items: Items, taker: Taker) -> None:
                tests = Suite(self.room, taker, items)
                tests.run(names, measures, lambda name: answer("killed", name))
                answer("survived", "")

            code = self.sources[mutation.path].compiled(mutation)
            load_changed(str(ROOT / mutation.path), code)
            collect(self.room, asked)
            answer("killed", "import")

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
            took = round(found.seconds, 2)
            self.ledger.add(Result(mutation.key, state, by, took))
            survived += state in ("survived", "unreached")
            if number % 20 == 0 or number == len(todo):
                print(f"{number}/{len(todo)}, {survived} survived", flush=True)

    def _measures(self, tests: Suite) -> dict[str, Measure]:
        """Give what is known of the tests; measured anew if anything was edited."""
        digest = sha256(str(EXAMPLES).encode())
        files = [*self.room.files, ROOT / "tests" / "strategies.py"]
        for test in self.room.tests:
            files += [ROOT / test, *(ROOT / test).rglob("*.*")]
        for path in sorted(files):
            if path.suffix in (".py", ".sla", ".json"):
                digest.update(path.read_bytes())
        stamp = self._measured.with_suffix(".sha256")
        if stamp.exists() and stamp.read_text("utf-8") == digest.hexdigest():
            return from_json(self._measured.read_text("utf-8"))

        def work(name: str, answer: Answer) -> None:
            answer(as_json({name: tests.measure(name)}))

        measures: dict[str, Measure] = {}
        for name, found in in_children(list(tests.items), work, self.jobs):
            if found.answer is None:
                measures[name] = Measure(found.seconds, {}, True)
            else:
                measures |= from_json(found.answer[0])
        for name, each in measures.items():
            if each.is_broken:
                print(f"fails though nothing is changed: {name}")
        took = sum(each.seconds for each in measures.values())
        print(f"{len(measures)} tests, {took:.0f} s while watched", flush=True)
        self._measured.parent.mkdir(parents=True, exist_ok=True)
        self._measured.write_text(as_json(measures), "utf-8")
        stamp.write_text(digest.hexdigest(), "utf-8")
        return measures
