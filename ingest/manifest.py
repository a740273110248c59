"""Read and check `manifest.toml`: every complaint names the entry, the key and what would be right."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PositiveInt, StringConstraints, ValidationError

from ingest.errors import DossierError
from ingest.readers.decoding import decode_text
from ingest.records import Manifest, Source
from ingest.text.canonical import canonicalize

MOST_EXAMPLES = 6
"""Example questions for each language: as many as the page has room for."""
LONGEST_EXAMPLE = 200
"""Characters."""


def _need_list(value: object) -> object:
    """TOML's arrays, as strict tuples: pydantic itself takes no list for one."""
    return tuple(value) if isinstance(value, list) else value


def _clean(value: object) -> object:
    """Texts as canonical as those they are compared and shown with."""
    return canonicalize(value) if isinstance(value, str) else value


_LANGUAGE = re.compile(r"[a-z]{2}")
_FileName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""As it stands on the disk."""
_Text = Annotated[_FileName, BeforeValidator(_clean)]
_Texts = Annotated[tuple[_Text, ...], BeforeValidator(_need_list)]
_Numbers = Annotated[tuple[PositiveInt, ...], BeforeValidator(_need_list)]
_Example = Annotated[_Text, StringConstraints(max_length=LONGEST_EXAMPLE)]
_Examples = Annotated[tuple[_Example, ...], BeforeValidator(_need_list), Field(max_length=MOST_EXAMPLES)]
_LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


class _Entry(BaseModel):
    """A `[[source]]` as it stands in the file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    kind: Literal["analysis", "cited_source"]
    title: _Text
    path: _FileName | None = None
    url: _Text | None = None
    author: _Text | None = None
    publisher: _Text | None = None
    date: _Text | None = None
    language: _Text | None = None
    abstract_language: _Text | None = None
    rights: _Text | None = None
    footnotes: _Numbers = ()
    names: _Texts = ()
    voice: _Text | None = None
    ends_before: _Text | None = None
    edition_of: _Text | None = None


class _File(BaseModel):
    """A `manifest.toml` as it stands."""

    model_config = ConfigDict(extra="forbid", strict=True)

    title: _Text | None = None
    languages: _Texts = ()
    questions: _FileName | None = None
    examples: dict[_LanguageCode, _Examples] = Field(default_factory=dict)
    source: Annotated[tuple[_Entry, ...], BeforeValidator(_need_list), Field(min_length=1)]


class _Complaint(NamedTuple):
    what: str
    """What is wrong with the key; `{value}` is what it has."""
    right: str
    """What would be right."""


_TEXT = _Complaint("{article} {key} that is not a text ({value})", '{key} = "..."')
_COMPLAINTS = {
    "id": _Complaint("an id that is not lower-case letters, digits and hyphens ({value})", 'id = "like-this-1"'),
    "kind": _Complaint("kind {value}", 'kind = "analysis" or "cited_source"'),
    "footnotes": _Complaint("footnotes that are not numbers ({value})", "footnotes = [1, 2]"),
    "names": _Complaint("names that are not texts ({value})", 'names = ["...", "..."]'),
    "languages": _Complaint("languages that are not texts ({value})", 'languages = ["de", "en"]'),
    "examples": _Complaint(
        f"examples that are not up to {MOST_EXAMPLES} questions of at most {LONGEST_EXAMPLE} characters a language"
        " ({value})",
        'examples = {{de = ["...?"], en = ["...?"]}}',
    ),
}
_MOST_SHOWN = 80
"""Characters of a wrong value that a complaint repeats."""


def read_manifest(folder: Path) -> Manifest:
    """Read `folder/manifest.toml`; DossierError says what is wrong with it and where."""
    path = folder / "manifest.toml"
    if not folder.is_dir():
        raise DossierError("there is no dossier folder", where=folder, remedy="fundstelle ingest --dossier DIR")
    table = _read_table(path)
    try:
        file = _File.model_validate(table)
    except ValidationError as error:
        raise _explain(error, table, path) from error
    sources = tuple(_make_source(entry, position, path) for position, entry in enumerate(file.source, start=1))
    _check_sources(sources, folder, path)
    if file.questions and not _is_inside(folder, file.questions):
        raise DossierError(
            f"the file of expected questions is outside the dossier folder ({file.questions})",
            where=path,
            remedy='put it into the dossier folder: questions = "questions.jsonl"',
        )
    return Manifest(
        title=file.title or sources[0].title,
        languages=_languages(file.languages, sources, path),
        sources=sources,
        folder=folder.resolve(),
        questions=file.questions,
        examples=file.examples,
    )


def _read_table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_decode(path.read_bytes(), path).replace("\r\n", "\n"))
    except FileNotFoundError as error:
        raise DossierError(
            "the dossier has no manifest", where=path, remedy="write one, as the README shows"
        ) from error
    except OSError as error:
        raise DossierError(f"the manifest cannot be read ({error})", where=path) from error
    except tomllib.TOMLDecodeError as error:
        raise DossierError(f"the manifest is not TOML ({error})", where=path) from error


def _decode(content: bytes, path: Path) -> str:
    """The file's text; TOML is UTF-8, and a byte-order mark before it is dropped."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise DossierError(
            "the manifest is UTF-16, and TOML is UTF-8",
            where=path,
            remedy=_name_file("iconv -f UTF-16 -t UTF-8 FILE > NEW", path),
        )
    try:
        return decode_text(content)
    except DossierError as error:
        raise DossierError(
            f"the manifest cannot be read: {error.what}", where=path, remedy=_name_file(error.remedy or "", path)
        ) from error


def _name_file(remedy: str, path: Path) -> str:
    return remedy.replace("FILE > NEW", f"{path.name} > new.toml && mv new.toml {path.name}")


def _explain(error: ValidationError, table: Mapping[str, Any], path: Path) -> DossierError:
    """The first thing that pydantic found, in words that name the entry, the key and what would be right."""
    first = error.errors(include_url=False)[0]
    location: tuple[int | str, ...] = first["loc"]
    if location == ("source",):
        what, right = "the manifest names no source", "add a [[source]] with id, kind, title and path"
        return DossierError(what, where=path, remedy=right)
    name, inner = "the manifest", location
    model: type[BaseModel] = _File
    if location[0] == "source":
        position = int(location[1])
        entry = table["source"][position]
        if not isinstance(entry, dict):
            return DossierError(
                f"source {position + 1} is not a table", where=path, remedy="begin each source with [[source]]"
            )
        name, model, inner = f"source {position + 1} ({entry.get('id', 'without id')})", _Entry, location[2:]
        table = entry
    key = str(inner[0])
    if first["type"] == "extra_forbidden":
        known = ", ".join(sorted(model.model_fields))
        return DossierError(f"{name} has a key that is not known ({key!r})", where=path, remedy=f"use only {known}")
    if first["type"] == "missing":
        return DossierError(f"{name} has no {key}", where=path, remedy=f'add {key} = "..."')
    complaint = _COMPLAINTS.get(key, _TEXT)
    article = "an" if key[0] in "ae" else "a"
    value = repr(table.get(key))
    shown = value if len(value) <= _MOST_SHOWN else f"{value[:_MOST_SHOWN]}..."
    return DossierError(
        f"{name} has {complaint.what.format(article=article, key=key, value=shown)}",
        where=path,
        remedy=complaint.right.format(key=key),
    )


def _is_inside(folder: Path, name: str) -> bool:
    root = folder.resolve()
    target = (root / name).resolve()
    return target.is_relative_to(root) and target != root


def _make_source(entry: _Entry, position: int, path: Path) -> Source:
    if not (entry.path or entry.url or entry.kind == "cited_source"):
        raise DossierError(
            f"source {position} ({entry.id}) has neither path nor url", where=path, remedy='path = "file.txt"'
        )
    return Source(**{**entry.model_dump(), "footnotes": tuple(sorted(set(entry.footnotes)))})


def _check_sources(sources: Sequence[Source], folder: Path, path: Path) -> None:
    twice = [source_id for source_id, count in Counter(source.id for source in sources).items() if count > 1]
    if twice:
        raise DossierError(
            f"the id {twice[0]!r} is given to more than one source", where=path, remedy="give each its own id"
        )
    if not any(source.path for source in sources):
        raise DossierError("no source has a file, so there is nothing to ask", where=path, remedy='path = "file.txt"')
    _check_editions(sources, path)
    for source in sources:
        if source.path is not None and not _is_inside(folder, source.path):
            raise DossierError(
                f"source {source.id!r} has a path outside the dossier folder ({source.path})",
                where=path,
                remedy="put the file into the dossier folder and name it relative to that",
            )


def _check_editions(sources: Sequence[Source], path: Path) -> None:
    """Another edition belongs to a cited work that is none itself, and no note cites it."""
    works = {source.id for source in sources if source.kind == "cited_source" and source.edition_of is None}
    for source in sources:
        if source.edition_of is None:
            continue
        if source.kind != "cited_source" or source.edition_of not in works:
            raise DossierError(
                f"source {source.id!r} is said to be an edition of {source.edition_of!r}, which is no cited work",
                where=path,
                remedy='edition_of = "the id of the work that the notes cite"',
            )
        if source.footnotes:
            raise DossierError(
                f"source {source.id!r} is another edition of {source.edition_of!r} and has footnotes of its own",
                where=path,
                remedy="list the footnotes at the edition that they cite",
            )


def add_languages(manifest: Manifest, held: Collection[str]) -> Manifest:
    """The manifest with the languages of the works that are held, whether or not their files are the dossier's own."""
    spoken = [source.language for source in manifest.sources if source.id in held and source.language]
    languages = tuple(dict.fromkeys((*manifest.languages, *(one for one in spoken if _LANGUAGE.fullmatch(one)))))
    return manifest if languages == manifest.languages else replace(manifest, languages=languages)


def _languages(given: Sequence[str], sources: Sequence[Source], path: Path) -> tuple[str, ...]:
    found = [lang for source in sources if source.path for lang in (source.language, source.abstract_language) if lang]
    languages = tuple(dict.fromkeys((*given, *found)))
    if not languages:
        raise DossierError("the manifest names no language", where=path, remedy='languages = ["de", "en"]')
    wrong = [language for language in languages if not _LANGUAGE.fullmatch(language)]
    if wrong:
        raise DossierError(
            f"{wrong[0]!r} is not a two-letter language code", where=path, remedy='languages = ["de", "en"]'
        )
    return languages
