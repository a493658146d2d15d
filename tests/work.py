"""How much work something is, as the lines that run: on every machine the same.

What costs the square of its size is found by counting, never by a clock, which tells
what else the machine does. A clock only tells apart what ends from what does not.
"""

import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

HANGS = 60.0
"""Seconds of the processor: many times what anything in the tests takes."""


def lines_run(work: Callable[[], object], within: str = "slapolicy") -> int:
    """Count the lines that run in files whose paths contain a word."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if within not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def seconds(work: Callable[[], object]) -> float:
    """Give the seconds of the processor that something takes, to see that it ends."""
    before = time.process_time()
    work()
    return time.process_time() - before
