"""A dossier whose works lie on a test's server, and a run over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ingest.fetch.records import FetchSettings, Outcome
from ingest.fetch.run import fetch_works
from ingest.records import Manifest, Source
from ingest.snapshots import list_got

AGENT = "Fundstelle/test"


class Clock:
    """Goes on by a second with each look at it."""

    def __init__(self, start: str = "2026-11-29T06:00:00+00:00") -> None:
        self.time = datetime.fromisoformat(start).astimezone(UTC)

    def __call__(self) -> datetime:
        """The time."""
        self.time += timedelta(seconds=1)
        return self.time


def works_at(urls: Sequence[str], folder: Path, *, title: str = "Dossier") -> Manifest:
    """An analysis and a work for each address: w0, w1, ..."""
    works = tuple(Source(f"w{number}", "cited_source", f"Work {number}", url=url) for number, url in enumerate(urls))
    return Manifest(title, ("en",), (Source("a", "analysis", "A", path="a.txt"), *works), folder / "dossier")


def fetch(manifest: Manifest, folder: Path, settings: FetchSettings, **options: Any) -> dict[str, Outcome]:
    """What came of each work, by its id."""
    works = [source for source in manifest.sources if source.url]
    options.setdefault("now", Clock())
    outcomes = fetch_works(works, manifest, folder, settings=settings, agent=AGENT, **options)
    return {outcome.source_id: outcome for outcome in outcomes}


def held(manifest: Manifest, folder: Path) -> dict[str, bytes]:
    """The bytes of each work that is held."""
    return {name: (folder / records[0].sha256).read_bytes() for name, records in list_got(manifest, folder).items()}


def move(manifest: Manifest, source_id: str, url: str | None) -> Manifest:
    """The manifest with another address for a work."""
    sources = tuple(replace(one, url=url) if one.id == source_id else one for one in manifest.sources)
    return replace(manifest, sources=sources)
