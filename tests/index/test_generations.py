"""Generations: built beside, switched in one step, never lost."""

import json
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from app.service import Service
from app.settings import Settings
from index.errors import EncoderError, NoGenerationError, StoreBusyError, StoreError
from index.records import BuildResult
from index.store import build as build_stages
from index.store.build import build_generation
from index.store.generations import (
    current_generation,
    current_id,
    generation_folder,
    list_generations,
    lock_store,
    read_corpus_of,
    snapshots_folder,
)
from index.store.opened import open_generation
from index.vectors.chroma import ChromaStore
from index.vectors.protocol import Near, Vector
from ingest.flow import read_corpus
from tests.fakes import FakeEncoder


def build(dossier: Path, store: Path, encoder: FakeEncoder | None = None) -> BuildResult:
    used = encoder or FakeEncoder()
    with lock_store(store):
        corpus = read_corpus(dossier, snapshots_folder(store))
        return build_generation(store, corpus, identity=used.identity, open_encoder=lambda: used)


def stamps(folder: Path) -> dict[Path, int]:
    """When each file was written; Chroma rewrites headers of its own even when it only reads."""
    return {
        path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file() and "chroma" not in path.parts
    }


def change(dossier: Path, old: str, new: str) -> None:
    text = dossier / "bericht.txt"
    text.write_text(text.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def find(store: Path, query: str) -> str:
    service = Service(Settings(store=store), encoder=FakeEncoder())
    return service.search(query, language="de", limit=1).hits[0].quote


def test_first_build_and_unchanged_second(small_dossier: Path, tmp_path: Path) -> None:
    """A second ingest of the same dossier builds nothing and changes no file of the generation."""
    store = tmp_path / "store"
    first = build(small_dossier, store)
    folder = generation_folder(store, first.generation.id)
    before = stamps(folder)
    second = build(small_dossier, store)
    assert ("built", "unchanged") == (first.outcome, second.outcome)
    assert first.generation == second.generation
    assert before == stamps(folder)


def test_changed_text_embeds_only_what_changed(small_dossier: Path, tmp_path: Path) -> None:
    """A changed sentence costs its own vectors; every other passage keeps its id and its vector."""
    store = tmp_path / "store"
    first = build(small_dossier, store)
    change(small_dossier, "90 Mrd.", "95 Mrd.")
    second = build(small_dossier, store)
    assert ("built", 1, 1) == (second.outcome, second.changes.added, second.changes.removed)
    assert first.embedded > second.embedded > 0
    assert second.generation.previous == first.generation.id
    assert "95 Mrd." in find(store, "Darlehen Mrd. Euro")


def test_old_citation_is_shown_from_its_own_generation(
    small_dossier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slice of a text that has changed since is still shown as it was, by the generation's id."""
    from app.__main__ import main

    store = tmp_path / "store"
    first = build(small_dossier, store)
    start = read_corpus_of(store, first.generation).documents[0].text.index("90 Mrd.")
    change(small_dossier, "Der Rat hat", "Der gesamte Rat hat")
    build(small_dossier, store)
    place = ["show", "bericht", str(start), str(start + 7), "--store", str(store)]
    assert [0, 0] == [main(place), main([*place, "--generation", first.generation.id])]
    now, then = capsys.readouterr().out.splitlines()
    assert "90 Mrd." == then
    assert then != now
    assert 2 == main([*place, "--generation", "nowhere"])
    assert "no such generation" in capsys.readouterr().err


def test_going_back_restores_without_building(small_dossier: Path, tmp_path: Path) -> None:
    """An earlier text's generation is still there and becomes current again, and nothing is embedded."""
    store = tmp_path / "store"
    first = build(small_dossier, store)
    change(small_dossier, "90 Mrd.", "95 Mrd.")
    build(small_dossier, store)
    change(small_dossier, "95 Mrd.", "90 Mrd.")
    third = build(small_dossier, store)
    assert ("restored", first.generation.id, 0) == (third.outcome, third.generation.id, third.embedded)
    assert 2 == len(list_generations(store))


@pytest.mark.parametrize("stage", ["_embed", "_write_index", "_describe", "_verify", "make_current"])
def test_failed_build_leaves_the_old_generation_serving(
    stage: str, small_dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever a build breaks off, what served before serves on, and the next ingest succeeds."""
    store = tmp_path / "store"
    first = build(small_dossier, store)
    change(small_dossier, "90 Mrd.", "95 Mrd.")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(build_stages, stage, fail)
        with pytest.raises(StoreError, match="no space is left"):
            build(small_dossier, store)
    assert first.generation.id == current_id(store)
    assert "90 Mrd." in find(store, "Darlehen Mrd. Euro")
    assert "built" == build(small_dossier, store).outcome or current_id(store) != first.generation.id
    assert "95 Mrd." in find(store, "Darlehen Mrd. Euro")


def build_slowly(dossier: Path, store: Path, started: "multiprocessing.synchronize.Event") -> None:
    class Slow(FakeEncoder):
        def encode_passages(self, texts, **options):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN003, ANN202
            started.set()
            time.sleep(0.3)
            return super().encode_passages(texts, **options)

    build(dossier, store, Slow())


@pytest.mark.slow
def test_killed_build_leaves_the_old_generation_serving(small_dossier: Path, tmp_path: Path) -> None:
    """`kill -9` at any moment of a build: the old generation serves, and the next ingest succeeds."""
    store = tmp_path / "store"
    first = build(small_dossier, store)
    context = multiprocessing.get_context("spawn")
    for delay in (0.0, 0.1, 0.32, 0.4, 0.6):
        change(small_dossier, "Wiederaufbau", f"Wiederaufbau {delay}")
        started = context.Event()
        process = context.Process(target=build_slowly, args=(small_dossier, store, started))
        process.start()
        assert started.wait(60)
        time.sleep(delay)
        os.kill(int(str(process.pid)), signal.SIGKILL)
        process.join()
        served = current_generation(store)
        assert served.id == first.generation.id or served.previous == first.generation.id
        assert "90 Mrd." in find(store, "Darlehen Mrd. Euro")
        first = build(small_dossier, store)
        assert current_id(store) == first.generation.id


def hold_lock(
    store: Path, held: "multiprocessing.synchronize.Event", release: "multiprocessing.synchronize.Event"
) -> None:
    with lock_store(store):
        held.set()
        release.wait(30)


def test_second_writer_is_refused_within_a_second(tmp_path: Path) -> None:
    """While one process writes, another is told so at once."""
    context = multiprocessing.get_context("fork")
    held, release = context.Event(), context.Event()
    process = context.Process(target=hold_lock, args=(tmp_path / "store", held, release))
    process.start()
    assert held.wait(30)
    started = time.monotonic()
    with pytest.raises(StoreBusyError, match="another ingest"), lock_store(tmp_path / "store"):
        pass
    assert time.monotonic() - started < 1
    release.set()
    process.join()


def test_no_generation_and_other_encoder_are_said(small_dossier: Path, tmp_path: Path) -> None:
    """An empty store, and a store built with another encoder, are errors that name the command that mends them."""
    store = tmp_path / "store"
    with pytest.raises(NoGenerationError, match="fundstelle ingest"):
        current_generation(store)
    build(small_dossier, store)
    with pytest.raises(EncoderError, match="was built with the encoder"):
        open_generation(store, encoder_identity="another")


@pytest.mark.parametrize("name", ["generation.json", "corpus.json"])
def test_damaged_generation_is_noticed_and_built_anew(name: str, small_dossier: Path, tmp_path: Path) -> None:
    """A damaged file is an error with its path, not a wrong answer, and ingest mends it."""
    store = tmp_path / "store"
    first = build(small_dossier, store)
    (generation_folder(store, first.generation.id) / name).write_bytes(b"{damaged")
    with pytest.raises(StoreError, match=name.replace(".", r"\.")):
        open_generation(store, encoder_identity=FakeEncoder().identity)
    mended = build(small_dossier, store)
    assert "built" == mended.outcome
    assert "90 Mrd." in find(store, "Darlehen Mrd. Euro")


def test_a_damaged_vectors_file_is_mended_by_the_next_ingest(small_dossier: Path, tmp_path: Path) -> None:
    """Chroma serves without it, and exact search could not: the generation is not sound and is built anew."""
    store = tmp_path / "store"
    first = build(small_dossier, store)
    (generation_folder(store, first.generation.id) / "vectors.npy").write_bytes(b"{damaged")
    assert "90 Mrd." in find(store, "Darlehen Mrd. Euro")
    assert "built" == build(small_dossier, store).outcome


@pytest.mark.parametrize(("misses", "is_built"), [(1, True), (2, False), (99, False)])
def test_a_damaged_graph_is_refused_and_an_approximate_one_is_not(
    misses: int, is_built: bool, small_dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One vector that the graph leads past is in its nature; several of the few that are looked for are damage."""
    find_nearest = ChromaStore.find_nearest
    asked: list[int] = []

    def miss(self: ChromaStore, language: str, vector: Vector, limit: int) -> tuple[Near, ...]:
        if language == "de":
            asked.append(1)
        found = find_nearest(self, language, vector, self.count(language))
        return found[-1:] if language == "de" and len(asked) <= misses else found[:limit]

    monkeypatch.setattr(ChromaStore, "find_nearest", miss)
    if is_built:
        assert "built" == build(small_dossier, tmp_path / "store").outcome
    else:
        with pytest.raises(StoreError, match="Chroma does not find what exact search finds"):
            build(small_dossier, tmp_path / "store")
    assert len(asked) >= 4


def test_read_only_store_refuses_ingest_in_one_line(
    small_dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that cannot be written says so, with the way out, and stays as it was."""
    store = tmp_path / "store"
    first = build(small_dossier, store)
    change(small_dossier, "90 Mrd.", "95 Mrd.")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("index.store.build._new_folder", refuse)
    with pytest.raises(StoreError, match="read-only"):
        build(small_dossier, store)
    assert first.generation.id == current_id(store)


def test_desk_notices_a_new_generation(small_dossier: Path, tmp_path: Path) -> None:
    """A running service answers from the new generation at its next question."""
    store = tmp_path / "store"
    build(small_dossier, store)
    service = Service(Settings(store=store), encoder=FakeEncoder())
    assert "90 Mrd." in service.search("Darlehen Mrd. Euro", language="de", limit=1).hits[0].quote
    change(small_dossier, "90 Mrd.", "95 Mrd.")
    build(small_dossier, store)
    assert "95 Mrd." in service.search("Darlehen Mrd. Euro", language="de", limit=1).hits[0].quote


def test_record_tells_what_was_built(small_dossier: Path, tmp_path: Path) -> None:
    """A generation's record names its snapshots, encoder, chunking and counts."""
    store = tmp_path / "store"
    generation = build(small_dossier, store).generation
    table = json.loads((generation_folder(store, generation.id) / "generation.json").read_text(encoding="utf-8"))
    assert FakeEncoder().identity == table["encoder"]
    assert ["bericht"] == [snapshot["source_id"] for snapshot in table["snapshots"]]
    assert table["chunks"] > table["passages"] > 0
    assert ["de", "en"] == table["languages"]
