"""Puts parts into a pattern that a translator has written; runs nothing in it."""

import re

_PLACE = re.compile(r"\{([a-z_0-9]+)\}")


def filled(pattern: str, **parts: object) -> str:
    """Put parts into their places, in whatever order the pattern has them."""
    return _PLACE.sub(lambda place: str(parts[place[1]]), pattern)
