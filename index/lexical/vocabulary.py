"""A sorted list of words that stays on disk: one memory-mapped run of UTF-8, and where each word ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

_WORDS, _ENDS = "vocabulary.npy", "vocabulary-ends.npy"


def write_vocabulary(folder: Path, words: Sequence[str]) -> None:
    """Write words that are sorted (by code point) and all different; a word's number is its place among them."""
    encoded = [word.encode() for word in words]
    np.save(folder / _WORDS, np.frombuffer(b"".join(encoded), dtype=np.uint8))
    np.save(folder / _ENDS, np.cumsum([0, *map(len, encoded)], dtype=np.int64))


class Vocabulary:
    """Words by number, found by binary search: opening reads nothing, memory does not grow with the words."""

    def __init__(self, folder: Path) -> None:
        """Map the files; OSError or ValueError when they are missing or cut short."""
        words, ends = (np.load(folder / name, mmap_mode="r") for name in (_WORDS, _ENDS))
        if words.dtype != np.uint8 or ends.dtype != np.int64 or not ends.size or (ends[0], ends[-1]) != (0, words.size):
            raise ValueError(f"{folder / _ENDS} does not fit {_WORDS}")
        self._words, self._ends = memoryview(words), memoryview(ends)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> bytes:
        """A word in UTF-8; sorted as its code points are."""
        return bytes(self._words[self._ends[number] : self._ends[number + 1]])

    def find(self, word: str) -> int | None:
        """The number of a word, None when it is not among them."""
        encoded = word.encode()
        number = bisect_left(self, encoded)
        return number if number < len(self) and self[number] == encoded else None

    def find_prefix(self, prefix: str) -> Iterator[int]:
        """The numbers of the words that begin like this, ascending."""
        encoded = prefix.encode()
        number = bisect_left(self, encoded)
        while number < len(self) and self[number].startswith(encoded):
            yield number
            number += 1
