"""One call from a dossier folder to the current generation: for the command line, the page and the benchmarks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.settings import Settings
from index.encoders.open import encoder_identity, open_encoder
from index.errors import EncoderError, StoreError
from index.records import BuildResult
from index.store.build import Progress, build_generation
from index.store.generations import current_generation, lock_store, read_corpus_of, snapshots_folder
from index.store.opened import open_generation
from ingest.errors import DossierError
from ingest.flow import BUNDLED_DOSSIER, read_corpus
from ingest.manifest import read_manifest


def ingest(
    settings: Settings,
    dossier: Path | None = None,
    *,
    on_progress: Progress | None = None,
    on_message: Callable[[str], None] | None = None,
) -> BuildResult:
    """Read a dossier and build a generation from it; FundstelleError says why it cannot.

    Args:
        settings: Which store and which encoder.
        dossier: Its folder; None means the one the store was built from, and for a new store the bundled one.
        on_progress: Told how many sources are read, then how many chunks are embedded.
        on_message: Gets a line before something takes seconds.

    """
    with lock_store(settings.store):
        folder = dossier or choose_dossier(settings.store)
        corpus = read_corpus(folder, snapshots_folder(settings.store), on_progress=on_progress)
        return build_generation(
            settings.store,
            corpus,
            identity=encoder_identity(settings.encoder),
            open_encoder=lambda: open_encoder(settings.encoder, on_message=on_message),
            on_progress=on_progress,
        )


def choose_dossier(store: Path) -> Path:
    """The folder a store was built from, so that mending a store never exchanges what is in it."""
    try:
        manifest = read_corpus_of(store, current_generation(store).id).manifest
    except StoreError:
        return BUNDLED_DOSSIER
    if manifest.folder.is_dir():
        return manifest.folder
    if manifest.title == read_manifest(BUNDLED_DOSSIER).title:
        return BUNDLED_DOSSIER
    raise DossierError(
        "the dossier that this store was built from is no longer there",
        where=manifest.folder,
        remedy=f"fundstelle ingest --store {store} --dossier DIR",
    )


def is_served(settings: Settings) -> bool:
    """Whether the store has a generation that can be asked with these settings."""
    try:
        open_generation(settings.store, encoder_identity=encoder_identity(settings.encoder))
    except (StoreError, EncoderError):
        return False
    return True
