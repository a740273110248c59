"""Dossiers unlike the bundled one: other forms, other languages, several analyses. None may crash or prove falsely."""

from pathlib import Path

import pytest

from app.answering.verbatim import VerbatimSettings
from app.asking.abstention import AbstentionSettings
from app.records import Answer
from app.service import Service
from app.settings import Settings
from index.records import BuildResult
from index.store.build import build_generation
from index.store.generations import lock_store, snapshots_folder
from ingest.errors import DossierError
from ingest.flow import read_corpus
from ingest.records import Document
from tests.fakes import FakeEncoder

SOURCE = '[[source]]\nid = "{id}"\nkind = "{kind}"\ntitle = "Titel {id}"\npath = "{id}.txt"\n{more}\n'


def write(folder: Path, texts: dict[str, str], *, kind: str = "analysis", more: str = "", extra: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    entries = [SOURCE.format(id=name, kind=kind, more=more) for name in texts]
    head = "" if "languages" in extra else 'languages = ["de", "en"]\n'
    (folder / "manifest.toml").write_text(f'title = "T"\n{head}{extra}{"".join(entries)}', encoding="utf-8")
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text.encode("utf-8"))
    return folder


def parse(tmp_path: Path, text: str, **options: str) -> Document:
    return read_corpus(write(tmp_path / "dossier", {"a": text}, **options), tmp_path / "snapshots").documents[0]


def build(dossier: Path, store: Path) -> BuildResult:
    encoder = FakeEncoder()
    with lock_store(store):
        corpus = read_corpus(dossier, snapshots_folder(store))
        return build_generation(store, corpus, identity=encoder.identity, open_encoder=lambda: encoder)


def answer(tmp_path: Path, question: str) -> Answer:
    build(tmp_path / "dossier", tmp_path / "store")
    settings = Settings(
        store=tmp_path / "store", abstention=AbstentionSettings(threshold=0.0), verbatim=VerbatimSettings(margin=1.0)
    )
    return Service(settings, encoder=FakeEncoder()).ask(question)


def quotes(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.passages]


def test_one_sentence_is_a_document(tmp_path: Path) -> None:
    """A text of one sentence, with or without a full stop, can be asked."""
    for text in ("Die Brücke kostet 12 Mio. Euro.", "Die Brücke kostet zwölf Millionen"):
        document = parse(tmp_path, text)
        assert [text] == quotes(document)
        assert ["paragraph"] == [passage.kind for passage in document.passages]


def test_text_without_anything_to_ask_is_refused(tmp_path: Path) -> None:
    """A file of characters that nobody sees never replaces a generation."""
    with pytest.raises(DossierError, match="no text that could be asked"):
        parse(tmp_path, "\u200b\u200b \ufeff")


@pytest.mark.parametrize("text", ["Titel\n", "Nur ein Titel\n\nNoch einer\n"])
def test_short_texts_have_a_passage_to_find(text: str, tmp_path: Path) -> None:
    """However short a text is, not all of it is title and heading."""
    assert any(passage.kind == "paragraph" for passage in parse(tmp_path, text).passages)


def test_windows_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    """CRLF and a byte order mark leave no trace, and offsets hold."""
    document = parse(tmp_path, "\ufeffTitel\r\n\r\nErster Absatz über Geld.\r\n\r\nZweiter Absatz über Zeit.\r\n")
    assert ["Titel", "Erster Absatz über Geld.", "Zweiter Absatz über Zeit."] == quotes(document)


def test_lines_wrapped_by_hand_are_paragraphs(tmp_path: Path) -> None:
    """Where lines break in mid-sentence, a paragraph is what stands between blank lines."""
    text = (
        "Bericht\n\nDie Stadt hat im vergangenen Jahr drei neue Brücken gebaut und\n"
        "die alte Brücke am Markt für den Verkehr gesperrt, weil sie nicht\n"
        "mehr sicher war. Das Geld kam vom Land und\n"
        "von der Stiftung der Bürger.\n\nIm nächsten Jahr soll die alte Brücke abgerissen und durch eine\n"
        "neue ersetzt werden, die breiter ist.\n"
    )
    document = parse(tmp_path, text)
    sentences = [document.text[s.start : s.end] for p in document.passages for s in p.sentences]
    assert 4 == len(sentences)
    assert "Das Geld kam vom Land und\nvon der Stiftung der Bürger." in sentences


def test_short_lines_in_a_row_are_no_headings(tmp_path: Path) -> None:
    """A fact sheet's lines are passages that can be found."""
    document = parse(tmp_path, "Die Brücke\n\nLänge: 420 Meter\n\nKosten: 12 Mio. Euro\n\nBauzeit: drei Jahre\n")
    assert 3 == sum(passage.kind == "paragraph" for passage in document.passages)


def test_privacy_as_a_subject_is_not_cut_off(tmp_path: Path) -> None:
    """A report on privacy keeps its end; what is left out anywhere is told."""
    body = [f"Absatz {n} über die Aufsicht und ihre Arbeit im Land." for n in range(12)]
    text = "\n\n".join(
        ["Bericht", *body, "Datenschutz ist ein Grundrecht, sagt das Gericht.", "Die Strafe betrug 5 Mio. Euro."]
    )
    document = parse(tmp_path, text)
    assert quotes(document)[-1] == "Die Strafe betrug 5 Mio. Euro."
    assert "" == document.left_out


def test_number_of_a_note_alone_on_its_line(tmp_path: Path) -> None:
    """A note whose text begins on the next line is a note, and every passage has something in it."""
    document = parse(tmp_path, "Titel\n\nEin Satz.[1] Noch einer.[2]\n\n[1] Siehe dort.\n\n[2]\nSiehe hier, Seite 4.\n")
    assert all(passage.start < passage.end and passage.sentences for passage in document.passages)
    assert [1, 2] == [note.number for note in document.footnotes]
    assert "answered" == answer(tmp_path, "Ein Satz noch einer siehe").status


def test_number_in_brackets_in_the_text_starts_no_notes(tmp_path: Path) -> None:
    """A line of the body that opens with [1] does not turn all that follows into a footnote."""
    document = parse(
        tmp_path, "Titel\n\n[1] So beginnt die Zählung der Absätze im Text.\n\n[2] So geht sie weiter im Text.\n"
    )
    assert () == document.footnotes
    assert 2 == sum(passage.kind == "paragraph" for passage in document.passages)


def test_same_introduction_twice_gives_two_ids(tmp_path: Path) -> None:
    """Equal lines, one before a list and one before a paragraph, are two passages with ids of their own."""
    line = "Das steht fest. Es gilt:"
    build(
        write(
            tmp_path / "dossier", {"a": f"Titel\n\n{line}\n\n• eins zwei drei;\n\n{line}\n\nEin Absatz folgt hier.\n"}
        ),
        tmp_path / "store",
    )


@pytest.mark.parametrize("languages", ['["en", "zh"]', '["xx", "yy"]', '["uk", "en"]', '["fr"]'])
def test_unusual_languages_do_not_raise(languages: str, tmp_path: Path) -> None:
    """Whatever languages a manifest names, every passage gets one of them or the document's."""
    folder = write(
        tmp_path / "dossier",
        {"a": "Title\n\nThe bridge was built and then closed.\n\nМіст збудували у 2020 році, і його закрили.\n"},
        extra=f"languages = {languages}\n",
    )
    build(folder, tmp_path / "store")


def test_ukrainian_is_not_called_russian(tmp_path: Path) -> None:
    """Cyrillic with Ukrainian letters is Ukrainian where the dossier has that language, and never Russian."""
    text = "Titel\n\nМіст збудували у 2020 році, і його закрили.\n\nМост был построен и закрыт.\n"
    folder = write(tmp_path / "dossier", {"a": text}, extra='languages = ["de", "ru", "uk"]\n', more='language = "de"')
    document = read_corpus(folder, tmp_path / "snapshots").documents[0]
    assert ["uk", "ru"] == [passage.language for passage in document.passages[1:]]


def test_notes_of_two_analyses_keep_their_works_apart(tmp_path: Path) -> None:
    """The manifest's note numbers prove nothing where they could be another text's notes."""
    law = '[[source]]\nid = "law"\nkind = "cited_source"\ntitle = "Gesetz über Brücken"\nfootnotes = [1]\n'
    note = "Titel\n\nEin Satz über Brücken.[1]\n\n[1] {}\n"
    texts = {"a": note.format("Stadtarchiv, Akte 17."), "b": note.format("Gesetz über Brücken, 4.")}
    folder = write(tmp_path / "dossier", texts)
    (folder / "manifest.toml").write_text((folder / "manifest.toml").read_text() + law)
    first, second = read_corpus(folder, tmp_path / "snapshots").documents
    assert [(), ("law",)] == [tuple(r.source_id for r in d.footnotes[0].references) for d in (first, second)]
    assert () == first.unresolved


def test_authors_are_told_apart_in_one_answer(tmp_path: Path) -> None:
    """Where quotes come from several texts, each author is named before his own words."""
    folder = tmp_path / "dossier"
    write(
        folder,
        {
            "a": "Titel\n\nDie Brücke am Markt ist schon sehr alt.\n",
            "b": "Titel\n\nTeuer war der Bau im vergangenen Jahrhundert.\n",
        },
    )
    manifest = (folder / "manifest.toml").read_text()
    manifest = manifest.replace('path = "a.txt"', 'path = "a.txt"\nauthor = "Anna Alt"')
    (folder / "manifest.toml").write_text(manifest.replace('path = "b.txt"', 'path = "b.txt"\nauthor = "Boris Beta"'))
    found = answer(tmp_path, "Ist die Brücke alt und teuer?")
    assert {"a", "b"} == {citation.source for citation in found.citations}
    frames = " ".join(sentence.text for sentence in found.sentences if sentence.support == "frame")
    assert str(found.citations[1].author) in frames


def test_touched_text_is_not_quoted(tmp_path: Path) -> None:
    """Canonical texts edited behind the product's back are an error, not a quote under the old hash."""
    result = build(
        write(tmp_path / "dossier", {"a": "Titel\n\nDie Brücke kostet zwölf Millionen.\n"}), tmp_path / "store"
    )
    path = tmp_path / "store" / "generations" / result.generation.id / "corpus.json"
    path.write_bytes(path.read_bytes().replace("zwölf".encode(), b"zehn "))
    with pytest.raises(Exception, match=r"corpus\.json"):
        Service(Settings(store=tmp_path / "store"), encoder=FakeEncoder()).ask("Was kostet die Brücke?")


def test_very_long_paragraph_is_read_in_time(tmp_path: Path) -> None:
    """Cutting sentences takes time in proportion to the text: half a megabyte on one line is done in seconds."""
    text = "Titel\n\n" + "Dies ist ein Satz mit einigen Wörtern, z.B. am 3. Mai 2024. " * 8000
    document = parse(tmp_path, text)
    assert 8000 == len(document.passages[1].sentences)


def test_mending_a_store_keeps_its_dossier(tmp_path: Path) -> None:
    """An ingest that names no dossier reads the one the store was built from, not the bundled one."""
    folder = write(tmp_path / "dossier", {"a": "Titel\n\nDie Brücke kostet zwölf Millionen.\n"})
    build(folder, tmp_path / "store")
    assert folder.resolve() == Service(Settings(store=tmp_path / "store")).dossier_folder()
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(DossierError, match="no longer there"):
        Service(Settings(store=tmp_path / "store")).dossier_folder()
