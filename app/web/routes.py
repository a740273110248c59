"""The pages beside the chat: a document at a place, and the list of works."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse

from app.service import Service
from app.web.page import preferred_language
from app.web.reader import list_works, read_document, render_document, render_missing, render_works
from ingest.errors import FundstelleError
from ingest.records import Document

_STYLE = Path(__file__).parent / "reader.css"


def add_reader(app: FastAPI, service: Service) -> None:
    """Add the pages to the application."""

    @app.get("/reader.css")
    def send_style() -> FileResponse:
        return FileResponse(_STYLE, media_type="text/css")

    @app.get("/works")
    def send_works(request: Request) -> HTMLResponse:
        labels = _language(request)
        try:
            manifest, documents = service.sources().manifest, service.documents()
        except FundstelleError as error:
            return HTMLResponse(render_missing(labels, problem=error), 503)
        return HTMLResponse(render_works(manifest, list_works(manifest, documents, labels), labels))

    @app.get("/document/{source_id}")
    def send_document(source_id: str, request: Request) -> HTMLResponse:
        labels, asked = _language(request), request.query_params
        try:
            documents, is_asked_for = _find_documents(service, asked.get("generation"))
            sources = {source.id: source for source in service.sources().manifest.sources}
        except FundstelleError as error:
            return HTMLResponse(render_missing(labels, problem=error), 503)
        if source_id not in documents or source_id not in sources:
            return HTMLResponse(render_missing(labels), 404)
        start, end = (_number(asked.get(name)) if is_asked_for else 0 for name in ("start", "end"))
        read = read_document(documents[source_id], sources[source_id], start=start, end=end)
        return HTMLResponse(render_document(read, labels, is_other_text=not is_asked_for))


def _find_documents(service: Service, generation: str | None) -> tuple[Mapping[str, Document], bool]:
    """The texts of a generation, or of the current one where that is not kept any more; and whether it is that one."""
    try:
        return service.documents(generation or None), True
    except FundstelleError:
        return service.documents(), False


def _language(request: Request) -> str:
    return preferred_language(request.query_params.get("lang"), request.headers.get("accept-language"))


def _number(text: str | None) -> int:
    """A position as an address gives it; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 12 else 0
