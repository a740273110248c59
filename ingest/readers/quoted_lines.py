"""Quotations as mails and Markdown mark them: a ">" in front of each line."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from ingest.readers.lines import is_one_word
from ingest.reading import Block

_MARKED = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
_A_NUMBER = re.compile(r"[ \t]{0,3}>[ \t]*\d")
"""'> 50 %' is a measure where no line of words is marked."""
_STARTS_ANEW = re.compile(r"(?:[•·▪*–—-]|\d{1,3}[.)]|\|)\s")
_DIVIDED = re.compile(r"([^\W\d_]+)-$")
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = ".!?:;…”“»«\"'"
_SHORTEST_FULL = 30
"""Characters; shorter lines are verse or an address, and stay lines."""


def strip_quote_marks(text: str) -> tuple[str, frozenset[str]]:
    """The text without the marks, each paragraph of a quotation on one line, and these lines."""
    if ">" not in text:
        return text, frozenset()
    lines = text.split("\n")
    marked = [_MARKED.match(line) for line in lines]
    if all(_A_NUMBER.match(line) for line, mark in zip(lines, marked, strict=True) if mark):
        return text, frozenset()
    out: list[list[str]] = []
    quoted: list[bool] = []
    open_ = False
    for line, mark in zip(lines, marked, strict=True):
        words = line[mark.end() :].strip() if mark else line
        last = out[-1][-1] if out else ""
        if bool(mark) != open_ and last.strip() and words.strip():
            out.append([""])
            quoted.append(False)
        if mark and open_ and words and last and _goes_on(last, words):
            out[-1].append(words)
        else:
            out.append([words])
            quoted.append(bool(mark and words))
        open_ = bool(mark)
    whole = [_join(parts) for parts in out]
    return "\n".join(whole), frozenset(line for line, is_quoted in zip(whole, quoted, strict=True) if is_quoted)


def name_quotations(text: str, blocks: Sequence[Block], quoted: Set[str]) -> list[Block]:
    """The blocks, the paragraphs of quotations named as such."""
    return [
        replace(block, kind="block_quote")
        if block.kind in ("paragraph", "heading") and not block.number and text[block.start : block.end] in quoted
        else block
        for block in blocks
    ]


def _join(parts: Sequence[str]) -> str:
    """Lines on one, a word whole where a line's end divides it for certain."""
    pieces = [parts[0]]
    for line, following in pairwise(parts):
        divided = _DIVIDED.search(line)
        tail = _WORD.match(following)
        if divided and tail and is_one_word(divided[1], tail[0]):
            pieces[-1] = pieces[-1][:-1]
        else:
            pieces.append(" ")
        pieces.append(following)
    return "".join(pieces)


def _goes_on(line: str, following: str) -> bool:
    if _STARTS_ANEW.match(following):
        return False
    return following[0].islower() or (len(line) >= _SHORTEST_FULL and line[-1] not in _ENDS)
