"""What a run was made of: commit, versions, hashes. A figure without them cannot be repeated."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import subprocess
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType

from eval.cases.files import case_row
from eval.records import Case

ROOT = Path(__file__).resolve().parent.parent.parent
_MEASURED = ("ingest", "index", "app", "prompts")
_CODE = frozenset({".py", ".toml", ".md"})
"""What shapes answers: code, settings, frames and prompts."""
_LIBRARIES = (
    "fundstelle bm25s chromadb ir-measures langdetect numpy onnxruntime PyStemmer scipy sentence-transformers"
    " tokenizers torch"
).split()


def read_commit() -> str | None:
    """The commit of the working tree, "+" behind it when something in it is changed; None outside a repository."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return None
    try:
        commit = _ask_git(git, "rev-parse", "--short=12", "HEAD")
        return commit + ("+" if _ask_git(git, "status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.SubprocessError):
        return None


def hash_code(asking: Sequence[ModuleType]) -> str:
    """SHA-256 over the product and the modules that ask it, file by file: a change without a commit is another run.

    Modules are imported, not looked up by path: one that was renamed or is gone is an error, never a gap in the hash.
    """
    folders = [_file_of(import_module(package)).parent for package in _MEASURED]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in _CODE]
    digest = hashlib.sha256()
    for path in sorted([*files, *map(_file_of, asking)]):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def hash_cases(cases: Sequence[Case]) -> str:
    """SHA-256 over the cases themselves, in their order."""
    lines = [json.dumps(case_row(case), ensure_ascii=False, sort_keys=True) for case in cases]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def read_versions() -> dict[str, str]:
    """Versions of Python and of the libraries that shape results."""
    found = {"python": platform.python_version()}
    for library in _LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            continue
    return found


def _file_of(module: ModuleType) -> Path:
    return Path(str(module.__file__)).resolve()


def _ask_git(git: str, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - git, with our own arguments
        [git, "-C", str(ROOT), *arguments], capture_output=True, text=True, check=True, timeout=600
    )
    return done.stdout.strip()
