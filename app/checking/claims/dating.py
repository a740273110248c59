"""The dates that a text names, in whatever order, language and spelling, with what each leaves open.

14. Juni 2024, June 14, 14.06.2024, im dritten Quartal, the 1990s, XIX век, Anfang März, am Montag, voriges Jahr.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.checking.claims.cldr import name_months, name_weekdays
from app.checking.claims.levelling import GROUPED
from app.checking.claims.number_words import read_number_word, read_roman
from app.checking.claims.units import find_unit

_PHRASEBOOK = Path(__file__).with_name("dates.toml")
_CAPITAL_ONLY = frozenset("may march mar dec sep jan august mai мая".split())
_NO_UNITS = frozenset("mal times mark раз t".split())
_COMPANY = re.compile(r"\b(?:in|the|last|next|this|that|jenem|early|late|by|since|until)\s\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class DateRef:
    """One date, as far as the text tells it."""

    said: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    """Its first year; under a hundred where the century is left open."""
    century: int | None = None
    season: str | None = None
    weekday: int | None = None
    relative: str | None = None
    part: str | None = None
    """early | middle | late, of the smallest thing named."""


_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_SUFFIX = r"(?:st|nd|rd|th|-?го|-?е)?"
_TO = r"\s?(?:/|-|–|—|und|and|to|bis|auf|и|до|по|на)\s?(?:den |zum |the )?"
_YEAR = r"(?:1[0-9]|20|21)\d\d"
_AFTER_YEAR = r"(?![\d]|[.,]\d)"
_RU_YEAR = r"(?:\s?(?:г\.|гг\.|год\w{0,2}))?"


def find_dates(plain: str, language: str) -> list[DateRef]:
    """The dates in a text that `ingest.text.quantities.plain_numbers` has gone over, in order of their kinds.

    No two share a letter. A number of four digits counts as a year where nothing behind it says otherwise.
    """
    rest, found = plain, []
    for pattern, read in _readers():
        for match in pattern.finditer(rest):
            refs = list(read(match, language))
            found += [_with_part(plain, ref, match) for ref in refs]
            if refs:
                start, end = match.span()
                rest = f"{rest[:start]}{'·' * (end - start)}{rest[end:]}"
    return found


def _with_part(plain: str, ref: DateRef, match: re.Match[str]) -> DateRef:
    ref = replace(ref, said=match.group().strip(" ."), start=match.start(), end=match.end())
    if ref.day or ref.relative:
        return ref
    before = _part_pattern().search(plain[max(0, match.start() - 40) : match.start()])
    if before is None:
        return ref
    word = before[1].lower()
    part = next((part for part, words in _phrasebook()["parts"].items() if word in words.split()), None)
    return replace(ref, part=part, said=f"{before.group().strip()} {ref.said}")


_Reader = Callable[[re.Match[str], str], Iterator[DateRef]]


@lru_cache(maxsize=1)
def _readers() -> list[tuple[re.Pattern[str], _Reader]]:
    """How dates are written, the fullest first."""
    month = rf"(?P<month>{_any_of(_months())})[а-я]{{0,2}}(?!\w)\.?"
    year = rf"(?P<year>{_YEAR}){_AFTER_YEAR}{_RU_YEAR}"
    of_year = rf"(?:\s(?:of |des jahres |von )?{year})?"
    first, day = rf"(?P<first>{_DAY}){_SUFFIX}", rf"(?P<day>{_DAY}){_SUFFIX}"
    order = r"(?<!\w)(?P<n>(?:(?:twenty|двадцать)[\s-])?\w+)(?:\.|-?(?:st|nd|rd|th|й|го|м|е))?[\s-]"
    quarter = r"quartal\w*|quarter|квартал\w*|halbjahr\w*|полугоди\w*|half(?= of )|hälfte|половин\w"
    decades = _any_of(word for words in _phrasebook()["decades"].values() for word in words.split())
    seasons = _any_of(word for words in _phrasebook()["seasons"].values() for word in words.split())
    part_of_day = r"(?:s|e|en|abend|morgen|nachmittag|vormittag|mittag|nacht|[а-я]{1,2})?"
    rows: tuple[tuple[str, _Reader], ...] = (
        (rf"(?<![\w.,])(?:{first}\.?{_TO})?{day}\.?\s?(?:of |den |day of )?{month}(?:,?\s?{year})?", _read_calendar),
        (rf"(?<!\w){month}\s{day}(?![\d.]?\d)(?:{_TO}{first}(?!\d))?(?:,?\s{year})?", _read_calendar),
        (rf"(?<![\w.,-])(?P<year>{_YEAR})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\w-])", _read_figures),
        (rf"(?<![\w.,])(?P<day>{_DAY})\.\s?(?P<month>[01]?\d)\.\s?(?P<year>{_YEAR}|\d\d)?(?!\d)", _read_figures),
        (rf"(?<![\w.,/])(?P<day>{_DAY})/(?P<month>{_DAY})/(?P<year>{_YEAR})(?!\d)", _read_figures),
        (rf"(?<!\w)(?P<q>Q)(?P<n>[1-4])(?:[ /](?P<year>{_YEAR}))?(?!\w)", _read_quarter),
        (rf"{order}(?P<q>{quarter}){of_year}", _read_quarter),
        (rf"{order}(?:jahrhundert\w*|jh\.?|century|centuries|век\w{{0,3}}|столети\w+)(?!\w)", _read_century),
        (r"(?<!\w)(?P<year>(?:1\d|20)\d0|\d0)(?:er[n]?(?:[\s-]+jahre\w?)?|['’]?s|-?(?:е|х|ых|ые|ми|м)(?:\s+год\w*)?)"
         r"(?!\w)", _read_decade),
        (rf"(?<!\w)(?P<word>{decades})(?:\s+(?:jahre\w?|год\w*))?(?!\w)", _read_decade),
        (rf"(?<!\w){month}\s?(?:of\s)?{year}", _read_calendar),
        (rf"(?<!\w){month}", _read_calendar),
        (rf"(?<!\w)(?P<word>{seasons})(?!\w){of_year}(?:/\d\d)?", _read_season),
        (rf"(?<!\w)(?:(?:on|until|by|since|till) the|am|zum|bis|vom|с|до) (?P<day>{_DAY})(?:st|nd|rd|th|\.|-го)"
         r"(?=\s*(?:[.,;:)]|$))", _read_day),
        (rf"(?<!\w)(?P<word>{_relative_words()})(?!\w)", _read_relative),
        (rf"(?<!\w)(?P<word>{_any_of(_weekdays())}){part_of_day}(?!\w)", _read_weekday),
        (rf"(?<![\w.,/$€£-])(?P<year>{_YEAR})(?:[/–-](?P<to>\d\d(?:\d\d)?))?(?:-(?:го|м|й|му|е))?{_AFTER_YEAR}"
         rf"(?![\w{GROUPED}]|\s?[%€$£])", _read_year),
    )  # fmt: skip
    return [(re.compile(pattern, re.IGNORECASE), read) for pattern, read in rows]


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _read_calendar(match: re.Match[str], language: str) -> Iterator[DateRef]:
    groups, name = match.groupdict(), match["month"]
    day, year = groups.get("day"), groups.get("year")
    if not day and name.lower() in _CAPITAL_ONLY and not (name[0].isupper() and (year or _is_in_sentence(match))):
        return
    if not day and not year and len(name) <= 3 and name.lower() not in ("mai", "may", "май", "мае", "мая"):
        return
    if day and not year and name.islower() and name.lower() in _CAPITAL_ONLY - {"мая"}:
        return
    month = _months()[name.lower()]
    for one in (groups.get("first"), day) if groups.get("first") else (day,):
        yield DateRef("", 0, 0, year=int(year) if year else None, month=month, day=int(one) if one else None)


def _is_in_sentence(match: re.Match[str]) -> bool:
    before = match.string[: match.start()].rstrip()
    return bool(before) and before[-1] not in ".!?:"


def _read_day(match: re.Match[str], language: str) -> Iterator[DateRef]:
    yield DateRef("", 0, 0, day=int(match["day"]))


def _read_figures(match: re.Match[str], language: str) -> Iterator[DateRef]:
    day, month = int(match["day"]), int(match["month"])
    year = int(match["year"]) if match["year"] else None
    if year is not None and year < 100:
        year += 2000 if year < 50 else 1900
    if month <= 12 and day <= 31:
        yield DateRef("", 0, 0, year=year, month=month, day=day)
    if "/" in match.group() and day <= 12:
        yield DateRef("", 0, 0, year=year, month=day, day=month)


def _read_quarter(match: re.Match[str], language: str) -> Iterator[DateRef]:
    value = _read_order(match["n"], language)
    year = int(match["year"]) if match["year"] else None
    if value and match["q"].lower().startswith(("h", "п")):
        if value <= 2:
            yield DateRef("", 0, 0, year=year, half=value)
    elif value and value <= 4:
        yield DateRef("", 0, 0, year=year, quarter=value)


def _read_century(match: re.Match[str], language: str) -> Iterator[DateRef]:
    value = _read_order(match["n"], language)
    if value and value <= 30:
        yield DateRef("", 0, 0, century=value)


def _read_order(words: str, language: str) -> int | None:
    *tens, word = re.split(r"[\s-]", words)
    if digits := re.match(r"\d+", word):
        return int(digits.group())
    if (roman := read_roman(word)) is not None:
        return roman
    one = next((int(one.value) for one in read_number_word(word, language) if one.kind == "ordinal"), None)
    return one + 20 if one is not None and tens else one


def _read_decade(match: re.Match[str], language: str) -> Iterator[DateRef]:
    groups = match.groupdict()
    if year := groups.get("year"):
        if len(year) == 2 and match.group()[2:].lower().strip() in ("er", "м", "ми"):
            return
        yield DateRef("", 0, 0, decade=int(year))
        return
    word = groups["word"].lower()
    for decade, words in _phrasebook()["decades"].items():
        if word in words.split():
            yield DateRef("", 0, 0, decade=int(decade))


def _read_season(match: re.Match[str], language: str) -> Iterator[DateRef]:
    word = match["word"].lower()
    if word in _phrasebook()["seasons_in_company"]["words"].split() and not match["year"]:
        if not _COMPANY.search(match.string[: match.start()]):
            return
        if word == "fall" and re.match(r"\s(?:of|in)\b", match.string[match.end() :]):
            return
    season = next(season for season, words in _phrasebook()["seasons"].items() if word in words.split())
    yield DateRef("", 0, 0, season=season, year=int(match["year"]) if match["year"] else None)


def _read_weekday(match: re.Match[str], language: str) -> Iterator[DateRef]:
    yield DateRef("", 0, 0, weekday=_weekdays()[match["word"].lower()])


def _read_relative(match: re.Match[str], language: str) -> Iterator[DateRef]:
    word = " ".join(match["word"].lower().split()).replace("’", "'")
    if word == "morgen" and match.group()[0].isupper() and _is_in_sentence(match):
        return  # The morning.
    yield DateRef("", 0, 0, relative=_relatives()[word])


def _read_year(match: re.Match[str], language: str) -> Iterator[DateRef]:
    year = int(match["year"])
    after = _WORD.match(match.string, match.end() + 1)
    if after and _is_counted(after.group().lower(), language):
        return
    yield DateRef("", 0, 0, year=year)
    if match["to"]:
        to = int(match["to"]) if len(match["to"]) == 4 else year - year % 100 + int(match["to"])
        yield DateRef("", 0, 0, year=to)


def _is_counted(word: str, language: str) -> bool:
    """Whether a number before `word` is an amount: "2000 km", "2000 Milliarden"; "2014 года" is a year."""
    if word.startswith("год") or word in _NO_UNITS:
        return False
    return find_unit(word) is not None or any(one.kind == "power" for one in read_number_word(word, language))


@lru_cache(maxsize=1)
def _phrasebook() -> dict[str, Any]:
    return tomllib.loads(_PHRASEBOOK.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    return name_months() | {word: int(number) for word, number in _phrasebook()["months"].items()}


@lru_cache(maxsize=1)
def _weekdays() -> Mapping[str, int]:
    return name_weekdays() | {word: int(number) for word, number in _phrasebook()["weekdays"].items()}


@lru_cache(maxsize=1)
def _relatives() -> Mapping[str, str]:
    return {word: name for name, words in _phrasebook()["relative"].items() for word in words.split("|")}


def _relative_words() -> str:
    words = sorted(_relatives(), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in words)


@lru_cache(maxsize=1)
def _part_pattern() -> re.Pattern[str]:
    words = "|".join(word for row in _phrasebook()["parts"].values() for word in row.split())
    between = r"[\s-]+(?:(?:of|des|der|the|dieses|jahres|monats|in|von)\s+)*"
    return re.compile(rf"(?<!\w)({words}){between}\Z", re.IGNORECASE)
