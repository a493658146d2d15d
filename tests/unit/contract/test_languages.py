"""How times, lengths, numbers and lists are told in Polish, Spanish and Indonesian."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from babel import Locale
from babel.dates import format_date
from babel.units import format_unit

import slapolicy
from slapolicy.contract.explanation.languages import tongue
from slapolicy.worktime import HOUR, MINUTE, SECOND, from_datetime

POLICY = """
agreement help "Help" {
  supplied by acme "Acme" to client "Client"
  source terms "terms.txt" in en
  zone Europe/Warsaw
}
clause A1 "Odpowiedź" from terms "1" {
  clock answer "Odpowiedź" { starts when client opens  met when acme replies }
  promise answer within 2 hours 24x7
}
"""


def instant(text: str) -> int:
    return from_datetime(datetime.fromisoformat(text))


@pytest.mark.parametrize("language", ["pl", "es", "id"])
def test_units_have_the_form_that_the_cldr_gives_them(language: str) -> None:
    for number in [*range(1, 130), 1000, 1001, 1002, 1012, 1022]:
        for unit, of in (("hour", HOUR), ("minute", MINUTE), ("second", SECOND)):
            if unit != "hour" and number > 59:
                continue
            expected = format_unit(number, f"duration-{unit}", locale=language)
            told = tongue(language).telling.length(number * of)
            assert told == expected.replace(".", "").replace("\xa0", "")


@pytest.mark.parametrize("language", ["pl", "es", "id"])
def test_every_day_of_a_year_bears_the_names_of_the_cldr(language: str) -> None:
    for ordinal in range(date(2025, 1, 1).toordinal(), date(2026, 1, 1).toordinal()):
        on = date.fromordinal(ordinal)
        told = tongue(language).telling.days(on, on)
        for pattern in ("EEEE", "d", "MMMM", "y"):
            name = format_date(on, pattern, locale=language)
            if pattern == "MMMM":  # within a date, Polish has the genitive
                name = Locale.parse(language).months["format"]["wide"][on.month]
            assert name in told


@pytest.mark.parametrize(
    ("language", "number", "unit", "told"),
    [
        ("pl", 1, "business_days", "1 dzień roboczy"),
        ("pl", 2, "business_days", "2 dni robocze"),
        ("pl", 5, "business_days", "5 dni roboczych"),
        ("pl", 12, "business_days", "12 dni roboczych"),
        ("pl", 22, "business_days", "22 dni robocze"),
        ("pl", 3, "facts", "3 fakty"),
        ("es", 1, "calendar_days", "1 día natural"),
        ("es", 2, "calendar_days", "2 días naturales"),
        ("id", 1, "business_days", "1 hari kerja"),
        ("id", 2, "business_days", "2 hari kerja"),
    ],
)
def test_a_noun_takes_the_form_that_its_number_asks_for(
    language: str, number: int, unit: str, told: str
) -> None:
    assert tongue(language).telling.count(number, unit) == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("pl", "9 marca 2025 (niedziela), 03:10 (Europe/Warsaw, UTC+01:00)"),
        ("es", "domingo, 9 de marzo de 2025, 03:10 (Europe/Warsaw, UTC+01:00)"),
        ("id", "Minggu, 9 Maret 2025, 03.10 (Europe/Warsaw, UTC+01:00)"),
    ],
)
def test_an_instant_names_its_zone_and_offset(language: str, told: str) -> None:
    at = instant("2025-03-09T03:10:00+01:00")
    assert tongue(language).telling.instant(at, "Europe/Warsaw", ("", None)) == told
    known = ("Europe/Warsaw", HOUR)
    assert told.startswith(
        tongue(language).telling.instant(at, "Europe/Warsaw", known) + " ("
    )


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2025-03-07T16:30+01:00", "2025-03-07T17:00+01:00",
         "7 marca 2025 (piątek), 16:30 – 17:00"),
        ("2025-03-07T16:30+01:00", "2025-03-08T00:00+01:00",
         "7 marca 2025 (piątek), 16:30 – 24:00"),
        ("2025-03-07T16:30+01:00", "2025-03-08T00:30+01:00",
         "7 marca 2025 (piątek), 16:30 – 8 marca 2025 (sobota), 00:30"),
        ("2025-03-30T01:30+01:00", "2025-03-30T03:30+02:00",
         "30 marca 2025 (niedziela), 01:30 (UTC+01:00) – 03:30 (UTC+02:00)"),
    ],
)  # fmt: skip
def test_a_stretch_tells_its_offsets_near_a_change_of_the_clocks(
    start: str, end: str, told: str
) -> None:
    window = tongue("pl").telling.window
    assert window(instant(start), instant(end), "Europe/Warsaw") == told


@pytest.mark.parametrize(
    ("language", "length", "told"),
    [
        ("pl", 0, "0 minut"),
        ("pl", HOUR + 30 * MINUTE, "1 godzina 30 minut"),
        ("pl", 3 * SECOND // 2, "1,5 sekundy"),
        ("es", 2 * HOUR + SECOND, "2 horas 1 segundo"),
        ("id", 90 * MINUTE, "1 jam 30 menit"),
        ("es", -5 * MINUTE, "-5 minutos"),
    ],
)
def test_a_length_is_told_in_hours_minutes_and_seconds(
    language: str, length: int, told: str
) -> None:
    assert tongue(language).telling.length(length) == told


@pytest.mark.parametrize(
    ("language", "texts", "is_choice", "told"),
    [
        ("pl", ("a", "b", "c"), False, "a, b i c"),
        ("pl", ("a", "b"), True, "a lub b"),
        ("id", ("a", "b"), False, "a dan b"),
        ("es", ("la gravedad", "el plan"), False, "la gravedad y el plan"),
        ("es", ("«Plan»", "«Incidente»"), False, "«Plan» e «Incidente»"),
        ("es", ("agua", "hielo"), False, "agua y hielo"),
        ("es", ("siete", "ocho"), True, "siete u ocho"),
        ("es", ("a, b", "c"), False, "a, b; y c"),
        ("pl", ("a",), False, "a"),
    ],
)
def test_a_list_is_joined_as_the_language_joins_it(
    language: str, texts: tuple[str, ...], is_choice: bool, told: str
) -> None:
    assert tongue(language).telling.joined(texts, is_choice=is_choice) == told


def test_a_number_has_the_decimal_sign_of_the_language() -> None:
    assert tongue("pl").telling.number(Decimal("99.5")) == "99,5"
    assert tongue("id").telling.number(3) == "3"


def test_a_label_of_the_policy_stands_in_place_of_its_title() -> None:
    text = POLICY + 'language es { answer "Respuesta" }\n'
    policy = slapolicy.loads(text)
    events = [{"at": "2025-03-07T10:00:00Z", "type": "opens", "by": "client"}]
    case = policy.case({"id": "1", "events": events})
    decision = policy.evaluate(case, at=datetime.fromisoformat("2025-03-07T11:00:00Z"))
    assert "Respuesta: en curso" in decision.explain("es")
    assert "Odpowiedź: biegnie" in decision.explain("pl")


def test_a_language_that_is_not_spoken_is_refused_by_name() -> None:
    with pytest.raises(KeyError):
        tongue("de")
