"""How notes and their markers are printed: the known styles, and what in a line looks like a marker of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.readers.lines import Line
from ingest.records import Slice

_TITLE = re.compile(
    r"(?i)(?:#+ )?(?:anmerkungen|endnoten|fußnoten|fussnoten|nachweise|belege|notes|endnotes|footnotes|references"
    r"|примечания|сноски)\W*"
)
_KIND = (
    r"(?:anmerkungen|endnoten|fu(?:ß|ss)noten|(?:einzel)?nachweise|belege|quellen(?:verzeichnis|angaben|nachweise)?"
    r"|literatur(?:verzeichnis|angaben|hinweise)?|(?:end|foot)?notes|references|bibliography|sources|works cited"
    r"|citations|примечания|сноски|источники|ссылки|литература|список литературы|библиография)"
)
_PART = r"(?:kapitel|chapter|teil|part|abschnitt|section|глав[аеы]|част[ьи]|раздел[ау]?)"
_HEADING = re.compile(
    rf"(?i)(?:(?:\d{{1,2}}|[IVX]{{1,5}}|[A-Z])[.)]?\s+)?{_KIND}(?:\s*(?:und|and|&|/|,|и)\s*{_KIND}){{0,2}}"
    rf"(?:\s+(?:zu|zum|to|for|к)\s+{_PART}\s+(?P<part>\d{{1,2}}|[IVX]{{1,5}})\b.{{0,80}}|\W*)"
)
_PART_HEADING = re.compile(
    rf"(?i)(?:(?:zu|zum|to|for|к)\s+)?{_PART}\s+(?P<part>\d{{1,2}}|[IVX]{{1,5}})\b(?:\W.{{0,80}})?"
)
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
"""From raised digits to plain ones."""
_CLOSING_MARKS = (".", ",", ";", ":", "!", "?", "…")
_JOINED = re.compile(r"[,;]?[ \u00a0]?")
_SHARED = re.compile(r"\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})+\]")


@dataclass(frozen=True, slots=True)
class NoteStyle:
    """One way to print notes and their markers."""

    note: re.Pattern[str]
    marker: re.Pattern[str]
    titled: bool = False
    """Whether such notes are taken for notes only below a heading that says so: their form is that of a list, too."""
    strict: bool = False
    """Whether each of a run's notes needs a marker, in their order: what such markers look like is often no marker."""


_N = r"(?P<number>\d{1,3})"
_SPACE = r"[ \t\u00a0]"
_BRACKETED = re.compile(rf"\[{_N}\]")
_RAISED_MARKER = re.compile(r"(?<=[^\s\d])(?P<number>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})")
_WORD = r"(?:Anm|ANM|Fn|FN|Fußn|Fussn|Endn|Note|Footnote|Endnote|Fußnote|Anmerkung|Прим|Примечание|Сноска)\.?"
_WORD_MARKER = re.compile(rf"[(\[](?:s\.[ \u00a0])?{_WORD}[ \u00a0]?{_N}[)\]]")
_BEHIND_A_MARK = re.compile(rf"(?<=[^\W\d_][.!?,;:”“»«)]|[.!?][”“»«)]){_N}(?=\s|$)")
"""A raised number that lost its height: "am Wehr.1 Der Müller"."""
STYLES = (
    NoteStyle(re.compile(rf"\[{_N}\]{_SPACE}*"), _BRACKETED),
    NoteStyle(re.compile(rf"\[\^{_N}\]:{_SPACE}*(?=\S)"), re.compile(rf"\[\^{_N}\](?!:)")),
    NoteStyle(re.compile(rf"(?P<number>[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}){_SPACE}*(?=\S)"), _RAISED_MARKER),
    NoteStyle(re.compile(rf"{_WORD}[ \u00a0]{_N}(?:[:.)]{_SPACE}+|{_SPACE}+(?=[A-ZÄÖÜА-Я]))"), _WORD_MARKER),
    NoteStyle(re.compile(rf"{_N}\){_SPACE}+(?=\S)"), re.compile(rf"(?<=[^\s\d(\[]){_N}\)"), titled=True),
    NoteStyle(re.compile(rf"{_N}\.?{_SPACE}+(?=\S)"), _RAISED_MARKER, titled=True),
    NoteStyle(re.compile(rf"{_N}\.?{_SPACE}+(?=\S)"), _BRACKETED, titled=True),
    NoteStyle(re.compile(rf"{_N}[.)]{_SPACE}+(?=\S)"), _WORD_MARKER, titled=True),
    NoteStyle(re.compile(rf"\({_N}\){_SPACE}+(?=\S)"), re.compile(rf"\({_N}\)"), titled=True, strict=True),
    NoteStyle(re.compile(rf"{_N}\){_SPACE}+(?=\S)"), re.compile(rf"(?<=[^\s\d(\[]){_N}\)"), strict=True),
    NoteStyle(re.compile(rf"{_N}{_SPACE}+(?=\S)"), _RAISED_MARKER, strict=True),
    NoteStyle(re.compile(rf"{_N}\.?{_SPACE}+(?=\S)"), _BEHIND_A_MARK, titled=True, strict=True),
    NoteStyle(re.compile(rf"{_N}{_SPACE}+(?=\S)"), _BEHIND_A_MARK, strict=True),
)
OWN_FORM = STYLES[:4]
"""Styles whose notes and markers look like nothing else."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What looks like a marker."""

    number: int
    start: int
    end: int
    attached: bool
    """Whether it stands right behind a letter or a punctuation mark."""
    at_punctuation: bool
    """Whether a punctuation mark or a line's end stands before or behind it, white space aside."""
    before_mark: bool
    """Whether a punctuation mark stands right behind it."""


def find_candidates(text: str, style: NoteStyle, scope: Sequence[Line]) -> list[Candidate]:
    """What looks like a marker in some lines, in order."""
    found: list[Candidate] = []
    for line in scope:
        for start, end, number, outer in _marker_places(text, style, line):
            joined = bool(found) and found[-1].start >= line.start and _JOINED.fullmatch(text, found[-1].end, start)
            if joined and found[-1].attached:  # "Wehr.[1],[2]": the comma is none of the sentence's.
                found[-1] = replace(found[-1], end=start)
            attached = (joined and found[-1].attached) or _is_attached(text, line, outer.start)
            at_mark = outer.start == line.start or outer.end == line.end or text[outer.end] in _CLOSING_MARKS
            at_mark = at_mark or text[line.start : outer.start].rstrip()[-1:] in (*_CLOSING_MARKS, *')“”»"')
            before_mark = outer.end < line.end and text[outer.end] in _CLOSING_MARKS
            if before_mark and start == outer.start and not attached:  # "1804 [1].": the space is the marker's.
                start = line.start + len(text[line.start : start].rstrip())
            found.append(Candidate(number, start, end, bool(attached), at_mark, before_mark))
    return found


def _marker_places(text: str, style: NoteStyle, line: Line) -> list[tuple[int, int, int, Slice]]:
    """Start, end and number of what looks like a marker, and the brackets it stands in, shared ones too ("[1, 2]")."""
    places = [
        (match.start(), match.end(), read_number(match), Slice(match.start(), match.end()))
        for match in style.marker.finditer(text, *_ends(line))
    ]
    if style.marker is _BRACKETED:
        for match in _SHARED.finditer(text, *_ends(line)):
            places += [(*place, Slice(match.start(), match.end())) for place in _part_shared(match)]
    return sorted(places, key=lambda place: place[0])


def find_bracketed(text: str) -> list[tuple[int, int, int]]:
    """Start, end and number of each marker in brackets, those that share theirs ("[1, 2]", "[1-3]") one by one."""
    places = _marker_places(text, STYLES[0], Line(0, len(text), text, blank_before=False))
    return [(start, end, number) for start, end, number, _ in places]


def _part_shared(match: re.Match[str]) -> Iterator[tuple[int, int, int]]:
    """The markers in "[1, 2]" or "[1-3]", of which only one may lie between two numbers."""
    numbers = list(re.finditer(r"\d+", match[0]))
    start = match.start()
    for one, other in zip(numbers, [*numbers[1:], None], strict=True):
        end = match.start() + one.end()
        between = match[0][one.end() : other.start()] if other else ""
        if other and re.search(r"[–-]", between) and int(other[0]) == int(one[0]) + 2:
            yield start, end, int(one[0])
            yield end, match.start() + other.start(), int(one[0]) + 1
            start = match.start() + other.start()
            continue
        end = match.start() + other.start() if other else match.end()
        yield start, end, int(one[0])
        start = end


def _ends(line: Line) -> tuple[int, int]:
    return line.start, line.end


def _is_attached(text: str, line: Line, start: int) -> bool:
    """Whether a marker stands right behind something, and not right behind what opens a quotation or a bracket."""
    before = text[start - 1] if start > line.start else " "
    if before.isspace() or before in "„‚([":
        return False
    if before not in "“‘\"'«»‹›":
        return True
    if text[line.start : start - 1].strip()[-1:] in ("", "(", "["):
        return False
    if not text[start - 2].isspace():
        return True
    # "« ... »[1]" beside "sagte »[3] Männer«": a sign that stands apart closes what its counterpart has opened.
    opened = text.rfind({"»": "«", "›": "‹"}.get(before, "\0"), line.start, start - 1)
    return opened > text.rfind(before, line.start, start - 1)


def read_number(match: re.Match[str]) -> int:
    """The number of a note or a marker, raised or not."""
    return int(match["number"].translate(RAISED))


def is_notes_title(content: str) -> bool:
    """Whether a line says that notes follow."""
    return bool(_TITLE.fullmatch(content))


def heads_notes(content: str) -> bool:
    """Whether a line by itself heads a list of notes or of works: "Quellen und Anmerkungen", "Notes to chapter 2"."""
    return bool(_HEADING.fullmatch(content.strip()))


def read_part(content: str) -> str | None:
    """The part of the text that a heading over notes names: "2" of "Zu Kapitel 2"; None where it names none."""
    match = _HEADING.fullmatch(content.strip()) or _PART_HEADING.fullmatch(content.strip())
    return match["part"] if match else None
