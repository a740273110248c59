"""Which work a file is likely to be, by its name: proposed where it is one, left open where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.file_matching import list_files, match_files
from ingest.flow import BUNDLED_DOSSIER
from ingest.manifest import read_manifest
from ingest.records import Source

WORKS = [source for source in read_manifest(BUNDLED_DOSSIER).sources if not source.path]
MEANT = {
    # The id, the address' last part as a browser saves it, the title, the author.
    "paris-declaration.html": "paris-declaration",
    "2026-NATIONAL-DEFENSE-STRATEGY.PDF": "national-defense-strategy-2026",
    "290622-strategic-concept (1).pdf": "nato-strategic-concept-2022",
    "2025RP05_TippingPoint.pdf": "marange-european-security-order",
    "de-20251218-european-council-conclusions.pdf": "european-council-conclusions-2025-12",
    "Marangé - Russia against the European Security Order.pdf": "marange-european-security-order",
    "Marange 2025.pdf": "marange-european-security-order",
    "evenett.pdf": "evenett-unstated-gamble",
    "The Unstated Gamble.pdf": "evenett-unstated-gamble",
    "Об историческом единстве русских и украинцев.html": "putin-historical-unity",
    "28-Punkte-Plan.txt": "us-28-point-plan",
    "drobinin_vision_multipolar_world.htm": "drobinin-multipolar-world",
    "Kossatschow Rede SVOP 2023.html": "kosachev-svop-speech",
    "Lawrow Interview IRIB.html": "lavrov-irib-interview",
    "SWP-Studie 3.pdf": "fischer-klein-kluge-russlandpolitik",
}
OPEN = {
    "Putin.pdf": ("putin-foreign-ministry-2024-06", "putin-historical-unity"),
}
NOTHING = (
    "download.pdf", "document (3).pdf", "Rechnung 2025-11.pdf", "2026-01-06.pdf", "the plan.pdf", "1.pdf",
    "scan0001.pdf",
    "Protokoll der Sitzung.docx", "of the.txt", "Russia travel guide.pdf", "Ukraine.pdf", "holiday in Paris.html",
)  # fmt: skip


def find(name: str) -> tuple[str, ...]:
    return match_files([Path(name)], WORKS)[0].source_ids


@pytest.mark.parametrize(("name", "work"), MEANT.items())
def test_a_telling_name_means_one_work(name: str, work: str) -> None:
    """By id, address, title, short name or author, in any spelling and script."""
    assert (work,) == find(name)


@pytest.mark.parametrize("name", OPEN)
def test_what_may_mean_several_is_left_open(name: str) -> None:
    """All of them are named, and none is sure."""
    match = match_files([Path(name)], WORKS)[0]
    assert set(OPEN[name]) <= set(match.source_ids)
    assert match.sure is None


@pytest.mark.parametrize("name", NOTHING)
def test_a_name_that_tells_nothing_means_nothing(name: str) -> None:
    """A common word or a date is no reason."""
    assert () == find(name)


def test_files_are_listed_that_can_be_read(tmp_path: Path) -> None:
    """In folders below, too; hidden ones, links and other kinds are left out."""
    for name in ("b.pdf", "a.HTML", "deep/er/c.txt", ".hidden.txt", ".git/d.txt", "e.jpg", "f"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    assert ["a.HTML", "b.pdf", "c.txt"] == [path.name for path in list_files(tmp_path)]


def test_a_dossier_without_works_matches_nothing() -> None:
    """No weights, no division by nothing."""
    assert ((), ()) == tuple(match.source_ids for match in match_files([Path("a.pdf"), Path("….pdf")], []))
    assert () == match_files([Path("….pdf")], [Source("a", "cited_source", "A")])[0].source_ids
