"""From a note to a work that was added: in the edition cited or another one, with a link to what is held."""

from __future__ import annotations

from pathlib import Path

from app.answering.citations import cite_sentence
from app.records import Citation
from app.service import Service
from app.settings import Settings
from tests.fakes import FakeEncoder
from tests.ingest.test_editions import EDITION

QUOTED = "a good beginning for everybody in the whole country"
TEXT = f"The speech\n\nFriends, the plan is {QUOTED}. Let us get to work, and let us begin today.\n"


def cite(service: Service) -> Citation:
    """The citation of the sentence that quotes the speech."""
    opened = service.generation()
    document = opened.documents["bericht"]
    return next(
        cite_sentence(opened, passage, sentence, 1)
        for passage in document.passages
        for sentence in passage.sentences
        if QUOTED in document.text[sentence.start : sentence.end] and passage.note is None
    )


def add(service: Service, folder: Path, source: str, **options: str) -> None:
    file = folder / "speech.txt"
    file.write_text(TEXT, encoding="utf-8")
    service.add(file, source, **options)
    service.ingest()


def without_addresses(dossier: Path, more: str = "") -> Path:
    manifest = dossier / "manifest.toml"
    text = manifest.read_text(encoding="utf-8").replace('url = "https://example.org/rede"\n', "")
    manifest.write_text(text + more, encoding="utf-8")
    return dossier


def test_an_added_works_place_is_linked_where_the_admin_got_it(small_dossier: Path, tmp_path: Path) -> None:
    """The manifest gives no address; the quoted words are found in the work, letter for letter."""
    service = Service(Settings(store=tmp_path / "store"), encoder=FakeEncoder())
    service.ingest(without_addresses(small_dossier))
    (before,) = cite(service).footnotes
    assert (False, "not_held") == (before.obtained, before.without)
    add(service, tmp_path, "rede", url="https://archive.example/speech.txt")
    (note,) = cite(service).footnotes
    (found,) = note.passages
    assert (True, "https://archive.example/speech.txt") == (note.obtained, note.url)
    assert ("rede", 1.0) == (found.source, found.score)
    assert str(found.link).startswith("https://archive.example/speech.txt#:~:text=")
    work = service.documents()["rede"]
    assert found.quote == work.text[found.start : found.end]


def test_another_edition_stands_in_for_the_one_cited(small_dossier: Path, tmp_path: Path) -> None:
    """As long as that one is not here; the passage says whose it is."""
    edition = EDITION.format(work="rede", more="").replace('path = "rede.txt"\n', "")
    service = Service(Settings(store=tmp_path / "store"), encoder=FakeEncoder())
    service.ingest(without_addresses(small_dossier, edition))
    add(service, tmp_path, "rede-en")
    (note,) = cite(service).footnotes
    assert ("rede", True, ["rede-en"]) == (note.source, note.obtained, [one.source for one in note.passages])
    assert note.passages[0].on_cited_page is None
    add(service, tmp_path, "rede")
    (note,) = cite(service).footnotes
    assert ["rede"] == [one.source for one in note.passages]
