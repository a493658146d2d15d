"""The present instant: the default of `at`, and the one clock read below `tools`."""

from datetime import UTC, datetime


def now() -> datetime:
    """Give the present instant, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  # the face promises: `at` defaults to now
