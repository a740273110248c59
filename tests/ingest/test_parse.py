"""The essay's parts: sections, passages, footnotes and the works they mean."""

import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from ingest.flow import BUNDLED_DOSSIER, read_corpus
from ingest.records import Corpus, Document, Passage
from ingest.text.canonical import canonicalize

GOLD = tomllib.loads((Path(__file__).parent / "footnotes.toml").read_text(encoding="utf-8"))["footnote"]


def passages_of(document: Document, kind: str) -> list[Passage]:
    return [passage for passage in document.passages if passage.kind == kind]


def test_canonical_text_is_the_essay_without_what_a_web_page_adds(essay: Document) -> None:
    """The canonical text is the file's beginning, letter for letter after NFC, without appeals and privacy lines."""
    raw = (BUNDLED_DOSSIER / "systemic-chaos.txt").read_text(encoding="utf-8")
    assert canonicalize(raw).startswith(essay.text)
    assert unicodedata.normalize("NFC", raw).startswith(essay.text)
    assert essay.text.endswith("[39] So auch Fischer/Klein/Kluge, a.a.O.,\xa032.")
    assert [] == [word for word in ("Spenden", "PayPal", "Newsletter", "Datenschutz") if word in essay.text]


def test_sections_are_the_five_numbered_ones(essay: Document) -> None:
    """Sections carry the number and title as printed and follow one another to the notes."""
    assert ["1", "2", "3", "4", "5"] == [section.number for section in essay.sections]
    assert essay.sections[4].label.startswith("5. Der Wert von US-Sicherheitsgarantien")
    assert all(one.end == other.start for one, other in zip(essay.sections, essay.sections[1:], strict=False))


def test_parts_are_counted(essay: Document) -> None:
    """Title, English abstract, German lead, lists, quotations and the exchange on X are what they are."""
    counts = Counter(passage.kind for passage in essay.passages)
    assert (1, 1, 4, 6, 3, 2, 42) == tuple(
        counts[kind] for kind in ("title", "abstract", "lead", "heading", "block_quote", "post", "footnote")
    )
    assert 27 == counts["list_item"]
    assert ["en"] == [passage.language for passage in passages_of(essay, "abstract")]
    assert {"de"} == {passage.language for passage in passages_of(essay, "lead")}


def test_every_character_of_the_text_is_in_one_passage(essay: Document) -> None:
    """Nothing of the essay is lost between passages but white space, bullets and the notes' own numbers."""
    rest, position = [], 0
    for passage in sorted(essay.passages, key=lambda passage: passage.start):
        assert passage.start >= position
        rest.append(essay.text[position : passage.start])
        position = passage.end
    left = "".join(rest).split()
    assert [] == [word for word in left if word != "•" and not (word.startswith("[") and word.endswith("]"))]


def test_exchange_on_x_is_two_posts_of_two_speakers(essay: Document) -> None:
    """Two posts on one line are two passages, each its writer's own words, in the exchange's language."""
    posts = passages_of(essay, "post")
    assert ["Elon Musk", "Dmitry Medvedev"] == [post.sentences[0].speaker for post in posts]
    assert ["en", "en"] == [post.language for post in posts]
    assert essay.text[posts[1].start : posts[1].end] == "Dimitry Medvedev: “Exactly.”[17]"


def test_list_items_know_the_line_that_introduces_them(essay: Document) -> None:
    """Every list item is introduced by the passage before its list."""
    items = passages_of(essay, "list_item")
    introductions = {item.introduced_by for item in items}
    assert None not in introductions
    assert 6 == len(introductions)
    assert all(essay.text[essay.passage(str(one)).end - 1] == ":" for one in introductions)


def test_all_39_markers_stand_in_their_sections(essay: Document) -> None:
    """Each marker is found once, in the section where a reader finds it."""
    found = {marker.number: marker.section.split(".")[0] if marker.section else "0" for marker in essay.markers}
    assert {note["number"]: note["section"] for note in GOLD} == found
    assert 39 == len(essay.markers)
    assert [f"[{marker.number}]" for marker in essay.markers] == [
        essay.text[marker.start : marker.end] for marker in essay.markers
    ]


@pytest.mark.parametrize("gold", GOLD, ids=lambda note: f"note{note['number']}")
def test_each_note_means_the_work_a_reader_takes_it_to_mean(gold: dict[str, object], essay: Document) -> None:
    """Works, page, address and the manner of naming agree with a reading of the notes made apart from this code."""
    note = next(note for note in essay.footnotes if note.number == gold["number"])
    assert note is not None
    first = note.references[0] if note.references else None
    assert (gold["sources"], gold["page"], gold["url"], gold["by_reference"]) == (
        [reference.source_id for reference in note.references],
        (first.page if first else None) or "",
        note.url or "",
        bool(first and first.by_reference),
    )
    paragraphs = [passage for passage in essay.passages if passage.note == note.number]
    assert gold["paragraphs"] == len(paragraphs)


def test_nothing_is_left_unresolved_in_the_bundled_dossier(essay: Document) -> None:
    """Text and manifest agree about every note."""
    assert () == essay.unresolved


def test_russian_paragraph_of_note_27_is_russian_and_evidence(essay: Document) -> None:
    """Note 27 has three paragraphs: two that name the work, and Putin's own words in Russian."""
    parts = [passage for passage in essay.passages if passage.note == 27]
    assert [("de", True), ("de", True), ("ru", False)] == [(part.language, part.names_only) for part in parts]
    assert {"Wladimir Putin"} == {sentence.speaker for sentence in parts[2].sentences}


def test_notes_that_only_name_a_work_are_told_from_those_that_say_something(essay: Document) -> None:
    """A note that says something is evidence; one that only names a work is not."""
    naming = {passage.note for passage in essay.passages if passage.names_only}
    assert {1, 2, 5, 7, 8, 16, 17, 18, 19, 20, 22, 23, 26, 28, 30, 31, 32, 33, 35, 36, 37, 39} <= naming
    assert set() == naming & {3, 4, 6, 9, 10, 11, 12, 13, 14, 21, 25, 29, 34, 38}


def test_disagreement_and_dangling_references_are_listed_not_guessed(small_dossier: Path, tmp_path: Path) -> None:
    """What cannot be resolved, or what text and manifest see differently, is named and left open."""
    manifest, text = small_dossier / "manifest.toml", small_dossier / "bericht.txt"
    manifest.write_text(manifest.read_text().replace("footnotes = [2]", "footnotes = [2, 9]"))
    content = text.read_text(encoding="utf-8").replace("[2] A. Minister, Rede", "[2] B. Niemand, a.a.O., 7. Rede")
    text.write_text(content + "\n[3] Ebd., 12.\n", encoding="utf-8")
    document = read_corpus(small_dossier, tmp_path / "snapshots").documents[0]
    listed = " | ".join(document.unresolved)
    assert "footnote 9: the manifest lists it, the text has none" in listed
    assert "footnote 3: no marker in the text" in listed


def test_slips_of_the_original_stay(essay: Document) -> None:
    """The essay's own misspellings are quoted as they stand."""
    assert all(
        word in essay.text for word in ("Region Donzek", "Security Stragegy", "The Kyjv Independent", "a\xa0a mult")
    )


def test_ids_are_hashes_of_what_a_passage_says(small_dossier: Path, tmp_path: Path) -> None:
    """A changed passage gets a new id, all others keep theirs, wherever they move to."""
    before = read_corpus(small_dossier, tmp_path / "snapshots").documents[0]
    text = small_dossier / "bericht.txt"
    content = text.read_text(encoding="utf-8")
    text.write_text(
        content.replace("90 Mrd.", "95 Mrd.").replace("1. Anfang\n", "1. Anfang\n\nNeu davor.\n"), encoding="utf-8"
    )
    after = read_corpus(small_dossier, tmp_path / "snapshots").documents[0]
    old, new = ({passage.id for passage in document.passages} for document in (before, after))
    assert (1, 2) == (len(old - new), len(new - old))


def test_offsets_and_ids_hold_for_every_chunk(corpus: Corpus) -> None:
    """Every chunk lies inside its passage, ids are unique, spans have at most two sentences."""
    passages = {passage.id: passage for document in corpus.documents for passage in document.passages}
    assert len(corpus.chunks) == len({chunk.id for chunk in corpus.chunks})
    for chunk in corpus.chunks:
        if chunk.is_gap:
            assert ("", "", 0, 0) == (chunk.passage_id, chunk.source_id, chunk.start, chunk.end)
            continue
        passage = passages[chunk.passage_id]
        assert passage.start <= chunk.start < chunk.end <= passage.end
        inside = [s for s in passage.sentences if s.start >= chunk.start and s.end <= chunk.end]
        assert not chunk.is_span or 1 <= len(inside) <= 2
