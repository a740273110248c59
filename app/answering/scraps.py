"""What a note says only for whoever looks a quotation up: a reference back, an entry, where the quotations come from.

Such a sentence is near to whatever its work is asked for, and answers nothing; a statement in a note answers like any.
"""

from __future__ import annotations

import re

from ingest.records import Passage
from ingest.structure.back_references import find_back_reference

_OF_QUOTING = re.compile(
    r"(?i)(?<!\w)(?:zitate?n?|zitierten?|hervorhebung(?:en)?|übersetzung(?:en)?|auslassung(?:en)?|quotations?|quotes?"
    r"|emphas[ie]s|italics?|translations?|omissions?|цитат[аы]?|выделен[оы]?|курсив|перевод)(?!\w)"
)
_OF_ITS_ORIGIN = re.compile(
    r"(?i)(?<!\w)(?:stamm(?:en|t)|entnommen|hinzugefügt|im original|durch (?:den |die )?verf|(?:des|der|vom|d\.) ?verf"
    r"|(?:are|is|come|comes) (?:taken )?from|taken from|added|mine|my own|in the original|by the author|ours"
    r"|взят[аоы]?|привод\w+ по|автора?|мо[йяё]|наш)(?!\w)"
)
"""Together with the one above: "All quotations below are taken from this section.", "Hervorhebung durch Verf."."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_OPENS_STATEMENT = re.compile(
    r"(?i)\W*(?:der|die|das|ein|eine|es|er|sie|dies\w*|the|an?|this|that|these|those|it|he|she|they|there|это|он|она|они)(?!\w)"
)
_PARTED = re.compile(r"[,:](?=\s)|(?<!\w)(?:S|p|pp|Nr)\. ?\d")
"""What parts an entry, or numbers its page."""
_MOST_SMALL = 1
"""Long words in small letters that an entry may have: "Interview with Olga Lind, October 2002."."""


def is_scrap(passage: Passage, text: str) -> bool:
    """Whether a sentence of a note states nothing.

    Args:
        passage: What it is of; only a note has scraps.
        text: The sentence, as it is read.

    """
    if passage.note is None:
        return False
    back = find_back_reference(text, 0, len(text))
    if back and back.kind != "passing" and not _WORD.search(text[back.end :]):
        return True
    if _OF_QUOTING.search(text) and _OF_ITS_ORIGIN.search(text):
        return True
    return _is_entry(text)


def _is_entry(text: str) -> bool:
    """Whether a sentence is an entry of a work or of papers: names, a number, and hardly a word in small letters."""
    if _OPENS_STATEMENT.match(text) or not re.search(r"\d", text) or not _PARTED.search(text):
        return False
    small = [word for word in _WORD.findall(text) if str(word)[0].islower()]
    return len(small) <= _MOST_SMALL
