"""One call from a dossier folder to the current generation: for the command line, the page and the benchmarks."""

from __future__ import annotations

from pathlib import Path

from app.settings import Settings
from index.build import Progress, build_generation
from index.encoder import encoder_identity, open_encoder
from index.generations import lock_store, snapshots_folder
from index.records import BuildResult
from ingest.flow import BUNDLED_DOSSIER, read_corpus


def ingest(settings: Settings, dossier: Path | None = None, *, on_progress: Progress | None = None) -> BuildResult:
    """Read `dossier` (the bundled one by default) and build a generation; FundstelleError says why it cannot."""
    with lock_store(settings.store):
        corpus = read_corpus(dossier or BUNDLED_DOSSIER, snapshots_folder(settings.store))
        return build_generation(
            settings.store,
            corpus,
            identity=encoder_identity(settings.encoder),
            open_encoder=lambda: open_encoder(settings.encoder),
            on_progress=on_progress,
        )
