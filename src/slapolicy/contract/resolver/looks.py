"""Which names the eye takes for one another."""


def skeleton(name: str) -> str:
    """Give the same text for names that the eye takes for one another."""
    plain = name.casefold().replace("0", "o").replace("1", "l")
    plain = plain.replace("rn", "m").replace("vv", "w")
    return "_".join(part for part in plain.split("_") if part)
