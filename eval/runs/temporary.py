"""The product over an index that is deleted afterwards: for what leaves something out of the dossier or the encoder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app.service import Service
from app.settings import Settings
from index.encoders.protocol import Encoder
from index.reranking.reranker import Reranker
from index.store.build import build_generation
from index.store.generations import lock_store
from ingest.records import Corpus


@contextmanager
def temporary_service(
    settings: Settings, corpus: Corpus, encoder: Encoder, reranker: Reranker | None = None
) -> Iterator[Service]:
    """A service with these settings over a corpus, in a store of its own."""
    with tempfile.TemporaryDirectory(prefix="fundstelle-eval-") as folder:
        yield build_service(settings, corpus, encoder, reranker, store=Path(folder))


def build_service(
    settings: Settings, corpus: Corpus, encoder: Encoder, reranker: Reranker | None, *, store: Path
) -> Service:
    """The same in a folder that stays; what was embedded there before is not embedded again."""
    with lock_store(store):
        build_generation(store, corpus, identity=encoder.identity, open_encoder=lambda: encoder)
    return Service(replace(settings, store=store), encoder=encoder, reranker=reranker)
