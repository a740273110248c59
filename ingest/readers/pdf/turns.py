"""Who speaks in minutes or an interview, by how a turn begins: "Ms. HOLM. I thank you", "Frau Holm: Ich danke"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.reading import Block, Reading

_TITLE = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Hon|Sen|Rep|Gen|Adm|Amb)\.|Herrn?|Frau|The|Senator|Chair(?:man|woman|person)?|Ambassador"
    r"|Secretary|Governor|General|Judge|Minister(?:in)?|(?:Vize)?[Pp]räsident(?:in)?|(?:Stellv\. )?Vorsitzender?"
    r"|Abgeordneter?|Staatssekretär(?:in)?|Sachverständiger?|Председатель|Министр|Депутат|Г-н|Г-жа"
)
_WORD = r"[^\W\d_][\w'’.-]*"
_SPOKEN = re.compile(rf"(?P<name>(?:{_TITLE}) (?P<surname>[^\W\d_][\w'’-]+)(?: of(?: {_WORD}){{1,2}}?)?)\.\s+\S")
"""A title and a surname in capitals before a full stop, as parliaments print it in English."""
_NAMED = re.compile(rf"(?P<name>{_WORD}(?: {_WORD}){{0,4}}?)(?P<group> \([^()]{{2,40}}\))?:(?:\s+\S|$)")
_TITLED = re.compile(rf"(?:{_TITLE}) \S")
_LOWER = frozenset("von van der de den zu zur vom di da del of the und and".split())
_KINDS = frozenset({"paragraph", "list_intro", "block_quote"})
_FEWEST = 4
"""Turns, of two speakers at the least, each with two of them."""
_MOST = 0.5
"""Share of the paragraphs that open a turn at the least, where a name may be a label: "Note:", "Key Finding:"."""


def name_turns(reading: Reading) -> Reading:
    """The reading with each turn a post of whoever speaks; one without turns as it is.

    A paragraph behind a turn is the same speaker's, up to a heading, a table, or a bracket that says what follows.
    """
    texts = [reading.text[block.start : block.end] for block in reading.blocks]
    turns = _find_spoken(reading.blocks, texts) or _find_named(reading.blocks, texts)
    if not turns:
        return reading
    return replace(reading, blocks=tuple(_speak(reading.blocks, texts, turns)))


def _find_spoken(blocks: Sequence[Block], texts: Sequence[str]) -> dict[int, str]:
    """By row, whose turn begins there; a name is in capitals at least once, small capitals may be lost elsewhere."""
    found = {
        row: match for row, text in enumerate(texts) if blocks[row].kind in _KINDS and (match := _SPOKEN.match(text))
    }
    shouted = {match["name"].casefold() for match in found.values() if match["surname"].isupper()}
    return _keep_recurring({row: match["name"] for row, match in found.items() if match["name"].casefold() in shouted})


def _find_named(blocks: Sequence[Block], texts: Sequence[str]) -> dict[int, str]:
    """By row, whose turn begins there, told by a name before a colon."""
    found = {
        row: match
        for row, text in enumerate(texts)
        if blocks[row].kind in _KINDS and (match := _NAMED.match(text)) and _is_name(match["name"])
    }
    sure = {row for row, match in found.items() if match["group"] or _TITLED.match(match["name"])}
    turns = _keep_recurring({row: match["name"] for row, match in found.items() if row in sure})
    if turns:
        return turns
    turns = _keep_recurring({row: match["name"] for row, match in found.items()})
    between = [row for row in range(min(turns, default=0), max(turns, default=-1) + 1) if blocks[row].kind in _KINDS]
    return turns if len(turns) >= _MOST * len(between) else {}


def _is_name(name: str) -> bool:
    return all(word[0].isupper() or word in _LOWER for word in name.split())


def _keep_recurring(turns: dict[int, str]) -> dict[int, str]:
    counts = Counter(name.casefold() for name in turns.values())
    kept = {row: name for row, name in turns.items() if counts[name.casefold()] >= 2}
    return kept if len(kept) >= _FEWEST and len({name.casefold() for name in kept.values()}) >= 2 else {}


def _speak(blocks: Sequence[Block], texts: Sequence[str], turns: dict[int, str]) -> Iterator[Block]:
    names: dict[str, str] = {}
    speaker: str | None = None
    for row, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        if row in turns:
            speaker = names.setdefault(turns[row].casefold(), turns[row])
        elif block.kind in ("heading", "title", "table_header", "table_row") or _introduces(text):
            speaker = None
        aside = text[:1] in "[(" and text[-1:] in ")]"
        yield replace(block, kind="post", speaker=speaker) if speaker and not aside and block.kind in _KINDS else block


def _introduces(text: str) -> bool:
    """Whether a bracket says that something else follows: a statement, a resolution."""
    return text[:1] in "[(" and text.rstrip(")]").endswith(":")
