"""Quotations as mails and Markdown mark them: a ">" in front of each line."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from ingest.readers.lines import is_one_word
from ingest.records import Block

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
    out: list[str] = []
    quoted: list[bool] = []
    open_ = False
    for line, mark in zip(lines, marked, strict=True):
        words = line[mark.end() :].strip() if mark else line
        if bool(mark) != open_ and out and out[-1].strip() and words.strip():
            out.append("")
            quoted.append(False)
        if mark and open_ and words and out[-1] and _goes_on(out[-1], words):
            out[-1] = _join(out[-1], words)
        else:
            out.append(words)
            quoted.append(bool(mark and words))
        open_ = bool(mark)
    return "\n".join(out), frozenset(line for line, is_quoted in zip(out, quoted, strict=True) if is_quoted)


def name_quotations(text: str, blocks: Sequence[Block], quoted: Set[str]) -> list[Block]:
    """The blocks, the paragraphs of quotations named as such."""
    return [
        replace(block, kind="block_quote")
        if block.kind in ("paragraph", "heading") and not block.number and text[block.start : block.end] in quoted
        else block
        for block in blocks
    ]


def _join(line: str, following: str) -> str:
    divided = _DIVIDED.search(line)
    tail = _WORD.match(following)
    if divided and tail and is_one_word(divided[1], tail[0]):
        return f"{line[:-1]}{following}"
    return f"{line} {following}"


def _goes_on(line: str, following: str) -> bool:
    if _STARTS_ANEW.match(following):
        return False
    return following[0].islower() or (len(line) >= _SHORTEST_FULL and line[-1] not in _ENDS)
