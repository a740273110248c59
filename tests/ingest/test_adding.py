"""A file that an admin has: taken in with where it is from, or refused with what to do."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ingest.adding import add_file
from ingest.errors import DossierError, FundstelleError, UsageError
from ingest.flow import read_corpus
from ingest.manifest import read_manifest
from ingest.records import Snapshot
from ingest.snapshots import list_got, read_snapshot
from tests.ingest.fetch.test_archive import records_of
from tests.servers import PAGE

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"


class Adder:
    """Adds files to works of the small dossier, a second apart."""

    def __init__(self, dossier: Path, folder: Path) -> None:
        self.manifest, self.folder = read_manifest(dossier), folder
        self.time = datetime(2026, 11, 29, 6, 0, tzinfo=UTC)

    def __call__(self, path: Path, source: str = "beschluss", **options: Any) -> Snapshot:
        """Add one."""
        self.time += timedelta(seconds=1)
        work = self.manifest.source(source)
        return add_file(path, work, self.manifest, self.folder, now=lambda: self.time, agent="test", **options)

    def held(self, source: str = "beschluss") -> list[Snapshot]:
        """What was added for a work, the latest first."""
        return list(list_got(self.manifest, self.folder).get(source, ()))


@pytest.fixture
def add(small_dossier: Path, tmp_path: Path) -> Adder:
    return Adder(small_dossier, tmp_path / "snapshots")


def a_file(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_an_added_file_is_the_text_of_its_work(add: Adder, small_dossier: Path, tmp_path: Path) -> None:
    """From then on it is held: an ingest makes a document of it; its address and day are what the admin says."""
    path = a_file(tmp_path, "saved page.html", PAGE)
    snapshot = add(path, url="https://example.org/b?x=1", retrieved="2026-01-07")
    assert ("https://example.org/b?x=1", "2026-01-07", "added") == (snapshot.url, snapshot.retrieved_at, snapshot.how)
    assert PAGE.encode() == read_snapshot(snapshot, add.folder)
    corpus = read_corpus(small_dossier, add.folder)
    assert ["bericht", "beschluss"] == [document.source_id for document in corpus.documents]
    assert snapshot in corpus.snapshots
    assert "lighthouse of Harksiel" in corpus.documents[1].text
    (warc,) = (add.folder / "warc").iterdir()
    assert [PAGE.encode()] == [body for record, body in records_of(warc) if record.rec_type == "resource"]


def test_the_latest_file_serves_and_the_earlier_stays(add: Adder, tmp_path: Path) -> None:
    """Whatever days they are said to be of; the same file again changes nothing."""
    first = add(a_file(tmp_path, "a.txt", "The first text."), retrieved="2026-05-05")
    second = add(a_file(tmp_path, "b.txt", "The second text."), retrieved="2025-01-01")
    assert [second, first] == add.held()
    assert second == add(tmp_path / "b.txt"), "what is known of its day stays"
    assert [second, first] == add.held()
    again = add(tmp_path / "a.txt")
    assert [again, second, first] == add.held()


def test_what_was_added_stays_with_its_dossier(add: Adder, tmp_path: Path) -> None:
    """A renamed or moved dossier keeps it, another one with a work of the same id does not get it."""
    add(a_file(tmp_path, "rede.txt", "Eine Rede."), "rede")
    whole = add.manifest
    elsewhere, other_url = whole.folder.parent / "elsewhere", "https://example.org/other"
    renamed, moved = replace(whole, title="Neu"), replace(whole, folder=elsewhere)
    other = replace(
        whole, title="Neu", folder=elsewhere, sources=tuple(replace(one, url=other_url) for one in whole.sources)
    )
    assert [True, True, False] == ["rede" in list_got(one, add.folder) for one in (renamed, moved, other)]


def docx() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return buffer.getvalue()


WRONG: dict[str, tuple[bytes | str, str]] = {
    "empty.txt": ("  \n", "is empty"),
    "binary.txt": (b"\x00\x01\x02\x03", "binary"),
    "latin.txt": ("Größe".encode("cp1252"), "not UTF-8"),
    "noise.pdf": (b"\x00\x01\x02", "is no .pdf file"),
    "login.pdf": ("<!doctype html><html><body>Log in</body></html>", "is a .html file"),
    "paper.html": (PDF, "is a .pdf file"),
    "letter.pdf": (docx(), "is a .docx file"),
    "song.mp3": (b"ID3\x04\x00", "cannot be read"),
    "archive.zip": (b"PK\x03\x04xxxx", "cannot be read"),
    "broken.docx": (b"PK\x03\x04xxxx", "is no .docx file"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_read_is_not_taken_in(name: str, add: Adder, tmp_path: Path) -> None:
    """One line with the reason and the file; nothing is written."""
    content, words = WRONG[name]
    with pytest.raises(DossierError) as caught:
        add(a_file(tmp_path, name, content))
    assert words in caught.value.line
    assert name in caught.value.line
    assert caught.value.remedy
    assert not add.folder.exists()


@pytest.mark.parametrize("name", ["page", "page.asp", "page.php?id=3"])
def test_bytes_tell_what_a_name_does_not(name: str, add: Adder, tmp_path: Path) -> None:
    """A page or PDF saved under any name."""
    assert "text/html" == add(a_file(tmp_path, name, PAGE)).media_type
    assert "application/pdf" == add(a_file(tmp_path, f"{name}2", PDF)).media_type


def test_wrong_places_and_words_are_named(add: Adder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing file, a folder, a device, one too large, a source of the dossier's own; no address, no day."""
    text = a_file(tmp_path, "a.txt", "Some text.")
    for path, words in ((tmp_path / "no.txt", "is missing"), (tmp_path, "no file"), (Path("/dev/zero"), "no file")):
        with pytest.raises(DossierError, match=words):
            add(path)
    for source, options, words in (
        ("bericht", {}, "has its text in the dossier already"),
        *(
            ("rede", {"url": url}, "not the address")
            for url in ("x", "ftp://a.example/", "https://", "http://a b/", "http://[")
        ),
        *(("rede", {"retrieved": day}, "day") for day in ("gestern", "2026-02-30", "2027-01-01", "")),
    ):
        with pytest.raises(UsageError, match=words):
            add(text, source, **options)
    with (tmp_path / "big.pdf").open("wb") as file:
        file.truncate(51 * 2**20)
    with pytest.raises(FundstelleError, match="51 MB, at most 50"):
        add(tmp_path / "big.pdf")
    assert not add.folder.exists()
