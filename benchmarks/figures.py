"""Numbers as people read them: three digits that count, in the unit that fits."""

_UNITS = ((1e9, "s"), (1e6, "ms"), (1e3, "µs"), (1, "ns"))


def length(nanoseconds: float) -> str:
    """Print a time in the unit that fits it."""
    size, unit = next((each for each in _UNITS if nanoseconds >= each[0]), _UNITS[-1])
    return f"{digits(nanoseconds / size)} {unit}"


def digits(value: float) -> str:
    """Print a number with three digits that count, and none invented."""
    if value >= 1_000:
        return f"{round(value, 3 - len(str(int(value)))):,.0f}"
    return f"{value:.3g}"
