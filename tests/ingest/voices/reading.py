"""Reads a text of a test as the product would: one source, no other works unless a manifest names them."""

from __future__ import annotations

from pathlib import Path

from ingest.readers.choose import choose_reader
from ingest.readers.protocol import ReadingHints
from ingest.records import Document, Manifest, Sentence, Snapshot, Source
from ingest.structure.document import build_document


def read_text(
    text: str, language: str, *works: Source, author: str = "Jane Roe", publisher: str | None = None
) -> Document:
    """The document that a text becomes; its first line is its title."""
    title = text.split("\n", 1)[0]
    source = Source("essay", "analysis", title, path="text.txt", language=language, author=author, publisher=publisher)
    content = text.encode()
    reading = choose_reader("text/plain")(content, ReadingHints(title))
    manifest = Manifest(title, ("de", "en", "ru"), (source, *works), Path())
    return build_document(reading, source, Snapshot("essay", "", "text.txt", "", "text/plain", len(content)), manifest)


def read_sentences(text: str, language: str, *works: Source) -> list[tuple[str, str, str]]:
    """Each sentence of a text below its title, with its speaker and attribution."""
    document = read_text(f"Titel ohne Punkt\n\n{text}\n", language, *works)
    sentences = [sentence for passage in document.passages[1:] for sentence in passage.sentences]
    return [(document.text[one.start : one.end], one.speaker, one.attribution) for one in sentences]


def find_sentence(document: Document, words: str) -> Sentence:
    """The sentence of a document that `words` begin in."""
    start = document.text.index(words)
    return next(s for p in document.passages for s in p.sentences if s.start <= start < s.end)
