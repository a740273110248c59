"""The dossier that the tests of asking share."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.service import Service
from tests.app.asking.carillon import make_carillon
from tests.app.asking.quays import make_quays


@pytest.fixture(scope="session")
def quays(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """A report on a quay wall with two works."""
    return make_quays(Path(tmp_path_factory.mktemp("quays")))


@pytest.fixture(scope="session")
def carillon(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """A service over the dossier of `tests/app/asking/carillon.py`."""
    return make_carillon(tmp_path_factory.mktemp("carillon"))
