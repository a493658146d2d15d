"""What findings say, said in another language: parts, lists, numbers, dates."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slapolicy.locales.messages import messages
from slapolicy.locales.phrases import template

SAID = [
    # names stand as they were written, lists are joined as the language joins them
    ("pl", "did you mean `office`?", "czy chodziło o `office`?"),
    ("es", "did you mean `office`?", "¿quiso decir `office`?"),
    ("id", "did you mean `office`?", "apakah maksudnya `office`?"),
    ("pl", "known here: `a`, `b` and `c`", "znane tutaj: `a`, `b` i `c`"),
    ("es", "known here: `a` and `ifs`", "conocidos aquí: `a` e `ifs`"),
    ("pl", "known here: `a`, `b` and 12 more", "znane tutaj: `a`, `b` i jeszcze 12"),
    ("es", "write `yes` or `other`", "escriba `yes` u `other`"),
    # what a name is of
    ("pl", "`gold` is a plan, not a calendar", "`gold` to plan, a nie kalendarz"),
    ("es", "`gold` is a plan, not a clause", "`gold` es un plan, no una cláusula"),
    ("id", "unknown role `tam`", "nama tidak dikenal `tam` (yang diharapkan: peran)"),
    # numbers, lengths and dates
    (
        "pl",
        "the file has 2,097,215 bytes, more than the 2,097,152 allowed",
        "plik ma bajtów: 2\xa0097\xa0215, a wolno najwyżej 2\xa0097\xa0152",
    ),
    (
        "id",
        "the line has 2,019 characters; 2,000 are allowed",
        "baris memiliki 2019 karakter; yang diperbolehkan 2000",
    ),
    (
        "pl",
        "with these 22 seconds of attempts the policy has more than 400,000",
        "z tymi próbami (22 sekundy) polityka ma ich więcej niż 400\xa0000",
    ),
    (
        "pl",
        "there is no date `2025-02-30`: February 2025 has no day 30",
        "nie ma daty `2025-02-30`: luty 2025 nie ma dnia 30",
    ),
    (
        "es",
        "two lines say when 24 December is closed",
        "dos líneas dicen cuándo está cerrado: 24 de diciembre",
    ),
    # a rule in a sentence, with its limit as the policy writes it
    (
        "pl",
        (
            "the promise `fix` within 2 hours 24x7 (clause `A1`) never applies: no "
            "case meets its conditions"
        ),
        (
            "nigdy nie ma zastosowania: przyrzeczenie `fix` `within 2 hours 24x7` "
            "(klauzula `A1`); żadna sprawa nie spełnia warunków"
        ),
    ),
    (
        "es",
        (
            "no severity holds in every case: neither the severity `a` (clause `A1`) "
            "nor the severity `b` (in no clause)"
        ),
        (
            "no se da ninguna gravedad en todos los casos; no se dan: la gravedad `a` "
            "(cláusula `A1`) y la gravedad `b` (en ninguna cláusula)"
        ),
    ),
    # a sentence within a sentence
    (
        "id",
        "`words.sla` cannot be read: `gold` has no title",
        "`words.sla` tidak dapat dibaca: `gold` tidak memiliki judul",
    ),
]


@pytest.mark.parametrize(("language", "english", "said"), SAID)
def test_a_sentence_is_said_whole(language: str, english: str, said: str) -> None:
    assert messages(language).say(english) == said


@pytest.mark.parametrize("language", ["pl", "es", "id"])
@pytest.mark.parametrize(
    "english",
    [
        "nobody has written this of `office` yet",
        "`x` cannot be read: nobody has written this yet",
        "",
        "{0}",
        "a { brace and `a } brace` in it",
    ],
)
def test_what_no_translator_has_written_stays_english(
    language: str, english: str
) -> None:
    assert messages(language).say(english) == english


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("pl", 1, "sprawdzono 1 plik"),
        ("pl", 3, "sprawdzono 3 pliki"),
        ("pl", 5, "sprawdzono 5 plików"),
        ("pl", 22, "sprawdzono 22 pliki"),
        ("es", 1, "1 archivo comprobado"),
        ("es", 2, "2 archivos comprobados"),
        ("id", 2, "2 berkas diperiksa"),
    ],
)
def test_what_is_counted_has_the_form_that_its_number_asks_for(
    language: str, number: int, said: str
) -> None:
    spoken = messages(language)
    assert spoken.say_count("{0} file checked", "{0} files checked", number) == said


def test_what_a_user_wrote_is_no_part_of_the_template() -> None:
    sentence, parts = template("`{0} and 7 hours` has no title")
    assert sentence == "{0} has no title"
    assert parts == (("names", "`{0} and 7 hours`"),)


WORDS = st.sampled_from(
    (
        "`a`", "`b`", "`", "```", "{0}", "{", "}", '"a text"', " and ", " or ", ", ",
        "did you mean ", "?", "known here: ", " more", "7", "2,019", "2025-03-07",
        "24 December", "February 2025", "3 business days", "(clause ", ")", "when ",
        "the promise ", "within 1 hour 24x7", "neither ", " nor ", " has no title",
    )
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(WORDS, max_size=12).map("".join)))
def test_whatever_is_found_is_said_and_names_stay(english: str) -> None:
    for language in ("pl", "es", "id"):
        said = messages(language).say(english)
        for name in re.findall("`[ab]`", english):
            assert name in said
