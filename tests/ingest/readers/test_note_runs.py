"""Footnotes of plain texts: which lines are notes, which brackets are markers, and which marker means which note."""

import pytest

from ingest.readers.plain_text import read_plain_text
from ingest.readers.protocol import ReadingHints
from ingest.reading import Reading


def read(text: str) -> Reading:
    return read_plain_text(text.encode(), ReadingHints())


def links(reading: Reading) -> list[tuple[str, str]]:
    """Each marker with the words before it and the beginning of the note it is linked to."""
    return [
        (reading.text[: mark.start].split()[-1], reading.text[mark.note :].split("\n")[0]) for mark in reading.marks
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Der Zoll\n\nDer Schreiber habe für die Brücke [40] Taler verlangt, heißt es im Brief.",
        "The raid\n\nWe lost [12] men and [3] boats that night, the captain wrote home.",
        "Набег\n\nМы потеряли [12] человек и [3] лодки, писал капитан домой.",
    ],
)
def test_numbers_in_brackets_are_text_where_there_are_no_notes(text: str) -> None:
    """An editor's insertion stays in the sentence: nothing declares it to be a marker."""
    reading = read(text)
    assert () == reading.marks
    assert [] == [block for block in reading.blocks if block.kind == "footnote"]


def test_number_in_brackets_stays_text_beside_real_markers() -> None:
    """Where markers stand right behind their word, a number that stands apart is none, though a note has it."""
    reading = read(
        "Der Zoll\n\nDer Rat zahlte [2] Taler für das Tor.[1] Später waren es mehr.[2]\n\n[1] Ratsbuch.\n\n[2] Chronik."
    )
    assert [("Tor.", "Ratsbuch."), ("mehr.", "Chronik.")] == links(reading)


def test_numbers_that_start_again_mean_the_notes_behind_their_own_section() -> None:
    """A marker never means another section's note."""
    reading = read(
        "Bericht\n\n1. Anfang\n\nDie Mühle entstand 1804 am Bach.[1] Sie brannte 1830 ab.[2]\n\n[1] Stadtbuch.\n\n"
        "[2] Brandkasse.\n\n2. Ende\n\nDas letzte Rad wurde 1951 verkauft.[1]\n\n[1] Kreisblatt."
    )
    assert [("Bach.", "Stadtbuch."), ("ab.", "Brandkasse."), ("verkauft.", "Kreisblatt.")] == links(reading)
    assert ["1. Anfang", "2. Ende"] == [
        reading.text[block.start : block.end] for block in reading.blocks if block.kind == "heading"
    ]


def test_several_runs_at_the_end_are_linked_round_by_round() -> None:
    """Notes of all sections below the text: each return of the markers to 1 means the next run."""
    reading = read(
        "Report\n\nThe mill was built in 1804.[1] It burnt down in 1830.[2]\n\nThe wheel was sold in 1951.[1]\n\n"
        "Notes\n\nPart one\n\n[1] Town book.\n\n[2] Insurance.\n\nPart two\n\n[1] County paper."
    )
    assert [("1804.", "Town book."), ("1830.", "Insurance."), ("1951.", "County paper.")] == links(reading)


def test_ambiguous_markers_are_linked_to_none_and_said() -> None:
    """Two runs at the end, markers that do not tell which: no proof is better than a wrong one."""
    reading = read(
        "Report\n\nThe mill was built in 1804.[1] It burnt down.[2] It was built again.[3]\n\n"
        "[1] Town book.\n\n[2] Insurance.\n\nAppendix\n\n[1] Other book.\n\n[3] Letters."
    )
    assert "Town book." not in [note for _, note in links(reading)]
    assert any("marker 1: 2 footnotes have this number" in remark for remark in reading.remarks)


def test_a_gap_in_the_numbers_swallows_no_note() -> None:
    """Notes 1, 2, 4: each keeps its own words, and the gap is said."""
    reading = read(
        "Bericht\n\nEins steht hier.[1] Zwei steht da.[2] Vier steht dort.[4]\n\n[1] Akte.\n\n[2] Buch.\n\n[4] Brief."
    )
    assert [("hier.", "Akte."), ("da.", "Buch."), ("dort.", "Brief.")] == links(reading)
    assert any("footnote 3" in remark for remark in reading.remarks)


def test_markers_without_a_note_are_said_and_stay_text() -> None:
    """A marker that means nothing is not stripped from a quote in silence."""
    reading = read("Bericht\n\nEins steht hier.[1] Neun steht da.[9]\n\n[1] Akte.")
    assert [("hier.", "Akte.")] == links(reading)
    assert any("marker 9" in remark for remark in reading.remarks)


def test_what_follows_the_notes_is_running_text() -> None:
    """An annex or a line about the author is no footnote."""
    reading = read(
        "Bericht\n\nEins steht hier.[1]\n\n[1] Akte.\n\nÜber die Autorin\n\n"
        "Jorid Hessel lehrt Geschichte in Wendelsrode und schreibt über Mühlen und ihre Besitzer im Norden."
    )
    assert ["paragraph"] == [
        block.kind for block in reading.blocks if "Hessel" in reading.text[block.start : block.end]
    ]


def test_paragraphs_within_a_note_belong_to_it() -> None:
    """Between two notes, what has no marker of a later one goes on with the note before."""
    reading = read("Bericht\n\nEins.[1] Zwei.[2]\n\n[1] Akte.\n\nDarin ein Brief des Müllers.\n\n[2] Buch.")
    notes = [
        (block.number, reading.text[block.start : block.end]) for block in reading.blocks if block.kind == "footnote"
    ]
    assert [("1", "Akte."), ("1", "Darin ein Brief des Müllers."), ("2", "Buch.")] == notes


STYLES = {
    "carets": "Die Mühle steht.[^1] Das Rad auch.[^2]\n\n[^1]: Akte.\n\n[^2]: Buch.",
    "raised": "Die Mühle steht.¹ Das Rad auch.²\n\n¹ Akte.\n\n² Buch.",
    "raised before the full stop": "Die Mühle steht¹. Das Rad auch².\n\n¹ Akte.\n\n² Buch.",
    "raised, plain numbers below a heading": "Die Mühle steht.¹ Das Rad auch.²\n\nAnmerkungen\n\n1 Akte.\n\n2 Buch.",
    "brackets, a list below a heading": "The mill stands.[1] The wheel too.[2]\n\nNotes\n\n1. Akte.\n\n2. Buch.",
    "Anm.": "Die Mühle steht (Anm. 1). Das Rad auch (Anm. 2).\n\nAnm. 1: Akte.\n\nAnm. 2: Buch.",
    "Fn.": "Die Mühle steht (Fn. 1). Das Rad auch (s. Fn. 2).\n\nFn. 1 Akte.\n\nFn. 2 Buch.",
    "round brackets": "Die Mühle steht.1) Das Rad auch.2)\n\nFußnoten\n\n1) Akte.\n\n2) Buch.",
    "Russian": "Мельница стоит.[1] Колесо тоже.[2]\n\nПримечания\n\n[1] Akte.\n\n[2] Buch.",
}


@pytest.mark.parametrize("style", STYLES)
def test_the_usual_ways_to_print_notes(style: str) -> None:
    """Brackets, carets, raised numbers, "Anm.", "Fn.": markers and notes find each other."""
    reading = read(f"Titel\n\n{STYLES[style]}")
    assert ["Akte.", "Buch."] == [note for _, note in links(reading)]
    assert 2 == sum(block.kind == "footnote" for block in reading.blocks)


def test_units_and_powers_are_no_markers() -> None:
    """A raised number that no note has stays part of the text."""
    reading = read("Titel\n\nDas Feld misst 40 km² und gehört der Stadt.¹ Mehr weiß niemand.\n\n¹ Kataster.")
    assert [("Stadt.", "Kataster.")] == links(reading)


def test_a_numbered_list_at_the_end_is_no_row_of_notes() -> None:
    """Points below a colon are items, even where the text has brackets with the same numbers nowhere."""
    reading = read("Titel\n\nDer Rat beschloss drei Dinge:\n\n1. Das Tor wird gebaut.\n\n2. Der Zoll fällt weg.")
    assert ["list_item", "list_item"] == [block.kind for block in reading.blocks[-2:]]
