"""What a statement puts in quotation marks stands letter for letter in the text it cites.

Nothing else may stand in quotation marks: no translation, no summary, no word the writer keeps a distance from. Which
quotation marks are used and how wide the spaces are is left aside, and so is a comma or full stop that a language pulls
in before the closing mark. Words left out ("…", "[...]") or put in ("[der]") divide a quotation into pieces, and each
piece must stand in the same text, in order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from app.checking.claims.records import Ground, Problem, Statement
from ingest.text.names import name_key

# A pair of straight or single marks only where it cannot be an apostrophe or inches.
_QUOTED = re.compile(
    "|".join(
        (
            r"„([^„“”\"]+)[“”\"]",
            r"“([^“”]+)”",
            r"«([^«»]+)»",
            r"»([^«»]+)«",
            r"”([^“”]+)”",
            r"(?<![\w\"])\"([^\"]+)\"(?!\w)",
            r"‚([^‚‘’]+)[‘’](?!\w)",
            r"(?<!\w)‘([^‘]+?)’(?!\w)",
            r"‹([^‹›]+)›",
            r"›([^‹›]+)‹",
            r"(?<!\w)'([^\s'](?:[^']|(?<=\w)'(?=\w))*)'(?!\w)",
        )
    )
)
_HALF = re.compile(
    r"(?:„|(?<!\w)[“«»\"])(?P<inner>(?=\w)[^„“”«»\"]+)$|^(?P<before>[^„“”«»\"]+)(?:[“”«»]|(?<!\d)\")(?!\w)"
)
_MARKS = re.compile("[\"„“”‟«»‹›‚‘’‛']")
_LEFT_OUT = re.compile(r"\[[^\]]*\]|\((?:\.{3}|…)\)|\.{3,}|…")
_PULLED_IN = " .,;:!?–—-"
_HIDDEN = re.compile("[\u00ad\u200b\u200c\u200d\ufeff]")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"\w")
_ONE_WORD, _CYRILLIC_WORD = re.compile(r"[^\W\d_]+"), re.compile("[а-яё]+", re.IGNORECASE)


def find_wrong_quotations(statement: Statement, grounds: Sequence[Ground]) -> tuple[Problem, ...]:
    """The quotations of `statement` that stand in none of the grounds' texts, or stand there otherwise."""
    texts = [_level(ground.text) for ground in grounds]
    titles = [_level(ground.context) for ground in grounds]
    return tuple(
        Problem("quotation", said, "in quotation marks, but not in the cited text in these words")
        for said in _find_quoted(statement.text)
        if not any(_stands_in(said, text) or _is_transliterated(said, text) for text in texts)
        and not any(_is_title(said, title) for title in titles)
    )


def without_quotations(text: str) -> str:
    """The text without what stands in quotation marks: words of somebody else's, in whatever language."""
    for start, end in reversed(find_quoted_places(text)):
        text = f"{text[:start]} {text[end:]}"
    return text


def find_quoted_places(text: str) -> list[tuple[int, int]]:
    """Where quotation marks open and close in `text`, marks included."""
    return [match.span() for match in _QUOTED.finditer(text)]


def _find_quoted(text: str) -> Iterator[str]:
    for match in _QUOTED.finditer(text):
        yield from _with_words(next(inner for inner in match.groups() if inner is not None))
    rest = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    for match in _HALF.finditer(rest):  # A quotation of several sentences, of which this is one.
        yield from _with_words(match["inner"] or match["before"] or "")


def _with_words(inner: str) -> Iterator[str]:
    if _WORD.search(inner):
        yield inner.strip()


def _level(text: str) -> str:
    text = _MARKS.sub("", _HIDDEN.sub("", unicodedata.normalize("NFKC", text)))
    return _SPACES.sub(" ", text).strip()


def _is_transliterated(said: str, text: str) -> bool:
    """Whether one word of a Cyrillic text is quoted in Latin letters."""
    word = _level(said).strip(_PULLED_IN)
    if not _ONE_WORD.fullmatch(word):
        return False
    return any(name_key(word) == name_key(other) for other in _CYRILLIC_WORD.findall(text))


def _pieces(said: str) -> list[str]:
    return [piece for part in _LEFT_OUT.split(said) if (piece := _level(part).strip(_PULLED_IN))]


def _stands_in(said: str, text: str) -> bool:
    at = 0
    for piece in _pieces(said):
        found = _find_whole(piece, text, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _find_whole(piece: str, text: str, start: int) -> int:
    """Where `piece` begins in `text` at or behind `start`, at the borders of words; -1 if nowhere."""
    at = text.find(piece, start)
    while at >= 0:
        end = at + len(piece)
        if not (at and text[at - 1].isalnum() and piece[0].isalnum()) and not (
            end < len(text) and text[end].isalnum() and piece[-1].isalnum()
        ):
            return at
        at = text.find(piece, at + 1)
    return -1


def _is_title(said: str, context: str) -> bool:
    """Whether it names a work or a heading: such stand in what is around the text, and have a capital letter."""
    return said[:1].isupper() and _stands_in(said, context)
