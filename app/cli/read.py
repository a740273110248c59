"""`fundstelle show` and `chat`: the dossier as it stands in the store."""

from __future__ import annotations

import argparse

from app.cli.console import print_line
from app.service import Service
from app.settings import Settings


def run_show(options: argparse.Namespace, settings: Settings) -> int:
    """Print a slice of a document, as a citation names it, from the current generation or the one a citation names."""
    service = Service(settings)
    print_line(service.show(options.source, options.start, options.end, generation_id=options.generation))
    return 0


def run_chat(options: argparse.Namespace, settings: Settings) -> int:
    """Serve the chat page until it is stopped."""
    from app.web.gradio_import import import_gradio

    import_gradio()
    from app.web.server import serve_chat

    serve_chat(Service(settings), host=options.host, port=options.port, open_browser=not options.no_browser)
    return 0
