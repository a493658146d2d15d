"""The tests of a room, run one after the other in a child on code that is changed.

Functions get other code where they are, for whoever holds them; the tests and all that
they import are loaded once.
"""

import ast
import gc
import signal
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from time import process_time
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest
from attrs import define, field

from mutation.collection import Items, Taker
from mutation.measures import Measure
from mutation.rooms import ROOT, Room

SECONDS_MORE = 0.5
TIMES_AS_LONG = 4.0
MOST_SECONDS = 8.0


@define
class Suite:
    """The collected tests of a room, in a process that has run none of them."""

    room: Room
    taker: Taker
    items: Items
    functions: dict[tuple[str, str, int], list[FunctionType]] = field(factory=dict)

    def prepare(self) -> None:
        """Note every function of the room; load what no change to it can change."""
        if self.room.keeps_policies:
            self._load_policies()
        else:
            _look_at_zones()
        folder = str(ROOT / self.room.folder)
        for each in gc.get_objects():
            if isinstance(each, FunctionType):
                code = each.__code__
                if code.co_filename.startswith(folder):
                    key = (code.co_filename, code.co_qualname, code.co_firstlineno)
                    self.functions.setdefault(key, []).append(each)
        for path in self.room.files:
            _imports(str(path))
        gc.collect()
        gc.freeze()
        gc.disable()  # a child does not live long

    def _load_policies(self) -> None:
        import decision_laws
        import slapolicy

        for path in decision_laws.PATHS:
            decision_laws.load(path)
        paths = [
            value
            for item in self.items.values()
            for value in getattr(getattr(item, "callspec", None), "params", {}).values()
            if getattr(value, "suffix", "") == ".sla"
        ]
        for path in dict.fromkeys(paths):
            slapolicy.load(path)

    def forget(self, path: str) -> None:
        """Empty the caches of what rests on a file of the room.

        What they hold was reckoned by the code as it was.
        """
        package = self.room.folder.removeprefix("src/").replace("/", ".")
        changed = _module(path)
        for name, module in list(sys.modules.items()):
            if name.startswith(package) and changed in self._rests_on(name):
                for value in list(vars(module).values()):
                    if hasattr(value, "cache_clear"):
                        value.cache_clear()

    def _rests_on(self, name: str) -> set[str]:
        """Give the modules that a module imports, and those that they do."""
        found, left = set[str](), [name]
        while left:
            if (here := left.pop()) not in found:
                found.add(here)
                path = getattr(sys.modules[here], "__file__", None)
                if path and path.startswith(str(ROOT / self.room.folder)):
                    left += _imports(path)
        return found

    def run(
        self,
        chosen: Sequence[str],
        measures: dict[str, Measure],
        fails: Callable[[str], None],
    ) -> None:
        """Run tests; `fails` is told of each failure at once. For a child only.

        A test that takes far longer than it should ends the process with a signal.
        """
        self.taker.fails = fails
        present = [name for name in chosen if name in self.items]
        for here, following in zip(present, [*present[1:], None], strict=False):
            most = MOST_SECONDS
            if here in measures:
                most = SECONDS_MORE + TIMES_AS_LONG * measures[here].seconds
            signal.setitimer(signal.ITIMER_VIRTUAL, most)
            after = self.items[following] if following else None
            self._run_one(self.items[here], after)

    def _run_one(self, item: pytest.Item, after: pytest.Item | None) -> None:
        """Run a test; one that asks for no fixture is called as it is, for speed."""
        given = getattr(getattr(item, "callspec", None), "params", {})
        if not isinstance(item, pytest.Function) or set(item.fixturenames) - set(given):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            return
        try:
            item.obj(**given)
        except pytest.skip.Exception:
            return
        except (Exception, pytest.fail.Exception):  # noqa: BLE001  # it saw it
            self.taker.fails(item.nodeid)

    def measure(self, name: str) -> Measure:
        """Run one test, watched. For a child only."""
        folder, seen = str(ROOT / self.room.folder), dict[str, set[int]]()
        failed: list[str] = []

        def watch(frame: FrameType, _: str, __: object) -> Any:
            path = frame.f_code.co_filename
            if not path.startswith(folder):
                return None
            lines = seen.setdefault(path, set())
            lines.add(frame.f_lineno)

            def note(inner: FrameType, _: str, __: object) -> Any:
                lines.add(inner.f_lineno)
                return note

            return note

        began = process_time()
        sys.settrace(watch)
        self.run([name], {}, failed.append)
        sys.settrace(None)
        lines = {
            path.removeprefix(f"{ROOT}/"): sorted(each) for path, each in seen.items()
        }
        return Measure(process_time() - began, lines, bool(failed))

    def patch(self, path: str, function: tuple[str, int], code: CodeType) -> bool:
        """Give the functions of a place other code; False if it cannot be done so."""
        found = _code_of(code, function)
        held = self.functions.get((path, *function), [])
        if found is None or not held:
            return False
        try:
            for each in held:
                each.__code__ = found
        except ValueError:  # it closes over other names than before
            return False
        self.forget(path)
        return True


def _code_of(code: CodeType, function: tuple[str, int]) -> CodeType | None:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            if (each.co_qualname, each.co_firstlineno) == function:
                return each
            if inner := _code_of(each, function):
                return inner
    return None


def _module(path: str) -> str:
    inner = path.removeprefix(f"{ROOT / 'src'}/").removesuffix(".py")
    return inner.replace("/", ".").removesuffix(".__init__")


@cache
def _imports(path: str) -> tuple[str, ...]:
    tree = ast.parse(Path(path).read_text("utf-8"))
    return tuple(
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in sys.modules
    )


def _look_at_zones() -> None:
    """Let the zones that tests are about know what their clocks read in our years."""
    import strategies
    from slapolicy.worktime import holiday_dates, workalendar_dates, zone

    years = range(0, 84_006 * 86_400_000_000, 1 << 45)
    for name in (*strategies.ZONES, "Europe/Warsaw", "Europe/London"):
        for instant in years:
            zone(name).offset(instant)
    workalendar_dates("PL", 2025)
    for region in ("PL", "US", "GB", "DE"):
        for year in range(2020, 2031):
            holiday_dates(region, year)


def load_changed(path: str, code: CodeType) -> None:
    """Let the import of a file give other code."""
    from importlib.machinery import SourceFileLoader

    plain = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
        return code if self.get_filename(fullname) == path else plain(self, fullname)

    setattr(SourceFileLoader, "get_code", get_code)  # noqa: B010  # only in a child
