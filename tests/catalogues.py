"""Keeps the catalogues of the languages: `python tests/catalogues.py [--check]`.

Every sentence of the English is put into each `.po` by its code; one whose English has
changed is marked as fuzzy, one that is no more goes. Then the `.mo` files are compiled
and the conventions drawn from the CLDR. With `--check` nothing is written: the exit
status is 1 where something would be. Needs Babel.
"""

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel import Locale
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from slapolicy.contract.explanation.english_times import FORMATS, UNITS, counted
from slapolicy.contract.explanation.languages import LANGUAGES, SENTENCES
from slapolicy.locales import messages

_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
FOLDER = Path(__file__).parents[1] / "src" / "slapolicy" / "locales"
# The plural categories of the CLDR in the order of the catalogue's forms.
CATEGORIES = {
    "pl": ("one", "few", "many"),
    "es": ("one", "many", "other"),
    "id": ("other",),
}


def wanted() -> dict[str, str | tuple[str, str]]:
    """Give the English by its code; of nouns that are counted, both numbers."""
    sentences = {code: text for code, text in SENTENCES.items() if text}
    return {
        **sentences,
        **FORMATS,
        **messages.FORMATS,
        **{counted(unit): forms for unit, forms in UNITS.items()},
    }


def path_of(language: str) -> Path:
    """Give the catalogue of a language."""
    return FOLDER / language / "LC_MESSAGES" / "slapolicy.po"


def read(language: str) -> Catalog:
    """Read the catalogue of a language; empty if there is none yet."""
    return read_file(path_of(language), language)


def read_file(path: Path, language: str) -> Catalog:
    """Read a catalogue from its file; empty if there is none yet."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def said(language: str) -> list[tuple[str, str, str]]:
    """Give the code, the English and what the language says, without the nouns."""
    return [
        (str(each.context), each.id, each.string)
        for each in read(language)
        if each.id and isinstance(each.id, str) and isinstance(each.string, str)
    ]


def renewed(language: str) -> Catalog:
    """Give the catalogue with exactly the sentences of today."""
    old, new = read(language), Catalog(locale=language, fuzzy=False)
    new.project, new.version = "slapolicy", ""
    known = {each.context: each for each in old if each.id}
    for code, english in wanted().items():
        before = known.get(code)
        string = before.string if before is not None else ""
        is_stale = before is not None and before.id != english
        flags = ["fuzzy"] if is_stale or (before is not None and before.fuzzy) else []
        new.add(english, string, context=code, flags=flags)
    return new


def po_bytes(catalogue: Catalog) -> bytes:
    """Write a catalogue for translators."""
    file = io.BytesIO()
    write_po(file, catalogue, omit_header=True, width=88)
    header = (
        "# The sentences of slapolicy. The context of each is its code.\n"
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalogue.locale}\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: nplurals={catalogue.num_plurals};'
        f' plural={catalogue.plural_expr};\\n"\n\n'
    )
    return header.encode() + file.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Compile a catalogue, with nothing in it that changes from day to day."""
    plain = Catalog(
        locale=catalogue.locale, creation_date=_LONG_AGO, revision_date=_LONG_AGO
    )
    for each in catalogue:
        if each.id and not each.fuzzy:
            plain.add(each.id, each.string, context=each.context)
    file = io.BytesIO()
    write_mo(file, plain)
    return file.getvalue()


def cldr() -> str:
    """Draw what the languages need of the CLDR."""
    return (
        json.dumps(
            {language: _drawn(language) for language in LANGUAGES if language != "en"},
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _drawn(language: str) -> dict[str, object]:
    locale = Locale.parse(language)
    lists = locale.list_patterns
    forms = (*CATEGORIES[language], "other")
    patterns = locale._data["unit_patterns"]
    return {
        "weekdays": [locale.days["format"]["wide"][i] for i in range(7)],
        "months": [locale.months["format"]["wide"][i] for i in range(1, 13)],
        "units": {
            unit: [long.get(form, long["other"]) for form in forms]
            for unit in ("hour", "minute", "second")
            for long in [patterns[f"duration-{unit}"]["long"]]
        },
        "and": lists["standard"]["2"].replace("{0}", "").replace("{1}", ""),
        "or": lists["or"]["2"].replace("{0}", "").replace("{1}", ""),
        "months_alone": [locale.months["stand-alone"]["wide"][i] for i in range(1, 13)],
        "group": locale.number_symbols["latn"]["group"],
        "decimal": locale.number_symbols["latn"]["decimal"],
        "time_separator": locale.time_formats["short"].pattern.strip("Hm"),
    }


def files() -> dict[Path, bytes]:
    """Give each file as it must be."""
    made: dict[Path, bytes] = {FOLDER / "cldr.json": cldr().encode()}
    for language in LANGUAGES:
        if language != "en":
            catalogue = renewed(language)
            made[path_of(language)] = po_bytes(catalogue)
            made[path_of(language).with_suffix(".mo")] = mo_bytes(catalogue)
    return made


def main(arguments: list[str]) -> int:
    """Write the files, or say which are not as they must be."""
    stale = [
        path
        for path, content in files().items()
        if not path.exists() or path.read_bytes() != content
    ]
    for path in stale:
        print(path.relative_to(FOLDER))
    if "--check" in arguments:
        return 1 if stale else 0
    for path, content in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
