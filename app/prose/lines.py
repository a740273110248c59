"""From a stream of text to sentences with the numbers they cite."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from app.prose.records import Written
from ingest.text.canonical import canonicalize
from ingest.text.sentences import split_sentences

_NUMBERS = re.compile(r"\s*[\[【](\d{1,3}(?:\s*[,;]\s*\d{1,3})*)[\]】]")
_ITEM = re.compile(r"^\s*(?:[-*•–]\s+|\d{1,2}\)\s+|\d\.\s+(?!(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)))")
_BOLD = re.compile(r"\*\*|__|`")
_THINK, _THOUGHT = "<think>", "</think>"
_LONGEST = 2000
"""Characters of a line; what goes on without an end is no answer."""


def read_lines(stream: Iterable[str], *, is_whole: Callable[[], bool] = lambda: True) -> Iterator[str]:
    """The lines of a stream, each as soon as it is whole; empty ones are left out, and what a model thinks aloud.

    Args:
        stream: Pieces of text.
        is_whole: Asked at the end of the stream: whether its last line is one, or was cut off and is left out.

    """
    held = ""
    for text in _leave_out_thoughts(stream):
        held += text
        while "\n" in held or len(held) > _LONGEST:
            line, _, held = held.partition("\n") if "\n" in held else (held, "", "")
            if line.strip():
                yield line.strip()
    if held.strip() and is_whole():
        yield held.strip()


def _leave_out_thoughts(stream: Iterable[str]) -> Iterator[str]:
    """The stream without a `<think>` part at its beginning; nothing of one that does not end."""
    held: str | None = ""
    for text in stream:
        if held is None:
            yield text
            continue
        held += text
        begun = held.lstrip()
        if not _THINK.startswith(begun[: len(_THINK)]) and not begun.startswith(_THINK):
            yield held
            held = None
        elif _THOUGHT in begun:
            yield begun.split(_THOUGHT, 1)[1]
            held = None
    if held and not held.lstrip().startswith(_THINK):
        yield held


def read_sentences(line: str) -> tuple[Written, ...]:
    """The sentences of a line. One without a number of its own has those that follow in its line, else those before."""
    text = canonicalize(_BOLD.sub("", _ITEM.sub("", line)))
    texts, numbers = [], []
    for part in _cut(text):
        said = _drop(part).strip()
        found = tuple(dict.fromkeys(int(one) for marks in _NUMBERS.findall(part) for one in re.findall(r"\d+", marks)))
        if any(char.isalnum() for char in said):
            texts.append(said)
            numbers.append(found)
        elif numbers:
            numbers[-1] = (*numbers[-1], *found)
    for row in range(len(numbers) - 2, -1, -1):
        numbers[row] = numbers[row] or numbers[row + 1]
    for row in range(1, len(numbers)):
        numbers[row] = numbers[row] or numbers[row - 1]
    return tuple(Written(said, found) for said, found in zip(texts, numbers, strict=True))


def _cut(text: str) -> Iterator[str]:
    """The sentences with the numbers behind them: "A. [1] B. [2]" is cut in front of B."""
    # A number that stands behind the full stop is put before it, where no sentence can begin with it.
    moved = re.sub(r"([.!?…][\"”“»]?)((?:\s*[\[【]\d{1,3}(?:\s*[,;]\s*\d{1,3})*[\]】])+)", r"\2\1", text)
    for piece in split_sentences(moved, 0, len(moved)):
        yield moved[piece.start : piece.end]


def _drop(text: str) -> str:
    """A sentence without its numbers."""
    return " ".join(_NUMBERS.sub("", text).split())
