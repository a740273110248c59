"""Make a folder of converted files once: beside its place, then renamed, so that a folder that stands is whole."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.errors import EncoderError

FORMAT = 1
"""Bump when the same source would be converted into something else."""

ONNX_FILE = "onnx/model.onnx"
RECORD_FILE = "fundstelle.json"
SPACE_NEEDED_MB = 700
"""Encoder, listener, reranker and dictionaries together take 677."""


def ensure_made(
    folder: Path,
    convert: Callable[[Path], None],
    *,
    what: str = "encoder",
    redo: bool = False,
    on_message: Callable[[str], None] | None = None,
) -> Path:
    """Return the folder; make it first if it is missing, unfinished or damaged.

    A second process that wants the same folder waits for the first one and then uses its result.

    Args:
        folder: Where it belongs; its parent is created when missing.
        convert: Writes everything into the new folder that it is given, its record last.
        what: What is made, for the messages.
        redo: Convert even though the folder looks whole.
        on_message: Gets one line before the conversion starts.

    Raises:
        EncoderError: The cache cannot be written, or what `convert` raises.

    """
    if not redo and is_whole(folder):
        return folder
    from filelock import FileLock

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        before = _stamp(folder)
        with FileLock(f"{folder}.lock", timeout=600):
            if is_whole(folder) and not (redo and _stamp(folder) == before):
                return folder
            if on_message:
                on_message(f"Converting the bundled {what} once (some seconds): {folder}")
            _replace_folder(folder, convert)
    except OSError as error:
        reason = error.strerror or str(error)
        remedy = f"set FUNDSTELLE_CACHE to a writable folder with {SPACE_NEEDED_MB} MB free"
        raise EncoderError(f"The {what} cannot be converted ({reason})", where=folder, remedy=remedy) from error
    return folder


def is_whole(folder: Path) -> bool:
    """Whether the folder's record is there, is of this format, and every file has the recorded size."""
    try:
        record = json.loads((folder / RECORD_FILE).read_text("utf-8"))
        sizes = {name: entry["bytes"] for name, entry in record["files"].items()}
        return (
            record["format"] == FORMAT
            and ONNX_FILE in sizes
            and all((folder / name).stat().st_size == size for name, size in sizes.items())
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def write_record(folder: Path, about: dict[str, Any]) -> None:
    """Write the folder's record: what is known about it, and every file with its size and hash."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    entries = {
        path.relative_to(folder).as_posix(): {
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in files
    }
    record = {"format": FORMAT, **about, "files": entries}
    (folder / RECORD_FILE).write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def _stamp(folder: Path) -> tuple[int, int] | None:
    """Tells one conversion of the folder from the next."""
    try:
        status = (folder / RECORD_FILE).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def _replace_folder(folder: Path, convert: Callable[[Path], None]) -> None:
    """Convert beside `folder` and put the result in its place; the caller holds the lock."""
    for left in folder.parent.glob(f"{folder.name}.tmp-*"):
        shutil.rmtree(left, ignore_errors=True)
    temporary = folder.with_name(f"{folder.name}.tmp-{os.getpid()}")
    try:
        convert(temporary)
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        temporary.replace(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
