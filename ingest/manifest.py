"""Read and check `manifest.toml`: every complaint names the entry, the key and what would be right."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Any

from ingest.errors import DossierError
from ingest.records import Manifest, Source

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KINDS = ("analysis", "cited_source")
_TOP_KEYS = frozenset({"title", "languages", "questions", "source"})
_SOURCE_KEYS = frozenset(field.name for field in fields(Source))
_LISTS = frozenset({"footnotes", "names"})


def read_manifest(folder: Path) -> Manifest:
    """Read `folder/manifest.toml`; DossierError says what is wrong with it and where."""
    path = folder / "manifest.toml"
    if not folder.is_dir():
        raise DossierError("there is no dossier folder", where=folder, remedy="fundstelle ingest --dossier DIR")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DossierError(
            "the dossier has no manifest", where=path, remedy="write one, as the README shows"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DossierError(f"the manifest cannot be read ({error})", where=path) from error
    except tomllib.TOMLDecodeError as error:
        raise DossierError(f"the manifest is not TOML ({error})", where=path) from error
    _check_keys(table, _TOP_KEYS, "the manifest", path)
    entries = table.get("source")
    if not isinstance(entries, list) or not entries:
        raise DossierError(
            "the manifest names no source", where=path, remedy="add a [[source]] with id, kind, title and path"
        )
    sources = tuple(_read_source(entry, position, path) for position, entry in enumerate(entries, start=1))
    _check_sources(sources, folder, path)
    return Manifest(
        title=_text(table, "title", "the manifest", path) or sources[0].title,
        languages=_languages(table, sources, path),
        sources=sources,
        folder=folder.resolve(),
        questions=_questions(table, folder, path),
    )


def _questions(table: dict[str, Any], folder: Path, path: Path) -> str | None:
    name = _text(table, "questions", "the manifest", path)
    if name and not _is_inside(folder, name):
        raise DossierError(
            f"the file of expected questions is outside the dossier folder ({name})",
            where=path,
            remedy='put it into the dossier folder: questions = "questions.jsonl"',
        )
    return name


def _is_inside(folder: Path, name: str) -> bool:
    root = folder.resolve()
    target = (root / name).resolve()
    return target.is_relative_to(root) and target != root


def _read_source(entry: object, position: int, path: Path) -> Source:
    if not isinstance(entry, dict):
        raise DossierError(f"source {position} is not a table", where=path, remedy="begin each source with [[source]]")
    name = f"source {position} ({entry.get('id', 'without id')})"
    _check_keys(entry, _SOURCE_KEYS, name, path)
    for key in ("id", "kind", "title"):
        if not _text(entry, key, name, path):
            raise DossierError(f"{name} has no {key}", where=path, remedy=f'add {key} = "..."')
    if not _ID.fullmatch(entry["id"]):
        raise DossierError(
            f"{name} has an id that is not lower-case letters, digits and hyphens",
            where=path,
            remedy='id = "like-this-1"',
        )
    if entry["kind"] not in _KINDS:
        raise DossierError(
            f"{name} has kind {entry['kind']!r}", where=path, remedy='kind = "analysis" or "cited_source"'
        )
    if not (entry.get("path") or entry.get("url") or entry["kind"] == "cited_source"):
        raise DossierError(f"{name} has neither path nor url", where=path, remedy='path = "file.txt"')
    texts = {key: _text(entry, key, name, path) for key in _SOURCE_KEYS - _LISTS}
    return Source(**texts, footnotes=_numbers(entry, name, path), names=_strings(entry, "names", name, path))  # type: ignore[arg-type]


def _check_sources(sources: tuple[Source, ...], folder: Path, path: Path) -> None:
    twice = [source_id for source_id, count in Counter(source.id for source in sources).items() if count > 1]
    if twice:
        raise DossierError(
            f"the id {twice[0]!r} is given to more than one source", where=path, remedy="give each its own id"
        )
    if not any(source.path for source in sources):
        raise DossierError("no source has a file, so there is nothing to ask", where=path, remedy='path = "file.txt"')
    for source in sources:
        if source.path is not None and not _is_inside(folder, source.path):
            raise DossierError(
                f"source {source.id!r} has a path outside the dossier folder ({source.path})",
                where=path,
                remedy="put the file into the dossier folder and name it relative to that",
            )


def _check_keys(table: dict[str, Any], known: frozenset[str], name: str, path: Path) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise DossierError(
            f"{name} has a key that is not known ({unknown[0]!r})",
            where=path,
            remedy=f"use only {', '.join(sorted(known))}",
        )


def _text(table: dict[str, Any], key: str, name: str, path: Path) -> str | None:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise DossierError(f"{name} has a {key} that is not a text ({value!r})", where=path, remedy=f'{key} = "..."')
    return value.strip()


def _numbers(entry: dict[str, Any], name: str, path: Path) -> tuple[int, ...]:
    value = entry.get("footnotes", [])
    if not isinstance(value, list) or not all(isinstance(number, int) and number > 0 for number in value):
        raise DossierError(
            f"{name} has footnotes that are not numbers ({value!r})", where=path, remedy="footnotes = [1, 2]"
        )
    return tuple(sorted(set(value)))


def _strings(entry: dict[str, Any], key: str, name: str, path: Path) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise DossierError(
            f"{name} has {key} that are not texts ({value!r})", where=path, remedy=f'{key} = ["...", "..."]'
        )
    return tuple(value)


def _languages(table: dict[str, Any], sources: tuple[Source, ...], path: Path) -> tuple[str, ...]:
    given = _strings(table, "languages", "the manifest", path)
    found = [lang for source in sources if source.path for lang in (source.language, source.abstract_language) if lang]
    languages = tuple(dict.fromkeys((*given, *found)))
    if not languages:
        raise DossierError("the manifest names no language", where=path, remedy='languages = ["de", "en"]')
    wrong = [language for language in languages if not re.fullmatch(r"[a-z]{2}", language)]
    if wrong:
        raise DossierError(
            f"{wrong[0]!r} is not a two-letter language code", where=path, remedy='languages = ["de", "en"]'
        )
    return languages
