"""What crosses the stages of getting works: settings, an exchange with a server, what came of a work, an error."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.errors import FundstelleError

MEBIBYTE = 2**20
WorkStatus = Literal[
    "held", "not_modified", "changed", "needs_person", "gone", "unreachable", "too_large", "not_text", "refused"
]
"""What came of asking for a work. held: got for the first time. needs_person: 401, 403, 451, a login, a captcha.
refused: not asked for, because the address is not public or robots.txt forbids it."""
GOT = frozenset({"held", "not_modified", "changed"})
"""After these the work is here."""
Resolver = Callable[[str, int], Sequence[tuple[int, str]]]
"""From host name and port to (address family, numeric address) pairs."""


def resolve_name(host: str, port: int) -> list[tuple[int, str]]:
    """The addresses of a host as the operating system knows them; OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys((int(family), str(address[0])) for family, _, _, _, address in found))


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How works are got. The defaults are what an admin gets; only tests give others."""

    contact: str = ""
    """Address or page under which the operator can be reached; goes into the user agent."""
    seconds: float = 30
    """For one work from first to last byte, redirects included, polite waiting not."""
    text_bytes: int = 10 * MEBIBYTE
    """Most bytes of a page or text, after decompression."""
    other_bytes: int = 50 * MEBIBYTE
    """Most bytes of a PDF or another file, after decompression."""
    redirects: int = 5
    at_once: int = 6
    """Hosts asked at the same time; each host is asked one thing at a time."""
    pause: float = 1.0
    """Seconds between two requests to one host, unless its robots.txt wants more."""
    longest_pause: float = 30
    """Seconds at most that a robots.txt may want between two requests."""
    longest_wait: float = 60
    """Seconds at most that a Retry-After is waited for; what wants more is left to a later run."""
    retries: int = 2
    archive: str = "https://web.archive.org/web/2id_/"
    """What a web archive's address of a work begins with: the newest copy it has, as it was got."""
    resolve: Resolver = resolve_name
    permitted: frozenset[tuple[str, int]] = frozenset()
    """(address, port) pairs that may be connected to although they are not public: a test's own server."""
    trust: ssl.SSLContext | None = None
    """Which certificates count; None: those of the usual authorities."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request with its response."""

    url: str
    at: str
    """ISO 8601, UTC."""
    address: str
    """The numeric address that was connected to."""
    request: tuple[tuple[str, str], ...]
    """Header fields as sent; the target is that of `url`."""
    status: int
    reason: str
    version: str
    """Of the response: "HTTP/1.1"."""
    headers: tuple[tuple[str, str], ...]
    """As received."""
    body: bytes = field(repr=False)
    """As transferred, without chunks."""
    content: bytes = field(repr=False)
    """Decompressed."""

    def header(self, name: str) -> str | None:
        """The last header field of that name; None when there is none."""
        return next((value for key, value in reversed(self.headers) if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking for a work."""

    source_id: str
    status: WorkStatus
    at: str
    """ISO 8601, UTC."""
    note: str = ""
    """Why, in words an admin understands."""
    url: str | None = None
    """The address that was asked."""
    final_url: str | None = None
    """Where that led."""
    http_status: int | None = None
    sha256: str | None = None
    """Of the bytes that are held now."""
    work_url: str | None = None
    """The work's address in the manifest at that time: another one makes this outcome another work's."""


class FetchError(FundstelleError):
    """A work could not be got; `status` says in which way."""

    def __init__(
        self,
        status: WorkStatus,
        what: str,
        *,
        where: object | None = None,
        remedy: str | None = None,
        http_status: int | None = None,
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.status: WorkStatus = status
        self.http_status = http_status
