"""Which words may be names, and one key for the spellings of one: Saporischschja, Zaporizhzhia; Lawrow, Лавров."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
        "a b v g d e e zh z i j k l m n o p r s t u f ch ts tsch sch sch - y - e ju ja i ji je g".split(),
        strict=True,
    )
)
# Spellings that German, English and transliterated Russian use for the same sound, longest first.
_SOUNDS = (
    ("tsch", "c"),
    ("shch", "s"),
    ("sch", "s"),
    ("tch", "c"),
    ("sh", "s"),
    ("zh", "s"),
    ("kh", "c"),
    ("ch", "c"),
    ("ts", "s"),
    ("tz", "s"),
    ("z", "s"),
    ("w", "v"),
    ("ph", "f"),
    ("y", "i"),
    ("j", "i"),
    ("ae", "a"),  # Bürgenstock, Buergenstock, Burgenstock
    ("oe", "o"),
    ("ue", "u"),
    ("-", ""),
)

_NAME_OR_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


def find_capitalized(text: str) -> list[str]:
    """The numbers of `text` and its words with a capital letter, as written, in order."""
    return [word for word in _NAME_OR_NUMBER.findall(text) if word[0].isdigit() or word[0].isupper()]


def name_key(word: str) -> str:
    """A key that the usual German, English and Russian spellings of a name share; lower case, at least as short."""
    text = "".join(_CYRILLIC.get(char, char) for char in word.casefold())
    text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    for spelling, sound in _SOUNDS:
        text = text.replace(spelling, sound)
    return re.sub(r"(.)\1+", r"\1", text)


@lru_cache(maxsize=1 << 16)
def surname_key(name: str) -> str:
    """The key of a full name's last word."""
    words = re.findall(r"[^\W\d_]+", name)
    return name_key(words[-1]) if words else name.casefold()
