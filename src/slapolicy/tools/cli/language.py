"""In which language a command speaks: as it is asked to, or as the locale says.

This is the only place that reads the locale, and only for findings that people read.
"""

import os
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
LANGUAGES = ("en", "pl", "es", "id")
_ASKED = "slapolicy.language"


def _remember(
    context: click.Context, _: click.Parameter, language: str | None
) -> str | None:
    source = context.get_parameter_source("language")
    if language is not None and source is not click.core.ParameterSource.DEFAULT:
        context.meta[_ASKED] = language
    return language


def findings_language_option(command: Command) -> Command:
    """Add `--language`, for what is found; by default, as the locale says."""
    add = click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        callback=_remember,
        help="The language of the words; default: that of the locale (LC_ALL, "
        "LC_MESSAGES, LANG), in other forms than text English.",
    )
    return add(command)


def words_language_option(command: Command) -> Command:
    """Add `--language`, for what is told; what is found follows it if it is given."""
    add = click.option(
        "--language",
        default="en",
        show_default=True,
        callback=_remember,
        help="The language of the words.",
    )
    return add(command)


def language_of(form: str = "text") -> str:
    """Give the language of findings in a form: the one asked for, or the locale's."""
    context = click.get_current_context(silent=True)
    asked = None if context is None else context.meta.get(_ASKED)
    if asked is not None:
        return asked if asked in LANGUAGES else "en"
    return of_locale(os.environ) if form == "text" else "en"


def of_locale(environment: Mapping[str, str]) -> str:
    """Give the language that a locale asks for, if we speak it; else English.

    As POSIX has it, the first that is set decides.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            language = value.replace(".", "_").replace("@", "_").split("_")[0]
            return language if language in LANGUAGES else "en"
    return "en"
