"""`fundstelle show`, `sources` and `chat`: the dossier as it stands in the store."""

from __future__ import annotations

import argparse
import json

from app.cli.console import print_line
from app.service import Service
from app.settings import Settings


def run_show(options: argparse.Namespace, settings: Settings) -> int:
    """Print a slice of a document, as a citation names it, from the current generation or the one a citation names."""
    service = Service(settings)
    print_line(service.show(options.source, options.start, options.end, generation_id=options.generation))
    return 0


def run_sources(options: argparse.Namespace, settings: Settings) -> int:
    """List the works of the dossier with the notes that cite them."""
    found = Service(settings).sources()
    if options.json:
        print_line(json.dumps(found.to_json(), ensure_ascii=False))
        return 0
    for source in found.manifest.sources:
        notes = ", ".join(map(str, source.footnotes))
        held = "text in the dossier" if source.path else "text not in the dossier"
        about = ", ".join(part for part in (source.author, source.publisher, source.date) if part)
        print_line(f"{source.id}\n    {source.title}" + (f"\n    {about}" if about else ""))
        print_line(
            f"    {held}" + (f"; footnotes {notes}" if notes else "") + (f"\n    {source.url}" if source.url else "")
        )
    for line in found.unresolved:
        print_line(f"unresolved: {line}")
    return 0


def run_chat(options: argparse.Namespace, settings: Settings) -> int:
    """Serve the chat page until it is stopped."""
    from app.web.gradio_import import import_gradio

    import_gradio()
    from app.web.server import serve_chat

    serve_chat(Service(settings), host=options.host, port=options.port, open_browser=not options.no_browser)
    return 0
