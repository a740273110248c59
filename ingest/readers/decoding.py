"""From bytes to text: which character set, and what to do where that cannot be told."""

from __future__ import annotations

import codecs
import re

from ingest.errors import DossierError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # Before UTF-16: its mark begins with that of UTF-16.
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOJIBAKE = re.compile(
    "Ã[\u0080-\u00bf¤¶¼„–œŸ]|â€[\u0080-\u009f™œž“”\u0153\u0161\u017e¦˜]|Ð[\u0080-\u00bf°±²³´µ¾]Ñ?|ï»¿"
)
# UTF-8 read as Windows-1251: the first byte of each Cyrillic letter becomes Р or С ("РњРµР»").
_CYRILLIC_MOJIBAKE = re.compile("(?:[РС][ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬®Ї°±Ііґµ¶·ё№є»јЅѕї]){2,}")
_LOST = "\ufffd"
_SAMPLE = 4096
"""Bytes looked at for the zeros of UTF-16."""


def decode_text(content: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 or UTF-32 with a byte-order mark.

    DossierError for binary files and other character sets, with the command that converts them.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode(content, encoding)
    sample = content[:_SAMPLE]
    if b"\0" in sample:
        guess = _utf_16_without_mark(sample)
        if guess:
            raise DossierError(
                "the file is UTF-16 without a byte-order mark", remedy=f"iconv -f {guess} -t UTF-8 FILE > NEW"
            )
        raise DossierError("the file is binary, not text", remedy="convert it to a .txt file in UTF-8")
    return _decode(content, "utf-8")


def find_mojibake(text: str) -> str | None:
    """A remark where letters are lost or UTF-8 seems to have been read as something else ("fÃ¼r"); else None."""
    found = [*_MOJIBAKE.findall(text), *_CYRILLIC_MOJIBAKE.findall(text)]
    if not found:
        lost = text.count(_LOST)
        return f"{lost} letters are lost ({_LOST}): save the file again from its origin, in UTF-8" if lost else None
    return (
        f"{len(found)} places look like UTF-8 that was read in another character set ({found[0]!r}):"
        " save the file again from its origin, in UTF-8"
    )


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise DossierError(
                f"the file is damaged: its byte-order mark says {encoding}, byte {error.start} does not fit",
                remedy="save it again in UTF-8",
            ) from error
        raise DossierError(
            f"the file is not UTF-8 (byte {error.start})", remedy=f"iconv -f {_guess(content)} -t UTF-8 FILE > NEW"
        ) from error


def _guess(content: bytes) -> str:
    """The likelier Windows character set: bytes from 0xC0 on are most of a Cyrillic text, few of a Latin one."""
    letters = sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in content)
    return "CP1251" if sum(byte >= 0xC0 for byte in content) > letters else "CP1252"


def _utf_16_without_mark(sample: bytes) -> str | None:
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    guess = "UTF-16LE" if odd > even else "UTF-16BE"
    text = sample[: len(sample) // 2 * 2].decode(guess, "replace")
    readable = sum(char.isprintable() or char.isspace() for char in text)
    return guess if max(even, odd) * 4 >= len(sample) and readable > 0.95 * len(text) else None
