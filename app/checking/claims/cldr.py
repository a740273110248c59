"""What CLDR names in German, English and Russian: territories, cities, currencies' and units' names, months, days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

LANGUAGES = ("de", "en", "ru")
_WIDTHS = ("long", "short")
_COUNTS = (1, 2, 5)
_CONTINENTS = ("Europe/", "Asia/", "Africa/", "America/", "Australia/")
"""Elsewhere, time zones are named after islands and stations that are words, too."""


@lru_cache(maxsize=512)
def name_unit(unit: str) -> tuple[str, ...]:
    """What the unit of an identifier (`length-mile`) is called, singular and plural, long and short."""
    from babel.units import format_unit

    found = (
        re.sub(r"[\d\s]*\d\s*", "", format_unit(count, unit, width, locale=language))  # type: ignore[arg-type]
        for language in LANGUAGES
        for width in _WIDTHS
        for count in _COUNTS
    )
    return tuple(dict.fromkeys(name.replace("\u00a0", " ").strip(" .") for name in found))


@lru_cache(maxsize=1)
def name_months() -> dict[str, int]:
    """Months by name, in small letters, as they stand in dates and alone; short ones without their full stop."""
    return {name: number for number, name in _name_times("months")}


@lru_cache(maxsize=1)
def name_weekdays() -> dict[str, int]:
    """Days of the week by full name, in small letters; Monday is 0."""
    return {name: number for number, name in _name_times("days", widths=("wide",))}


def _name_times(what: str, widths: tuple[str, ...] = ("wide", "abbreviated")) -> Iterator[tuple[int, str]]:
    from babel import Locale

    for language in LANGUAGES:
        forms = getattr(Locale(language), what)
        for form in ("format", "stand-alone"):
            for width in widths:
                for number, name in forms[form][width].items():
                    yield number, name.lower().rstrip(".")


@lru_cache(maxsize=1)
def name_territories() -> dict[str, frozenset[str]]:
    """The names of every country and region, by its code ("RU", "150"), in all the languages."""
    from babel import Locale

    locales = [Locale(language) for language in LANGUAGES]
    codes = sorted(set().union(*(locale.territories for locale in locales)) - {"ZZ", "QO", "XA", "XB"})
    return {
        code: frozenset(str(name) for locale in locales if (name := locale.territories.get(code))) for code in codes
    }


@lru_cache(maxsize=1)
def name_cities() -> dict[str, tuple[frozenset[str], str | None]]:
    """The cities that time zones are named after: their names in all the languages, and their country's code."""
    from babel import Locale
    from babel.core import get_global

    countries = get_global("zone_territories")
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for zone, entry in Locale(language).time_zones.items():
            if zone.count("/") == 1 and zone.startswith(_CONTINENTS):
                names = found.setdefault(zone, {zone.rpartition("/")[2].replace("_", " ")})
                if "city" in entry:
                    names.add(str(entry["city"]))
    return {zone: (frozenset(names), countries.get(zone)) for zone, names in found.items()}
