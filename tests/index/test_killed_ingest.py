"""An ingest of works in every format, killed, without disk, or with a work that kills its reader: nothing is lost."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import signal
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from app.service import Service
from app.settings import Settings
from index.store.generations import current_generation, current_id, read_corpus_of, snapshots_folder
from ingest.snapshots import read_snapshot
from tests.fakes import FakeEncoder
from tests.ingest.readers.bombs.archives import make_epub, make_odt
from tests.ingest.readers.bombs.pages import page
from tests.ingest.readers.bombs.pdfs import make_pdf, nested_forms

pytestmark = pytest.mark.slow

TIDEMILL = Path(__file__).parent.parent.parent / "eval" / "tidemill"
TEXT = "The harbour office of Tornsund counted {count} eels in the nights of the spring tide. " * 6
KILLS = int(os.environ.get("FUNDSTELLE_KILLS", "12"))


def open_service(store: Path) -> Service:
    return Service(Settings(store=store), encoder=FakeEncoder())


def write_works(dossier: Path, count: int) -> None:
    """An ODT and an EPUB beside the works of the tide mill, and a figure that tells one version from the next."""
    text = TEXT.format(count=count)
    (dossier / "works" / "count.odt").write_bytes(make_odt(f"<text:p>{text}</text:p>"))
    (dossier / "works" / "nights.epub").write_bytes(make_epub(2, page(f"<p>{text}</p>")))
    (dossier / "works" / "tide.html").write_bytes(page(f"<article><h1>Tide</h1><p>{text}</p></article>"))


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """The tide mill's dossier with works as PDF, HTML, DOCX, ODT, EPUB and Markdown."""
    folder = tmp_path / "dossier"
    shutil.copytree(TIDEMILL, folder, ignore=shutil.ignore_patterns("*.jsonl", "*.py", "__pycache__"))
    manifest = (folder / "manifest.toml").read_text(encoding="utf-8").replace('questions = "questions.jsonl"', "")
    added = (
        f'\n[[source]]\nid = "{path.split(".")[0]}"\nkind = "cited_source"\ntitle = "{path}"\npath = "works/{path}"\n'
        for path in ("count.odt", "nights.epub", "tide.html")
    )
    (folder / "manifest.toml").write_text(manifest + "".join(added), encoding="utf-8")
    write_works(folder, 0)
    return folder


def ingest(dossier: Path, store: Path, started: Event) -> None:
    started.set()
    open_service(store).ingest(dossier)


def held(store: Path) -> set[str]:
    return {document.source_id for document in read_corpus_of(store, current_generation(store)).documents}


def count_readers() -> int:
    """How many processes that read for an ingest are left without one."""
    found = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        found += b"ingest.readers.worker" in words and not Path(f"/proc/{parent}/cmdline").read_bytes().count(b"python")
    return found


def test_killed_at_random_moments_nothing_is_lost(dossier: Path, tmp_path: Path) -> None:
    """After each `kill -9` a whole generation serves, all snapshots are whole, and in the end an ingest succeeds."""
    store = tmp_path / "store"
    started_at = time.monotonic()
    first = open_service(store).ingest(dossier)
    whole, seconds = held(store), time.monotonic() - started_at
    assert {"count", "nights", "tide"} < whole
    assert not [line for line in first.remarks if "not read" in line]
    dice, context, killed = random.Random(7), multiprocessing.get_context("spawn"), 0
    for number in range(1, KILLS + 1):
        write_works(dossier, number)
        shutil.rmtree(store / "documents")
        before, started = current_id(store), context.Event()
        process = context.Process(target=ingest, args=(dossier, store, started))
        process.start()
        assert started.wait(600)
        begun = time.monotonic()
        process.join(dice.uniform(0, 1.2 * seconds))
        killed += process.is_alive()
        if not process.is_alive():
            seconds = time.monotonic() - begun  # The machine has become faster: the next moments are within an ingest.
        process.kill()
        process.join()
        served = current_generation(store)
        assert before in (served.id, served.previous)
        assert whole == held(store)
        for snapshot in served.snapshots:
            assert read_snapshot(snapshot, snapshots_folder(store))
        hits = open_service(store).search("How many eels did Tornsund count?", language="en").hits
        assert any("Tornsund" in hit.quote for hit in hits)
        (store / "documents").mkdir(exist_ok=True)
    assert killed > KILLS // 4
    open_service(store).ingest(dossier)
    texts = [one.text for one in read_corpus_of(store, current_generation(store)).documents if one.source_id == "tide"]
    assert f"{KILLS} eels" in texts[0]
    deadline = time.monotonic() + 90
    while count_readers() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert 0 == count_readers()


def test_a_work_that_kills_its_reader_is_told_and_the_others_are_read(dossier: Path, tmp_path: Path) -> None:
    """Each such work is one line; the generation holds all others, and names the one that still has it."""
    store = tmp_path / "store"
    first = open_service(store).ingest(dossier)
    (dossier / "works" / "onnasch.pdf").write_bytes(nested_forms(30, 2))
    (dossier / "works" / "tide.html").write_bytes(page("<div>" * 9000))
    (dossier / "works" / "kollwey.pdf").write_bytes(make_pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[2 0 R]>>"))
    result = open_service(store).ingest(dossier)
    refused = [line for line in result.remarks if "not read" in line]
    assert 3 == len(refused)
    assert all("mend it with" in line and "\n" not in line for line in refused)
    kept = [line for line in result.remarks if f"fundstelle switch {first.generation.id}" in line]
    assert 3 == len(kept)
    assert {"count", "nights"} < held(store)


def ingest_on_a_small_disk(dossier: Path, store: Path, bytes_left: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_left, bytes_left))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        open_service(store).ingest(dossier)
    except Exception as error:
        os.write(2, f"{error}\n".encode())
        raise SystemExit(7) from None


@pytest.mark.parametrize("bytes_left", [300, 4_000, 60_000])
def test_without_space_the_old_generation_serves(bytes_left: int, dossier: Path, tmp_path: Path) -> None:
    """Where no file can grow the ingest fails, what served serves on, and no snapshot is lost."""
    store = tmp_path / "store"
    first = open_service(store).ingest(dossier)
    whole = held(store)
    write_works(dossier, 1)
    process = multiprocessing.get_context("spawn").Process(
        target=ingest_on_a_small_disk, args=(dossier, store, bytes_left)
    )
    process.start()
    process.join()
    assert process.exitcode
    assert first.generation.id == current_id(store)
    assert whole == held(store)
    for snapshot in first.generation.snapshots:
        assert read_snapshot(snapshot, snapshots_folder(store))
    assert "built" == open_service(store).ingest(dossier).outcome
