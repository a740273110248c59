"""A store on a full disk and a read-only one, on real file systems of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import Settings

ROOT = Path(__file__).parent.parent.parent
ASK = '"$PYTHON" -m app ask "Was sagt Medwedew?"'
pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(
        not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode != 0,
        reason="this machine does not allow mount namespaces",
    ),
]


def run_mounted(script: str, store: Path, place: Path, dossier: Path) -> subprocess.CompletedProcess[str]:
    place.mkdir()
    environment = {
        **os.environ,
        "PYTHON": sys.executable,
        "SOURCE": str(store),
        "PLACE": str(place),
        "DOSSIER": str(dossier),
    }
    environment["FUNDSTELLE_STORE"] = str(place)
    return subprocess.run(
        ["unshare", "-rm", "sh", "-euc", script], capture_output=True, text=True, env=environment, cwd=ROOT, timeout=300
    )


def test_read_only_store_answers_and_refuses_ingest(
    real_settings: Settings, tmp_path: Path, small_dossier: Path
) -> None:
    """On a read-only file system exact search answers and says so, and ingest says in one line why it cannot."""
    script = f"""
        mount --bind "$SOURCE" "$PLACE"; mount -o remount,bind,ro "$PLACE"
        {ASK}
        "$PYTHON" -m app ingest --dossier "$DOSSIER" && exit 9
        exit 0
    """
    done = run_mounted(script, real_settings.store, tmp_path / "mounted", small_dossier)
    assert 0 == done.returncode, done.stderr
    assert "Exactly" in done.stdout
    notices, refused = done.stderr.splitlines()[:-1], done.stderr.splitlines()[-1]
    assert notices
    assert all(line.startswith("exact search serves instead of Chroma") for line in notices)
    assert refused.startswith("fundstelle: the store is read-only")


def test_full_store_refuses_ingest_and_serves_on(real_settings: Settings, tmp_path: Path, small_dossier: Path) -> None:
    """On a full disk ingest says so in one line, and what served before serves on."""
    shutil.copytree(real_settings.store, tmp_path / "copy")
    script = f"""
        size=$(du -sk "$SOURCE" | cut -f1)
        mount -t tmpfs -o size=$((size + 200))k tmpfs "$PLACE"
        cp -r "$SOURCE/." "$PLACE/"
        "$PYTHON" -m app ingest --dossier "$DOSSIER" && exit 9
        {ASK}
    """
    done = run_mounted(script, tmp_path / "copy", tmp_path / "mounted", small_dossier)
    assert 0 == done.returncode, done.stderr
    assert "Exactly" in done.stdout
    assert ("fundstelle: no space is left", 1) == (done.stderr[:28], len(done.stderr.splitlines()))
