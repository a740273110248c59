"""Dictionaries are kept between runs; what is kept and damaged, or no dictionary, is as if it were not there."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

import pytest

from ingest.text import dictionary
from ingest.text.kept_words import find_kept, keep


class Words(dict[str, str]):
    """Stands for the library's class."""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FUNDSTELLE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_is_kept_is_found_again() -> None:
    assert find_kept("de", Words) is None
    keep(Words({"Häuser": "Haus"}), "de")
    assert Words({"Häuser": "Haus"}) == find_kept("de", Words)
    assert find_kept("en", Words) is None


def signed(content: bytes) -> bytes:
    return hashlib.sha256(content).digest() + content


@pytest.mark.parametrize(
    "content", [b"", b"\x80" * 40, signed(pickle.dumps(Words(a="b"))[:-4]), signed(pickle.dumps(["a"]))]
)
def test_what_is_damaged_is_not_there(content: bytes, cache: Path) -> None:
    keep(Words(), "de")
    (path,) = cache.rglob("de-*")
    path.write_bytes(content)
    assert find_kept("de", Words) is None


def test_a_changed_byte_is_noticed_and_the_dictionary_read_anew(cache: Path) -> None:
    read = dictionary._read_words.__wrapped__
    first = read("en")
    (path,) = cache.rglob("en-*")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert find_kept("en", type(first)) is None
    assert "house" == read("en")["houses"] == first["houses"]
    assert find_kept("en", type(first)) is not None


def test_nothing_but_a_dictionary_is_read(cache: Path, tmp_path: Path) -> None:
    """A file that would run something when it is read does not."""

    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (tmp_path / "sprung",)  # type: ignore[return-value]

    keep(Words(), "de")
    (path,) = cache.rglob("de-*")
    path.write_bytes(signed(pickle.dumps(Trap())))
    assert find_kept("de", Words) is None
    assert not (tmp_path / "sprung").exists()


def test_where_nothing_can_be_kept_nothing_is(cache: Path) -> None:
    cache.write_text("a file where the folder would be", encoding="utf-8")
    keep(Words(), "de")
    assert find_kept("de", Words) is None
