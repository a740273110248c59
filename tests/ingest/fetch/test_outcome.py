"""What stands between a page and its text is recognised, in time, and told without harm."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from ingest.fetch.outcome import find_outcome, keep_outcome, read_answer
from ingest.fetch.records import Exchange, FetchError, Outcome
from ingest.records import Source
from tests.ingest.fetch.fetching import fetch, works_at
from tests.servers import PAGE, Reply, serve


def answer(body: bytes, status: int = 200, path: str = "/x", **headers: str) -> Exchange:
    fields = {"content-type": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}
    url = f"https://works.example{path}"
    return Exchange(url, "now", "1.1.1.1", (), status, "X", "HTTP/1.1", tuple(fields.items()), body, body)


HOSTILE = (
    b"<script",
    b"<script>",
    b"<input ",
    b"<!-- ",
    b"<",
    b"<style></style",
    b"captch",
    b"<title>x",
    b"<a b='",
    "İ<p>".encode(),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_pages_take_no_time(piece: bytes) -> None:
    """Megabytes of tags that never end."""
    started = time.monotonic()
    with suppress(FetchError):
        read_answer(answer(b"<html>" + piece * (300_000 // len(piece))))
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("exchange", "status"),
    [
        (answer(PAGE.encode(), path="/accounts/login?next=/x"), "needs_person"),
        (answer(PAGE.encode(), path="/blog/login-screens-considered"), None),
        (answer(PAGE.encode(), path="/signing/of-the-treaty"), None),
        (answer(b"<html><script src=/cdn-cgi/challenge-platform/x.js></script>", 403), "needs_person"),
        (answer(b"<html>captcha", 404), "gone"),
        (answer(b"<html><script>x</script>" + b"<p>The treaty was signed at noon. " * 20), None),
        (answer(b"<html><p>Short, and no script."), None),
        (answer(b"plain captcha", content_type="text/plain"), None),
    ],
)
def test_a_hurdle_is_told_from_a_text(exchange: Exchange, status: str | None) -> None:
    """A short page that consists of it, not a text that speaks of one."""
    if status is None:
        assert read_answer(exchange).startswith("text/")
        return
    with pytest.raises(FetchError) as caught:
        read_answer(exchange)
    assert status == caught.value.status


def test_a_servers_words_do_nothing_on_a_terminal(tmp_path: Path) -> None:
    """Its reason and type are shown without what is not printable."""

    def bad(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 500 No\x9b2Jway\r\nContent-Type: x/\x9b31my\r\nContent-Length: 2\r\n\r\nno")

    with serve({"/": bad}) as site:
        found = fetch(works_at([site.url("/")], tmp_path), tmp_path, site.settings)["w0"]
    assert "unreachable" == found.status
    assert found.note.isprintable()


def test_a_site_is_asked_for_the_works_language(tmp_path: Path) -> None:
    """Where it is known; any other is taken, too."""
    with serve({"/": Reply(PAGE)}) as site:
        manifest = works_at([site.url("/")], tmp_path)
        fetch(manifest, tmp_path, site.settings)
        object.__setattr__(manifest.source("w0"), "language", "ru")
        fetch(manifest, tmp_path, site.settings)
    wanted = [fields.get("accept-language") for path, fields in site.asked if path == "/"]
    assert ["*", "ru, *;q=0.5"] == wanted


def test_the_last_outcome_is_kept_and_damage_is_none(tmp_path: Path) -> None:
    """A damaged record is as if nobody had asked."""
    work = Source("w", "cited_source", "W", url="https://works.example/")
    outcome = Outcome("w", "gone", "2026-11-29T06:00:00+00:00", "gone", work_url=work.url)
    keep_outcome(outcome, tmp_path)
    assert outcome == find_outcome(work, tmp_path)
    for damage in (b"", b"{", b'{"x": 1}', b"[]", b"\xff"):
        (tmp_path / "outcomes" / "w.json").write_bytes(damage)
        assert find_outcome(work, tmp_path) is None
