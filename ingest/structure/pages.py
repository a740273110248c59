"""The page that a note gives for a work."""

from __future__ import annotations

import re

from ingest.structure.known_works import URL
from ingest.text.sentences import MONTHS

_NUMBERS = r"\d{1,4}(?:[–-]\d{1,4})?(?:\s?ff?\.?(?!\w))?(?:,\s+(?:hier|here)\s+\d{1,4})?"
# A number alone stands after a comma and before the end, an address, a colon, "und" or a new sentence; "9-15, hier 14"
# is one place. Behind "S.", "pp.", "at" it may stand anywhere.
_PAGE = re.compile(
    rf"(?:(?:[\s,(]+|^)(?:at\s+(?:pp?\.\s*)?|S\.\s*|pp?\.\s*|[Сс]\.\s*|[Сс]тр\.\s*)(?P<named>{_NUMBERS})(?![\w–-])"
    rf"|,\s+(?P<bare>{_NUMBERS})"
    r"(?:\s*[.:;]\s+(?=[A-ZÄÖÜА-Я“„«\"h])|\s+(?=(?:und|sowie|and|и)(?!\w))|\s*[.:;,]?\s*$))"
)
_PAGE_AT_ONCE = re.compile(rf"[\s,]*(?P<bare>{_NUMBERS})(?=\s*(?:[.:;,]|$))")
_YEAR = re.compile(r"(?:19|20)\d\d")


def opens_with_page(text: str) -> bool:
    """Whether `text`, which follows a work's name, begins with a page: then the name is cited, and not spoken of."""
    match = _PAGE.match(re.sub(r"^\s*\([^()]{2,20}\)", "", text))
    return bool(match and (match["named"] or not _YEAR.fullmatch(match["bare"])))


def find_page(text: str, *, at_once: bool = False) -> str | None:
    """The first page or pages given in `text`, as printed with a plain hyphen; no years, no dates, no addresses.

    Args:
        text: The part of a note that is about one work.
        at_once: Whether a number that opens `text` is one: behind "Hollander (Anm. 1)" no comma is needed.

    """
    bare = URL.sub("", text).strip()
    matches = [*([_PAGE_AT_ONCE.match(bare)] if at_once else []), *_PAGE.finditer(bare)]
    for match in filter(None, matches):
        page = match.groupdict().get("named") or match["bare"]
        is_date = re.split(r"\W", bare[match.end() :].lstrip(". "), maxsplit=1)[0].casefold() in MONTHS
        if match.groupdict().get("named") or not (is_date or _YEAR.fullmatch(page)):
            return page.replace("–", "-")
    return None
