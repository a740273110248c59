"""What the tests of this room share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for converted models, shared by this room's tests; FUNDSTELLE_CACHE keeps it between runs."""
    kept = os.environ.get("FUNDSTELLE_CACHE")
    return Path(kept) if kept else tmp_path_factory.mktemp("models")
