"""Vector stores: the same answers from each, one at a time, and none that fails in silence."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.__main__ import main
from app.service import Service
from index.errors import StoreError
from index.records import Hit
from index.search.retrieve import RetrievalSettings, retrieve
from index.store.generations import current_id, generation_folder
from index.store.opened import OpenGeneration, open_generation
from index.vectors.chroma import ChromaStore, fill_collections, open_client
from index.vectors.exact import ExactStore, read_vectors
from index.vectors.open import CHROMA, VECTORS, open_vectors
from index.vectors.protocol import Near, Vector, VectorStore
from ingest.records import Chunk
from tests.builders import COUNCIL, HARBOUR, ask_expected, make_service
from tests.fakes import FakeEncoder

TEXTS = (
    ("de", "Der Rat hat am 14./15. Dezember ein Darlehen von 90 Mrd. Euro beschlossen."),
    ("de", "„Die Fähre fährt nicht“, schreibt der Hafenmeister, z.B. bei Sturm."),
    ("de", "Die Größe der Übergänge wird in Art. 5 Abs. 2 geregelt."),
    ("en", "The council agreed on a loan of 90 billion."),
    ("en", "The ferry does not run in a storm."),
    ("ru", "Паром не ходит в шторм, сказал начальник порта."),
)
CHUNKS = tuple(
    Chunk(f"chunk-{number}", f"passage-{number}", "bericht", language, 0, len(text), False, text)
    for number, (language, text) in enumerate(TEXTS)
)
QUESTIONS = ("Was sagt der Hafenmeister über die Fähre?", "Who runs the ferry?", "Паром", "Wie viele Mrd. Euro?")


def embed(texts: tuple[str, ...]) -> Vector:
    return FakeEncoder().encode_passages(texts)


VECTORS_OF = embed(tuple(text for _, text in TEXTS))


def by_collection() -> dict[str, tuple[list[str], Vector]]:
    rows: dict[str, list[int]] = {}
    for row, chunk in enumerate(CHUNKS):
        rows.setdefault(chunk.collection, []).append(row)
    return {name: ([CHUNKS[row].id for row in part], VECTORS_OF[part]) for name, part in rows.items()}


@pytest.fixture(params=["exact", "chroma"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorStore]:
    """Each of the stores over the same few vectors."""
    if request.param == "exact":
        yield ExactStore(VECTORS_OF, CHUNKS)
        return
    client = open_client(tmp_path)
    fill_collections(client, by_collection(), where=tmp_path)
    chroma = ChromaStore(client, where=tmp_path)
    yield chroma
    chroma.close()


def assert_serves(store: VectorStore) -> None:
    """What every store has to do, whatever keeps the vectors."""
    for question in QUESTIONS:
        vector = FakeEncoder().encode_query(question)
        for language, number in (("de", 3), ("en", 2), ("ru", 1)):
            rows = [row for row, chunk in enumerate(CHUNKS) if chunk.language == language]
            wanted = sorted(((float(VECTORS_OF[row] @ vector), CHUNKS[row].id) for row in rows), reverse=True)
            for limit in (1, 2, 50):
                found = store.find_nearest(language, vector, limit)
                assert [score for score, _ in wanted[:limit]] == pytest.approx([near.score for near in found], abs=1e-5)
                assert len({near.chunk_id for near in found}) == len(found) == min(limit, number)
            assert number == store.count(language)
    backwards = ["chunk-2", "chunk-0"]
    assert np.allclose(VECTORS_OF[[2, 0]], store.fetch("de", backwards), atol=1e-6)
    assert (0, ()) == (store.count("fr"), store.find_nearest("fr", VECTORS_OF[0], 3))
    with pytest.raises(StoreError, match="fundstelle ingest"):
        store.fetch("de", ["chunk-0", "no such chunk"])


def test_every_store_finds_scores_fetches_and_counts_alike(store: VectorStore) -> None:
    """Nearest first with their cosines, vectors in the order asked for, nothing from an unknown collection."""
    assert_serves(store)


def test_stores_of_several_generations_share_a_database(tmp_path: Path) -> None:
    """Each sees the collections under its own prefix only."""
    client = open_client(tmp_path)
    for prefix in ("one-", "two-"):
        fill_collections(client, by_collection(), where=tmp_path, prefix=prefix)
    client.delete_collection("two-de")
    one, two = (ChromaStore(client, where=tmp_path, prefix=prefix) for prefix in ("one-", "two-"))
    assert [(3, 2), (0, 2)] == [(each.count("de"), each.count("en")) for each in (one, two)]
    client.close()


@pytest.mark.slow
def test_chroma_serves_over_http_too(tmp_path: Path) -> None:
    """A server's address in the place of a folder: filled and asked through the same store."""
    chroma = Path(sys.executable).with_name("chroma")
    if not chroma.exists():
        pytest.skip("the chroma command is not installed beside this Python")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(chroma), "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(tmp_path)]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        client = wait_for(address)
        fill_collections(client, by_collection(), where=address)
        assert_serves(ChromaStore(client, where=address))
    finally:
        server.kill()
        server.wait()


def wait_for(address: str) -> object:
    until = time.monotonic() + 120
    while True:
        try:
            return open_client(address)
        except StoreError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


def test_a_server_that_is_not_there_is_one_line() -> None:
    """The address and the way out, not a traceback."""
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:9") as caught:
        open_client("http://127.0.0.1:9")
    assert len(caught.value.line.splitlines()) == 1


# A generation and its store


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> OpenGeneration:
    """A small generation with expected questions."""
    return make_service(tmp_path_factory.mktemp("village"), [ask_expected(COUNCIL), ask_expected(HARBOUR)]).generation()


def hits_for(opened: OpenGeneration, question: str, language: str = "de", **changes: object) -> tuple[Hit, ...]:
    settings = replace(RetrievalSettings(), **changes)  # type: ignore[arg-type]
    return retrieve(opened, question, FakeEncoder().encode_query(question), language, limit=8, settings=settings)


def test_exact_search_gives_the_same_hits(fake_service: Service) -> None:
    """Passages, scores and sentences are the same whichever store serves, in the expected questions' languages too."""
    opened = fake_service.generation()
    assert ("Chroma", None) == (opened.vectors.name, opened.vectors.notice)
    folder = generation_folder(fake_service.store, opened.generation.id)
    exact = replace(opened, vectors=ExactStore(read_vectors(folder / VECTORS), opened.corpus.chunks))
    questions = [opened.chunk(opened.asked[key][0]).text for key in list(opened.asked)[::25]]
    assert len(questions) >= 8
    same = total = 0
    for question in questions:
        for language in ("de", "en", "ru"):
            one, other = hits_for(opened, question, language), hits_for(exact, question, language)
            total += 1
            same += [hit.passage.id for hit in one] == [hit.passage.id for hit in other]
            assert one[0].score == pytest.approx(other[0].score, abs=1e-4)
            assert one[0].sentence_scores == pytest.approx(other[0].sentence_scores, abs=2e-3)
    assert same / total >= 0.98


def test_what_no_search_brought_is_fetched(village: OpenGeneration) -> None:
    """A candidate's own text is compared whole, even where only one chunk of it, or only a word, was found."""
    for question in ("Handwerker reparieren die Pfeiler", "Wann kommen die Heringe in den Hafen?"):
        all_found, few_found = hits_for(village, question), hits_for(village, question, candidates=1)
        signals = {hit.passage.id: hit.signals.text for hit in all_found}
        assert few_found
        for hit in few_found:
            assert signals[hit.passage.id] == pytest.approx(hit.signals.text, abs=1e-5)


def test_questions_not_found_count_as_no_nearer_than_the_last(village: OpenGeneration) -> None:
    """What an expected question's cosine can be at the most is taken for it, never more."""
    question = "Was erfährt man hier über Hafen?"
    exact = {hit.passage.id: hit.signals.asked for hit in hits_for(village, question)}
    few = [hit for hit in hits_for(village, question, question_candidates=1) if hit.signals.asked is not None]
    assert 2 == len(few)
    assert few[0].signals.asked == pytest.approx(exact[few[0].passage.id])
    assert few[1].signals.asked == pytest.approx(few[0].signals.asked)
    assert (exact[few[1].passage.id] or 0) < (few[1].signals.asked or 0)


def test_a_store_that_fails_is_an_error(village: OpenGeneration, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers in its place: one line that names the store and the command that mends it."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("broken\nin two lines")

    for verb in ("query", "get"):
        with monkeypatch.context() as patch:
            patch.setattr("chromadb.api.models.Collection.Collection." + verb, fail)
            with pytest.raises(StoreError, match="broken in two lines") as caught:
                hits_for(village, "Wann kommen die Heringe?", candidates=1)
        assert "fundstelle ingest" in caught.value.line


def test_a_store_with_other_chunks_is_an_error(village: OpenGeneration, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found has to be of this generation."""
    monkeypatch.setattr(ChromaStore, "find_nearest", lambda *_: (Near("another generation's chunk", 0.9),))
    with pytest.raises(StoreError, match="not those of generation"):
        hits_for(village, "Wann kommen die Heringe?")


@pytest.mark.parametrize("how", ["missing", "fewer"])
def test_a_database_that_does_not_fit_is_noticed_when_opened(how: str, tmp_path: Path) -> None:
    """Missing or of fewer vectors: an error before any question, and ingest mends it."""
    service = make_service(tmp_path, [ask_expected(COUNCIL)])
    folder = generation_folder(service.store, str(current_id(service.store)))
    chunks = service.generation().corpus.chunks
    if how == "missing":
        shutil.rmtree(folder / CHROMA)
        with pytest.raises(StoreError, match="fundstelle ingest"):
            open_vectors(folder, chunks)
    else:
        with pytest.raises(StoreError, match="do not fit"):
            open_vectors(folder, (*chunks, replace(chunks[0], id="one more")))


def test_a_read_only_store_is_served_by_exact_search_and_says_so(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where Chroma's folder cannot be written, the vectors file answers alike; a warning and status say it."""
    service = make_service(tmp_path, [ask_expected(COUNCIL)])
    before = hits_for(service.generation(), "Wer repariert die Pfeiler?")
    allowed = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: not (str(path).endswith("chroma") and mode == os.W_OK) and allowed(path, mode)
    )
    opened = open_generation(service.store, encoder_identity=FakeEncoder().identity)
    assert "exact search" == opened.vectors.name
    assert "read-only" in (opened.vectors.notice or "")
    assert opened.vectors.notice in caplog.messages
    assert 0 == main(["status", "--store", str(service.store)])
    assert str(opened.vectors.notice) in capsys.readouterr().out
    assert [hit.passage.id for hit in before] == [
        hit.passage.id for hit in hits_for(opened, "Wer repariert die Pfeiler?")
    ]


def test_chroma_finds_what_exact_search_finds(fake_service: Service) -> None:
    """For every language, Chroma's nearest chunks are exact search's nearest (recall at least .98 at 10)."""
    opened = fake_service.generation()
    folder = generation_folder(fake_service.store, opened.generation.id)
    vectors = read_vectors(folder / VECTORS)
    exact = ExactStore(vectors, opened.corpus.chunks)
    found = wanted = 0
    for language in opened.generation.languages:
        passages = [passage for passage in opened.passages.values() if passage.language == language]
        rows = [row for passage in passages for row in opened.rows[passage.id]]
        for row in rows[::7]:
            best = exact.find_nearest(language, vectors[row], 10)
            wanted += len(best)
            nearest = opened.vectors.find_nearest(language, vectors[row], 10)
            found += sum(near.score >= best[-1].score - 1e-4 for near in nearest)
    assert found / wanted >= 0.98
