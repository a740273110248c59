"""An opened citation: headings, page, whose words, notes each once, markers raised, a line to paste."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.records import Citation
from app.web.citation_text import copy_text, name_language, tell_headings, tell_page, tell_voice
from app.web.notes import list_notes
from app.web.places import MarkedText, Place, cut_head, cut_tail, open_place
from ingest.flow import read_corpus
from ingest.records import Document, Passage, Slice
from prompts import page_text
from tests.app.web.reader import Reader, render_place
from tests.exchanges import CITATION, EVIDENCE, NOTE, PLACE, QUOTE

SUMMED_UP = replace(CITATION, attribution="summed_up", speaker="author", about="National Defense Strategy")
REPORTED = replace(CITATION, attribution="reported", speaker="unnamed")


def test_a_citation_to_paste_names_everything() -> None:
    """Quote without note markers, who is quoted in what, note, page, date, address and offsets: on one line."""
    place = f"113–{113 + len(QUOTE)}, SHA-256 0123456789ab"
    assert (
        "»„Ja“, sagte er am 14./15. Dezember.« – Wladimir Putin, zitiert in: Erika Muster: „Der Bericht“,"
        " Abschnitt 2. Ende, S. 19, Datum: im Dossier nicht angegeben, Adresse: im Dossier nicht angegeben"
        f" (Zeichen {place})."
    ) == copy_text(CITATION, "de")
    whole = replace(CITATION, section=None, note=NOTE, date="2024-06", url="https://example.org/b", attribution="own")
    assert (
        "“„Ja“, sagte er am 14./15. Dezember.” – Erika Muster: “Der Bericht”, Opening, Footnote 12, p. 19,"
        f" Date: June 2024, Address: https://example.org/b (Characters {place})."
    ) == copy_text(whole, "en")


@pytest.mark.parametrize("labels", ["de", "en"])
def test_the_day_a_text_was_taken_in_is_not_given_as_its_date(labels: str) -> None:
    """A work without a date has none in the line to paste; the opened citation calls the day what it is."""
    for day in ("2026-01-24", "24.01.2026", "24. Januar 2026", "24 January 2026"):
        assert day not in copy_text(CITATION, labels)
    values = Reader(render_place(PLACE, labels)).texts["dd"]
    assert page_text("not_given", labels) in values
    assert (
        page_text(
            "snapshot_value",
            labels,
            date="24. Januar 2026" if labels == "de" else "24 January 2026",
            hash="0123456789ab",
        )
        in values
    )


@pytest.mark.parametrize(
    ("citation", "labels", "expected"),
    [
        (replace(CITATION, attribution="own", speaker="author"), "en", "Erika Muster: “Der Bericht”"),
        (replace(CITATION, attribution="own", author=None), "de", "„Der Bericht“"),
        (CITATION, "en", "Wladimir Putin, quoted in: Erika Muster: “Der Bericht”"),
        (replace(CITATION, attribution="paraphrased"), "de", "Wladimir Putin, wiedergegeben in: Erika Muster"),
        (replace(CITATION, speaker="unnamed"), "en", "somebody the text does not name, quoted in: Erika Muster"),
        (replace(CITATION, speaker="unnamed"), "de", "jemand, den der Text nicht nennt, zitiert in: Erika Muster"),
        (REPORTED, "en", "as reported in the text, without saying by whom; in: Erika Muster: “Der Bericht”"),
        (REPORTED, "de", "wie der Text berichtet, ohne zu sagen, von wem; in: Erika Muster: „Der Bericht“"),
        (SUMMED_UP, "en", "Erika Muster, summing up National Defense Strategy: “Der Bericht”"),
        (SUMMED_UP, "de", "Erika Muster, zusammenfassend zu National Defense Strategy: „Der Bericht“"),
        (replace(SUMMED_UP, author=None), "en", "the text, summing up National Defense Strategy: “Der Bericht”"),
    ],
)  # fmt: skip
def test_a_citation_to_paste_gives_nobody_words_that_are_not_his(
    citation: Citation, labels: str, expected: str
) -> None:
    """What stands behind the quote says whose words they are, and where they stand."""
    assert copy_text(citation, labels).split(" – ", 1)[1].startswith(expected)


@pytest.mark.parametrize("labels", ["de", "en"])
def test_an_opened_citation_says_when_the_words_are_not_simply_the_speakers(labels: str) -> None:
    """For what is reported without a name and for what the author sums up the opened citation has a line of its own."""
    for citation in (REPORTED, SUMMED_UP):
        voice = tell_voice(citation, labels)
        assert voice
        assert voice in Reader(render_place(replace(PLACE, citation=citation), labels)).texts["dd"]
    assert [None] * 3 == [
        tell_voice(replace(CITATION, attribution=plain), labels) for plain in ("own", "quoted", "paraphrased")
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Teil I › 2. Ende"),
        ({"headings": ("2. Ende",)}, "2. Ende"),
        ({"headings": ()}, "2. Ende"),
        ({"headings": (), "section": None}, "Vorspann"),
        ({"headings": ("Введение", "„Größe“")}, "Введение › „Größe“"),
    ],
)
def test_the_headings_lead_to_the_quote(changes: dict[str, object], expected: str) -> None:
    """An opened citation names every heading above its quote, outermost first."""
    citation = replace(CITATION, **changes)
    assert expected == tell_headings(citation, "de")
    assert [expected] == Reader(render_place(replace(PLACE, citation=citation), "de")).texts["h3"]


@pytest.mark.parametrize(
    ("page", "pages", "expected"),
    [
        ("19", ("19",), ("S. 19", "p. 19")),
        ("19-20", ("19", "20"), ("S. 19-20", "pp. 19-20")),
        ("xii", ("xii",), ("S. xii", "p. xii")),
        ("A-3", ("A-3",), ("S. A-3", "p. A-3")),
    ],
)
def test_pages_are_named_as_each_language_does(page: str, pages: tuple[str, ...], expected: tuple[str, str]) -> None:
    """One page or several: the label as it is printed, in the opened citation and in the line to paste."""
    citation = replace(CITATION, page=page, pages=pages)
    assert expected == tuple(tell_page(citation, labels) for labels in ("de", "en"))
    for labels, said in zip(("de", "en"), expected, strict=True):
        text = Reader(render_place(replace(PLACE, citation=citation), labels)).text
        assert 2 == text.count(f", {said}")


def test_a_text_without_pages_names_none() -> None:
    """No label, no word about pages."""
    place = replace(PLACE, citation=replace(CITATION, page=None, pages=(), footnotes=()))
    assert "S. " not in Reader(render_place(place, "de")).text


def test_a_note_stands_once_with_its_works_below() -> None:
    """A note that cites three works is one entry; the same number with another text is another note."""
    second = replace(
        NOTE, source="gutachten", title="Das Gutachten", url="https://example.org/g", page="7-9", obtained=True
    )
    third = replace(NOTE, source="brief", title="Der Brief", page=None)
    other = replace(NOTE, text="[12] Etwas anderes.", source=None, title=None, url=None, page=None)
    place = replace(PLACE, citation=replace(CITATION, footnotes=(NOTE, second, third, other), nearby_footnotes=(NOTE,)))
    notes = list_notes(place)
    assert ([3, 1], [1]) == ([len(entry.works) for entry in notes.quoted], [len(entry.works) for entry in notes.nearby])
    assert ["Rat der EU, Beschluss <b>3</b>.", "Etwas anderes."] == [entry.text for entry in notes.quoted]
    reader = Reader(render_place(place, "de"))
    assert (3, 2) == (len(reader.texts["li"]), len(reader.texts["ul"]))
    works = ("Werk: Beschluss des Rats, S. 7", "Werk: Das Gutachten, S. 7-9", "Werk: Der Brief (")
    places = [reader.texts["li"][0].find(work) for work in works]
    assert -1 not in places
    assert sorted(places) == places
    links = [attributes["href"] for tag, attributes in reader.tags if tag == "a"]
    assert [NOTE.url, second.url, NOTE.url] == links


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("[12] Rat, 3. Mai.", "Rat, 3. Mai."),
        ("[^12]: Council, 3 May.", "Council, 3 May."),
        ("12) Рада, 3 мая.", "Рада, 3 мая."),
        ("(12) Rat.", "Rat."),
        ("12 Monate später.", "12 Monate später."),
        ("12. Mai 2024, Rat.", "12. Mai 2024, Rat."),
        ("[13] steht dort.", "[13] steht dort."),
        ("Rat, a.a.O. [12]", "Rat, a.a.O. [12]"),
    ],
)
def test_a_note_does_not_say_its_number_twice(printed: str, expected: str) -> None:
    """The number printed in front of a note is left out behind our own heading; numbers that are text stay."""
    place = replace(PLACE, citation=replace(CITATION, footnotes=(replace(NOTE, text=printed),)))
    assert [expected] == [entry.text for entry in list_notes(place).quoted]


def test_a_quote_from_a_note_names_the_note_without_repeating_it() -> None:
    """The whole note stands above as the passage; its entry gives the number and the work."""
    note = replace(NOTE, text="[12] Zuerst dies.")
    place = replace(PLACE, citation=replace(CITATION, note=note, footnotes=(note,)))
    (entry,) = list_notes(place).quoted
    assert (True, "") == (entry.is_own, entry.text)
    assert "Aus Fußnote 12" in Reader(render_place(place, "de")).text


def test_markers_are_raised_in_the_passage_and_beside_it() -> None:
    """Each declared marker stands raised, in the quote and in the passages around it; brackets that are text do not."""
    before = MarkedText("Damals zahlte man [40] Gulden.[3]", (Slice(30, 33),))
    reader = Reader(render_place(replace(PLACE, before=before), "de"))
    assert ["[3]", "[12]"] == reader.texts["sup"]
    assert "zahlte man [40] Gulden.[3]" in reader.text


def test_a_neighbour_is_cut_between_words_and_keeps_its_markers() -> None:
    """The near end of a long neighbour is shown, and its markers move along with the text."""
    text = "„Größe“[1] " + "и мир " * 80 + "Ende.[2]"
    marked = MarkedText(text, (Slice(7, 10), Slice(len(text) - 3, len(text))))
    head, tail = cut_head(marked), cut_tail(marked)
    assert head
    assert tail
    assert (True, True) == (head.text.endswith((" и …", " мир …")), tail.text.startswith(("… и ", "… мир ")))
    assert (["[1]"], ["[2]"]) == tuple(
        [piece.text for piece in cut.pieces() if piece.is_marker] for cut in (head, tail)
    )
    assert text == "".join(piece.text for piece in marked.pieces())
    assert (None, PLACE.before) == (cut_head(None), cut_tail(PLACE.before))


def test_a_place_is_read_from_its_document(essay: Document) -> None:
    """Passage and neighbours are the document's own text, with the markers that it declares."""
    document = essay
    marker = document.markers[5]
    passage = document.passage(marker.passage_id)
    citation = replace(
        EVIDENCE, source=document.source_id, passage=passage.id, start=marker.start, end=marker.end,
    )  # fmt: skip
    place = open_place(citation, document)
    printed = document.text[marker.start : marker.end]
    assert printed == place.passage.text[place.start : place.end]
    assert printed in [piece.text for piece in place.passage.pieces() if piece.is_marker]
    marked = [text for text in (place.before, place.passage, place.after) if text]
    assert len(document.markers_in(passage.start, passage.end)) == len(place.passage.markers)
    assert all(text.text[mark.start] == "[" for text in marked for mark in text.markers)


@pytest.mark.parametrize(
    ("code", "german", "english"),
    [
        ("de", None, "quoted in German"),
        ("en", "Zitat auf Englisch", None),
        ("ru", "Zitat auf Russisch", "quoted in Russian"),
        ("sv", "Zitat in einer anderen Sprache (sv)", "quoted in another language (sv)"),
        ("und", None, None),
    ],
)
def test_a_quote_in_another_language_says_so(code: str, german: str | None, english: str | None) -> None:
    """Named in the page's language; of an unknown language nothing is said."""
    assert (german, english) == (name_language(code, "de"), name_language(code, "en"))


def test_whatever_is_in_another_language_is_marked_as_such() -> None:
    """Neighbours and notes have languages of their own, as the document tells them."""
    place = replace(
        PLACE, before=MarkedText("The paragraph before.", language="en"), note_languages=((NOTE.text, "ru"),)
    )
    tags = [
        (attributes.get("class"), attributes.get("lang")) for _, attributes in Reader(render_place(place, "de")).tags
    ]
    assert ("fs-neighbour", "en") in tags
    assert ("fs-note", "ru") in tags
    assert ("fs-surroundings", "de") in tags


DIARY = """# A year at the lock

## 3 May 1911

The upper gate was painted. Nobody came by all day, and the water stood still.

## 9 May 1911

Two barges waited until noon, since the keeper of the lower gate had gone to a wedding. They carried bricks.

They left at one. The keeper came back at three and asked whether anything had happened.
"""


def test_a_neighbour_of_another_part_says_which(tmp_path: Path) -> None:
    """Else an entry of the third would be read as one of the ninth, whose passage was quoted."""
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "a.md").write_text(DIARY, encoding="utf-8")
    (folder / "manifest.toml").write_text(
        'title = "T"\nlanguages = ["en"]\n[[source]]\nid = "a"\nkind = "analysis"\ntitle = "A"\npath = "a.md"\n',
        encoding="utf-8",
    )
    [document] = read_corpus(folder, tmp_path / "snapshots").documents
    first, last = (
        next(one for one in document.passages if document.text.startswith(begin, one.start))
        for begin in ("Two barges", "They left")
    )
    place = _open(first, document)
    assert place.before is not None
    assert place.after is not None
    assert (place.before.elsewhere, place.after.elsewhere) == (("3 May 1911",), None)
    reader = Reader(render_place(place, "en"))
    assert [{"class": "fs-path", "lang": "en"}] * 2 == [one for _, one in reader.tags if one.get("class") == "fs-path"]
    lines = [line for line in reader.texts["p"] if line.endswith("May 1911")]
    assert ["3 May 1911", "9 May 1911"] == lines
    assert "fs-path" not in render_place(_open(last, document), "en")


def _open(passage: Passage, document: Document) -> Place:
    citation = replace(
        EVIDENCE, source="a", passage=passage.id, start=passage.start, end=passage.end, headings=passage.headings,
        language=passage.language,
    )  # fmt: skip
    return open_place(citation, document)
