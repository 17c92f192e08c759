"""Names of months, and texts that give a month or a year and no day: "janvier 2024", "Jan-24", "2024-01", "2024".

To teach a language: one more line in NAMES, each month's spellings with "/" between.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from functools import lru_cache

from idpdash.formats import fold
from idpdash.intake.values.numbers import plain_digits

# fmt: off
NAMES = (
    # English
    "january/jan|february/feb|march/mar|april/apr|may|june/jun|july/jul|august/aug|september/sep/sept|"
    "october/oct|november/nov|december/dec",
    # French
    "janvier/janv/jan|février/fév/févr|mars|avril/avr|mai|juin|juillet/juil|août|septembre/sept|"
    "octobre/oct|novembre/nov|décembre/déc",
    # Spanish
    "enero/ene|febrero/feb|marzo/mar|abril/abr|mayo/may|junio/jun|julio/jul|agosto/ago|"
    "septiembre/setiembre/sep/set/sept|octubre/oct|noviembre/nov|diciembre/dic",
    # Portuguese
    "janeiro/jan|fevereiro/fev|março/mar|abril/abr|maio/mai|junho/jun|julho/jul|agosto/ago|setembro/set|"
    "outubro/out|novembro/nov|dezembro/dez",
    # Arabic, as said from Egypt westward and by the United Nations
    "يناير|فبراير|مارس|أبريل/إبريل|مايو|يونيو/يونيه|يوليو/يوليه|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
    # Arabic, as in the Levant and Iraq
    "كانون الثاني/كانون ثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول/تشرين أول|"
    "تشرين الثاني/تشرين ثاني|كانون الأول/كانون أول",
    # Arabic, as in the Maghreb
    "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية/يوليوز|أوت/غشت|سبتمبر/شتنبر|أكتوبر|نوفمبر/نونبر|ديسمبر/دجنبر",
    # Ukrainian: the month's name, and of the month
    "січень/січня/січ|лютий/лютого/лют|березень/березня/бер|квітень/квітня/квіт/кві|"
    "травень/травня/трав/тра|червень/червня/черв/чер|липень/липня/лип|серпень/серпня/серп/сер|"
    "вересень/вересня/вер|жовтень/жовтня/жовт/жов|листопад/листопада/лист/лис|грудень/грудня/груд/гру",
    # Russian: the same
    "январь/января/янв|февраль/февраля/фев/февр|март/марта/мар|апрель/апреля/апр|май/мая|июнь/июня/июн|"
    "июль/июля/июл|август/августа/авг|сентябрь/сентября/сен/сент|октябрь/октября/окт|"
    "ноябрь/ноября/ноя/нояб|декабрь/декабря/дек",
)
# fmt: on
MONTHS = {
    fold(word): number
    for names in NAMES
    for number, words in enumerate(names.split("|"), 1)
    for word in words.split("/")
}
# Words that stand between day, month and year, or behind the year, and say nothing.
FILLERS = frozenset(
    fold(word)
    for word in ("de", "del", "do", "da", "of", "the", "г", "год", "года", "р", "рік", "року", "سنة", "عام", "شهر")
)
ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|o|e)\b")
BORDER = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
NUMBERED = (
    re.compile(r"(?P<year>(?:19|20|21)\d{2})\s*[-/.年]\s*(?P<month>\d{1,2})月?"),
    re.compile(r"(?P<month>\d{1,2})\s*[-/.]\s*(?P<year>(?:19|20|21)\d{2})"),
)
REIWA = re.compile(r"令和(?P<year>\d{1,2}|元)年(?P<month>\d{1,2})月")
YEAR = re.compile(r"(?:19|20|21)\d{2}|\d{2}")
YEAR_ALONE = re.compile(r"(?:(?:yr|year|annee|ano|рік|год|سنة|عام)\s*)?((?:19|20|21)\d{2})(?:\s*年)?")
Span = tuple[dt.date, dt.date]


def words_of(text: str) -> list[str]:
    """Return the parts of a day or month in words: numbers, and the name of a month as one part; fillers are out."""
    plain = ORDINAL.sub(r"\1", fold(plain_digits(text)))
    parts = [part for part in BORDER.sub(" ", plain).split() if part not in FILLERS]
    for at in range(len(parts) - 1):
        if f"{parts[at]} {parts[at + 1]}" in MONTHS:
            return [*parts[:at], f"{parts[at]} {parts[at + 1]}", *parts[at + 2 :]]
    return parts


@lru_cache(maxsize=10_000)
def month(text: str) -> Span | None:
    """Return the first and last day of the month that a text gives; None for what is none, a day among them."""
    plain = plain_digits(text)
    if len(plain) > 40:
        return None
    for form in NUMBERED:
        if match := form.fullmatch(plain):
            return _span(int(match["year"]), int(match["month"]))
    if match := REIWA.fullmatch(plain):
        return _span(2018 + (1 if match["year"] == "元" else int(match["year"])), int(match["month"]))
    parts = words_of(plain)
    named = [part for part in parts if part in MONTHS]
    years = [part for part in parts if YEAR.fullmatch(part)]
    if len(parts) == 2 and len(named) == len(years) == 1:
        year = int(years[0])
        return _span(year + 2000 if year < 100 else year, MONTHS[named[0]])
    return None


def year(text: str) -> Span | None:
    """Return the first and last day of the year that a text gives, if it gives nothing else."""
    match = YEAR_ALONE.fullmatch(fold(plain_digits(text)))
    return (dt.date(int(match[1]), 1, 1), dt.date(int(match[1]), 12, 31)) if match else None


def is_short(text: str) -> bool:
    """Return whether a text gives a month with a year of two digits."""
    return month(text) is not None and not re.search(r"\d{4}|令和", plain_digits(text))


def month_of(day: dt.date) -> Span:
    """Return the first and last day of the month in which a day lies."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _span(year: int, number: int) -> Span | None:
    """Return the first and last day of a month by its number, if there is one of that number."""
    return month_of(dt.date(year, number, 1)) if 1 <= number <= 12 else None
