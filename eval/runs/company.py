"""A dossier in company: its corpus with hundreds of invented texts of other subjects held as works beside it.

A store may hold forty times as much text as the analysis. What answers nothing alone finds something that looks like an
answer there, so whatever judges answers has to know both.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from eval.measure.voice_lines import VoiceLine, read_taught
from eval.measure.voices import VOICES
from ingest.flow import parse_documents
from ingest.records import Corpus, Manifest, Source
from ingest.snapshots import take_snapshots
from ingest.structure.chunks import make_chunks

_EVERY = 2
"""Every n-th of the labelled texts: 400 with some 3,000 passages."""
_PREFIX = "company-"


def with_company(corpus: Corpus) -> Corpus:
    """The corpus with the texts of `eval/voices/taught` behind it."""
    with tempfile.TemporaryDirectory(prefix="fundstelle-company-") as name:
        manifest = _write(Path(name), corpus.manifest)
        folder = Path(name) / "store" / "snapshots"
        snapshots = take_snapshots(manifest, folder, now=lambda: "2000-01-01T00:00:00+00:00", on_refused=_refuse)
        documents, _ = parse_documents(manifest, snapshots, folder)
    chunks = tuple(chunk for document in documents for chunk in make_chunks(document, "cited_source"))
    return replace(
        corpus,
        manifest=replace(corpus.manifest, sources=(*corpus.manifest.sources, *manifest.sources)),
        snapshots=(*corpus.snapshots, *snapshots),
        documents=(*corpus.documents, *documents),
        chunks=(*corpus.chunks, *chunks),
    )


def is_company(source_id: str) -> bool:
    """Whether a source is one of those texts."""
    return source_id.startswith(_PREFIX)


def _write(folder: Path, manifest: Manifest) -> Manifest:
    """The texts as files below a folder, in a manifest of their own."""
    sources: list[Source] = []
    for path in sorted((VOICES / "taught").glob("*.txt")):
        for name, lines in list(read_taught(path).items())[::_EVERY]:
            file = f"{path.stem}-{name}.txt"
            (folder / file).write_text(_join(lines), encoding="utf-8")
            sources.append(
                Source(f"{_PREFIX}{len(sources)}", "cited_source", file, path=file, language=name.rpartition(".")[2])
            )
    return replace(manifest, sources=tuple(sources), folder=folder, questions=None)


def _join(lines: tuple[VoiceLine, ...]) -> str:
    passages: dict[int, list[str]] = {}
    for line in lines:
        passages.setdefault(line.passage, []).append(line.text)
    return "\n\n".join(" ".join(sentences) for sentences in passages.values()) + "\n"


def _refuse(source: Source, error: Exception) -> None:
    raise ValueError(f"{source.id}: {error}") from error
