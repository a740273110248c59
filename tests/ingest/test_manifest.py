"""Reading a manifest: what is right is read, what is wrong is said in one line with its place and its cure."""

from pathlib import Path

import pytest

from ingest.errors import DossierError
from ingest.manifest import read_manifest
from ingest.records import Corpus, Manifest

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


def read(folder: Path, content: bytes | str) -> Manifest:
    (folder / "manifest.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_manifest(folder)


def test_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    """A manifest saved by a Windows editor is read: the mark at its head is no part of the first key."""
    text = HEAD.replace('"T"', '"Größe"') + ANALYSIS
    assert "Größe" == read(tmp_path, text.replace("\n", "\r\n").encode("utf-8-sig")).title


@pytest.mark.parametrize(
    ("encoding", "remedy"),
    [("utf-16", "UTF-16"), ("utf-16-le", "UTF-16LE"), ("utf-16-be", "UTF-16BE"), ("cp1252", "CP1252")],
)
def test_other_character_sets_are_named_with_the_command_that_converts_them(
    encoding: str, remedy: str, tmp_path: Path
) -> None:
    """TOML is UTF-8: a manifest in UTF-16 or Windows-1252 gives one line with the iconv command."""
    text = HEAD.replace('"T"', '"Größe, Maß und Übermaß"') + ANALYSIS
    with pytest.raises(DossierError) as caught:
        read(tmp_path, text.encode(encoding))
    assert f"iconv -f {remedy} -t UTF-8 manifest.toml > " in caught.value.line
    assert "\n" not in caught.value.line


def test_values_are_taken_as_they_are_meant(tmp_path: Path) -> None:
    """Texts lose the white space around them, note numbers are sorted, and what is left out is not given."""
    entry = '[[source]]\nid = "b"\nkind = "cited_source"\ntitle = " B "\nfootnotes = [3, 1, 3]\nnames = ["NSS"]\n'
    work = read(tmp_path, HEAD + ANALYSIS + entry).source("b")
    assert ("B", (1, 3), ("NSS",), None) == (work.title, work.footnotes, work.names, work.path)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("date = 2024-01-05", "source 1 (a) has a date that is not a text"),
        ('author = ""', "source 1 (a) has an author that is not a text ('')"),
        ("footnotes = [0]", "source 1 (a) has footnotes that are not numbers ([0])"),
        ("footnotes = [true]", "source 1 (a) has footnotes that are not numbers"),
        ('names = "NSS"', "source 1 (a) has names that are not texts ('NSS')"),
        ("names = [7]", "source 1 (a) has names that are not texts ([7])"),
    ],
)
def test_nothing_is_converted_silently(line: str, told: str, tmp_path: Path) -> None:
    """A value of another type is not made to fit: the entry, the key and the value are named."""
    with pytest.raises(DossierError) as caught:
        read(tmp_path, f"{HEAD}{ANALYSIS}{line}\n")
    assert told in caught.value.line


def test_examples_are_read_by_language(tmp_path: Path) -> None:
    """Example questions stand in the manifest, by language; a dossier without them has none."""
    given = 'examples = {de = ["Was kostet die Brücke?"], en = ["What does it cost?", "When was it built?"]}\n'
    manifest = read(tmp_path, HEAD + given + ANALYSIS)
    assert {"de": ("Was kostet die Brücke?",), "en": ("What does it cost?", "When was it built?")} == manifest.examples
    assert {} == read(tmp_path, HEAD + ANALYSIS).examples


@pytest.mark.parametrize(
    "examples",
    [
        '["Wer?"]',
        "{de = [7]}",
        '{de = "Wer?"}',
        '{deutsch = ["Wer?"]}',
        f'{{de = ["{"x" * 201}"]}}',
        '{de = ["1","2","3","4","5","6","7"]}',
    ],
)
def test_examples_that_do_not_fit_are_refused(examples: str, tmp_path: Path) -> None:
    """At most six questions of 200 characters a language, by two-letter code."""
    with pytest.raises(DossierError, match="has examples that are not up to 6 questions of at most 200 characters"):
        read(tmp_path, f"{HEAD}examples = {examples}\n{ANALYSIS}")


def test_bundled_examples_are_those_of_the_page(corpus: Corpus) -> None:
    """The bundled dossier shows four questions in each of the two languages it is asked in."""
    assert {"de": 4, "en": 4} == {language: len(questions) for language, questions in corpus.manifest.examples.items()}
