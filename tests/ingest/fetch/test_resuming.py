"""Whatever stops a run, what it has got stays, and the next one goes on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ingest.fetch.records import Outcome
from ingest.snapshots import holds_bytes, list_got
from tests.ingest.fetch.fetching import Clock, fetch, held, works_at
from tests.servers import PAGE, Reply, serve

ROOT = Path(__file__).parent.parent.parent.parent
RUN = """
import socket, sys
from pathlib import Path
from ingest.fetch.records import FetchSettings
from tests.ingest.fetch.fetching import fetch, works_at
port, number, folder = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
settings = FetchSettings(
    permitted=frozenset({("127.0.0.1", port)}), resolve=lambda host, port: [(socket.AF_INET, "127.0.0.1")], pause=0.0
)
urls = [f"http://host{one % 4}.example:{port}/{one}" for one in range(number)]
fetch(works_at(urls, folder), folder, settings, now=lambda: __import__("datetime").datetime.now().astimezone())
"""
WORKS = 40


@pytest.mark.parametrize("seed", range(6))
def test_a_killed_run_loses_nothing_and_the_next_goes_on(seed: int, tmp_path: Path) -> None:
    """kill -9 at a random moment: every record has its bytes; the second run asks only for what is missing."""
    answers: dict[str, Any] = {f"/{number}": Reply(f"{PAGE}<!-- {number} -->") for number in range(WORKS)}
    with serve(answers) as site:
        urls = [site.url(f"/{number}", f"host{number % 4}.example") for number in range(WORKS)]
        manifest = works_at(urls, tmp_path)
        command = [sys.executable, "-c", RUN, str(site.port), str(WORKS), str(tmp_path)]
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
        wanted = random.Random(seed).randrange(1, WORKS - 5)
        until = time.monotonic() + 60
        while len(site.paths) < wanted and time.monotonic() < until:
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        process.wait()
        got = list_got(manifest, tmp_path)
        assert len(got) < WORKS
        assert all(holds_bytes(record, tmp_path) for records in got.values() for record in records)
        site.asked.clear()
        second = fetch(manifest, tmp_path, site.settings, now=lambda: datetime.now().astimezone())
        asked = {f"w{path[1:]}" for path in site.paths}
    assert WORKS == len(second) == len(held(manifest, tmp_path))
    # Of a work whose record was written and whose outcome was not, the server is asked whether it has changed.
    assert not asked - set(second)
    assert len(asked & set(got)) <= 1
    assert asked >= set(second) - set(got)


def test_a_run_stopped_from_the_keyboard_goes_on(tmp_path: Path) -> None:
    """What was got is not asked again; what had failed is."""
    replies = {"/0": Reply(PAGE), "/1": Reply("no", 500), "/2": Reply(PAGE + "2"), "/3": Reply(PAGE + "3")}

    def stop_after_two(outcome: Outcome, done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with serve(dict(replies)) as site:
        manifest = works_at([site.url(path) for path in replies], tmp_path)
        with pytest.raises(KeyboardInterrupt):
            fetch(manifest, tmp_path, site.settings, on_outcome=stop_after_two)
        time.sleep(0.3)
        site.asked.clear()
        told: list[tuple[str, int, int]] = []
        found = fetch(
            manifest,
            tmp_path,
            site.settings,
            now=Clock("2026-11-29T07:00:00+00:00"),
            on_outcome=lambda outcome, done, total: told.append((outcome.source_id, done, total)),
        )
        assert "/0" not in site.paths
        assert {"/1", "/2", "/3"} == set(site.paths)
    assert ["held", "unreachable", "held", "held"] == [outcome.status for outcome in found.values()]
    assert [("w0", 1, 4), 2, 3, 4] == [told[0], *(done for _, done, _ in told[1:])]


@pytest.mark.parametrize(("later", "asked_again"), [(timedelta(hours=1), False), (timedelta(days=3), True)])
def test_a_run_that_was_stopped_long_ago_is_begun_anew(later: timedelta, asked_again: bool, tmp_path: Path) -> None:
    """A day later the works may have changed."""

    def stop(outcome: Outcome, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with serve({"/0": Reply(PAGE), "/1": Reply(PAGE)}) as site:
        manifest = works_at([site.url("/0"), site.url("/1")], tmp_path)
        with pytest.raises(KeyboardInterrupt):
            fetch(manifest, tmp_path, site.settings, on_outcome=stop)
        time.sleep(0.3)
        site.asked.clear()
        clock = Clock()
        clock.time += later
        fetch(manifest, tmp_path, site.settings, now=clock)
        assert asked_again == ("/0" in site.paths)
        site.asked.clear()
        fetch(manifest, tmp_path, site.settings, now=clock)
        assert {"/0", "/1"} == set(site.paths), "a run that came to its end is not gone on with"


def test_bytes_that_were_damaged_are_got_again(tmp_path: Path) -> None:
    """A server that says "not modified" would leave them damaged: it is not asked that."""

    def answer(handler: Any) -> Reply:
        marked = {"Content-Type": "text/html", "ETag": '"v1"'}
        return Reply("", 304, {}) if handler.headers.get("If-None-Match") else Reply(PAGE, headers=marked)

    with serve({"/": answer}) as site:
        manifest = works_at([site.url("/")], tmp_path)
        fetch(manifest, tmp_path, site.settings)
        (record,) = list_got(manifest, tmp_path)["w0"]
        (tmp_path / record.sha256).write_bytes(b"something else")
        assert not holds_bytes(record, tmp_path)
        found = fetch(manifest, tmp_path, site.settings, now=Clock("2026-12-01T00:00:00+00:00"))["w0"]
    assert (PAGE.encode(), "not_modified") == (held(manifest, tmp_path)["w0"], found.status)
