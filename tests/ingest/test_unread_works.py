"""Works that cannot be read do not keep the rest from being asked; works read before are not read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.store.generations import read_corpus_of
from ingest import flow
from ingest.errors import DossierError
from ingest.flow import read_corpus
from ingest.readers.isolation import IsolatedReaders
from ingest.structure.document import _count_note
from tests.builders import make_service

MANIFEST = """title = "Die Schleuse"
languages = ["de"]

[[source]]
id = "bericht"
kind = "analysis"
title = "Die Schleuse"
path = "bericht.txt"
language = "de"

[[source]]
id = "gutachten"
kind = "cited_source"
title = "Gutachten"
path = "gutachten.pdf"

[[source]]
id = "chronik"
kind = "cited_source"
title = "Chronik"
path = "chronik.html"
language = "de"
"""
CHRONICLE = (
    "<html><head><title>Chronik</title></head><body><article><h1>Chronik</h1><p>"
    + "Im Jahr 1931 wurde die Schleuse nach langem Streit gebaut und im Herbst eröffnet. " * 6
    + "</p></article></body></html>"
)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "bericht.txt").write_text("Die Schleuse\n\nDer Rat hat 1931 gebaut.\n", encoding="utf-8")
    (folder / "gutachten.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "chronik.html").write_text(CHRONICLE, encoding="utf-8")
    return folder


def test_a_work_that_cannot_be_read_is_told_and_left_aside(dossier: Path, tmp_path: Path) -> None:
    """Analysis and the other works are there; the line says which, why, and what helps."""
    corpus = read_corpus(dossier, tmp_path / "store" / "snapshots")
    assert ["bericht", "chronik"] == [document.source_id for document in corpus.documents]
    assert ["bericht", "chronik"] == [snapshot.source_id for snapshot in corpus.snapshots]
    (line,) = corpus.remarks
    assert line.startswith("gutachten: not read")
    assert "damaged" in line
    assert "mend it with" in line


def test_an_analysis_that_cannot_be_read_is_an_error(dossier: Path, tmp_path: Path) -> None:
    """Without it there is nothing to ask."""
    text = MANIFEST.replace('path = "bericht.txt"', 'path = "gutachten.pdf"', 1)
    (dossier / "manifest.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DossierError, match="damaged"):
        read_corpus(dossier, tmp_path / "store" / "snapshots")


def test_what_did_not_change_is_not_read_again(dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The documents made before serve; a damaged one is made anew, and what is no longer asked for goes."""
    store = tmp_path / "store"
    first = read_corpus(dossier, store / "snapshots")
    read: list[str] = []
    original = IsolatedReaders.read

    def note(self: IsolatedReaders, kind: str, content: bytes, hints: object) -> object:
        read.append(kind)
        return original(self, kind, content, hints)  # type: ignore[arg-type]

    monkeypatch.setattr(flow.IsolatedReaders, "read", note)
    assert first.documents == read_corpus(dossier, store / "snapshots").documents
    assert ["application/pdf"] == read  # Nothing is kept of a refusal: the file may have been mended meanwhile.
    read.clear()
    kept = sorted((store / "documents").iterdir())
    assert 2 == len(kept)
    kept[0].write_bytes(b"{}")
    assert first.documents == read_corpus(dossier, store / "snapshots").documents
    assert 2 == len(read)
    (dossier / "bericht.txt").write_text("Die Schleuse\n\nDer Rat hat 1932 gebaut.\n", encoding="utf-8")
    read_corpus(dossier, store / "snapshots")
    assert 2 == len(list((store / "documents").iterdir()))


def test_a_work_that_was_held_before_is_not_lost_silently(dossier: Path, tmp_path: Path) -> None:
    """The generation that still has it is named."""
    service = make_service(tmp_path / "other")
    first = service.ingest(dossier)
    (dossier / "chronik.html").write_text("<html><body>Just a moment...</body></html>", encoding="utf-8")
    second = service.ingest(dossier)
    lines = [line for line in second.remarks if line.startswith("chronik")]
    assert any("not read" in line for line in lines)
    assert any(f"fundstelle switch {first.generation.id}" in line for line in lines)
    assert "chronik" in {one.source_id for one in read_corpus_of(service.store, first.generation).documents}


@pytest.mark.parametrize(("label", "place", "expected"), [("12", 1, 12), ("b", 1, 2), ("*", 3, 3), ("iv", 4, 4)])
def test_notes_without_a_number_are_counted(label: str, place: int, expected: int) -> None:
    """Letters have their place in the alphabet, signs theirs among the notes."""
    assert expected == _count_note(label, place)


@pytest.mark.parametrize(
    ("content", "what"),
    [(None, "is missing"), (b"", "is empty"), (b"<!doctype html><html><body>Login", "is a web page, not a PDF")],
)
def test_a_work_whose_file_cannot_be_taken_in_is_told_and_left_aside(
    content: bytes | None, what: str, dossier: Path, tmp_path: Path
) -> None:
    """A file that is missing, empty or something else is one line, and the others are asked."""
    path = dossier / "gutachten.pdf"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    corpus = read_corpus(dossier, tmp_path / "store" / "snapshots")
    assert ["bericht", "chronik"] == [document.source_id for document in corpus.documents]
    (line,) = corpus.remarks
    assert line.startswith("gutachten: not read")
    assert what in line
    assert str(path) in line
    assert "mend it with" in line
