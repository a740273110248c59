"""Reading a manifest: what is right is read, what is wrong is said in one line with its place and its cure."""

from pathlib import Path

import pytest

from ingest.errors import DossierError
from ingest.manifest import read_manifest
from ingest.records import Corpus

HEAD = 'title = "T"\nlanguages = ["de"]\n'
ANALYSIS = '[[source]]\nid = "a"\nkind = "analysis"\ntitle = "A"\npath = "a.txt"\n'
WRONG = {
    "not TOML": ("title = ", "is not TOML"),
    "unknown top key": (HEAD + 'colour = "red"\n' + ANALYSIS, "'colour'"),
    "unknown source key": (HEAD + ANALYSIS + 'colour = "red"\n', "'colour'"),
    "no source": (HEAD, "names no source"),
    "duplicate ids": (HEAD + ANALYSIS + ANALYSIS, "'a' is given to more than one"),
    "bad id": (HEAD + ANALYSIS.replace('"a"', '"../a"'), "id that is not"),
    "bad kind": (HEAD + ANALYSIS.replace("analysis", "poem"), "kind 'poem'"),
    "no title": (HEAD + ANALYSIS.replace('title = "A"\n', ""), "has no title"),
    "title no text": (HEAD + ANALYSIS.replace('"A"', "7"), "title that is not a text"),
    "path outside": (HEAD + ANALYSIS.replace("a.txt", "../a.txt"), "outside the dossier folder"),
    "absolute path": (HEAD + ANALYSIS.replace("a.txt", "/etc/passwd"), "outside the dossier folder"),
    "no file at all": (HEAD + ANALYSIS.replace('path = "a.txt"', 'url = "https://example.org"'), "nothing to ask"),
    "bad footnotes": (HEAD + ANALYSIS + 'footnotes = ["one"]\n', "footnotes that are not numbers"),
    "bad language": (HEAD.replace('"de"', '"deutsch"') + ANALYSIS, "two-letter"),
    "source no table": (HEAD + "source = [1]\n", "is not a table"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_in_one_line(name: str, tmp_path: Path) -> None:
    """Each mistake is named with the file and what would be right, on one line."""
    text, expected = WRONG[name]
    (tmp_path / "manifest.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DossierError) as caught:
        read_manifest(tmp_path)
    assert expected in caught.value.line
    assert "manifest.toml" in caught.value.line
    assert "\n" not in caught.value.line


def test_missing_folder_and_missing_manifest_are_told_apart(tmp_path: Path) -> None:
    """No folder and no manifest are two mistakes with two cures."""
    with pytest.raises(DossierError, match="no dossier folder"):
        read_manifest(tmp_path / "nowhere")
    with pytest.raises(DossierError, match="no manifest"):
        read_manifest(tmp_path)


def test_link_out_of_the_folder_is_a_path_outside(tmp_path: Path) -> None:
    """A symbolic link does not lead out of the dossier."""
    (tmp_path / "outside.txt").write_text("x")
    dossier = tmp_path / "dossier"
    dossier.mkdir()
    (dossier / "a.txt").symlink_to(tmp_path / "outside.txt")
    (dossier / "manifest.toml").write_text(HEAD + ANALYSIS)
    with pytest.raises(DossierError, match="outside the dossier folder"):
        read_manifest(dossier)


def test_bundled_manifest_leaves_out_what_the_essay_does_not_tell(corpus: Corpus) -> None:
    """The essay's file tells neither its address nor its date: both are null, not guessed."""
    essay = corpus.manifest.sources[0]
    assert ("analysis", "Johannes Regenbrecht", "LibMod", "de", "en") == (
        essay.kind,
        essay.author,
        essay.publisher,
        essay.language,
        essay.abstract_language,
    )
    assert (None, None) == (essay.url, essay.date)


def test_bundled_manifest_repairs_addresses(corpus: Corpus) -> None:
    """No address keeps a typographic dash or the full stop of the sentence around it."""
    urls = [source.url for source in corpus.manifest.sources if source.url]
    assert [] == [url for url in urls if "–" in url or url.endswith(".")]
    assert "2025-04-25" in str(corpus.manifest.source("witkoff-paper").url)
