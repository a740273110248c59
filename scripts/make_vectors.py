"""Embed the bundled dossier anew and write the vectors that ship with the package (`make vectors`)."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from app.settings import build_settings, go_offline
from index.encoders.open import open_encoder
from index.vectors.cache import embed_texts
from index.vectors.shipped import SHIPPED, write_shipped
from ingest.flow import BUNDLED_DOSSIER, read_corpus


def main() -> None:
    """Compute every vector, the earlier file aside, and replace the file."""
    go_offline()
    encoder = open_encoder(build_settings(os.environ).encoder, on_message=_say)
    with tempfile.TemporaryDirectory(prefix="fundstelle-vectors-") as folder:
        corpus = read_corpus(BUNDLED_DOSSIER, Path(folder) / "snapshots")
        texts = [chunk.text for chunk in corpus.chunks]
        _say(f"Embedding {len(texts)} texts (about a minute on two cores)")
        embedded = embed_texts(texts, encoder, Path(folder) / "vectors", shipped=None)
    number = write_shipped(texts, embedded.vectors, encoder.identity)
    _say(f"{number} vectors of {encoder.identity}, {SHIPPED.stat().st_size / 1e6:.1f} MB: {SHIPPED}")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
