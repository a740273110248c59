"""Notes that stand behind a text or a chapter are notes, and linked where, and only where, their markers are sure."""

from __future__ import annotations

import re

import pytest

from ingest.readers.note_markers import RAISED, heads_notes, read_part
from ingest.readers.pdf.markers import cut_runs
from ingest.readers.pdf.records import Glyph, TextLine
from ingest.reading import NoteMark, Reading, name_pages, pages_in
from tests.ingest.readers.pdf.papers import PAPERS
from tests.ingest.readers.pdf.papers_more import MORE_PAPERS
from tests.ingest.readers.pdf.press import Press, name_place
from tests.ingest.readers.pdf.sheets import CYRILLIC, texts

PLACES = {name_place(number) for number in range(130)}
ALL = {**PAPERS, **MORE_PAPERS}
IN_CYRILLIC = ("russian", "unicode_digits")
POINTS = ("Der Bund soll", "The council should renew", "Renew the harbour", "The harbour of", "Ships of", "Im Jahr 19")
"""How points begin that are no notes."""


def find_places(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text) if word in PLACES]


def note_of(reading: Reading, mark: NoteMark) -> tuple[str, str]:
    """Number and words of the note that a marker means."""
    (block,) = (block for block in reading.blocks if block.start == mark.note)
    return str(block.number), reading.text[block.start : block.end]


def read_paper(name: str) -> Reading:
    if name in IN_CYRILLIC and CYRILLIC is None:
        pytest.skip("no font with Cyrillic letters")
    return ALL[name][0]().read()


@pytest.mark.parametrize(("name", "notes", "links"), [(name, *paper[1:]) for name, paper in ALL.items()])
def test_notes_behind_the_text_are_notes(name: str, notes: int, links: int) -> None:
    """All are found, each by itself; each sure marker is linked, to the note that names the place before it."""
    reading = read_paper(name)
    found = texts(reading, "footnote")
    assert notes == len(found)
    assert [1] * notes == [len(find_places(note)) for note in found]
    assert links == len(reading.marks)
    for mark in reading.marks:
        number, words = note_of(reading, mark)
        said = reading.text[mark.start : mark.end].translate(RAISED)
        before = find_places(reading.text[max(0, mark.start - 60) : mark.start])
        if "*" not in number and name != "brackets":
            assert number == re.sub(r"\D", "", said)
        if name not in ("brackets", "vancouver"):  # There a marker stands for itself, too.
            assert before[-1] == find_places(words)[0]


@pytest.mark.parametrize("name", [name for name, paper in ALL.items() if paper[1]])
def test_no_note_stays_text(name: str) -> None:
    """What a note says stands in no paragraph, list or heading."""
    reading = read_paper(name)
    others = " ".join(reading.text[block.start : block.end] for block in reading.blocks if block.kind != "footnote")
    assert not re.search(r"Harbour Press|Verlag am Hafen, 19[5-9]\d, S\.|издательство", others)


@pytest.mark.parametrize("name", [name for name in ALL if "recommend" in name or "point" in name or name == "timeline"])
def test_points_are_no_notes(name: str) -> None:
    """A numbered list stays text, however its numbers fit the markers, and beside notes, too."""
    notes = texts(read_paper(name), "footnote")
    assert not [note for note in notes if note.startswith(POINTS)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("collected_unnamed", "numbers count from 1 anew"),
        ("one_list_for_two", "10 markers (1, 2, 3, 4, 5, 1 ...): numbers count from 1 anew"),
        ("collected_by_title", "6 markers (1, 2, 3, 4, 5, 6): numbers count from 1 anew"),
        ("lost_between", "5 markers (1, 2, 3, 4, 5): numbers count from 1 anew"),
        ("recommendations_only", "6 places look like note markers, but there are no notes"),
        ("timeline", "5 places look like note markers, but there are no notes"),
    ],
)
def test_what_cannot_be_told_is_said(name: str, words: str) -> None:
    """Where a number may mean several notes, or none is there, a remark tells."""
    assert any(words in remark for remark in read_paper(name).remarks)


def test_sure_notes_leave_no_remark() -> None:
    """Nothing is said of notes where all is clear."""
    told = [remark for remark in read_paper("german").remarks if "note" in remark or "marker" in remark]
    assert [] == told


def test_a_note_runs_over_lines_and_a_pages_end() -> None:
    """A year that opens a line is a word of its note, which knows its pages; the next one stands behind it."""
    reading = read_paper("english_points")
    notes = texts(reading, "footnote")
    assert notes[2].endswith("in 2014. 2014. The town was poor then.")
    assert notes[7].endswith("in 2014. 2014. The town was poor then.")
    labels = [
        label
        for block in reading.blocks
        if block.kind == "footnote"
        for label in name_pages(pages_in(reading.pages, block.start, block.end))
    ]
    assert ["2", "3"] == sorted(set(labels))


def test_what_follows_the_notes_is_text() -> None:
    """A paragraph on the author in the type of the notes is none, nor is a list of works."""
    for name, words in (
        ("author_follows", "Ada Holm ist Lotsin"),
        ("untitled", "Ada Holm is"),
        ("works_follow", "Ada"),
    ):
        assert not [note for note in texts(read_paper(name), "footnote") if words in note]


def test_notes_stand_where_they_are_printed() -> None:
    """Behind their chapter's text and in front of the next chapter, below a heading that says what they are."""
    reading = read_paper("chapters")
    said = [reading.text[block.start : block.end] for block in reading.blocks]
    assert 3 == said.count("Anmerkungen")
    before = reading.blocks[said.index("2. Die Kosten") - 1]
    assert "footnote" == before.kind
    assert name_place(26) in reading.text[before.start : before.end]


def test_headings_over_parts_of_the_notes_are_headings() -> None:
    """Those that have the type of the notes, too; the parts' stand below that of all notes."""
    reading = read_paper("roman_chapters")
    heads = [
        (reading.text[block.start : block.end], block.level) for block in reading.blocks if block.kind == "heading"
    ]
    assert [("Zu Kapitel I", 2), ("Zu Kapitel II", 2)] == heads[-2:]


def test_a_list_below_a_notes_heading_that_nothing_marks_is_text() -> None:
    """Remarks on a law may be numbered, too: without a marker they stay text, and that is said."""
    press = Press()
    for number in range(4):
        press.say(f"Die Mole von {name_place(number)} ist alt, und niemand weiß, wer sie einst gebaut hat.")
    press.heading("Anmerkungen")
    for number in range(1, 5):
        press.note(f"{number}.", f"Die Vorschrift gilt auch in {name_place(number)}, wie der Rat beschlossen hat.")
    reading = press.read()
    assert [] == texts(reading, "footnote")
    assert any("4 numbered paragraphs below 'Anmerkungen': no marker" in remark for remark in reading.remarks)


def test_a_range_of_raised_numbers_means_both_notes() -> None:
    """The dash between two raised numbers is raised, too."""
    press = Press()
    for number in range(1, 4):
        press.say(f"The mole of {name_place(number)} is old.^{number}^ It stands in the mud of the basin, they say.")
    press.say(f"All of this is so in {name_place(4)}^4–5^ and in no other place.")
    press.heading("Notes")
    for number in range(1, 6):
        press.note(f"{number}.", f"Report on {name_place(number)}, p. 4.")
    assert ["1", "2", "3", "4", "5"] == [
        note_of(reading, mark)[0] for reading in [press.read()] for mark in reading.marks
    ]


def test_a_marker_behind_a_year_follows_the_one_before_it() -> None:
    """A power behind a number means no note, though a note has its number."""
    reading = read_paper("vancouver")
    assert "takes 106 stones" in reading.text
    assert not [mark for mark in reading.marks if reading.text[: mark.end].endswith("takes 106")]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("Anmerkungen", None),
        ("Quellen und Anmerkungen", None),
        ("6. Endnoten", None),
        ("Anmerkungen zu Kapitel 2", "2"),
        ("NOTES", None),
        ("Notes and References", None),
        ("Notes to chapter 3: The Quarrel", "3"),
        ("Примечания", None),
        ("Примечания к главе 4", "4"),
        ("Список литературы", None),
    ],
)
def test_headings_of_notes(line: str, part: str | None) -> None:
    """German, English and Russian ones, alone, in pairs, numbered, and with a chapter."""
    assert heads_notes(line)
    assert part == read_part(line)


@pytest.mark.parametrize(
    "line", ["Notes were taken by the clerk.", "Quellen der Macht", "Anmerkungen des Rates fehlen", "Литература Севера"]
)
def test_other_lines_head_no_notes(line: str) -> None:
    """A line that only begins so says something else."""
    assert not heads_notes(line)


@pytest.mark.parametrize(
    ("line", "part"), [("Zu Kapitel 2", "2"), ("Chapter II. The Quarrel", "II"), ("К главе 3", "3"), ("Zur Lage", None)]
)
def test_headings_of_parts(line: str, part: str | None) -> None:
    """They name a chapter by its number."""
    assert not heads_notes(line)
    assert part == read_part(line)


def set_line(text: str) -> TextLine:
    return TextLine(tuple(Glyph(char, 6 * at, 6 * at + 6, 100, 10) for at, char in enumerate(text)))


def test_digits_raised_by_themselves_are_markers_behind_a_word() -> None:
    """Behind a measure they are powers."""
    runs = list(cut_runs(set_line("Der Haushalt¹² hat 30 km² Land.³")))
    assert [("¹²", "12"), ("³", "3")] == [(run.text, run.marker) for run in runs if run.marker]
    assert "".join(run.text for run in runs) == "Der Haushalt¹² hat 30 km² Land.³"


def test_brackets_are_markers_where_their_number_is_a_notes() -> None:
    """The gap before them is theirs, so that nothing is left where they stood; years are no markers."""
    runs = list(cut_runs(set_line("Im Hafen [2, 5] lag es [1997] so [9]."), (), {"2", "5"}))
    assert "Im Hafen lag es [1997] so [9]." == "".join(run.text for run in runs if not run.marker)
    assert all(run.bracketed for run in runs if run.marker)
    assert ["2", "5"] == [run.marker for run in runs if run.marker]
    assert "".join(run.text for run in runs) == "Im Hafen [2, 5] lag es [1997] so [9]."
