"""One request over a guarded connection: to a checked address, within a wall clock, and no more bytes than allowed.

The network backend below is the only thing here that opens a socket, so that nothing reaches an address that
`addresses.py` has not let through. No proxy, no cookie, no credentials: a request carries what is written here.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from time import monotonic
from typing import Any

import httpcore
import httpx

from ingest.fetch.addresses import check_url, find_addresses
from ingest.fetch.records import Exchange, FetchError, FetchSettings
from ingest.fetch.unpacking import Unpacker, too_large

_SLACK = 2**16
"""Bytes by which what is transferred may exceed what it decompresses to."""
_TEXTUAL = ("text/", "application/xhtml", "application/xml", "application/json")


class Deadline:
    """A wall clock: how many seconds are left."""

    def __init__(self, seconds: float, *, of: float | None = None) -> None:
        """Args: seconds: what is left; of: what there was in all (for the message)."""
        self._seconds = seconds if of is None else of
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds left; FetchError ("unreachable") when there are none."""
        left = self._end - monotonic()
        if left <= 0:
            raise FetchError("unreachable", f"the server took longer than the {self._seconds:g} s a work may take")
        return left


def request_page(
    url: str, headers: Sequence[tuple[str, str]], settings: FetchSettings, deadline: Deadline, now: Callable[[], str]
) -> Exchange:
    """Ask for `url` once, without following redirects; FetchError says in which way that failed.

    Args:
        url: The address, checked here.
        headers: Header fields to send beside Host, Accept-Encoding and Connection.
        settings: Limits and guard.
        deadline: When to give up.
        now: Gives the time, ISO 8601 in UTC.

    """
    target = parse_url(url, settings)
    backend = _Backend(settings, deadline)
    fields = [*headers, ("Accept-Encoding", "gzip, deflate"), ("Connection", "close")]
    request = httpx.Request("GET", target, headers=fields)
    at = now()
    with _Transport(backend, settings) as transport:
        try:
            response = transport.handle_request(request)
            body, content = _read_body(response, settings, deadline)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            deadline.left()
            reason = " ".join(str(error).split()) or type(error).__name__
            raise FetchError("unreachable", f"the connection failed ({reason})") from error
    return Exchange(
        url=str(target),
        at=at,
        address=backend.address,
        request=tuple((key.decode("ascii"), value.decode("ascii")) for key, value in request.headers.raw),
        status=response.status_code,
        reason=response.reason_phrase,
        version=bytes(response.extensions.get("http_version", b"HTTP/1.1")).decode("ascii"),
        headers=tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in response.headers.raw),
        body=body,
        content=content,
    )


def parse_url(url: str, settings: FetchSettings) -> httpx.URL:
    """The address in its parts; FetchError ("refused") where it is none, or one that must not be asked."""
    if any(char.isspace() or not char.isprintable() or char == "\\" for char in url):
        raise FetchError("refused", "the address has characters that no address has")
    try:
        parsed = httpx.URL(url).copy_with(fragment=None)
        usual = 443 if parsed.scheme == "https" else 80
        port = usual if parsed.port is None else parsed.port
        check_url(parsed.scheme, parsed.host, port, parsed.userinfo.decode("latin-1"), settings)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchError("refused", f"this is no address ({error})") from error
    return parsed


def join_url(url: str, location: str, settings: FetchSettings) -> str:
    """Where a redirect leads, checked like any address."""
    try:
        joined = httpx.URL(url).join(location)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchError("refused", f"it redirects to what is no address ({error})") from error
    return str(parse_url(str(joined), settings))


def origin_of(url: str) -> str:
    """Scheme, host and port of an address, as `robots.txt` is valid for."""
    parsed = httpx.URL(url)
    return f"{parsed.scheme}://{parsed.netloc.decode('ascii')}"


def host_of(url: str) -> str:
    """The host of an address."""
    return httpx.URL(url).host


class _Stream(httpcore.NetworkStream):
    """A socket that never waits longer than the wall clock allows."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self._connection = connection
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._connection.settimeout(self._deadline.left())
        try:
            return self._connection.recv(max_bytes)
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._connection.settimeout(self._deadline.left())
        try:
            self._connection.sendall(buffer)
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._connection.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Speak TLS, the certificate checked against the original host name."""
        self._connection.settimeout(self._deadline.left())
        try:
            return _Stream(ssl_context.wrap_socket(self._connection, server_hostname=server_hostname), self._deadline)
        except (OSError, ValueError) as error:
            self._connection.close()
            raise httpcore.ConnectError(str(error)) from error

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as httpcore has it
        if info == "ssl_object":
            return self._connection if isinstance(self._connection, ssl.SSLSocket) else None
        return None


class _Backend(httpcore.NetworkBackend):
    """Opens connections to checked addresses and to nothing else."""

    def __init__(self, settings: FetchSettings, deadline: Deadline) -> None:
        self._settings = settings
        self._deadline = deadline
        self.address = ""
        """The numeric address connected to last."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that answers, by number."""
        failed: OSError | None = None
        found = self._find(host, port)
        for position, (family, address) in enumerate(found):
            connection = socket.socket(family, socket.SOCK_STREAM)
            try:
                # One address that never answers leaves time for the next.
                connection.settimeout(self._deadline.left() / (len(found) - position))
                connection.connect((address, port))
            except OSError as error:
                connection.close()
                failed = error
                continue
            except BaseException:
                connection.close()
                raise
            self.address = address
            return _Stream(connection, self._deadline)
        raise httpcore.ConnectError(str(failed)) from failed

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never."""
        raise FetchError("refused", "only public addresses are connected to")

    def _find(self, host: str, port: int) -> Sequence[tuple[int, str]]:
        """The checked addresses; a resolver knows no time limit, so it is waited for no longer than allowed."""
        found: list[Sequence[tuple[int, str]]] = []
        failed: list[Exception] = []

        def look_up() -> None:
            try:
                found.append(find_addresses(host, port, self._settings))
            except Exception as error:
                failed.append(error)

        thread = threading.Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(self._deadline.left())
        if failed:
            raise failed[0]
        if not found:
            raise FetchError("unreachable", f"the host {host} could not be looked up in time")
        return found[0]


class _Transport(httpx.BaseTransport):
    """httpx over the guarded backend."""

    def __init__(self, backend: _Backend, settings: FetchSettings) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=settings.trust or _usual_authorities(),
            max_keepalive_connections=0,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        raw = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=raw.raw_scheme, host=raw.raw_host, port=raw.port, target=raw.raw_path),
                headers=request.headers.raw,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


@cache
def _usual_authorities() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def _read_body(response: httpx.Response, settings: FetchSettings, deadline: Deadline) -> tuple[bytes, bytes]:
    """What was transferred and what it decompresses to; FetchError ("too_large") as soon as that is too much."""
    media_type = response.headers.get("content-type", "").strip().lower()
    most = settings.text_bytes if media_type.startswith(_TEXTUAL) else settings.other_bytes
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > most + _SLACK:
        raise too_large(most)
    unpacker = Unpacker(response.headers.get("content-encoding", ""), most)
    transferred: list[bytes] = []
    content: list[bytes] = []
    size = 0
    for piece in response.iter_raw():
        deadline.left()
        size += len(piece)
        if size > most + _SLACK:
            raise too_large(most)
        transferred.append(piece)
        content.append(unpacker.feed(piece))
    unpacker.check_end()
    body = b"".join(transferred)
    return body, body if unpacker.is_idle else b"".join(content)
