"""What an admin is told at the end of an ingest: all that could not be resolved, was guessed, or cannot be found."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.__main__ import main
from app.service import Service
from app.settings import Settings
from index.records import BuildResult
from index.store.build import build_generation
from index.store.generations import lock_store
from ingest.flow import read_corpus
from tests.fakes import FakeEncoder


def build_with_gaps(dossier: Path, store: Path) -> tuple[BuildResult, list[str]]:
    """A build of a dossier in which two paragraphs lost their vectors and a reader guessed; the words of the first."""
    corpus = read_corpus(dossier, store / "snapshots")
    document = corpus.documents[0]
    lost = [passage for passage in document.passages if passage.kind in ("paragraph", "list_item")][:2]
    chunks = tuple(chunk for chunk in corpus.chunks if chunk.passage_id not in [passage.id for passage in lost])
    guessed = replace(document, guessed=("bericht: lines of 72 characters were taken for wrapped ones",), left_out="©")
    encoder = FakeEncoder()
    with lock_store(store):
        result = build_generation(
            store,
            replace(corpus, documents=(guessed,), chunks=chunks),
            identity=encoder.identity,
            open_encoder=lambda: encoder,
        )
    return result, document.plain(lost[0].start, lost[0].end).split()[:4]


def test_what_cannot_be_found_or_was_guessed_is_remarked(small_dossier: Path, tmp_path: Path) -> None:
    """A passage without a vector is named unless it is context of others; guesses and what was left out are told."""
    result, words = build_with_gaps(small_dossier, tmp_path / "store")
    guessed, left_out, lost = result.remarks
    assert "taken for wrapped ones" in guessed
    assert "left out" in left_out
    assert "bericht: 2 passages cannot be found" in lost
    assert " ".join(words) in lost


def test_titles_headings_and_table_headers_are_no_loss(small_dossier: Path, tmp_path: Path) -> None:
    """They are found with what stands below them."""
    assert () == Service(Settings(store=tmp_path / "s"), encoder=FakeEncoder()).ingest(small_dossier).remarks


@pytest.mark.parametrize("option", [(), ("--json",)])
def test_remarks_are_printed_at_the_end(
    option: tuple[str, ...],
    small_dossier: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In words a line each, in JSON as `remarks`: after a build, and after one that changed nothing too."""
    text = small_dossier / "bericht.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("beschlossen.[1]", "beschlossen."), encoding="utf-8")
    encoder = FakeEncoder()
    monkeypatch.setattr("app.service.open_encoder", lambda *_, **__: encoder)
    monkeypatch.setattr("app.service.encoder_identity", lambda _: encoder.identity)
    for outcome in ("built", "unchanged"):
        assert 0 == main(["ingest", "--dossier", str(small_dossier), "--store", str(tmp_path / "store"), *option])
        out = capsys.readouterr().out
        if option:
            table = json.loads(out)
            assert outcome == table["outcome"]
            assert ["footnote 1" in remark for remark in table["remarks"]] == [True]
        else:
            assert out.splitlines()[-1].startswith("Note: bericht: footnote 1")
