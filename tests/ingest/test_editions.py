"""Two editions or languages of one work are two entries; the notes cite the one that they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.asking.missing_works import find_asked_work
from ingest.errors import DossierError
from ingest.flow import read_corpus
from ingest.manifest import read_manifest

EDITION = """
[[source]]
id = "rede-en"
kind = "cited_source"
title = "Speech"
author = "A. Minister"
path = "rede.txt"
language = "en"
names = ["Rede"]
edition_of = "{work}"
{more}
"""


def add_edition(dossier: Path, work: str = "rede", more: str = "") -> Path:
    manifest = dossier / "manifest.toml"
    text = manifest.read_text(encoding="utf-8") + EDITION.format(work=work, more=more)
    manifest.write_text(text, encoding="utf-8")
    (dossier / "rede.txt").write_text("Speech\n\nThe plan was a good beginning for everybody.\n", encoding="utf-8")
    return dossier


def test_a_note_cites_the_edition_it_names(small_dossier: Path, tmp_path: Path) -> None:
    """The other one has a document of its own, and no note leads to it; it counts as the work being here."""
    corpus = read_corpus(add_edition(small_dossier), tmp_path / "snapshots")
    essay, edition = corpus.documents
    cited = [reference.source_id for note in essay.footnotes for reference in note.references]
    assert (["beschluss", "rede"], "rede-en") == (cited, edition.source_id)
    assert (1, 2) == corpus.manifest.count_held({"bericht", "rede-en"})
    assert (0, 2) == corpus.manifest.count_held({"bericht"})


def test_a_work_held_in_another_edition_is_not_missing(small_dossier: Path) -> None:
    """Its name means the work that the notes cite, in whatever edition it is here."""
    manifest = read_manifest(add_edition(small_dossier))
    asked = "Was steht in der Rede?"
    missing = find_asked_work(asked, manifest)
    assert missing
    assert "rede" == missing.id
    assert find_asked_work(asked, manifest, held={"rede-en"}) is None
    assert find_asked_work(asked, manifest, held={"rede"}) is None


@pytest.mark.parametrize(
    ("work", "more", "expected"),
    [
        ("bericht", "", "which is no cited work"),
        ("nirgends", "", "which is no cited work"),
        ("rede-en", "", "which is no cited work"),
        ("rede", "footnotes = [2]", "has footnotes of its own"),
    ],
)
def test_a_wrong_edition_is_named(work: str, more: str, expected: str, small_dossier: Path) -> None:
    """It belongs to a cited work that is no edition itself, and no note cites it."""
    with pytest.raises(DossierError, match=expected):
        read_manifest(add_edition(small_dossier, work, more))


def test_the_languages_of_held_works_are_the_dossiers(small_dossier: Path, tmp_path: Path) -> None:
    """Whoever reads them in may ask in them; a work that is not held adds none."""
    manifest = add_edition(small_dossier) / "manifest.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('language = "en"', 'language = "ru"'), encoding="utf-8")
    assert ("de", "en", "ru") == read_corpus(small_dossier, tmp_path / "s").manifest.languages
