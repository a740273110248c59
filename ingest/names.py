"""One key for the spellings of one name: Saporischschja and Zaporizhzhia, Lawrow, Lavrov and Лавров."""

from __future__ import annotations

import re
import unicodedata

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
    ("-", ""),
)


def name_key(word: str) -> str:
    """A key that the usual German, English and Russian spellings of a name share; lower case, at least as short."""
    text = "".join(_CYRILLIC.get(char, char) for char in word.casefold())
    text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    for spelling, sound in _SOUNDS:
        text = text.replace(spelling, sound)
    return re.sub(r"(.)\1+", r"\1", text)


def surname_key(name: str) -> str:
    """The key of a full name's last word."""
    words = re.findall(r"[^\W\d_]+", name)
    return name_key(words[-1]) if words else name.casefold()
