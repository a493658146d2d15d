"""A reason that was given in full is named only where its part gives it again."""

from attrs import evolve

from slapolicy.contract.explanation.step import (
    AnyOf,
    Argument,
    Paragraph,
    Part,
    Step,
    step,
)

SHORTER = {
    "term_holds": ("term_holds_again", ("term",)),
    "term_fails": ("term_fails_again", ("term",)),
    "term_unknown": ("term_unknown_again", ("term",)),
    "has_lasted": ("has_lasted_again", ("subject", "bound")),
    "not_lasted": ("not_lasted_again", ("subject", "bound")),
}


def once(part: Part) -> Part:
    """Shorten what a part gives a second time."""
    told: list[Step] = []
    return evolve(
        part,
        paragraphs=tuple(
            Paragraph(
                tuple(_step(each, told) for each in paragraph.steps), paragraph.is_item
            )
            for paragraph in part.paragraphs
        ),
    )


def _step(found: Step, told: list[Step]) -> Step:
    if found.code in SHORTER:
        if found in told:
            code, kept = SHORTER[found.code]
            return step(code, **{name: found.arguments[name] for name in kept})
        told.append(found)
    arguments = {key: _argument(each, told) for key, each in found.arguments.items()}
    return Step(found.code, arguments)


def _argument(argument: Argument, told: list[Step]) -> Argument:
    match argument:
        case Step():
            return _step(argument, told)
        case AnyOf(of):
            return AnyOf(tuple(_argument(each, told) for each in of))
        case tuple():
            return tuple(_argument(each, told) for each in argument)
        case _:
            return argument
