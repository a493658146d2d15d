"""Tasks, each in a child of this process, which it leaves as it found it."""

import json
import os
import resource
import selectors
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import Any, NoReturn, TypeVar

from attrs import frozen

MEMORY = 3 << 30
Task = TypeVar("Task")
Answer = Callable[..., NoReturn]
"""What a child calls at its end, with what it found."""


@frozen
class Found:
    """What came of a task: what the child answered, or nothing, if it was ended."""

    answer: Any
    seconds: float


def in_children(
    tasks: Iterable[Task], work: Callable[[Task, Answer], None], jobs: int
) -> Iterator[tuple[Task, Found]]:
    """Give what comes of each task, as they end; so many run at a time."""
    waiting = iter(tasks)
    ends = selectors.DefaultSelector()
    running = 0
    while True:
        while running < jobs and (task := next(waiting, None)) is not None:
            reader, child = _fork(task, work)
            ends.register(reader, selectors.EVENT_READ, (task, child, [], monotonic()))
            running += 1
        if not running:
            return
        for key, _ in ends.select():
            done, child, parts, began = key.data
            if part := os.read(key.fd, 1 << 16):
                parts.append(part)
                continue
            ends.unregister(key.fd)
            os.close(key.fd)
            os.waitpid(child, 0)
            running -= 1
            text = b"".join(parts)
            answer = json.loads(text) if text else None
            yield done, Found(answer, monotonic() - began)


def _fork(task: Task, work: Callable[[Task, Answer], None]) -> tuple[int, int]:
    reader, writer = os.pipe()
    if child := os.fork():
        os.close(writer)
        return reader, child

    def answer(*found: object) -> NoReturn:
        text = json.dumps(found).encode()
        while text:
            text = text[os.write(writer, text) :]
        os._exit(0)

    try:
        _limit()
        _quieten()
        work(task, answer)
    except BaseException:  # noqa: BLE001  # a child must not come back
        answer("problem", traceback.format_exc())
    finally:
        os._exit(1)


def _limit() -> None:
    """Let a child neither eat all memory nor wait for ever."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.setitimer(signal.ITIMER_REAL, 900)


def _quieten() -> None:
    """Send what a child prints nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
