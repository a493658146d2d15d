"""Memory for arrays: what one batch took is there for the next."""

from functools import cache

import numpy as np

_LARGE = 31 << 20
"""No larger block is kept (glibc, `DEFAULT_MMAP_THRESHOLD_MAX`)."""


@cache
def keep_memory() -> None:
    """Let the C library keep what arrays of some megabytes are freed of.

    It gives each large block back to the system at once, where the next batch has to
    ask for it again page by page, which takes longer than most of what is reckoned. The
    limit grows to the largest block that was ever freed (glibc, `M_MMAP_THRESHOLD`),
    and what may lie free at the end of its memory to twice as much, so one is freed
    that was never touched. Elsewhere this does nothing.
    """
    np.empty(_LARGE, np.uint8)
