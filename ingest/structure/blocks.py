"""From canonical text to blocks: what each paragraph of a plain-text analysis is, by its form alone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.records import PassageKind, Slice

_SECTION = re.compile(r"(?P<number>\d{1,2})\.[ \u00a0]+(?P<title>\S.*)")
_ITEM = re.compile(r"[•·▪◦*\-–—][ \t\u00a0]+(?=\S)")
_NOTE = re.compile(r"\[(?P<number>\d{1,3})\][ \t\u00a0]*")
_QUOTE_OPEN, _QUOTE_CLOSE = '„“"«', '“”"»'
_TRAILING_NOTES = re.compile(r"(?:\[\d{1,3}\])+$")
# "Elon Musk: “…" - a name of one to four capitalised words, a colon, an opening quotation mark.
_POST = re.compile(r"(?P<name>[^\W\d_][\w.'’-]*(?: [^\W\d_a-zäöüа-я][\w.'’-]*){0,3}): ?(?=[„“\"«])")
_HEADING_LENGTH = 160
_SUBHEADING_LENGTH = 60
_DEBRIS_LENGTH = 250
_LINES_BEFORE_DEBRIS = 10
_CONVERSATION = re.compile(r"(?i)\b(?:conversation|exchange|wortwechsel|austausch|unterhaltung)\b.*:$")
# What a web page puts below an article: appeals for donations, newsletters, privacy, related topics.
_DEBRIS = re.compile(
    r"(?i)^(?:spenden\b|spende\b|donate\b|donations?\b|support us|unterstützen sie|verwandte themen"
    r"|related (?:topics|articles)"
    r"|newsletter\b|subscribe\b|mit unseren datenschutz|datenschutz|privacy policy|impressum\b|teilen\b|share this\b"
    r"|wir sind als gemeinnützig)"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text and what its form says it is."""

    kind: PassageKind
    start: int
    end: int
    number: str | None = None
    """A section's or a footnote's number."""
    speaker: str | None = None
    """The name in front of a post."""


def cut_debris(text: str) -> str:
    """Return `text` without the donation, newsletter and privacy lines that close a web page.

    Such lines are looked for after the last footnote only, or, in a long text without footnotes, in its last fifth,
    where at least two of them must stand and nothing long may follow: an article may well speak of privacy.
    """
    lines = list(_lines(text))
    first_note = _first_note(text, lines)
    notes = [index for index, line in enumerate(lines) if line.start >= first_note and _NOTE.match(text, line.start)]
    first = notes[-1] + 1 if notes else max(len(lines) * 4 // 5, _LINES_BEFORE_DEBRIS)
    for index, line in enumerate(lines[first:], start=first):
        rest = [text[other.start : other.end] for other in lines[index:]]
        if _DEBRIS.match(rest[0]) and (notes or _is_debris(rest)):
            return text[: line.start].rstrip()
    return text.rstrip()


def _is_debris(rest: Sequence[str]) -> bool:
    return sum(bool(_DEBRIS.match(line)) for line in rest) >= 2 and max(map(len, rest)) <= _DEBRIS_LENGTH


def find_blocks(text: str) -> tuple[Block, ...]:
    """Name every paragraph of `text` (see `PassageKind`); title, abstract and lead are still called "paragraph"."""
    lines = list(_lines(text))
    first_note = _first_note(text, lines)
    body = [line for line in lines if line.start < first_note]
    notes = [line for line in lines if line.start >= first_note]
    blocks: list[Block] = []
    expected, in_conversation = 1, False
    for line, follower in zip(body, [*body[1:], None], strict=False):
        for block in _name_block(text, line, follower, expected, in_conversation=in_conversation):
            blocks.append(block)
            if block.kind == "heading" and block.number:
                expected = int(block.number) + 1
        in_conversation = blocks[-1].kind == "post" or bool(_CONVERSATION.search(text[line.start : line.end]))
    return (*blocks, *_note_blocks(text, notes))


def _name_block(
    text: str, line: Slice, follower: Slice | None, expected: int, *, in_conversation: bool
) -> Iterator[Block]:
    content = text[line.start : line.end]
    section = _SECTION.fullmatch(content)
    item = _ITEM.match(content)
    if section and int(section["number"]) == expected and len(content) <= _HEADING_LENGTH and not content.endswith("."):
        yield Block("heading", line.start, line.end, number=section["number"])
    elif item:
        yield Block("list_item", line.start + item.end(), line.end)
    elif in_conversation and _POST.match(content):
        yield from _posts(text, line)
    elif _is_quotation(content):
        yield Block("block_quote", line.start, line.end)
    elif content.endswith(":") and follower is not None:
        kind: PassageKind = "list_intro" if _introduces(text, content, follower) else "paragraph"
        yield Block(kind, line.start, line.end)
    elif _is_subheading(content, follower) and line.start > 0:
        yield Block("heading", line.start, line.end)
    else:
        yield Block("paragraph", line.start, line.end)


def _is_subheading(content: str, follower: Slice | None) -> bool:
    """A short line without a full stop, with a paragraph after it: short lines in a row are a table, not headings."""
    return (
        len(content) <= _SUBHEADING_LENGTH
        and content[-1] not in ".!:;,“”»"
        and follower is not None
        and follower.end - follower.start > _SUBHEADING_LENGTH
    )


def _introduces(text: str, content: str, follower: Slice) -> bool:
    following = text[follower.start : follower.end]
    return bool(_ITEM.match(following) or _CONVERSATION.search(content))


def _posts(text: str, line: Slice) -> Iterator[Block]:
    starts = list(_POST.finditer(text, line.start, line.end))
    for match, following in zip(starts, [*starts[1:], None], strict=True):
        end = following.start() if following else line.end
        yield Block("post", match.start(), len(text[:end].rstrip()), speaker=match["name"])


def _is_quotation(content: str) -> bool:
    bare = _TRAILING_NOTES.sub("", content)
    return len(bare) > 40 and bare[0] in _QUOTE_OPEN and bare[-1] in _QUOTE_CLOSE


def _first_note(text: str, lines: Sequence[Slice]) -> int:
    """Where the notes begin: the last line that opens with [1], if a marker [1] stands in the text before it."""
    for line in reversed(lines):
        match = _NOTE.match(text, line.start)
        if match and match["number"] == "1":
            return line.start if "[1]" in text[: line.start] else len(text)
    return len(text)


def _note_blocks(text: str, lines: Sequence[Slice]) -> Iterator[Block]:
    number = ""
    for line in lines:
        match = _NOTE.match(text, line.start)
        start = line.start
        if match and int(match["number"]) == int(number or 0) + 1:
            number, start = match["number"], match.end()
        if start < line.end:
            yield Block("footnote", start, line.end, number=number)


def _lines(text: str) -> Iterator[Slice]:
    """The paragraphs of a text: its lines, or, in a text wrapped by hand, what stands between blank lines."""
    single = list(_single_lines(text))
    if not _is_wrapped(text, single):
        yield from single
        return
    open_: Slice | None = None
    for line in single:
        starts_anew = _ITEM.match(text, line.start) or _NOTE.match(text, line.start)
        if open_ and not starts_anew and text.count("\n", open_.end, line.start) == 1:
            open_ = Slice(open_.start, line.end)
            continue
        if open_:
            yield open_
        open_ = line
    if open_:
        yield open_


def _is_wrapped(text: str, lines: Sequence[Slice]) -> bool:
    """Whether lines break in mid-sentence: most full lines are alike in length and end without punctuation."""
    inner = [one for one, other in itertools.pairwise(lines) if text.count("\n", one.end, other.start) == 1]
    if len(inner) < len(lines) / 2 or len(inner) < 3:
        return False
    broken = [line for line in inner if text[line.end - 1] not in '.!?:;…]”“»)"' and 40 <= line.end - line.start <= 110]
    return len(broken) > len(inner) / 2


def _single_lines(text: str) -> Iterator[Slice]:
    position = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped[0])
            yield Slice(start, start + len(stripped))
        position += len(raw) + 1
