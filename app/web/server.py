"""Serving the page from this machine: one address, closed doors, and nothing fetched from anywhere else."""

from __future__ import annotations

import importlib
import os
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.responses import FileResponse
from gradio.themes import Base, Color

from app.cli.console import print_line
from app.service import Service
from app.web.guard import guard
from app.web.page import build_page
from app.web.routes import add_reader
from ingest.errors import FundstelleError

_STYLE = Path(__file__).parent / "style.css"
_SCRIPT = Path(__file__).parent / "page.js"
_QUEUE = 64
"""Events that may wait; the next one is told to come back."""
_SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
_INK = "#f7f6f3 #eeece7 #dcd9d1 #bdb9af #97928a #6f6b64 #57534e #44403c #2b2926 #1c1b19 #121110".split()
"""Warm greys, light to dark."""
_MONO = ("ui-monospace", "Menlo", "Consolas", "monospace")


def serve_chat(service: Service, *, host: str, port: int, open_browser: bool) -> None:
    """Serve the chat page until it is stopped; FundstelleError when nothing is ingested or the address is taken."""
    service.generation()
    with _bind(host, port) as listening:
        name = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104 - how to call it
        address = f"http://{f'[{name}]' if ':' in name else name}:{listening.getsockname()[1]}/"

        def announce() -> None:
            print_line(f"The chat page is at {address} (Ctrl+C stops it)")
            threading.Thread(target=_warm_up, args=(service,)).start()  # Not sooner: it would hold the page up.
            if open_browser:
                webbrowser.open(address)

        config = uvicorn.Config(
            build_app(service, host=host), log_level="warning", server_header=False, timeout_graceful_shutdown=2
        )
        _Server(config, announce).run(sockets=[listening])


def build_app(service: Service, *, host: str = "127.0.0.1") -> FastAPI:
    """The page as an application, with everything closed that the page does not use."""
    with suppress(ImportError):
        importlib.import_module("matplotlib")  # Gradio does at each event, and two first imports at once break it.
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/page.js")
    def send_script() -> FileResponse:
        return FileResponse(_SCRIPT, media_type="text/javascript")

    add_reader(app, service)
    page = build_page(service)
    page.queue(max_size=_QUEUE, api_open=False)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="1kb",
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=_theme(),
        css_paths=_STYLE,
        head='<script src="/page.js" defer></script>',
    )
    guard(app, host=host)
    return app


class _Server(uvicorn.Server):
    """Says when it serves."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()


def _bind(host: str, port: int) -> socket.socket:
    """A listening socket, so that a taken address is known before anything is loaded."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        number = getattr(error, "errno", None) or 0
        reason = os.strerror(number) if number > 0 else getattr(error, "strerror", None) or error
        raise FundstelleError(
            f"the page cannot be served at this address ({reason})",
            where=f"{host}:{port}",
            remedy=f"fundstelle chat --port {port + 1 if port < 65535 else 7861}",
        ) from error


def _warm_up(service: Service) -> None:
    """Open the encoder before the first question; what goes wrong is told to whoever asks."""
    try:
        service.encoder.encode_query("Fundstelle")
    except FundstelleError:
        return


def _theme() -> Base:
    ink = Color(*_INK)
    return Base(primary_hue=ink, secondary_hue=ink, neutral_hue=ink, font=_SANS, font_mono=_MONO)
