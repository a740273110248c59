"""A sentence as attribution reads it: words, marks and quotations in order, cut into the pieces that commas make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ingest.records import Slice
from ingest.voices.quotations import Quotations

Kind = Literal["word", "mark", "quote"]

_TOKEN = re.compile(
    r"\[\d{1,3}\]|\d[\d.,:/]*\d|(?:Dr|Prof|Mr|Mrs|Ms|St|Cllr|Sen|Gen|Rep|Jr|[A-ZÄÖÜА-Я])\.(?=\s)|\w+(?:[’'.‑–-]\w+)*|[^\w\s]"
)
_CUTS = frozenset(",;:–—()")


class Token(NamedTuple):
    """A word, a mark, or a whole quotation."""

    kind: Kind
    text: str
    start: int
    """Offset into the document's text."""
    inside: int = 0
    """Of a quotation, the words in it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence taken apart."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    pieces: tuple[tuple[int, int], ...]
    """Ranges of tokens between commas and the like; none is empty."""
    share: float
    """Of its letters, how many stand in quotations."""
    quoted: int
    """Words in its longest quotation."""
    outside: str
    """Its text with each quotation replaced by two marks."""

    def piece_of(self, position: int) -> int:
        """The row of the piece in which the token at `position` stands."""
        return next((row for row, (_, end) in enumerate(self.pieces) if position < end), len(self.pieces) - 1)

    def words(self, first: int, end: int) -> list[str]:
        """The words among the tokens from `first` to `end`."""
        return [token.text for token in self.tokens[first:end] if token.kind == "word"]

    def begins_with(self, words: frozenset[str], row: int = 0) -> bool:
        """Whether a piece begins with one of `words`."""
        return bool(self.pieces) and self.tokens[self.pieces[row][0]].text.lower() in words

    @property
    def ends_with_colon(self) -> bool:
        """Whether what it says comes only behind it."""
        marks = [token.text for token in self.tokens if not token.text.startswith("[")]
        return bool(marks) and marks[-1] == ":"


def read_sentence(text: str, piece: Slice, quotations: Quotations, language: str) -> Sentence:
    """Take a sentence apart; in Russian, what a speaker's dash cuts out of a quotation is no part of it."""
    quotes = list(quotations.within(piece.start, piece.end))
    if language == "ru":
        quotes = [part for quote in quotes for part in _without_tags(text, quote)]
    tokens: list[Token] = []
    outside: list[str] = []
    position = piece.start
    longest = letters = 0
    for quote in quotes:
        tokens += _tokens(text, position, quote.start)
        outside += (text[position : quote.start], "«»")
        content = text[quote.start : quote.end]
        inside = len(re.findall(r"\w+", content))
        letters += sum(map(str.isalpha, content))
        longest = max(longest, inside)
        tokens.append(Token("quote", content, quote.start, inside))
        position = quote.end
    tokens += _tokens(text, position, piece.end)
    outside.append(text[position : piece.end])
    bare = "".join(outside)
    total = letters + sum(map(str.isalpha, bare))
    share = letters / total if total else 0.0
    return Sentence(piece.start, piece.end, tuple(tokens), _cut(tokens), share, longest, bare)


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        yield Token("word" if word[0].isalnum() else "mark", word, match.start())


def _cut(tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    pieces, first = [], 0
    for position, token in enumerate(tokens):
        if token.kind == "quote" or token.text in _CUTS:
            if position > first:
                pieces.append((first, position))
            if token.kind == "quote":
                pieces.append((position, position + 1))
            first = position + 1
    if first < len(tokens):
        pieces.append((first, len(tokens)))
    return tuple(pieces)


_TAG = re.compile(r"[,.!?…]\s*[—–-]\s+(?P<tag>[а-яё][^—–«»]{2,120}?)(?:[,.]\s*(?:[—–-]\s*)|$)")


def _without_tags(text: str, quote: Slice) -> list[Slice]:
    """«Мы готовы, — заявил глава. — Но не сегодня»: the parts that he said."""
    parts, position = [], quote.start
    for match in _TAG.finditer(text, quote.start, quote.end):
        if match.start("tag") > position:
            parts.append(Slice(position, match.start("tag")))
            position = match.end("tag")
    if position < quote.end:
        parts.append(Slice(position, quote.end))
    return [part for part in parts if any(map(str.isalpha, text[part.start : part.end]))]
