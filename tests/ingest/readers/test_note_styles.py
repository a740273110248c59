"""Footnotes without a heading of their own, in many prints, and markers that nobody can link."""

import pytest

from ingest.readers.plain_text import read_plain_text
from ingest.readers.protocol import ReadingHints
from ingest.reading import Reading

ONE, TWO = "Der Fährmann bekam 1870 ein neues Boot aus Eiche", "Sein Sohn verkaufte es im Krieg an die Marine"


def read(text: str) -> Reading:
    return read_plain_text(text.encode(), ReadingHints())


def links(reading: Reading) -> list[tuple[str, str]]:
    return [(reading.text[mark.start : mark.end], reading.text[mark.note :].split("\n")[0]) for mark in reading.marks]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        (f"{ONE}.1) {TWO}.2)\n\n1) Bootsbuch.\n2) Kaufakte.", ["1)", "2)"]),
        (f"{ONE}.¹ {TWO}.²\n\n1 Bootsbuch.\n2 Kaufakte.", ["¹", "²"]),
        (f"{ONE}.1 {TWO}.2\n\n1 Bootsbuch.\n2 Kaufakte.", ["1", "2"]),
        (f"{ONE} [Fn. 1]. {TWO} [Fn. 2].\n\nFn. 1 Bootsbuch.\nFn. 2 Kaufakte.", ["[Fn. 1]", "[Fn. 2]"]),
        (f"{ONE} (1). {TWO} (2).\n\nAnmerkungen\n\n(1) Bootsbuch.\n(2) Kaufakte.", ["(1)", "(2)"]),
        ("A boat was built.1 It was sold.2\n\nNotes\n\n1. Bootsbuch.\n2. Kaufakte.", ["1", "2"]),
        ("Построили лодку [Прим. 1]. Продали [Прим. 2].\n\nПрим. 1: Bootsbuch.\nПрим. 2: Kaufakte.", None),
    ],
)
def test_notes_without_a_heading_are_notes_where_each_has_its_marker(text: str, marks: list[str] | None) -> None:
    """A form that is also that of a list is a note's where the text marks each of them in order."""
    found = links(read(f"Die Fähre\n\n{text}"))
    assert ["Bootsbuch.", "Kaufakte."] == [note for _, note in found]
    assert marks is None or marks == [mark.strip() for mark, _ in found]


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE}: 20 m² groß.\n\n1 Boot\n2 Ruder\n3 Netze",
        f"{ONE}, das a) alt, b) schwer war.\n\n1) Das Boot wird verkauft\n2) Die Ruder bleiben",
        f"{ONE}.¹ {TWO}.²\n\n2. Ende\n\n{ONE}.",
    ],
)
def test_lists_and_headings_are_no_notes(text: str) -> None:
    """Numbered lines that no markers mean, one by one from the first, stay what they are."""
    assert [] == [block for block in read(f"Die Fähre\n\n{text}").blocks if block.kind == "footnote"]


def test_markers_that_share_brackets_mean_each_of_their_notes() -> None:
    """Brackets with "1, 2" or "1-3" are two and three markers, and none of it stays in the sentence."""
    reading = read(f"Die Fähre\n\n{ONE}.[1, 2] {TWO}.[1–3]\n\n[1] A-Buch.\n[2] B-Buch.\n[3] C-Buch.")
    assert ["A-Buch.", "B-Buch.", "A-Buch.", "B-Buch.", "C-Buch."] == [note for _, note in links(reading)]
    assert "[1, 2]" == "".join(mark for mark, _ in links(reading)[:2])
    assert "[1–3]" == "".join(mark for mark, _ in links(reading)[2:])


@pytest.mark.parametrize(
    "quote", ["„[2] Boote“", "“[2] boats”", "»[2] Boote«", "«[2] лодки»", "([2] Boote)", "» [2] Boote «"]
)
def test_a_number_that_opens_a_quotation_is_text(quote: str) -> None:
    """An editor's number right behind an opening sign is no marker, though a note has that number."""
    reading = read(f"Die Fähre\n\nIm Brief stehen {quote} und mehr.[1] {TWO}.[2]\n\n[1] A-Buch.\n[2] B-Buch.")
    assert [("[1]", "A-Buch."), ("[2]", "B-Buch.")] == links(reading)


def test_a_number_in_mid_sentence_is_text_beside_markers_that_stand_apart() -> None:
    """Of two with one number, the one at a punctuation mark is the marker; the other is reported."""
    reading = read("The raid\n\nWe lost [1] man that night. [1] We fled. [2]\n\n[1] The log.\n[2] A letter.")
    assert any("may be a number" in remark for remark in reading.remarks)
    assert [reading.text.index("[1] We"), reading.text.index("[2]\n")] == [mark.start for mark in reading.marks]


def test_markers_behind_the_only_notes_do_not_mean_them_again() -> None:
    """A section whose notes are lost gets none of another section's."""
    reading = read(f"Die Fähre\n\n1. Anfang\n\n{ONE}.[1]\n\n[1] A-Buch.\n\n2. Ende\n\n{TWO}.[1]")
    assert 1 == len(reading.marks)
    assert any("marker 1" in remark for remark in reading.remarks)


def test_markers_that_count_anew_before_one_run_of_notes_are_linked_to_none() -> None:
    """Two parts count from 1, one run of notes is there: nobody can tell whose notes those are."""
    text = f"Die Fähre\n\n1. Anfang\n\n{ONE}.[1] {TWO}.[2]\n\n2. Ende\n\n{ONE}.[1]\n\n[1] A-Buch.\n[2] B-Buch."
    reading = read(text)
    assert () == reading.marks
    assert 3 == sum("count from 1 anew" in remark for remark in reading.remarks)


def test_notes_of_the_last_part_are_its_own() -> None:
    """Where only the last part has the numbers of the notes, its markers mean them, and the others nothing."""
    text = f"Die Fähre\n\n1. Anfang\n\n{ONE}.[1]\n\n2. Ende\n\n{ONE}.[1] {TWO}.[2]\n\n[1] A-Buch.\n[2] B-Buch."
    reading = read(text)
    assert ["A-Buch.", "B-Buch."] == [note for _, note in links(reading)]
    assert reading.marks[0].start > reading.text.index("2. Ende")


def test_notes_without_markers_are_reported() -> None:
    """They stay part of the text, and each is named."""
    reading = read(f"Die Fähre\n\n{ONE}. {TWO}.\n\n[1] A-Buch.\n[2] B-Buch.")
    assert ["footnote 1", "footnote 2"] == [remark.split(":")[0] for remark in reading.remarks]


def test_markers_that_stand_apart_take_their_space_with_them() -> None:
    """Alone and in shared brackets: nothing of a marker stays, nor a space before a full stop."""
    reading = read(
        "The mill\n\nIt was built [1]. It burned [2, 3]. It fell [1].\n\n[1] A-Buch.\n[2] B-Buch.\n[3] C-Buch."
    )
    assert ["A-Buch.", "B-Buch.", "C-Buch.", "A-Buch."] == [note for _, note in links(reading)]
    assert [" [1]", " [2, ", "3]", " [1]"] == [mark for mark, _ in links(reading)]


def test_a_marker_with_a_stray_space_before_it_is_one() -> None:
    """Among markers that stand close, one before a full stop whose note nothing else marks."""
    reading = read(
        f"Fähre\n\n{ONE}[1]. {TWO} [2]. Er gab [3] Euro. Es sank[4].\n\n[1] A-Buch.\n[2] B-Buch.\n[3] C.\n[4] D-Buch."
    )
    assert ["A-Buch.", "B-Buch.", "D-Buch."] == [note for _, note in links(reading)]
