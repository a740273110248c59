"""Numbers, amounts and dates as terms that are the same in every language and spelling.

600.000, 600,000, 600k and "600 Tausend" are "600000"; "210 Mrd." and "210 billion" are "210000000000"; "50 %"
and "50 Prozent" are "50%"; "14. Juni 2024", "June 14, 2024" and "2024-06-14" are "2024-06-14".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_SPACE = "[ \u00a0\u2007\u2009\u202f]"
# Never within a longer row of numbers (1.2.3, 192.168.0.1, 14.06.2024) or behind a letter (v1.5).
_ALONE, _NO_MORE = r"(?<![\w.,])", r"(?![.,]?\d)"
_GROUPED = re.compile(rf"{_ALONE}(?!0)\d{{1,3}}(?:(?:\.\d{{3}})+|(?:,\d{{3}})+|(?:[’']\d{{3}})+){_NO_MORE}")
_SPACED = re.compile(rf"{_ALONE}(?!0)\d{{1,3}}(?:(?:[\u00a0\u2007\u2009\u202f]\d{{3}})+|(?: \d{{3}})* 000){_NO_MORE}")
_GROUPED_DECIMAL = re.compile(rf"{_ALONE}(?!0)\d{{1,3}}(?:(?:\.\d{{3}})+,\d+|(?:,\d{{3}})+\.\d+){_NO_MORE}")
_DECIMAL_COMMA = re.compile(rf"{_ALONE}(\d+),(\d+){_NO_MORE}")
_SEPARATORS = re.compile(r"[^\d]")

_MAGNITUDES = {
    3: "k tsd tausend thousand тыс тысяч тысячи тысяча",
    6: "mio mill mln million millionen millions миллион миллиона миллионов млн m",
    9: "mrd md bn bln milliarde milliarden миллиард миллиарда миллиардов млрд",
    12: "trn трлн триллион триллиона триллионов",
}
_POWERS = {word: power for power, words in _MAGNITUDES.items() for word in words.split()}
# One word, two sizes: by the question's or the text's language; where none is known, by the way it is written.
_LONG_SCALE = {"billion": 12, "billionen": 12, "trillion": 18, "trillionen": 18, "bio": 12}
_SHORT_SCALE = {"billion": 9, "billions": 9, "trillion": 12, "trillions": 12}
_NUMBER = r"\d{1,30}(?:\.\d{1,30})?"
"""Longer ones are no amounts."""
_DOTLESS = str.maketrans("İı", "ii")  # IGNORECASE takes them for an i, casefold() does not
_AMOUNT = re.compile(
    rf"{_ALONE}(?P<money>[$€£]?)(?P<number>{_NUMBER})(?:{_SPACE}|-)?(?P<word>[^\W\d_]+)(?![^\W\d_])", re.UNICODE
)
_PERCENT = re.compile(
    rf"{_ALONE}(?P<number>{_NUMBER})(?:{_SPACE}|-)?(?:%|(?:prozent\w*|percent\w*|per cent|v\. ?h\.|процент\w*)(?!\w))",
    re.IGNORECASE,
)
_MONTH_NAMES = (
    "januar jänner january jan января январь",
    "februar feber february feb февраля февраль",
    "märz maerz march mar mär марта март",
    "april apr апреля апрель",
    "mai may мая май",
    "juni june jun июня июнь",
    "juli july jul июля июль",
    "august aug августа август",
    "september sept sep сентября сентябрь",
    "oktober october okt oct октября октябрь",
    "november nov ноября ноябрь",
    "dezember december dez dec декабря декабрь",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_ALSO_WORDS = frozenset(("may", "march", "mar", "august", "sept", "sep", "dez", "jan", "mär"))
"""Small, these are months only before a year."""
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?!\w)\.?"
_YEAR = r"(?P<year>[12]\d{3})(?![\d.,]?\d)"
_DAY = r"(?P<day>[0-3]?\d)"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 14. Juni 2024, 14 June 2024, 14th of June, 14./15. Dezember 2025, 14 июня 2024
        rf"(?<![\w.,])(?:(?P<first>[0-3]?\d)(?:st|nd|rd|th)?\.? ?(?:/|-|–|und|and|to|bis|и) ?)?{_DAY}"
        rf"(?:st|nd|rd|th)?\.? ?(?:of |den )?{_MONTH}(?:,? ?{_YEAR})?",
        # June 14, 2024; June 14th
        rf"(?<!\w){_MONTH} {_DAY}(?:st|nd|rd|th)?(?![\d.]?\d)(?: ?[-–] ?(?P<first>[0-3]?\d)(?!\d))?(?:,? {_YEAR})?",
        rf"(?<![\w.,])(?<!\d[-./]){_YEAR}-(?P<month>[01]\d)-{_DAY}(?![\w-])",
        rf"(?<![\w.,]){_DAY}\.{_SPACE}?(?P<month>[01]?\d)\.{_SPACE}?{_YEAR}",
        rf"(?<!\w){_MONTH} (?P<day>){_YEAR}",
    )
)
_DAY_IN_FRONT = re.compile(rf"{_DAY}(?:st|nd|rd|th)?\.?\s{{0,2}}(?:of |den )?{_MONTH}", re.IGNORECASE)
_FRACTION = re.compile(r"(?<![\w.,/⁄])([1-9])[/⁄]([2-9])(?![\w/⁄]|[.,]\d)")
_FRACTION_WORDS = re.compile(
    r"(?<!\w)(?P<count>ein|einem|zwei|drei|vier|one|two|three|four)[ -]"
    r"(?P<part>dritteln?|viertels?|fünfteln?|thirds?|quarters?|fourths?|fifths?)(?!\w)",
    re.IGNORECASE,
)
_COUNTS = {"ein": 1, "einem": 1, "one": 1, "zwei": 2, "two": 2, "drei": 3, "three": 3, "vier": 4, "four": 4}
_PARTS = {"dri": 3, "thi": 3, "vie": 4, "qua": 4, "fou": 4, "fün": 5, "fif": 5}
_FRACTION_SIGNS = str.maketrans({"⅓": "1/3", "⅔": "2/3", "¼": "1/4", "½": "1/2", "¾": "3/4", "⅕": "1/5"})
_ANY_DIGIT = re.compile(r"[\d⅓⅔¼½¾⅕]")
# Three digits behind the separator are thousands, but not before a word that says of which size the number is.
_GERMAN_SIZE = re.compile(rf"(?:{_SPACE}|-)?(?:mrd|mio|milliarde|millionen|billionen)", re.IGNORECASE)
_ENGLISH_SIZE = re.compile(rf"(?:{_SPACE}|-)?(?:[mb]illions?|trillions?|bl?n)(?!\w)")
_NUMBER_WORDS = {
    word: str(number)
    for number, words in enumerate(
        (
            *("drei dreier dreien three три", "vier vierer four четыре", "fünf five пять", "sechs six шесть"),
            *("sieben seven семь", "acht eight восемь", "neun nine девять", "zehn ten десять", "elf eleven"),
            "zwölf twelve двенадцать",
        ),
        3,
    )
    for word in words.split()
}
_NUMBER_WORD = re.compile(rf"(?<!\w)(?:{'|'.join(_NUMBER_WORDS)})(?!\w)", re.IGNORECASE)


def plain_numbers(text: str) -> str:
    """`text` with its numbers written one way: no thousands separators, a point before decimals."""
    if not _ANY_DIGIT.search(text):
        return text
    text = _GROUPED_DECIMAL.sub(_without_groups, text.translate(_FRACTION_SIGNS))
    text = _GROUPED.sub(_join, text)
    text = _SPACED.sub(_join, text)
    return _DECIMAL_COMMA.sub(r"\1.\2", text)


def starts_with_day(text: str) -> bool:
    """Whether a text starts with a day of a month: "6 September 2019", "3. Oktober", "6 сентября"."""
    return bool(_DAY_IN_FRONT.match(text))


def find_quantities(plain: str, language: str | None = None) -> list[str]:
    """The terms of amounts, percentages, fractions and dates in a text that `plain_numbers` has gone over.

    They stand beside the plain numbers, which are no business of this function. `language` tells a German Billion from
    an English one; where it is None the spelling must.
    """
    plain = plain.translate(_DOTLESS)
    found = [*_fractions(plain), *(_NUMBER_WORDS[word.casefold()] for word in _NUMBER_WORD.findall(plain))]
    if _ANY_DIGIT.search(plain):
        found += [*_amounts(plain, language), *_percentages(plain), *dict.fromkeys(_dates(plain))]
    return found


def _join(match: re.Match[str]) -> str:
    number = match.group()
    if number.count(",") == 1 and _GERMAN_SIZE.match(match.string, match.end()):
        return number.replace(",", ".")
    if number.count(".") == 1 and _ENGLISH_SIZE.match(match.string, match.end()):
        return number
    return _SEPARATORS.sub("", match.group())


def _without_groups(match: re.Match[str]) -> str:
    number = match.group()
    at = max(number.rfind("."), number.rfind(","))
    return f"{_SEPARATORS.sub('', number[:at])}.{number[at + 1 :]}"


def _amounts(text: str, language: str | None) -> Iterator[str]:
    for match in _AMOUNT.finditer(text):
        word = match["word"]
        power = _power(word, language, money=bool(match["money"]))
        if power:
            yield _write(Decimal(match["number"]).scaleb(power))


def _power(word: str, language: str | None, *, money: bool) -> int | None:
    small = word.casefold()
    if small == "m":
        return 6 if money else None  # "$5m"; five metres otherwise.
    if small in _POWERS:
        return _POWERS[small]
    if language == "de":
        return _LONG_SCALE.get(small)
    if language is not None:
        return _SHORT_SCALE.get(small)
    if small.endswith("en"):  # "Billionen" is German whatever stands around it; "Billion" alone tells nothing.
        return _LONG_SCALE.get(small)
    return _SHORT_SCALE.get(word)


def _write(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if number != number.to_integral_value() else str(int(number))


def _percentages(text: str) -> Iterator[str]:
    return (f"{_write(Decimal(match['number']))}%" for match in _PERCENT.finditer(text))


def _dates(text: str) -> Iterator[str]:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            named = match["month"].casefold()
            month = int(named) if named.isdigit() else _MONTHS[named]
            if not 1 <= month <= 12:
                continue
            year = match["year"]
            if not year and match["month"] in _ALSO_WORDS:
                continue
            days = [int(day) for day in (match.groupdict().get("first"), match["day"]) if day and 1 <= int(day) <= 31]
            yield from (f"{month:02}-{day:02}" for day in days)
            if year:
                yield from (f"{year}-{month:02}-{day:02}" for day in days)
                yield f"{year}-{month:02}"


def _fractions(text: str) -> Iterator[str]:
    for match in _FRACTION.finditer(text):
        if match[1] < match[2]:
            yield f"{match[1]}/{match[2]}"
    for match in _FRACTION_WORDS.finditer(text):
        count = match["count"].casefold()
        part = match["part"].casefold()
        yield f"{_COUNTS[count]}/{_PARTS[part[:3]]}"
