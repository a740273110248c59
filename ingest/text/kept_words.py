"""Dictionaries as they were read before: reading German anew takes more than half a second, a kept one a fiftieth."""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
from collections.abc import Mapping
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from ingest.files import write_file

_log = logging.getLogger(__name__)
_DIGEST = 32
"""Bytes of the digest in front of what is kept."""


def find_kept(language: str, kind: type) -> Mapping[str, str] | None:
    """The dictionary of a language kept by this version of the library; None where there is none, or it is damaged.

    Args:
        language: Its code.
        kind: The library's class of a dictionary; nothing else is read from the file.

    """

    class Reader(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> type:
            if (module, name) != (kind.__module__, kind.__qualname__):
                raise pickle.UnpicklingError(f"{module}.{name} is no dictionary")
            return kind

    try:
        content = _path(language).read_bytes()
        if content[:_DIGEST] != hashlib.sha256(content[_DIGEST:]).digest():
            return None
        words = Reader(BytesIO(content[_DIGEST:])).load()
    except Exception:  # A strange pickle raises whatever it likes; the dictionary is read anew.
        return None
    return words if isinstance(words, kind) else None  # type: ignore[return-value]


def keep(words: Mapping[str, str], language: str) -> None:
    """Keep a dictionary for the next time, where that is possible."""
    try:
        path, content = _path(language), pickle.dumps(words)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, hashlib.sha256(content).digest() + content)
    except (OSError, TypeError, pickle.PicklingError) as error:
        _log.debug("the %s dictionary is not kept: %s", language, error)


def _path(language: str) -> Path:
    from platformdirs import user_cache_dir

    folder = Path(os.environ.get("FUNDSTELLE_CACHE") or user_cache_dir("fundstelle")).expanduser()
    return folder / "words" / f"{language}-{version('simplemma')}.pickle"
