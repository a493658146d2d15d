"""The paths that rows go, by what they state at first and by what changes then."""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

import numpy as np

from slapolicy.columns.whole.codes import Ints, TooLongError, indices_of
from slapolicy.contract.compiled.states import Path
from slapolicy.contract.compiled.story import Change

MOST = 4_096
UNCLEAR, UNASKED = -1, -2
Changes = tuple[Change, ...]


class Paths:
    """The paths of rows, numbered as they are met; UNCLEAR, where one cannot be told.

    `parts` is what follows from the paths, kept by whoever asks.
    """

    def __init__(
        self,
        starts: Sequence[Path | None],
        changes: Sequence[Changes],
        after: Callable[[Path, Changes], Path | None],
    ) -> None:
        self._changes, self._after = changes, after
        self._numbers: dict[Path, int] = {}
        self._lock = Lock()
        self.known: list[Path] = []
        self.parts: dict[Any, Any] = {}
        self._next = np.full(0, UNASKED)
        self._starts = np.array([self._number(each) for each in starts], np.int64)

    def starting(self, first: Ints) -> Ints:
        """Give the paths of rows by the numbers of what they state at first."""
        return self._starts.take(first)

    def after(self, path: Ints, change: Ints) -> Ints:
        """Give the paths of rows after a change.

        Raises:
            TooLongError: There are too many.
        """
        many = len(self._changes)
        step = path * many + change
        unclear = indices_of(path < 0)
        step[unclear] = 0
        found = self._told(step)
        found[unclear] = UNCLEAR
        is_new = found == UNASKED
        if is_new.any():
            with self._lock:
                self._ask(np.unique(step[is_new]).tolist(), many)
            return self.after(path, change)
        return found

    def _told(self, step: Ints) -> Ints:
        known = self._next
        if len(known) <= int(step.max(initial=-1)):
            more = np.full(int(step.max()) + 1, UNASKED)
            more[: len(known)] = known
            known = more
        return known.take(step)

    def _ask(self, steps: Sequence[int], many: int) -> None:
        told = np.full(max(len(self._next), max(steps) + 1), UNASKED)
        told[: len(self._next)] = self._next
        for step in steps:
            place, change = divmod(step, many)
            after = self._after(self.known[place], self._changes[change])
            told[step] = self._number(after)
        self._next = told

    def _number(self, path: Path | None) -> int:
        if path is None:
            return UNCLEAR
        if path not in self._numbers:
            if len(self.known) >= MOST:
                raise TooLongError
            self._numbers[path] = len(self.known)
            self.known.append(path)
        return self._numbers[path]
