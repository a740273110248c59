"""What was exchanged is kept as web archives keep it, and opened by their own tools."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.fetch.archive import WarcFile
from tests.ingest.fetch.fetching import AGENT, fetch, works_at
from tests.servers import LOOPBACK, PAGE, Reply, serve


def records_of(path: Path) -> list[tuple[Any, bytes]]:
    """Each record with what its payload decodes to, its digests checked."""
    from warcio.archiveiterator import ArchiveIterator

    found = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            found.append((record, record.content_stream().read()))
    return found


def kinds(found: Sequence[tuple[Any, bytes]]) -> list[str]:
    return [record.rec_type for record, _ in found]


def test_every_response_is_a_record_with_its_request_and_digest(tmp_path: Path) -> None:
    """One file a run: robots.txt, redirects, errors and compressed pages, byte for byte as they were transferred."""
    packed = gzip.compress(PAGE.encode())
    answers = {
        "/robots.txt": Reply("User-agent: *\nAllow: /\n"),
        "/a?x=ü": Reply("", 302, {"Location": "/b"}),
        "/b": Reply(packed, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}),
        "/c": Reply("gone for good", 410),
    }
    with serve({path.replace("ü", "%C3%BC"): reply for path, reply in answers.items()}) as site:
        fetch(works_at([site.url("/a?x=ü"), site.url("/c")], tmp_path), tmp_path, site.settings)
    (path,) = (tmp_path / "warc").iterdir()
    found = records_of(path)
    assert ["warcinfo", *["response", "request"] * 4] == kinds(found)
    by_url = {
        record.rec_headers.get_header("WARC-Target-URI").split(str(site.port))[1]: (record, body)
        for record, body in found
        if record.rec_type == "response"
    }
    assert {"/robots.txt", "/a?x=%C3%BC", "/b", "/c"} == set(by_url)
    record, body = by_url["/b"]
    assert (PAGE.encode(), "200") == (body, record.http_headers.get_statuscode())
    digest = base64.b32encode(hashlib.sha1(packed).digest()).decode()
    assert f"sha1:{digest}" == record.rec_headers.get_header("WARC-Payload-Digest")
    assert LOOPBACK == record.rec_headers.get_header("WARC-IP-Address")
    assert record.rec_headers.get_header("WARC-Date").endswith("Z")
    assert b"gone for good" == by_url["/c"][1]
    request = next(record for record, _ in found if record.rec_type == "request")
    assert AGENT == request.http_headers.get_header("User-Agent")
    response = next(record for record, _ in found if record.rec_type == "response")
    assert response.rec_headers.get_header("WARC-Record-ID") == request.rec_headers.get_header("WARC-Concurrent-To")
    assert AGENT.encode() in found[0][1]


def test_an_added_file_is_a_resource(tmp_path: Path) -> None:
    """Under its address where it is known, else under its name."""
    warc = WarcFile(tmp_path, at="2026-11-29T06:00:00+00:00", agent=AGENT)
    warc.add_file(b"%PDF-1", "application/pdf", name="Ü 1.pdf", url=None, at="2026-01-07")
    warc.add_file(b"text", "text/plain", name="x.txt", url="https://example.org/x", at="2026-11-29T06:00:00+00:00")
    found = records_of(warc.path)
    assert ["warcinfo", "resource", "resource"] == kinds(found)
    assert [b"%PDF-1", b"text"] == [body for _, body in found[1:]]
    headers = [record.rec_headers for record, _ in found[1:]]
    assert ["file:///%C3%9C%201.pdf", "https://example.org/x"] == [one.get_header("WARC-Target-URI") for one in headers]
    assert ["application/pdf", "text/plain"] == [one.get_header("Content-Type") for one in headers]
    assert ["2026-01-07T00:00:00Z", "2026-11-29T06:00:00Z"] == [one.get_header("WARC-Date") for one in headers]


def test_a_torn_end_leaves_the_records_before_it_whole(tmp_path: Path) -> None:
    """Each record is a gzip member: what was written before a crash is read."""
    from warcio.archiveiterator import ArchiveIterator

    warc = WarcFile(tmp_path, at="2026-11-29T06:00:00+00:00", agent=AGENT)
    for number in range(5):
        warc.add_file(b"text " * 1000, "text/plain", name=f"{number}.txt", url=None, at="2026-11-29")
    whole = warc.path.read_bytes()
    warc.path.write_bytes(whole[:-20])
    names = []
    with warc.path.open("rb") as file:
        try:
            for record in ArchiveIterator(file):
                names.append(record.rec_headers.get_header("WARC-Target-URI"))
                record.content_stream().read()
        except Exception as error:
            names.append(f"torn: {type(error).__name__}")
    assert [f"file:///{number}.txt" for number in range(4)] == [name for name in names if name][:4]
