"""The amounts that a text names: what each may mean, as value and unit, in whatever language and spelling.

210 Mrd. Euro, $210 billion, zwei Drittel, twenty-one ships, 30-tägig, трёх лет: each is an `Amount` with one
reading or, where a word means two things ("a third"), several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.checking.claims.number_words import NumberWord, bounds, cut_number_prefix, read_number_word, read_roman
from app.checking.claims.readings import CLOCK, MONEY, ORDINAL, SHARE, TIME, TIMES, VAGUE, Amount, Reading, share_units
from app.checking.claims.units import find_unit, find_unit_of_two, to_base

_TOKEN = re.compile(
    r"\d+(?:\.\d+)?|°[CFcf]\b|km/h|км/ч|[^\W\d_]+[²³]?(?:['’](?=s\b)s)?|[%‰€$£¥₽₴₺₹]|[^\w\s]", re.UNICODE
)
_JOINING = "-‐‑"
_ORDINAL_SIGNS = frozenset("st nd rd th й я е го му ю ой ей м х ые ый ая ое".split())
_INDEFINITE = frozenset(("a", "an", "ein", "eine", "einer", "einen", "einem", "eines"))
_EVERY = frozenset("jeder jede jedes jedem jeden every каждый каждая каждое каждого каждой каждом каждому".split())
_NOT = re.compile(r"(?:\b(?:not|no|never|nicht|nie|kein\w*|не)|n['’]t)\b", re.IGNORECASE)
_OUT_OF = frozenset("in of von aus из".split())
_UNDER = frozenset("under over aged age unter über младше старше до".split())
_PARTS_OF_TIME = (
    ("viertel", Fraction(1, 4)),
    ("halb", Fraction(1, 2)),
    ("dreiviertel", Fraction(3, 4)),
    ("пол", Fraction(1, 2)),
)
_STEM_OF_COMPOUND = 3


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


@dataclass(frozen=True, slots=True)
class _Found:
    """A number before its unit is known."""

    end: int
    """The token behind it."""
    readings: tuple[Reading, ...]
    power: Fraction = Fraction(1)
    soft: bool = False


def find_amounts(plain: str, language: str) -> list[Amount]:
    """The amounts of a text that `ingest.text.quantities.plain_numbers` has gone over, in order; linear in its length.

    Dates and years are among them: who does not want them leaves out their places.
    """
    tokens = [_Token(match.group(), *match.span()) for match in _TOKEN.finditer(plain)]
    words = [() if token.is_number else read_number_word(token.text, language) for token in tokens]
    amounts, at = [], 0
    reader = _Reader(plain, language, tokens, words)
    while at < len(tokens):
        found = reader.read(at)
        if found is None:
            at += 1
            continue
        amounts.append(reader.with_unit(at, found))
        at = max(found.end, at + 1)
    return share_units(plain, amounts)


@dataclass(frozen=True, slots=True)
class _Reader:
    plain: str
    language: str
    tokens: Sequence[_Token]
    words: Sequence[tuple[NumberWord, ...]]

    def read(self, at: int) -> _Found | None:
        if self.tokens[at].is_number:
            return self._read_digits(at)
        return self._read_words(at) or self._read_compound(at) or self._read_roman(at)

    def _read_digits(self, at: int) -> _Found:
        tokens, value = self.tokens, Fraction(self.tokens[at].text)
        if self._touches(at + 1, ":") and self._is_number(at + 2) and len(tokens[at + 2].text) == 2:
            return _Found(at + 3, (Reading(value * 60 + int(Fraction(tokens[at + 2].text)), CLOCK),))
        if self._touches(at + 1, "/⁄") and self._is_number(at + 2) and tokens[at + 2].start == tokens[at + 1].end:
            below = Fraction(tokens[at + 2].text)
            if 0 < value < below <= 10:
                return _Found(at + 3, (Reading(value / below, SHARE),))
        end = at + 2 if self._touches(at + 1, _JOINING) else at + 1
        if end < len(tokens) and tokens[end].text in _ORDINAL_SIGNS and tokens[end].start == tokens[end - 1].end:
            return _Found(end + 1, (Reading(value, ORDINAL),))
        if self._touches(at + 1, ".") and self._word(at + 2) and value < 200 and self.language != "en":
            return _Found(at + 1, (Reading(value), Reading(value, ORDINAL)))
        return self._with_powers(at + 1, value)

    def _read_words(self, at: int) -> _Found | None:
        kinds = {one.kind: one for one in reversed(self.words[at])}
        if "half_more" in kinds:
            return self._with_powers(at + 1, kinds["half_more"].value)
        if "half" in kinds:
            return self._read_half(at)
        if "one" in kinds or self.tokens[at].text.lower() in ("a", "an"):
            return self._read_one(at)
        if "cardinal" in kinds:
            return self._read_cardinal(at, soft=kinds["cardinal"].soft)
        if "part" in kinds:
            return self._read_part(at, 1 / kinds["part"].value)
        if "ordinal" in kinds:
            return self._read_ordinal(at, kinds["ordinal"].value)
        if "vague" in kinds:
            return self._read_vague(at, kinds["vague"].value)
        if "power" in kinds and len(self.tokens[at].text) > 3:
            return _Found(at + 1, (Reading(kinds["power"].value),), kinds["power"].value)
        readings = [Reading(one.value, TIMES) for one in self.words[at] if one.kind == "times"]
        readings += [Reading(one.value, SHARE) for one in self.words[at] if one.kind == "halving"]
        return _Found(at + 1, tuple(readings)) if readings else None

    def _read_half(self, at: int) -> _Found:
        after = at + 2 if self._lower(at + 1) in _INDEFINITE else at + 1
        if power := self._value(after, "power"):
            return _Found(after + 1, (Reading(power / 2),), power / 2)
        unit, end = self._unit_at(after + self._of_a(after))
        if unit in TIME or (unit == "%" and after > at + 1):
            return _Found(end, (Reading(*to_base(Fraction(1, 2), unit or "")), Reading(Fraction(1, 2), SHARE)))
        soft = self._lower(at) not in ("half", "hälfte", "половина", "половины", "половину")
        return _Found(at + 1, (Reading(Fraction(1, 2), SHARE),), soft=soft)

    def _read_part(self, at: int, value: Fraction) -> _Found:
        """A third; and a quarter of a century."""
        unit, end = self._unit_at(at + 1 + self._of_a(at + 1))
        if self._of_a(at + 1) and unit in TIME:
            return _Found(end, (Reading(*to_base(value, unit)), Reading(value, SHARE)))
        return _Found(at + 1, (Reading(value, SHARE),))

    def _of_a(self, at: int) -> int:
        return (
            2
            if self._lower(at) in ("of", "eines", "einer") and self._lower(at + 1) in ("a", "an")
            else int(self._lower(at) in ("eines", "einer", "века", "столетия"))
        )

    def _read_one(self, at: int) -> _Found | None:
        after = at + 2 if self._joins(at + 1) else at + 1
        is_article = self._lower(at) in ("a", "an")
        below = self._value(after, "part")
        if below is None and self.language != "de" and (not is_article or self._lower(after + 1) == "of"):
            below = self._value(after, "ordinal")  # "one third", "a third of"; "a third reading" is none.
        if below:
            return self._read_part(after, 1 / below) if below > 2 else None
        if self._value(after, "power"):
            return self._with_powers(after, Fraction(1))
        if self._value(after, "cardinal") == 100:  # "a hundred", "ein hundert"
            return self._read_cardinal(after, soft=False)
        if self._lower(at + 1) in _OUT_OF and (self._is_number(at + 2) or self._value(at + 2, "cardinal")):
            return _Found(at + 1, (Reading(Fraction(1)),), soft=True)  # "one in five"
        unit, end = self._unit_at(at + 1)
        if not unit:
            return None
        if self._is_half_more(end):  # "a pound and a half"
            return _Found(end + 3, (Reading(*to_base(Fraction(3, 2), unit)),))
        return _Found(at + 1, (Reading(Fraction(1)),), soft=is_article or unit != "%")

    def _read_cardinal(self, at: int, *, soft: bool) -> _Found:
        if soft:
            return _Found(at + 1, tuple(Reading(one.value) for one in self.words[at]), soft=True)
        total, current, least = Fraction(0), Fraction(0), Fraction(1000)
        end = at
        while True:
            value = self._value(end, "cardinal")
            if value is None and end > at and current >= 20:  # twenty-one, двадцать один
                value = self._value(end, "one")
            power = self._value(end, "power") if end > at else None
            if value is not None and value == 100 and 0 < current < 10 and self.language == "en":
                current, least = current * 100, Fraction(100)
            elif value is not None and (current == 0 or (0 < value < least and _fits(current, value))):
                current, least = current + value, value if value >= 20 else Fraction(0)
            elif power is not None and power >= 1000:
                total, current, least = total + (current or 1) * power, Fraction(0), Fraction(1000)
            else:
                break
            end += 1
            end += self._skip_joins(end, current, total)
        end -= self._joined_back(end)
        value = total + current
        if more := self._is_half_more(end):
            return self._with_powers(end + more, value + Fraction(1, 2))
        after = end + 1 if self._joins(end) else end
        if below := self._value(after, "part"):
            return self._read_part(after, value / below)
        if (order := self._value(after, "ordinal")) and self.language != "de":
            if value >= 20 and value % (100 if order >= 10 else 10) == 0 and order < 100:
                return _Found(after + 1, (Reading(value + order, ORDINAL),))
            if self.language == "ru" and value < order:
                return _Found(after + 1, (Reading(value / order, SHARE),))
        return self._with_powers(end, value)

    def _read_ordinal(self, at: int, value: Fraction) -> _Found | None:
        text = self._lower(at)
        if text == "achten" and self._lower(at - 1)[:1] != "d" and not self._lower(at - 1).endswith("m"):
            return None  # The verb.
        if value == 1:
            return _Found(at + 1, (Reading(value, ORDINAL),), soft=True)
        before, after = self._lower(at - 1), self._lower(at + 1)
        if text == "second" and before in ("a", "per") and not self._word(at + 1):
            return None  # The unit.
        readings = [Reading(value, ORDINAL)]
        if before in _EVERY or after in ("часть", "части", "частью"):  # "jeder fünfte"
            readings.append(Reading(1 / value, SHARE))
        if self.language == "en" and value > 2 and before in ("a", "by", "one"):
            readings.append(Reading(1 / value, SHARE))
        return _Found(at + 1, tuple(readings))

    def _read_vague(self, at: int, value: Fraction) -> _Found:
        after = at + 1
        while self._lower(after) in ("of", "von") or self._value(after, "vague") or self._value(after, "power"):
            more = self._value(after, "power") or self._value(after, "vague")
            value *= more or 1
            after += 1
        after -= self._lower(after - 1) in ("of", "von")
        return _Found(after, (Reading(value, VAGUE),))

    def _read_compound(self, at: int) -> _Found | None:
        for beginning, part in _PARTS_OF_TIME:
            rest = self._lower(at).removeprefix(beginning)
            if rest != self._lower(at) and (unit := find_unit(rest)) in TIME and unit:
                return _Found(at + 1, (Reading(*to_base(part, unit)),))
        cut = cut_number_prefix(self.tokens[at].text, self.language)
        if cut is None:
            return None
        value, rest = Fraction(cut[0]), cut[1]
        for end in range(len(rest), _STEM_OF_COMPOUND - 1, -1):
            for one in read_number_word(rest[:end], self.language):
                if one.kind == "part":
                    return _Found(at + 1, (Reading(value / one.value, SHARE),))
            if unit := find_unit(rest[:end]):
                soft = end != len(rest)
                return _Found(at + 1, (Reading(*to_base(value, unit)),), soft=soft)
        return _Found(at + 1, (Reading(value),), soft=True)

    def _read_roman(self, at: int) -> _Found | None:
        text = self.tokens[at].text
        value = read_roman(text)
        if value is None or (len(text) == 1 and self.language == "en"):
            return None
        return _Found(at + 1, (Reading(Fraction(value), ORDINAL),), soft=True)

    def with_unit(self, at: int, found: _Found) -> Amount:
        start, end = self.tokens[at].start, self.tokens[found.end - 1].end
        readings, bare = list(found.readings), [one for one in found.readings if not one.unit]
        unit, after = self._unit_at(found.end)
        if bare and not unit and at and (before := find_unit(self.tokens[at - 1].text)) in MONEY:
            unit, start = before, self.tokens[at - 1].start
        elif bare and unit:
            end = self.tokens[after - 1].end
        if bare and unit:
            readings = [one for one in readings if one.unit and one.unit != ORDINAL]
            readings += [_in_unit(one.value, unit, self.tokens[at].text) for one in bare]
        elif bare and (later := self._unit_at(found.end + 1)[0]) and self._word(found.end):
            readings += [_in_unit(one.value, later, self.tokens[at].text) for one in bare]
        elif bare and bare[0].value < 120 and self._lower(at - 1) in _UNDER:  # "under twelve"
            readings.append(Reading(*to_base(bare[0].value, "year")))
        if unit == "pm" and readings[0].unit == CLOCK and readings[0].value < 720:
            readings = [Reading(readings[0].value + 720, CLOCK)]
        own = unit if bare and unit else ""
        bound = self._bound(start)
        return Amount(self.plain[start:end], start, end, tuple(readings), found.power, own, found.soft, bound)

    def _bound(self, start: int) -> str:
        before = self.plain[max(0, start - 25) : start]
        for name, pattern in bounds().items():
            if match := pattern.search(before):
                # "must not be below" is neither "less" nor, for sure, "least".
                return "" if name in ("more", "less") and _NOT.search(before[: match.start()]) else name
        return ""

    def _unit_at(self, at: int) -> tuple[str | None, int]:
        """The unit that begins at a token, or behind the hyphen there, and the token behind it."""
        at = at + 1 if self._joins(at) else at
        words: list[str] = []
        places: list[int] = []
        while at < len(self.tokens) and len(words) < 3:
            if self.tokens[at].text not in (".", *_JOINING) or not words:
                words.append(self.tokens[at].text)
                places.append(at + 1)
            at += 1
        if len(words) == 3 and (unit := find_unit_of_two(f"{words[0]} {words[1]}", words[2])):
            return unit, places[2]
        if len(words) >= 2 and (unit := find_unit_of_two(words[0], words[1])):
            return unit, places[1]
        if words and (unit := find_unit(words[0])):
            return unit, places[0]
        return None, at

    def _with_powers(self, at: int, value: Fraction, *, soft: bool = False) -> _Found:
        power = Fraction(1)
        while True:
            after = at + 1 if self._joins(at) else at
            more = self._value(after, "power")
            if self._touches(after, "mM") and power == 1 and find_unit(self._lower(at - 2)) in MONEY:
                more = Fraction(10**6)  # "$5m"
            if more is None or (self._lower(after) == "k" and not self._touches(after, "kK")):
                break
            power *= more
            at = after + 1
            if self._touches(at, ".") and len(self.tokens[at - 1].text) < 5:
                at += 1
        return _Found(at, (Reading(value * power),), power, soft)

    def _skip_joins(self, at: int, current: Fraction, total: Fraction) -> int:
        """How many tokens stand between one number word and the next: a hyphen, or "and" behind hundreds."""
        if self._joins(at) and self.tokens[at].start == self.tokens[at - 1].end:
            return 1 if any(self._value(at + 1, kind) for kind in ("cardinal", "power", "one")) else 0
        if self._lower(at) == "and" and (current >= 100 or total) and self._value(at + 1, "cardinal"):
            return 1 if current % 100 == 0 else 0
        return 0

    def _joined_back(self, end: int) -> int:
        return 1 if self._joins(end - 1) or self._lower(end - 1) == "and" else 0

    def _is_half_more(self, at: int) -> int:
        """How many words at a token say "and a half"."""
        if [self._lower(at + step) for step in range(3)] == ["and", "a", "half"]:
            return 3
        return 2 if (self._lower(at), self._lower(at + 1)) == ("с", "половиной") else 0

    def _value(self, at: int, kind: str) -> Fraction | None:
        if not 0 <= at < len(self.words):
            return None
        return next((one.value for one in self.words[at] if one.kind == kind and not one.soft), None)

    def _lower(self, at: int) -> str:
        return self.tokens[at].text.lower() if 0 <= at < len(self.tokens) else ""

    def _word(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].text[0].isalpha()

    def _is_number(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].is_number

    def _touches(self, at: int, signs: str) -> bool:
        return (
            0 < at < len(self.tokens)
            and self.tokens[at].text in signs
            and self.tokens[at].start == self.tokens[at - 1].end
        )

    def _joins(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].text in _JOINING


def _fits(current: Fraction, value: Fraction) -> bool:
    """Whether number words go on: "twenty" and "one", "двести" and "пять", not "four" and "two"."""
    return (current % 100 == 0 and value < 100) or (current % 10 == 0 and current % 100 >= 20 and value < 10)


def _in_unit(value: Fraction, unit: str, written: str) -> Reading:
    if unit in ("clock", "am", "pm"):
        hours, minutes = int(value), written.partition(".")[2]
        more = 12 if unit == "pm" and hours < 12 else 0
        return Reading(Fraction((hours + more) * 60 + (int(minutes) if len(minutes) == 2 else 0)), CLOCK)
    return Reading(*to_base(value, unit))
