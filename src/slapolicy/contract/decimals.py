"""Decimals reckoned exactly, whatever precision or traps a host has set for its own.

Which decimals there are, and what they mean, is said where they stand.
"""

from decimal import ROUND_CEILING, Context, Decimal

EXACT = Context(prec=100, traps=[])
"""More digits than a share times a length, or a number of a case, can have."""


def of_hundred(percent: Decimal) -> Decimal:
    """Give a share of so many per cent: 0.8 of 80."""
    return percent.scaleb(-2, EXACT)


def hundredfold(share: Decimal) -> Decimal:
    """Give a share in per cent: 80 of 0.8."""
    return share.scaleb(2, EXACT)


def share_of(share: Decimal, whole: int) -> int:
    """Give a share of a whole number, rounded up."""
    part = EXACT.multiply(share, Decimal(whole))
    return int(part.to_integral_value(ROUND_CEILING, EXACT))


def digits(number: Decimal) -> str:
    """Tell a number in plain digits, without zeros that mean nothing."""
    return f"{number.normalize(EXACT):f}"
