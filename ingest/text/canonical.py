"""Canonical text: NFC, without characters that no reader sees, so that an offset means one thing for ever."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})
_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
NOTE_MARKER = re.compile(r"\[(\d{1,3})\]")
"""A footnote marker standing in a text; a number of four digits in brackets is a year."""
_WHITE = re.compile(r"\s+")
# Unicode counts variation selectors as marks, not as format characters; nobody sees them either.
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x1810))))


def canonicalize(text: str) -> str:
    """Return `text` in NFC without control, format, private, unassigned and surrogate characters.

    Line feed and tab stay; every other way to end a line becomes a line feed. NBSP, U+2011 and note markers stay.
    """
    text = _LINE_ENDS.sub("\n", text)
    kept = (char for char in text if char in "\n\t" or is_seen(char))
    return unicodedata.normalize("NFC", "".join(kept))


def is_seen(char: str) -> bool:
    """Whether a reader sees a character, or the space it takes."""
    return unicodedata.category(char) not in _UNSEEN and char not in _SELECTORS


def to_plain(text: str) -> str:
    """Return `text` without note markers and with whitespace collapsed: the form a verbatim sentence is shown in."""
    return _WHITE.sub(" ", NOTE_MARKER.sub("", text)).strip()
