"""`slapolicy test`: the scenarios and properties of policies, each tried and judged."""

from typing import TYPE_CHECKING

import click

from slapolicy.tools.cli.language import findings_language_option, language_of
from slapolicy.tools.cli.terminal import (
    FINDINGS,
    examined,
    leave,
    policies_under,
    print_findings,
    require_one_standard_input,
    shown,
)
from slapolicy.tools.render.words import Words, words

if TYPE_CHECKING:
    from slapolicy.contract.policy import Policy
    from slapolicy.tools.coverage import Coverage
    from slapolicy.tools.trials import Trial


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER...")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "junit", "json", "github")),
    default="text",
    show_default=True,
    help="How the outcome is printed.",
)
@click.option(
    "--coverage",
    "is_covered",
    is_flag=True,
    help="Show which clauses, rules and table cells no scenario exercises.",
)
@findings_language_option
def test(
    paths: tuple[str, ...], form: str, is_covered: bool, language: str | None
) -> None:
    """Run the scenarios of policies, and try their properties.

    A folder stands for all policies under it. Of each property it is said whether
    it was decided exactly or searched.
    """
    del language  # remembered; see `language_of`
    if is_covered and form not in ("text", "json"):
        message = "--coverage goes with --format text or json"
        raise click.UsageError(message)
    files = policies_under(paths)
    require_one_standard_input(*files)
    trials: list[Trial] = []
    covered: list[Coverage] = []
    for path in files:
        mine, what = _tried(path, form, is_covered=is_covered)
        trials += mine
        covered += what
    _print(trials, covered, form, is_covered=is_covered)
    if not all(each.passed for each in trials):
        leave(FINDINGS)


def _tried(
    path: str, form: str, *, is_covered: bool
) -> tuple[list["Trial"], list["Coverage"]]:
    """Try what a policy says, and print what fails where people read."""
    from slapolicy.tools.coverage import coverage
    from slapolicy.tools.render.trials import as_text
    from slapolicy.tools.trials import of_broken, try_all

    found = examined(path)
    if any(each.is_error for each in found.findings):
        if form == "text":
            print_findings(found.findings)
        broken = of_broken(found.findings, shown(path))
        return [_told(broken, None, language_of(form))], []
    if found.policy is None:  # a vocabulary tells no stories
        return [], []
    trials, language = [], language_of(form)
    spoken = words(language)
    for each in try_all(found.policy):
        trials.append(_told(each, found.policy, language))
        if form == "text":
            click.echo(as_text(trials[-1], spoken), nl=False)
    return trials, [coverage(found.policy)] if is_covered else []


def _print(
    trials: list["Trial"], covered: list["Coverage"], form: str, *, is_covered: bool
) -> None:
    from slapolicy.tools.coverage import as_text as coverage_text
    from slapolicy.tools.render.trials import as_github, as_json, as_junit, how_known

    match form:
        case "junit":
            click.echo(as_junit(trials), nl=False)
        case "json":
            told = [each.to_json() for each in covered] if is_covered else None
            click.echo(as_json(trials, told), nl=False)
        case "github":
            click.echo(as_github(trials), nl=False)
        case _:
            spoken = words(language_of())
            for each in covered:
                click.echo(coverage_text(each, spoken), nl=False)
            click.echo(_summary(trials, how_known(trials, spoken), spoken))


def _told(trial: "Trial", policy: "Policy | None", language: str) -> "Trial":
    """Give a trial as it is told in a language; only failures are told."""
    if language == "en" or trial.passed:
        return trial
    from slapolicy.tools.render.trials_told import in_language

    return in_language(trial, policy, language)


def _summary(trials: list["Trial"], properties: str, spoken: Words) -> str:
    broken = sum(each.kind == "policy" for each in trials)
    passed = sum(each.passed for each in trials)
    failed = len(trials) - passed - broken
    noun = "policy" if broken == 1 else "policies"
    lost = spoken.say(f"{broken} {noun} could not be loaded") + "\n" if broken else ""
    return lost + properties + spoken.say(f"{passed} passed, {failed} failed")
