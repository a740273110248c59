"""What comes of a work, by what its server answers; and that a run keeps what it has got."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest.fetch.outcome import find_outcome
from ingest.snapshots import list_got
from tests.ingest.fetch.fetching import Clock, fetch, held, move, works_at
from tests.servers import LOOPBACK, PAGE, Reply, Site, serve, watch_connections

HTML = {"Content-Type": "text/html; charset=utf-8"}
LONG = "<p>" + "The captcha was invented so that no program might read what people read. " * 40 + "</p>"
STATUSES = {
    "page": (Reply(PAGE), "held", ""),
    "text": (Reply("Some plain words.", headers={"Content-Type": "text/plain"}), "held", ""),
    "pdf called a stream": (Reply(b"%PDF-1.4\n%x", headers={"Content-Type": "application/octet-stream"}), "held", ""),
    "page about captchas": (Reply(f"<html><body>{LONG}</body></html>"), "held", ""),
    "401": (Reply("no", 401), "needs_person", "login"),
    "403": (Reply("no", 403), "needs_person", "lets no program in"),
    "451": (Reply("no", 451), "needs_person", "legal"),
    "captcha": (Reply("<html><title>Just</title><form class='g-recaptcha'></form></html>"), "needs_person", "captcha"),
    "challenge": (Reply("x", 503, {**HTML, "cf-mitigated": "challenge"}), "needs_person", "proof"),
    "Russian captcha": (Reply("<html><body>Я не робот</body></html>"), "needs_person", "captcha"),
    "login form": (Reply("<html><form><input name=p type='password'></form></html>"), "needs_person", "login"),
    "script only": (
        Reply("<html><script>go()</script><noscript>Enable it</noscript></html>"),
        "needs_person",
        "browser",
    ),
    "404": (Reply("no", 404), "gone", "no such page"),
    "410": (Reply("no", 410), "gone", "taken down"),
    "500": (Reply("no", 500), "unreachable", "answers 500"),
    "418": (Reply("no", 418), "unreachable", "answers 418"),
    "empty": (Reply(""), "not_text", "nothing"),
    "picture": (Reply(b"\x89PNG\r\n\x1a\n\x00", headers={"Content-Type": "image/png"}), "not_text", "image/png"),
    "said to be a pdf": (Reply(b"\x00\x01\x02", headers={"Content-Type": "application/pdf"}), "not_text", "no reader"),
    "zip": (Reply(b"PK\x03\x04rest", headers={"Content-Type": "application/zip"}), "not_text", "no reader"),
    "too large": (Reply(b"x" * 3000, headers={"Content-Type": "text/plain"}), "too_large", "2000 bytes"),
}


@pytest.fixture(scope="module")
def everything(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Site, dict[str, Any], dict[str, bytes], Path]]:
    """One run over a work of each kind."""
    names = list(STATUSES)
    folder = tmp_path_factory.mktemp("snapshots")
    with serve({f"/{number}": STATUSES[name][0] for number, name in enumerate(names)}) as site:
        manifest = works_at([site.url(f"/{number}") for number in range(len(names))], folder)
        outcomes = fetch(manifest, folder, site.settings)
        yield site, outcomes, held(manifest, folder), folder


@pytest.mark.parametrize("name", [name for name in STATUSES if name != "too large"])
def test_each_answer_has_its_status(name: str, everything: tuple[Site, dict[str, Any], dict[str, bytes], Path]) -> None:
    """With the reason in words; what is held has its bytes here, and nothing else has."""
    _, outcomes, kept, _ = everything
    work = f"w{list(STATUSES).index(name)}"
    reply, status, words = STATUSES[name]
    assert status == outcomes[work].status
    assert words in outcomes[work].note
    body = reply.body.encode() if isinstance(reply.body, str) else reply.body
    assert (body if status == "held" else None) == kept.get(work)


def test_too_much_is_told(tmp_path: Path) -> None:
    """With how much would have been allowed."""
    with serve({"/": STATUSES["too large"][0]}) as site:
        found = fetch(works_at([site.url("/")], tmp_path), tmp_path, site.limit(text_bytes=2000))["w0"]
    assert ("too_large", True) == (found.status, "2000 bytes" in found.note)


def test_the_record_says_where_from_and_when(tmp_path: Path) -> None:
    """Address asked, address found, marks of the server, status, time; the work's address and the dossier."""
    marks = {**HTML, "ETag": '"v1"', "Last-Modified": "Sat, 28 Nov 2026 10:00:00 GMT"}
    with serve({"/a": Reply("", 301, {"Location": "/b?x=1#part"}), "/b?x=1": Reply(PAGE, headers=marks)}) as site:
        manifest = works_at([site.url("/a")], tmp_path)
        fetch(manifest, tmp_path, site.settings)
        (record,) = list_got(manifest, tmp_path)["w0"]
        assert (site.url("/a"), site.url("/b?x=1")) == (record.url, record.final_url)
        assert site.url("/b?x=1") == record.origin
    assert ('"v1"', "Sat, 28 Nov 2026 10:00:00 GMT", 200) == (record.etag, record.last_modified, record.status)
    assert ("fetched", "text/html", "Dossier") == (record.how, record.media_type, record.dossier)
    assert record.retrieved_at.startswith("2026-11-29T06:0")


def test_what_has_not_changed_is_not_sent_again(tmp_path: Path) -> None:
    """The server's marks are sent back; 304 and equal bytes leave one snapshot of the first time."""

    def answer(handler: Any) -> Reply:
        same = handler.headers.get("If-None-Match") == '"v1"'
        return Reply("", 304, {}) if same else Reply(PAGE, headers={**HTML, "ETag": '"v1"'})

    with serve({"/marked": answer, "/plain": Reply(PAGE + " ")}) as site:
        manifest = works_at([site.url("/marked"), site.url("/plain")], tmp_path)
        first = fetch(manifest, tmp_path, site.settings)
        before = list_got(manifest, tmp_path)
        second = fetch(manifest, tmp_path, site.settings, now=Clock("2026-12-24T00:00:00+00:00"))
        assert before == list_got(manifest, tmp_path)
    assert ["held", "held"] == [outcome.status for outcome in first.values()]
    assert ["not_modified", "not_modified"] == [outcome.status for outcome in second.values()]
    assert second["w0"].at.startswith("2026-12-24")


def test_what_has_changed_is_kept_beside_the_earlier(tmp_path: Path) -> None:
    """The newest serves, the earlier stays; what fails later takes nothing away."""
    pages = [Reply(PAGE), Reply(PAGE.replace("Harksiel", "Sandholm")), Reply("no", 404)]
    with serve({"/": lambda _: pages[0]}) as site:
        manifest = works_at([site.url("/")], tmp_path)
        found = []
        for month in ("10", "11", "12"):
            clock = Clock(f"2026-{month}-01T00:00:00+00:00")
            found.append(fetch(manifest, tmp_path, site.settings, now=clock)["w0"].status)
            pages.pop(0)
    assert ["held", "changed", "gone"] == found
    records = list_got(manifest, tmp_path)["w0"]
    assert ["2026-11", "2026-10"] == [record.retrieved_at[:7] for record in records]
    assert [b"Sandholm", b"Harksiel"] == [
        word
        for record in records
        for word in (b"Sandholm", b"Harksiel")
        if word in (tmp_path / record.sha256).read_bytes()
    ]


def test_another_dossier_does_not_inherit_a_work_of_the_same_id(tmp_path: Path) -> None:
    """What was fetched is a work's only as long as the address is the same, in this dossier and in any other."""
    with serve({"/": Reply(PAGE)}) as site:
        manifest = works_at([site.url("/")], tmp_path)
        fetch(manifest, tmp_path, site.settings)
        other = replace(move(manifest, "w0", "https://elsewhere.example/"), title="Other", folder=tmp_path / "other")
        assert {} == list_got(other, tmp_path)
        assert find_outcome(other.source("w0"), tmp_path) is None
        assert {} == list_got(move(manifest, "w0", None), tmp_path)
        same = replace(manifest, title="Other", folder=tmp_path / "other")
        assert list_got(manifest, tmp_path) == list_got(same, tmp_path)


def test_redirects_are_followed_so_far_and_each_is_checked(tmp_path: Path) -> None:
    """Five at most, and none to where one must not go; nothing is connected to there."""
    answers: dict[str, Any] = {f"/{n}": Reply("", 302, {"Location": f"/{n + 1}"}) for n in range(9)}
    inside = {
        "/port": "http://works.example:22/", "/local": "http://localhost/", "/meta": "http://169.254.169.254/latest/",
        "/mapped": "http://[::ffff:127.0.0.1]/", "/file": "file:///etc/passwd", "/user": "http://me@works.example/",
        "/octal": "http://0177.0.0.1/", "/broken": "http://[", "/slashes": "//127.0.0.1:9/",
    }  # fmt: skip
    answers |= {path: Reply("", 302, {"Location": target}) for path, target in inside.items()}
    with serve({**answers, "/9": Reply(PAGE)}) as site, watch_connections() as seen:
        paths = ["/4", "/3", *inside]
        found = fetch(works_at([site.url(path) for path in paths], tmp_path), tmp_path, site.settings)
        assert {(LOOPBACK, site.port)} == set(seen)
    assert ("held", "unreachable") == (found["w0"].status, found["w1"].status)
    assert "more than 5 times" in found["w1"].note
    assert ["refused"] * len(inside) == [found[f"w{number}"].status for number in range(2, len(paths))]


def test_an_archive_is_asked_only_where_it_is_wanted(tmp_path: Path) -> None:
    """For a work that cannot be got and is not held; its copy says so, and is no copy of another address."""
    with serve({}) as site:
        work = site.url("/gone")
        copy = f"/web/2id_/{work}"
        site.answers[copy] = Reply("", 302, {"Location": f"/web/20260102030405id_/{work}"})
        site.answers[f"/web/20260102030405id_/{work}"] = Reply(PAGE)
        settings = site.limit(archive=site.url("/web/2id_/", "archive.example"))
        manifest = works_at([work, site.url("/nowhere")], tmp_path)
        assert {"gone"} == {one.status for one in fetch(manifest, tmp_path, settings).values()}
        assert ["/gone", "/nowhere"] == site.paths
        found = fetch(manifest, tmp_path, settings, archive=True)
        (record,) = list_got(manifest, tmp_path)["w0"]
    assert ("held", "gone") == (found["w0"].status, found["w1"].status)
    assert "a web archive's copy" in found["w0"].note
    assert "the web archive: there is no such page" in found["w1"].note
    assert ("archive", True) == (record.how, "20260102030405" in str(record.final_url))


def test_a_fault_at_one_work_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told as one."""
    from ingest.fetch import getting

    whole = getting.read_answer

    def fail(exchange: Any) -> str:
        if exchange.url.endswith("/bad"):
            raise RuntimeError("boom")
        return whole(exchange)

    monkeypatch.setattr(getting, "read_answer", fail)
    with serve({"/bad": Reply(PAGE), "/good": Reply(PAGE)}) as site:
        found = fetch(works_at([site.url("/bad"), site.url("/good")], tmp_path), tmp_path, site.settings)
    assert ("unreachable", "held") == (found["w0"].status, found["w1"].status)
    assert "RuntimeError: boom" in found["w0"].note
