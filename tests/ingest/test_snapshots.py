"""Snapshots: bytes kept by hash, and files that cannot be one."""

import hashlib
from pathlib import Path

import pytest

from ingest.errors import DossierError, FundstelleError
from ingest.flow import BUNDLED_DOSSIER, read_corpus
from ingest.manifest import read_manifest
from ingest.snapshots import read_snapshot, take_snapshots

UNUSABLE = {
    "empty": (b"  \n", "is empty"),
    "binary": (b"\x7fELF\x00\x01\x02", "is binary"),
    "something else": (b"%PDF-1.4\x00\x01\x02", "is a PDF, not text"),
    "other encoding": ("Größe".encode("cp1252"), "is not UTF-8 (byte 2)"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_unusable_file_is_named_with_its_cure(name: str, small_dossier: Path, tmp_path: Path) -> None:
    """An empty, binary, wrongly named or wrongly encoded file is one clear line, and nothing is taken in."""
    content, expected = UNUSABLE[name]
    (small_dossier / "bericht.txt").write_bytes(content)
    with pytest.raises(DossierError) as caught:
        read_corpus(small_dossier, tmp_path / "snapshots")
    assert expected in caught.value.line
    assert "bericht.txt" in caught.value.line
    assert not (tmp_path / "snapshots").exists()


def test_missing_file_folder_and_strange_suffix_are_named(small_dossier: Path, tmp_path: Path) -> None:
    """A file that is not there, is a folder, or is of an unknown kind is said to be so."""
    text = small_dossier / "bericht.txt"
    text.unlink()
    with pytest.raises(DossierError, match="is missing"):
        read_corpus(small_dossier, tmp_path / "snapshots")
    text.mkdir()
    with pytest.raises(DossierError, match="cannot be read"):
        read_corpus(small_dossier, tmp_path / "snapshots")
    manifest = small_dossier / "manifest.toml"
    manifest.write_text(manifest.read_text().replace("bericht.txt", "bericht.exe"))
    with pytest.raises(DossierError, match="cannot be read yet"):
        read_corpus(small_dossier, tmp_path / "snapshots")


def test_bytes_keep_their_first_time_and_older_ones_stay(small_dossier: Path, tmp_path: Path) -> None:
    """The same bytes keep the time they were first got; changed bytes are a second snapshot beside the first."""
    manifest, folder = read_manifest(small_dossier), tmp_path / "snapshots"
    times = iter(("2026-01-01", "2026-02-02", "2026-03-03"))
    (first,) = take_snapshots(manifest, folder, now=lambda: next(times))
    (again,) = take_snapshots(manifest, folder, now=lambda: next(times))
    assert first == again
    text = small_dossier / "bericht.txt"
    text.write_text(text.read_text(encoding="utf-8") + "\nNeu.", encoding="utf-8")
    (second,) = take_snapshots(manifest, folder, now=lambda: next(times))
    assert ("2026-01-01", "2026-02-02") == (first.retrieved_at, second.retrieved_at)
    assert read_snapshot(second, folder) == read_snapshot(first, folder) + b"\nNeu."


def test_damaged_snapshot_is_noticed_and_taken_again(small_dossier: Path, tmp_path: Path) -> None:
    """Bytes that no longer match their hash are never read as if they did; the next ingest restores them."""
    manifest, folder = read_manifest(small_dossier), tmp_path / "snapshots"
    (snapshot,) = take_snapshots(manifest, folder, now=lambda: "2026-01-01")
    (folder / snapshot.sha256).write_bytes(b"something else")
    with pytest.raises(FundstelleError, match="no longer match"):
        read_snapshot(snapshot, folder)
    assert (snapshot,) == take_snapshots(manifest, folder, now=lambda: "2026-02-02")
    assert b"Bericht" in read_snapshot(snapshot, folder)


def test_bundled_essay_is_kept_byte_for_byte(tmp_path: Path) -> None:
    """The essay's snapshot has the essay file's own hash."""
    corpus = read_corpus(BUNDLED_DOSSIER, tmp_path)
    expected = hashlib.sha256((BUNDLED_DOSSIER / "systemic-chaos.txt").read_bytes()).hexdigest()
    assert expected == corpus.snapshots[0].sha256 == corpus.documents[0].snapshot_sha256


def test_the_same_bytes_under_another_name_are_read_as_what_that_says(small_dossier: Path, tmp_path: Path) -> None:
    """A text file renamed to Markdown keeps the time it was taken in, not its format."""
    folder = tmp_path / "snapshots"
    (first,) = take_snapshots(read_manifest(small_dossier), folder, now=lambda: "2026-01-01")
    (small_dossier / "bericht.txt").rename(small_dossier / "bericht.md")
    manifest = small_dossier / "manifest.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("bericht.txt", "bericht.md"), encoding="utf-8")
    (second,) = take_snapshots(read_manifest(small_dossier), folder, now=lambda: "2026-02-02")
    assert (first.sha256, first.retrieved_at) == (second.sha256, second.retrieved_at)
    assert ("text/plain", "text/markdown", "bericht.md") == (first.media_type, second.media_type, second.origin)
