"""Canonical text: NFC, without characters that no reader sees, so that an offset means one thing for ever."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})
LINE_ENDS = re.compile("\r\n|[\r\v\u0085\u2028\u2029]")
# What Unicode calls marks, letters or symbols and nobody sees all the same: variation selectors, the combining grapheme
# joiner, two Khmer vowels that are never drawn, and the fillers that stand for a part of a Hangul syllable that is not
# there ("names" of nothing but U+3164 are an old trick).
_UNSEEN_OTHERS = frozenset(
    map(
        chr,
        (
            *range(0xFE00, 0xFE10),
            *range(0xE0100, 0xE01F0),
            *range(0x180B, 0x1810),
            *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0),
        ),
    )
)
_BRAILLE_BLANK = 0x2800
"""A cell without dots. It is what parts words in braille, so it becomes a space and does not glue them together."""


def canonicalize(text: str) -> str:
    """Return `text` in NFC without control, format, private, unassigned and surrogate characters.

    Line feed and tab stay; every other way to end a line becomes a line feed, and the Braille blank a space. NBSP,
    U+2011 and note markers stay.
    """
    text = LINE_ENDS.sub("\n", text)
    dropped: dict[int, str | None] = {ord(char): None for char in set(text) if char not in "\n\t" and not is_seen(char)}
    return unicodedata.normalize("NFC", text.translate(dropped | {_BRAILLE_BLANK: " "}))


def is_seen(char: str) -> bool:
    """Whether a reader sees a character, or the space it takes."""
    return unicodedata.category(char) not in _UNSEEN and char not in _UNSEEN_OTHERS


def mend_surrogates(text: str) -> str:
    """`text` with "?" for halves of surrogate pairs, which JSON can escape and nothing can print, keep or embed."""
    return text.encode("utf-8", "replace").decode("utf-8")
