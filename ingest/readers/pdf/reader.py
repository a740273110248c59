"""PDF -> reading: pages, their furniture and notes cut off, paragraphs, headings, blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.errors import DossierError
from ingest.readers.composing import RawBlock, RawPage, RawSpan, compose_reading
from ingest.readers.lines import JOINING_WORDS, tell_one_word
from ingest.readers.page_lines import tell_page_lines
from ingest.readers.pdf.end_links import Endnotes, cut_endnotes
from ingest.readers.pdf.furniture import cut_furniture
from ingest.readers.pdf.glyphs import open_pdf, read_outline, read_pages
from ingest.readers.pdf.headings import NUMBER, find_body_size, find_levels
from ingest.readers.pdf.initials import join_initials
from ingest.readers.pdf.labels import find_labels
from ingest.readers.pdf.line_numbers import cut_line_numbers, tell_line_numbers
from ingest.readers.pdf.markers import Run, cut_runs
from ingest.readers.pdf.notes import Note, cut_notes
from ingest.readers.pdf.order import put_in_order
from ingest.readers.pdf.paragraphs import Paragraph, join_lines
from ingest.readers.pdf.records import Page, TextLine
from ingest.readers.pdf.tables import Row, find_tables
from ingest.readers.pdf.turns import name_turns
from ingest.readers.points import name_points
from ingest.readers.protocol import ReadingHints
from ingest.reading import PassageKind, Reading

_MOST_PAGES = 3000
_MOSTLY = 4
"""Times as much invisible text on pictures of pages as visible text: then a machine has read them."""
_LITTLE = 20
"""Characters of a page below which there is no text worth reading on it."""
_PICTURE = 0.08
"""Share of a page that has text, from which on pictures are told of."""
_SHOWN = 8
"""Pages that a remark names."""
_GOES_ON = re.compile(r"(?:\w[-‐–—]|(?:https?://|www\.)\S*[/=?&_-]|\w@)$")
"""A line's end behind which no space stands: a range, an address."""
_ADDRESS = re.compile(r"(?i)(?:https?://|www\.)\S*$")
_PATH = re.compile(r"/|\w\.\w{2,4}$")
"""What a line has that goes on with an address begun further up."""
_WORD = re.compile(r"[^\W\d_]+")
_HYPHENED = re.compile(r"[^\W\d_]+[-\u2010][^\W\d_]+")


def read_pdf(content: bytes, hints: ReadingHints) -> Reading:
    """Read a PDF; DossierError where it has no text, needs a password, is damaged, or is too large."""
    pdf = open_pdf(content)
    try:
        if len(pdf) > _MOST_PAGES:
            raise DossierError(
                f"the PDF has {len(pdf)} pages, more than {_MOST_PAGES}", remedy="add the part that is cited"
            )
        pages, outline = tuple(read_pages(pdf)), read_outline(pdf)
    finally:
        pdf.close()
    shown = sum(len(line.visible) for page in pages for line in page.lines)
    hidden = sum(len(line.visible) for page in pages if page.pictured or not shown for line in page.hidden)
    recognised = hidden > _MOSTLY * shown
    if recognised:
        pages = tuple(_show_hidden(page) if page.pictured or not shown else page for page in pages)
    if not any(page.lines for page in pages):
        raise DossierError(
            "the PDF has no text: it is a scan, pictures of pages",
            remedy="have its text recognised (OCR), then add that file",
        )
    counted = cut_line_numbers([join_initials(page) for page in pages])
    pages = counted.pages
    furniture = cut_furniture(pages)
    body = find_body_size(furniture.pages)
    ends = cut_endnotes([put_in_order(page) for page in furniture.pages], body)
    texts, notes = cut_notes(ends.pages, body, ends.titles)
    paragraphs = join_lines(texts)
    levels = find_levels(paragraphs, outline, body)
    draft = _Draft(furniture.names, notes, ends, _gather_words(pages), _find_near(notes))
    tables = find_tables(paragraphs)
    labels = find_labels(paragraphs, {*levels, *tables}, body)
    blocks = _name_labels(draft.write(paragraphs, levels, tables, hints), labels)
    aside = [text for page in pages for text in page.left_out]
    unseen = [line.text.strip() for page in pages for line in (*page.hidden, *page.pale)]
    reading = compose_reading(
        blocks,
        left_out="\n".join((*furniture.left_out, *counted.numbers, *aside, *unseen)),
        remarks=(
            *ends.remarks,
            *tell_page_lines(furniture.left_out),
            *tell_line_numbers(counted.numbers),
            *_tell(pages, aside, unseen, recognised=recognised),
        ),
        repairs=draft.repairs,
        recognised=recognised,
    )
    return name_turns(name_points(reading))


def _name_labels(blocks: Iterable[tuple[int, RawBlock]], labels: Container[int]) -> list[RawBlock]:
    return [replace(block, kind="label") if row in labels else block for row, block in blocks]


def _show_hidden(page: Page) -> Page:
    return replace(page, lines=(*page.lines, *page.hidden), hidden=())


def _find_near(notes: Sequence[Note]) -> dict[int, frozenset[str]]:
    near: dict[int, set[str]] = {}
    for note in notes:
        for page in (note.page - 1, note.page):
            near.setdefault(page, set()).add(note.number)
    return {page: frozenset(numbers) for page, numbers in near.items()}


def _gather_words(pages: Sequence[Page]) -> Mapping[str, int]:
    """The words of all lines in small letters, those with capitals in them also as they stand.

    Those that a line's end divides are left aside.
    """
    words: Counter[str] = Counter()
    for page in pages:
        divided = False
        for line in page.lines:
            found = _WORD.findall(line.text)[1 if divided else 0 :]
            found = found[: -1 if line.divided and found else None]
            words.update(word.casefold() for word in found)
            words.update(word for word in found if any(map(str.isupper, word[1:])))
            words.update(word.replace("\u2010", "-") for word in _HYPHENED.findall(line.text.casefold()))
            divided = line.divided
    return words


def _tell(pages: Sequence[Page], aside: Sequence[str], unseen: Sequence[str], *, recognised: bool) -> Iterator[str]:
    """What an admin should know of the file, a line each."""
    if recognised:
        yield "pages are pictures: the text was recognised by a machine (OCR): its letters may be wrong"
    if unseen:
        count = sum(not char.isspace() for text in unseen for char in text)
        yield f"{count} characters are not shown on the page (invisible text) and are left out: {unseen[0][:60]!r}"
    if not recognised:
        empty = [page.number for page in pages if sum(len(line.visible) for line in page.lines) < _LITTLE]
        if 0 < len(empty) < len(pages):
            yield f"{len(empty)} of {len(pages)} pages have no text (pictures, or blank): {_show_pages(empty)}"
        drawn = [page.number for page in pages if page.pictures >= _PICTURE and page.number not in empty]
        if drawn:
            yield f"{len(drawn)} pages have large pictures; text in them is not read: {_show_pages(drawn)}"
    if aside:
        yield f"{len(aside)} lines across the page or outside its edges are left out: {aside[0][:60]!r}"
    unordered = [page.number for page in pages if _is_unordered(page)]
    if unordered:
        shown = _show_pages(unordered)
        yield f"on {len(unordered)} pages the order of the file may not be that of the page: {shown}"


def _show_pages(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:_SHOWN])) + (" ..." if len(numbers) > _SHOWN else "")


def _is_unordered(page: Page) -> bool:
    """Whether the file often goes back up the page though it stays in the same column."""
    backs = sum(
        other.baseline > one.baseline + one.size and abs(other.left - one.left) < 2 * one.size
        for one, other in zip(page.lines, page.lines[1:], strict=False)
    )
    return backs >= 3


@dataclass(slots=True)
class _Draft:
    """What blocks are written with."""

    names: Mapping[int, str]
    """By page, from 1, what it is called."""
    notes: Sequence[Note]
    """Those at the feet of pages."""
    ends: Endnotes
    words: Mapping[str, int]
    near: Mapping[int, frozenset[str]]
    """For each page, the numbers of the notes on it and on the next one."""
    repairs: list[str] = field(default_factory=list)

    def write(
        self,
        paragraphs: Sequence[Paragraph],
        levels: Mapping[int, int],
        tables: Mapping[int, Row],
        hints: ReadingHints,
    ) -> Iterator[tuple[int, RawBlock]]:
        """The blocks in the order of the file, each with its paragraph's row.

        A page's notes, which have the row -1, stand behind the last paragraph that begins on it.
        """
        waiting = sorted((*self.notes, *self.ends.notes), key=lambda note: (note.page, note.place is None))
        titled = False
        for row, one in enumerate(paragraphs):
            page = one.lines[0][0].number
            while waiting and self._is_due(waiting[0], one):
                yield -1, self._write_note(waiting.pop(0))
            if row in tables:
                kind: PassageKind = "table_header" if tables[row].is_header else "table_row"
                yield row, RawBlock(kind, tuple(self._write_cells(tables[row])))
                continue
            spans = tuple(self._write_lines(one.lines))
            level = levels.get(row, self.ends.titles.get(id(one.first)) if len(one.lines) == 1 else None)
            if not titled and level is not None and _is_title(one, hints, page):
                titled = True
                yield row, RawBlock("title", spans)
            elif level is not None:
                number = NUMBER.match(one.text)
                yield row, RawBlock("heading", spans, level=level, number=number["number"] if number else None)
            else:
                yield row, RawBlock("table_row" if one.is_row else "paragraph", spans)
        for note in waiting:
            yield -1, self._write_note(note)

    def _is_due(self, note: Note, one: Paragraph) -> bool:
        """Whether a note stands before a paragraph."""
        if note.place is None:
            return note.page < one.lines[0][0].number
        return note.place < self.ends.places.get(id(one.first), 0)

    def _write_note(self, note: Note) -> RawBlock:
        pages = {number: RawPage(number, self._label(number)) for number, _ in note.lines}
        lines = [(pages[number], line) for number, line in note.lines]
        spans = tuple(self._join(lines, skip=note.skip))
        return RawBlock("footnote", spans, number=note.number, note=note.label)

    def _label(self, number: int) -> str:
        return self.names.get(number, "")

    def _write_cells(self, row: Row) -> Iterator[RawSpan]:
        for at, cell in enumerate(row.cells):
            if at:
                yield RawSpan(" | " if cell or at + 1 == len(row.cells) else " |")
            if cell:
                yield from self._write_lines([cell])

    def _write_lines(self, lines: Sequence[tuple[Page, TextLine]]) -> Iterator[RawSpan]:
        located = [(RawPage(page.number, self._label(page.number)), line) for page, line in lines]
        return self._join(located, skip=0)

    def _join(self, lines: Sequence[tuple[RawPage, TextLine]], *, skip: int) -> Iterator[RawSpan]:
        for row, (page, line) in enumerate(lines):
            known = self.near.get(page.number, frozenset())
            raised, bracketed = self.ends.raised.get(id(line), {}), self.ends.bracketed.get(id(line), {})
            whole = not skip or row
            runs = list(cut_runs(line, {*known, *raised}, bracketed)) if whole else [*_skip(line, skip, bracketed)]
            for run in runs:
                table = bracketed if run.bracketed else raised
                label = self._find_note(run.marker, page.number, table) if run.marker else None
                if run.text:
                    yield RawSpan(run.text, marks=label, page=page)
            following = lines[row + 1][1] if row + 1 < len(lines) else None
            if following is not None:
                yield RawSpan(self._between(line, following), page=page)
            elif line.divided:
                yield RawSpan("-", page=page)

    def _between(self, line: TextLine, following: TextLine) -> str:
        """What stands between two lines: a space, nothing, or a hyphen; what was joined is recorded."""
        if not line.divided:
            tail = _WORD.match(following.text.lstrip())
            joins = tail is not None and tail[0].casefold() in JOINING_WORDS
            return "" if _GOES_ON.search(line.text) and following.text[:1].isalnum() and not joins else " "
        head = _WORD.findall(line.text)
        tail = _WORD.match(following.text.lstrip())
        if not head or tail is None:
            return "-"
        if _is_address(line.text, following.text):
            return "-"
        one_word = tell_one_word(head[-1], tail[0], self.words)
        if one_word:
            self.repairs.append(f"{head[-1]}{tail[0]}")
            return ""
        if one_word is None:
            self.repairs.append(f"{head[-1]}-{tail[0]} (may be one word)")
            return "-\n"
        return "- " if tail[0].casefold() in JOINING_WORDS else "-"

    def _find_note(self, marker: str, page: int, ends: Mapping[str, str]) -> str | None:
        """The label of the note a marker means: behind the text, else on its own page, else the one on the next."""
        if marker in ends:
            return ends[marker]
        for wanted in (page, page + 1):
            here = [note for note in self.notes if note.number == marker and note.page == wanted]
            if len(here) == 1 and not (here[0].is_marked and wanted != page):
                return here[0].label
        return None


def _is_address(before: str, behind: str) -> bool:
    """Whether a line ends within an address: the hyphen there is its own."""
    word, rest = before.split()[-1], behind.split()[0]
    return bool(_ADDRESS.search(word)) or ("/" in word and bool(_PATH.search(rest)))


def _skip(line: TextLine, count: int, bracketed: Container[str]) -> Iterator[Run]:
    """The runs of a note's first line behind its number."""
    rest = TextLine(line.glyphs[_glyphs_of(line, count) :], line.divided)
    return cut_runs(rest, (), bracketed) if rest.visible else iter(())


def _glyphs_of(line: TextLine, characters: int) -> int:
    """How many glyphs hold the first characters of a line."""
    count = 0
    for row, glyph in enumerate(line.glyphs):
        if count >= characters:
            return row
        count += len(glyph.text)
    return len(line.glyphs)


def _is_title(one: Paragraph, hints: ReadingHints, page: int) -> bool:
    """Whether a heading on the first pages says what the work is called."""
    if page > 2:
        return False
    said, title = ("".join(_WORD.findall(text.casefold())) for text in (one.text, hints.title))
    return bool(said) and (said in title or title in said if title else page == 1)
