"""A dossier in company: its corpus with hundreds of invented texts of other subjects held as works beside it.

A store may hold forty times as much text as the analysis. What answers nothing alone finds something that looks like an
answer there, so whatever judges answers has to know both.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from eval.cases.taught import HELD, read_questions
from eval.errors import RunError
from eval.measure.voice_lines import VoiceLine, read_all_taught
from eval.measure.voices import VOICES
from ingest.flow import parse_documents
from ingest.records import Corpus, Manifest, Source
from ingest.snapshots import take_snapshots
from ingest.structure.chunks import make_chunks

_EVERY = 2
"""Every n-th of the labelled texts, and the held ones: some 430 with 3,200 passages."""
_PREFIX = "company-"
_REMEDY = "git checkout eval/voices/taught"


def with_company(corpus: Corpus) -> Corpus:
    """The corpus with the texts of `eval/voices/taught` behind it: the encoder has learned from questions to them."""
    with tempfile.TemporaryDirectory(prefix="fundstelle-company-") as name:
        manifest = _write(Path(name), corpus.manifest)
        folder = Path(name) / "store" / "snapshots"
        snapshots = take_snapshots(manifest, folder, now=lambda: "2000-01-01T00:00:00+00:00")
        documents, unread = parse_documents(manifest, snapshots, folder)
    if unread:
        raise RunError(f"{len(unread)} of the texts beside it cannot be read: {unread[0]}", remedy=_REMEDY)
    chunks = tuple(chunk for document in documents for chunk in make_chunks(document, "cited_source"))
    return replace(
        corpus,
        manifest=replace(corpus.manifest, sources=(*corpus.manifest.sources, *manifest.sources)),
        snapshots=(*corpus.snapshots, *snapshots),
        documents=(*corpus.documents, *documents),
        chunks=(*corpus.chunks, *chunks),
    )


def _write(folder: Path, manifest: Manifest) -> Manifest:
    """The texts as files below a folder, in a manifest of their own."""
    sources: list[Source] = []
    held = {one.place.text for one in read_questions(HELD)}
    for number, (name, lines) in enumerate(read_all_taught(VOICES / "taught").items()):
        if number % _EVERY and name not in held:
            continue
        file = f"{name.replace('/', '-')}.txt"
        (folder / file).write_text(_join(lines), encoding="utf-8")
        language = name.rpartition(".")[2]
        sources.append(Source(f"{_PREFIX}{len(sources)}", "cited_source", file, path=file, language=language))
    return replace(manifest, sources=tuple(sources), folder=folder, questions=None)


def _join(lines: tuple[VoiceLine, ...]) -> str:
    passages: dict[int, list[str]] = {}
    for line in lines:
        passages.setdefault(line.passage, []).append(line.text)
    return "\n\n".join(" ".join(sentences) for sentences in passages.values()) + "\n"
