"""What each paragraph of a plain text is, by its form alone: heading, list item, table row, quotation, post."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ingest.readers.lines import BULLETS, Line
from ingest.readers.note_markers import is_notes_title
from ingest.readers.table_rows import find_tables
from ingest.reading import Block, PassageKind
from ingest.text.german import is_common_noun

_BULLET = re.compile(rf"[{BULLETS}*–—-][ \t\u00a0]+(?=\S)")
_MARKDOWN_HEADING = re.compile(r"(?P<level>#{1,6})[ \t]+(?=\S)")
_NUMBER = re.compile(
    r"(?:\((?P<bracketed>\d{1,3}|[a-z]{1,4})\)|(?P<plain>\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[a-z])(?P<mark>[.)]?))"
    r"[ \t\u00a0]+(?=\S)"
)
_QUOTE_OPEN, _QUOTE_CLOSE = '„“"«»', '“”"»«'
_TRAILING_NOTES = re.compile(r"(?:\[\^?\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹])+$")
# "Elon Musk: “…" - a name of one to four capitalised words, a colon, an opening quotation mark.
_NAMED_PART = re.compile(
    r"(?i)(?:kapitel|chapter|teil|part|artikel|article|abschnitt|section|глава|часть|статья|раздел|§+"
    r"|tagesordnungspunkt|top|punkt|agenda item|item|пункт)"
    r"[ \u00a0](?:\d{1,3}|[ivxlc]{1,6})(?:[ .:–—-]|$)"
)
_BACK_MATTER = re.compile(
    r"(?i)(?:anhang|anlage|annex|appendix|literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|bibliogra\w+|danksagung"
    r"|acknowledge?ments?|impressum|(?:über|zu[mr]?) (?:den |die |der )?(?:autor|person)\w*"
    r"|about the (?:author|editor)s?|приложени[ея]|литература|об авторах?|об авторе)(?!\w)"
)
"""Headings of what belongs to the whole text and not to its last section."""
_NAME = r"(?P<name>[^\W\d_][\w.'’-]*(?: [^\W\d_a-zäöüа-я][\w.'’-]*){0,3})"
_POST = re.compile(rf"{_NAME}: ?(?=[„“\"«])")
_STAMP = r"[\[(<]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])>]?"
_TURN = re.compile(
    rf"(?:{_STAMP}[ \t\u00a0]+(?:[–-][ \u00a0])?)?{_NAME}(?P<count> \d{{1,2}})?(?:[ \u00a0]{_STAMP})?"
    r":[ \t\u00a0]+(?=\S)"
)
_NAME_LINE = re.compile(rf"(?:{_STAMP}[ \t\u00a0]+)?{_NAME}(?: (?P<count>\d{{1,2}}))?:?(?:[ \u00a0]+{_STAMP})?:?")
_CONVERSATION = re.compile(r"(?i)\b(?:conversation|exchange|wortwechsel|austausch|unterhaltung)\b.*:$")
_UNDERLINE = re.compile(r"(?P<sign>[=-])(?P=sign){2,}")
_ORNAMENT = re.compile(r"[*~=#_–—-](?:\s?[*~=#_–—-]){2,}")
_BOLD = re.compile(r"(?P<sign>\*\*|__)(?P<words>[^*_\s](?:[^*_]*[^*_\s])?)(?P=sign)$")
_SENTENCE_INSIDE = re.compile(
    r"[^\W\d_]{4,}[.!?][\"'”“»«)]*(?:\[\^?\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]|\d{1,3}\)?|\(\d{1,3}\))*(?:\s|$)"
)
_SENTENCE = re.compile(r"(?:\S+\s+){3,}\S+[.!?…][\"'”“»«)]*$")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”“»«)*]*$")
_HEADING_LENGTH = 160
_SUBHEADING_LENGTH = 80
_FEWEST_TURNS = 4
_ENDED = 0.8
"""Share of the turns that end as sentences do, from which on a short line between them that does not is a heading."""


@dataclass(frozen=True, slots=True)
class _Number:
    """How a line is numbered."""

    label: str
    """ "2", "3.1", "IV", "b"."""
    place: int
    """Its place in its row of numbers, from 1."""
    style: str
    """Lines of one row have the same: depth and kind of number, and what stands around it."""
    end: int
    """Where the line goes on behind the number, from the line's beginning."""
    may_head: bool
    """Whether headings are numbered so."""


def name_lines(text: str, lines: Sequence[Line]) -> tuple[Block, ...]:
    """Name every paragraph (see `PassageKind`); title, abstract, lead and notes are named elsewhere."""
    numbers = [_read_number(line.text) for line in lines]
    headings = _find_numbered_headings(lines, numbers)
    items = _find_numbered_items(lines, numbers, headings)
    points = _find_points(numbers, headings)
    turns = _find_turns(lines)
    names = {} if turns else _find_name_lines(lines)
    turns |= _speak_below(lines, names)
    tables = find_tables(text, lines)
    blocks: list[Block] = []
    in_conversation = False
    for row, line in enumerate(lines):
        if row in names:
            blocks.append(Block("heading", line.start, line.end))
        elif row in headings:
            blocks.append(Block("heading", line.start, line.end, number=headings[row]))
        elif row in items:
            blocks.append(Block("list_item", line.start, line.end, number=items[row]))
        elif row in turns:
            blocks.append(Block("post", line.start, line.end, speaker=turns[row]))
        elif row in tables:
            kind = tables[row]
            blocks += [Block(kind, line.start, line.end)] if kind else []
        else:
            blocks += _name_line(text, lines, row, items, in_conversation=in_conversation)
            if row in points and blocks and blocks[-1].start >= line.start and blocks[-1].kind == "heading":
                blocks[-1] = replace(blocks[-1], kind="paragraph")
        in_conversation = bool(blocks) and (blocks[-1].kind == "post" or bool(_CONVERSATION.search(line.text)))
    return tuple(_set_apart(text, block) for block in blocks)


def _set_apart(text: str, block: Block) -> Block:
    """A heading behind the last section on the sections' own level, so that what follows does not stand under that."""
    content = " ".join(text[block.start : block.end].split())
    if block.number or block.level or len(content) > _SUBHEADING_LENGTH:
        return block
    is_head = block.kind == "heading" and _BACK_MATTER.match(content)
    return replace(block, kind="heading", level=1) if is_head or is_notes_title(content) else block


def _name_line(
    text: str, lines: Sequence[Line], row: int, items: dict[int, str], *, in_conversation: bool
) -> Iterator[Block]:
    line = lines[row]
    content = line.text
    follower = lines[row + 1] if row + 1 < len(lines) else None
    marked = _MARKDOWN_HEADING.match(text, line.start)
    underline = _UNDERLINE.fullmatch(follower.text) if follower and not follower.blank_before else None
    bullet = _BULLET.match(text, line.start)
    bold = _BOLD.match(content)
    if _ORNAMENT.fullmatch(content):
        return  # It parts two paragraphs, or underlines a heading.
    if marked:
        yield Block("heading", marked.end(), line.end, level=len(marked["level"]))
    elif underline and len(content) <= _HEADING_LENGTH:
        yield Block("heading", line.start, line.end, level=1 if underline["sign"] == "=" else 2)
    elif bold and follower is not None and _is_subheading(lines, row, items, bold["words"]):
        yield Block("heading", line.start + 2, line.end - 2)
    elif bullet:
        yield Block("list_item", bullet.end(), line.end)
    elif in_conversation and _POST.match(content):
        yield from _posts(text, line)
    elif _is_quotation(content):
        yield Block("block_quote", line.start, line.end)
    elif content.endswith(":") and follower is not None:
        introduces = row + 1 in items or bool(_BULLET.match(follower.text) or _CONVERSATION.search(content))
        kind: PassageKind = "list_intro" if introduces else "paragraph"
        yield Block(kind, line.start, line.end)
    elif row > 0 and _is_subheading(lines, row, items, content):
        yield Block("heading", line.start, line.end)
    else:
        yield Block("paragraph", line.start, line.end)


def _read_number(content: str) -> _Number | None:
    match = _NUMBER.match(content)
    if match is None:
        return None
    label = match["bracketed"] or match["plain"]
    mark = match["mark"] or ""
    if match["plain"] and not mark and "." not in label:
        return None  # "3 Männer", "A long way": not a number in front.
    place, kind = _place_in_row(label)
    brackets = "()" if match["bracketed"] else mark
    may_head = not match["bracketed"] and mark != ")" and kind != "letter"
    return _Number(label, place, f"{kind}{label.count('.')}{brackets}", match.end(), may_head)


def _place_in_row(label: str) -> tuple[int, str]:
    last = label.rsplit(".", 1)[-1]
    if last.isdecimal():
        return int(last), "digit"
    if last.isupper():
        values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
        numbers = [values[char] for char in last]
        pairs = zip(numbers, [*numbers[1:], 0], strict=True)
        return sum(-one if one < other else one for one, other in pairs), "roman"
    return (ord(last) - 96 if len(last) == 1 else 0), "letter"


def _find_numbered_headings(lines: Sequence[Line], numbers: Sequence[_Number | None]) -> dict[int, str]:
    """Rows that head a section: short, the next number of their row, and with text of their own behind them.

    Numbered lines that follow one another, or a colon, are points of a list.
    """
    found: dict[int, str] = {}
    expected: Counter[str] = Counter()
    for row, (line, number) in enumerate(zip(lines, numbers, strict=True)):
        if number is None or not number.may_head or len(line.text) > _HEADING_LENGTH or row + 1 == len(lines):
            continue
        if _TRAILING_NOTES.sub("", line.text)[-1] in ".;,:" or _follows_on(lines, numbers, row):
            continue
        parent = f"{number.style}|{number.label.rsplit('.', 1)[0] if '.' in number.label else ''}"
        if number.place == expected[parent] + 1:
            expected[parent] += 1
            found[row] = number.label
    return found


def _follows_on(lines: Sequence[Line], numbers: Sequence[_Number | None], row: int) -> bool:
    """Whether a numbered line stands beside another of its row, or behind a colon."""
    number = numbers[row]
    beside = [numbers[other] for other in (row - 1, row + 1) if 0 <= other < len(numbers)]
    in_row = any(other and number and other.style == number.style for other in beside)
    return in_row or (row > 0 and lines[row - 1].text.endswith(":"))


def _find_numbered_items(
    lines: Sequence[Line], numbers: Sequence[_Number | None], headings: dict[int, str]
) -> dict[int, str]:
    """Rows that are points of a numbered list: beside another point in the order of numbers, or behind a colon."""
    found: dict[int, str] = {}
    for row, number in enumerate(numbers):
        if number is None or row in headings:
            continue
        before = numbers[row - 1] if row else None
        after = numbers[row + 1] if row + 1 < len(numbers) else None
        is_next = before is not None and before.style == number.style and before.place + 1 == number.place
        has_next = after is not None and after.style == number.style and after.place == number.place + 1
        behind_colon = row > 0 and lines[row - 1].text.endswith(":") and number.place == 1
        if is_next or has_next or behind_colon:
            found[row] = number.label
    return found


def _find_points(numbers: Sequence[_Number | None], headings: dict[int, str]) -> set[int]:
    """Rows whose number goes on from one that heads no section: they head none either."""
    others = {(one.style, one.place) for row, one in enumerate(numbers) if one and row not in headings}
    return {row for row, one in enumerate(numbers) if one and (one.style, one.place - 1) in others}


def _find_turns(lines: Sequence[Line]) -> dict[int, str]:
    """Rows of an interview or transcript with their speakers: names before a colon that come again and again.

    A paragraph between two turns goes on with what the speaker before it says, unless it stands in brackets.
    """
    named = {
        row: match["name"] + (match["count"] or "")
        for row, line in enumerate(lines)
        if (match := _TURN.match(line.text)) and not _is_labelled_head(match, line.text)
    }
    counts = Counter(named.values())
    turns = {row: name for row, name in named.items() if counts[name] >= 2}
    if len(turns) < _FEWEST_TURNS or len(set(turns.values())) < 2:
        return {}
    last = max(turns)
    ended = sum(bool(_SENTENCE_END.search(lines[row].text)) for row in turns) >= _ENDED * len(turns)
    speaker = ""
    for row in range(min(turns), last):
        content = lines[row].text
        if row not in turns and _is_subheading(lines, row, {}, content) and (ended or _NAMED_PART.match(content)):
            speaker = ""  # It heads what follows.
        elif row in turns or (speaker and content[0] not in "(["):
            speaker = turns.setdefault(row, speaker)
    return turns


def _is_labelled_head(label: re.Match[str], content: str) -> bool:
    """Whether a line is no turn but the head of a box or a row of data: "Kasten: Der Streit um den Deich"."""
    name = label["name"]
    is_thing = not label["count"] and " " not in name and not name.isupper() and is_common_noun(name)
    return (
        is_thing
        and content[label.end() :][:1].isupper()
        and len(content) <= _SUBHEADING_LENGTH
        and not _SENTENCE_END.search(content)
    )


def _find_name_lines(lines: Sequence[Line]) -> dict[int, str]:
    """Rows of a transcript that name who speaks below: full names, or names in capitals, that come again and again."""
    named = {
        row: " ".join((match["name"], match["count"] or "")).strip()
        for row, line in enumerate(lines[:-1])
        if line.blank_before and not lines[row + 1].blank_before and (match := _NAME_LINE.fullmatch(line.text))
    }
    counts = Counter(named.values())
    found = {row: name for row, name in named.items() if counts[name] >= 2 and (" " in name or name.isupper())}
    return found if len(found) >= _FEWEST_TURNS and len(set(found.values())) >= 2 else {}


def _speak_below(lines: Sequence[Line], names: dict[int, str]) -> dict[int, str]:
    """The rows between two names, and the paragraph below the last one, with their speaker."""
    found: dict[int, str] = {}
    rows = sorted(names)
    for row, following in zip_longest(rows, rows[1:]):
        end = following if following is not None else min(row + 2, len(lines))
        found |= dict.fromkeys(range(row + 1, end), names[row])
    return found


def _is_subheading(lines: Sequence[Line], row: int, items: dict[int, str], content: str) -> bool:
    """A short line without a full stop that something follows which may stand under it.

    That is a long paragraph, a list, or, with empty lines between, a sentence or another heading. Other short lines in
    a row are a table, an address or verse.
    """
    content = _TRAILING_NOTES.sub("", content)
    if (
        not content
        or len(content) > _SUBHEADING_LENGTH
        or content[-1] in ".!:;,“”»«…"
        or content[0].islower()
        or not any(char.isalpha() for char in content)
        or _SENTENCE_INSIDE.search(content[:-1])
        or row + 1 == len(lines)
    ):
        return False
    follower = lines[row + 1]
    if len(follower.text) > _SUBHEADING_LENGTH or _BULLET.match(follower.text):
        return True
    if not (lines[row].blank_before and follower.blank_before):
        return False
    if _NAMED_PART.match(content):
        return True
    return (
        row + 1 in items
        or bool(_SENTENCE.match(_TRAILING_NOTES.sub("", follower.text)))
        or _is_heading_by_form(lines, row + 1, items)
    )


def _is_heading_by_form(lines: Sequence[Line], row: int, items: dict[int, str]) -> bool:
    return _is_subheading(lines, row, items, lines[row].text) and (row + 2 == len(lines) or lines[row + 1].blank_before)


def _posts(text: str, line: Line) -> Iterator[Block]:
    starts = list(_POST.finditer(text, line.start, line.end))
    for match, following in zip(starts, [*starts[1:], None], strict=True):
        end = following.start() if following else line.end
        yield Block("post", match.start(), len(text[:end].rstrip()), speaker=match["name"])


def _is_quotation(content: str) -> bool:
    bare = _TRAILING_NOTES.sub("", content)
    return len(bare) > 40 and bare[0] in _QUOTE_OPEN and bare[-1] in _QUOTE_CLOSE
