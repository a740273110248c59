"""What was sent and received, as a web archive keeps it: one WARC file a run, which any archive tool opens.

    STORE/snapshots/warc/fundstelle-20261129T063204Z-1f3a.warc.gz

Each record is a gzip member of its own, written in one piece and synced: of a run that was killed at most the last
record is torn, and the works before it are whole.
"""

from __future__ import annotations

import os
import platform
import re
import secrets
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from ingest.fetch.records import Exchange
from ingest.files import sync_folder

_FOLDER = "warc"
_NOT_KEPT = frozenset({"transfer-encoding"})
"""Of the connection, not of what was transferred: the body is kept without chunks."""


class WarcFile:
    """A run's file; it comes into being with the first record."""

    def __init__(self, snapshots_folder: Path, *, at: str, agent: str) -> None:
        """Nothing is written yet. Args: at: the run's time, ISO 8601 in UTC; agent: the user agent."""
        name = f"fundstelle-{_stamp(at)}-{secrets.token_hex(2)}.warc.gz"
        self.path = snapshots_folder / _FOLDER / name
        self._at, self._agent = at, agent

    def add_exchange(self, exchange: Exchange) -> None:
        """Keep a response, with its payload's digest, and the request it answers."""
        from warcio.statusandheaders import StatusAndHeaders

        target = urlsplit(exchange.url)
        path = f"{target.path or '/'}{'?' + target.query if target.query else ''}"
        kept = [field for field in exchange.headers if field[0].lower() not in _NOT_KEPT]
        answer = StatusAndHeaders(f"{exchange.status} {exchange.reason}".strip(), kept, protocol=exchange.version)
        asked = StatusAndHeaders(f"GET {path} HTTP/1.1", list(exchange.request), is_http_request=True)
        about = {"WARC-Date": _date(exchange.at), "WARC-IP-Address": exchange.address}
        writer, buffer = self._writer()
        response = writer.create_warc_record(
            exchange.url, "response", payload=BytesIO(exchange.body), http_headers=answer, warc_headers_dict=about
        )
        request = writer.create_warc_record(exchange.url, "request", http_headers=asked, warc_headers_dict=about)
        writer.write_request_response_pair(request, response)
        self._append(buffer.getvalue())

    def add_file(self, content: bytes, media_type: str, *, name: str, url: str | None, at: str) -> None:
        """Keep a file that was not got from the net, under the address it is said to be from or its name."""
        writer, buffer = self._writer()
        about = {"WARC-Date": _date(at)}
        target = url or f"file:///{quote(name)}"
        writer.write_record(
            writer.create_warc_record(
                target,
                "resource",
                payload=BytesIO(content),
                length=len(content),
                warc_content_type=media_type,
                warc_headers_dict=about,
            )
        )
        self._append(buffer.getvalue())

    def _writer(self) -> tuple[Any, BytesIO]:
        """A writer into memory, which has said what program this is when the file is new."""
        from warcio.warcwriter import WARCWriter

        buffer = BytesIO()
        writer = WARCWriter(buffer, gzip=True)
        if not self._size():
            about = {"software": self._agent, "format": "WARC File Format 1.0", "python": platform.python_version()}
            record = writer.create_warcinfo_record(self.path.name, about)
            record.rec_headers.replace_header("WARC-Date", _date(self._at))
            writer.write_record(record)
        return writer, buffer

    def _append(self, records: bytes) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        size = self._size()
        try:
            with self.path.open("ab") as file:
                file.write(records)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            # Half a record in the middle would hide those that follow.
            with suppress(OSError):
                os.truncate(self.path, size)
            raise
        if not size:
            sync_folder(self.path.parent)

    def _size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0


def _date(at: str) -> str:
    """ISO 8601 as WARC 1.0 writes it, to the second."""
    return f"{at[:19]}Z" if len(at) >= 19 else f"{at[:10]}T00:00:00Z"


def _stamp(at: str) -> str:
    return f"{re.sub(r'[^0-9T]', '', at[:19])}Z"
