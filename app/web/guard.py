"""Middleware in front of the page: known hosts, an allow-list of paths, small bodies, strict security headers."""

from __future__ import annotations

import base64
import hashlib
import re
import socket

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 2 * 1024 * 1024
"""Largest request body accepted: a whole conversation that a browser hands back (see `app.web.keeping`)."""
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
_ANY = ("0.0.0.0", "::", "")  # noqa: S104 - a comparison, not an address to bind to
_OPEN = re.compile(
    r"/|/page\.js|/reader\.css|/works|/document/[^/]+|/theme\.css|/favicon\.ico|/(?:assets|static)/(?!.*\.\.)[\w.@/-]+"
    r"|/gradio_api/(?:queue/(?:join|data)|heartbeat/\w+|startup-events|reset|cancel)"
)
"""The paths the page itself requests. Uploads, files, proxies, docs, monitoring and everything else return 404."""
_SCRIPT = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_POLICY = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def guard(app: FastAPI, *, host: str) -> None:
    """Add the middleware to `app`. What is added last runs first, so that refusals carry the headers too."""
    app.add_middleware(ClosedDoors)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=allowed_hosts(host), www_redirect=False)
    app.add_middleware(SecurityHeaders)


def allowed_hosts(host: str) -> list[str]:
    """Accepted Host headers: loopback, the address served at, and this machine's name when it serves at any address."""
    names = [*_LOOPBACK, *([socket.gethostname()] if host in _ANY else [host, f"[{host}]"])]
    return list(dict.fromkeys(name.lower() for name in names))


class ClosedDoors:
    """Refuses paths the page does not use, and bodies that are too large or of unknown length."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = _refuse(scope) if scope["type"] == "http" else PlainTextResponse("closed", 404)
        await (refusal or self._app)(scope, receive, send)


def _refuse(scope: Scope) -> PlainTextResponse | None:
    if not _OPEN.fullmatch(scope["path"]):
        return PlainTextResponse("not found", 404)
    if scope["method"] in ("GET", "HEAD"):
        return None
    headers = Headers(scope=scope)
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return PlainTextResponse("from another site", 403)
    size = headers.get("content-length", "")
    if not size.isdecimal():
        return PlainTextResponse("length required", 411)
    return PlainTextResponse("too large", 413) if int(size) > MOST_BYTES else None


class SecurityHeaders:
    """Adds the headers; HTML is buffered to hash its inline scripts, so that no other script runs."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers["Content-Security-Policy"] = _POLICY.format(scripts="")
                if headers.get("content-type", "").startswith("text/html"):
                    held.append(message)
                    return
            if not held:
                await send(message)
                return
            held.append(message)
            if not message.get("more_body"):
                for part in _with_script_hashes(held):
                    await send(part)

        if scope["path"] == "/":
            # An uncompressed body: its scripts are hashed here.
            kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            scope = {**scope, "headers": kept}
        await self._app(scope, receive, send_guarded)


def _with_script_hashes(messages: list[Message]) -> list[Message]:
    body = b"".join(message.get("body", b"") for message in messages[1:])
    hashes = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _SCRIPT.findall(body))
    headers = MutableHeaders(scope=messages[0])
    headers["Content-Security-Policy"] = _POLICY.format(scripts="".join(f" 'sha256-{digest}'" for digest in hashes))
    return messages
