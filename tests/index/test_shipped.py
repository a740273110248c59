"""Vectors that ship with the package: used where they fit, computed where they do not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.encoders.bundled.conversion import bundled_identity
from index.vectors.cache import embed_texts
from index.vectors.shipped import SHIPPED, find_shipped, read_shipped, write_shipped
from ingest.records import Corpus
from tests.fakes import FakeEncoder

TEXTS = (
    "Die Fähre fährt nicht bei Sturm, z.B. am 14./15. Dezember.",
    "„Größe“ ist nicht „Übermacht“, sagt Art. 5 Abs. 2.",
    "The ferry does not run in a storm.",
    "Паром не ходит в шторм.",
    "",
)


class Counting(FakeEncoder):
    """A fake encoder that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode_passages(self, texts, **options):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN003, ANN201
        """Embed, and remember."""
        self.asked += texts
        return super().encode_passages(texts, **options)


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A file with the fake encoder's vectors of all texts but the last two."""
    path = tmp_path / "shipped.npz"
    some = TEXTS[:3]
    assert 3 == write_shipped(
        (*some, some[0]), FakeEncoder().encode_passages((*some, some[0])), FakeEncoder.identity, path
    )
    return path


def test_what_is_shipped_is_not_computed(shipped: Path, tmp_path: Path) -> None:
    """Shipped vectors are those of the encoder but for float16, of unit length; only the others are computed."""
    encoder = Counting()
    told: list[int] = []
    embedded = embed_texts(TEXTS, encoder, tmp_path / "kept", shipped=shipped, on_progress=told.append)
    expected = FakeEncoder().encode_passages(TEXTS)
    assert np.allclose(expected, embedded.vectors, atol=1e-3)
    assert np.allclose(1, np.linalg.norm(embedded.vectors, axis=1), atol=1e-6)
    assert (2, None, len(TEXTS)) == (embedded.computed, embedded.remark, sum(told))
    assert sorted(encoder.asked) == sorted([*TEXTS[:3], *TEXTS[3:]])  # Three as a sample, two because they are missing.


def test_shipped_vectors_are_kept_and_checked_once(shipped: Path, tmp_path: Path) -> None:
    """A second ingest finds them among the kept ones: nothing is embedded, not even a sample."""
    embed_texts(TEXTS, FakeEncoder(), tmp_path / "kept", shipped=shipped)
    encoder = Counting()
    assert 0 == embed_texts(TEXTS, encoder, tmp_path / "kept", shipped=shipped).computed
    assert [] == encoder.asked


def test_another_encoders_are_left_alone(shipped: Path, tmp_path: Path) -> None:
    """With another identity nothing is taken, nothing checked, and nothing remarked: that is no fault."""
    encoder = Counting()
    encoder.identity = "another/v1"
    embedded = embed_texts(TEXTS, encoder, tmp_path / "kept", shipped=shipped)
    assert (len(TEXTS), None) == (embedded.computed, embedded.remark)
    assert len(TEXTS) == len(encoder.asked)


def test_vectors_that_the_encoder_does_not_confirm_are_computed(tmp_path: Path) -> None:
    """The right identity and the wrong numbers: all are computed, and the admin is told."""
    path = tmp_path / "shipped.npz"
    write_shipped(TEXTS, np.roll(FakeEncoder().encode_passages(TEXTS), 1, axis=1), FakeEncoder.identity, path)
    embedded = embed_texts(TEXTS, FakeEncoder(), tmp_path / "kept", shipped=path)
    assert len(TEXTS) == embedded.computed
    assert "not this encoder's" in str(embedded.remark)
    assert np.allclose(FakeEncoder().encode_passages(TEXTS), embedded.vectors, atol=1e-6)


@pytest.mark.parametrize("content", [b"", b"{}", b"PK\x03\x04", None])
def test_a_damaged_file_is_told_and_done_without(content: bytes | None, shipped: Path, tmp_path: Path) -> None:
    """Empty, foreign or cut short: computed, with a remark; a package without the file has none to make."""
    content = shipped.read_bytes()[:400] if content is None else content
    shipped.write_bytes(content)
    embedded = embed_texts(TEXTS, FakeEncoder(), tmp_path / "kept", shipped=shipped)
    assert len(TEXTS) == embedded.computed
    assert "cannot be read" in str(embedded.remark)
    shipped.unlink()
    assert None is find_shipped(TEXTS, FakeEncoder(), shipped).remark


@pytest.mark.skipif(not SHIPPED.exists(), reason="no vectors ship with this state of the package")
def test_the_bundled_dossier_has_all_its_vectors_shipped(corpus: Corpus) -> None:
    """Texts, questions or encoder changed: `make vectors` makes them anew."""
    texts = {chunk.text for chunk in corpus.chunks}
    assert set() == texts - set(read_shipped(tuple(texts), bundled_identity(True))), "make vectors"
