"""`fundstelle questions`: sheet and check as an admin types them, and what status says of expected questions."""

import http.server
import json
import shutil
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from app.__main__ import main
from ingest.flow import read_corpus
from ingest.questions.sheet import SheetPassage, is_nearly, make_sheet
from ingest.records import Corpus
from prompts import question_guide
from tests.builders import expect, write

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-m", "app", "questions", "draft"]
Reply = Callable[[http.server.BaseHTTPRequestHandler, str], None]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store, so that no test touches the user's."""
    monkeypatch.setenv("FUNDSTELLE_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture
def small_sheet(small_dossier: Path, tmp_path: Path) -> tuple[SheetPassage, ...]:
    """The small dossier's passages that questions are written for."""
    return make_sheet(read_corpus(small_dossier, tmp_path / "snapshots").documents)


def sheet_of(dossier: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, object]]:
    assert 0 == main(["questions", "sheet", "--dossier", str(dossier), *options])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def check(capsys: pytest.CaptureFixture[str], *options: object) -> tuple[int, str, str]:
    code = main(["questions", "check", *map(str, options)])
    return code, *capsys.readouterr()


def test_sheet_has_all_that_a_writer_needs(small_dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each passage comes with its place, the line before a list, and numbered sentences without note markers."""
    rows = sheet_of(small_dossier, capsys)
    first, item = rows[0], next(row for row in rows if row["kind"] == "list_item")
    assert ("Der kleine Bericht", "1. Anfang", "paragraph") == (first["document"], first["section"], first["kind"])
    assert [1, 2] == [sentence["n"] for sentence in first["sentences"]]  # type: ignore[attr-defined]
    assert {
        "n": 1,
        "speaker": "author",
        "text": "Der Rat hat am 14. Juni 2024 ein Darlehen von 90 Mrd. Euro beschlossen.",
    } == first["sentences"][0]  # type: ignore[index]
    assert "Die Bedingungen sind:" == item["introduced_by"]
    assert {"title", "heading"}.isdisjoint(str(row["kind"]) for row in rows)


def test_sheet_leaves_out_notes_that_only_name_a_work(corpus: Corpus) -> None:
    """Nothing can be asked of a title, a heading or a mere reference; every other passage is on the sheet."""
    ids = {one.passage for one in make_sheet(corpus.documents)}
    for passage in (passage for document in corpus.documents for passage in document.passages):
        asked = passage.kind not in ("title", "heading") and not passage.names_only
        assert asked == (passage.id in ids)
    assert any(one.note for one in make_sheet(corpus.documents))


def test_sheet_lists_what_has_no_questions_yet(small_dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A passage with a question is off the sheet, and on it with --all; stale lines and gaps cover nothing."""
    rows = sheet_of(small_dossier, capsys)
    done = str(rows[0]["passage"])
    expect(
        small_dossier,
        {"passage": done, "sentence": 1, "de": "Wer zahlt?"},
        {"passage": "gone", "sentence": 1, "de": "Wer?"},
        {"passage": None, "en": "Who objects?"},
    )
    assert rows[1:] == sheet_of(small_dossier, capsys)
    assert rows == sheet_of(small_dossier, capsys, "--all")


def test_sheet_reads_the_folder_the_store_was_built_from(fake_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --dossier it is the store's own dossier, as for ingest; the bundled one has no passage left."""
    assert 0 == main(["questions", "sheet", "--store", str(fake_store)])
    assert "" == capsys.readouterr().out


def test_sheet_writes_nothing_into_the_store(small_dossier: Path, store: Path) -> None:
    """Looking at a dossier takes no snapshots and makes no store."""
    before = sorted(small_dossier.rglob("*"))
    assert 0 == main(["questions", "sheet", "--dossier", str(small_dossier)])
    assert (before, False) == (sorted(small_dossier.rglob("*")), store.exists())


def test_guide_says_what_a_writer_must_know(capsys: pytest.CaptureFixture[str]) -> None:
    """The guide names the format, both languages, that questions are no evidence, and blindness towards cases."""
    assert 0 == main(["questions", "sheet", "--guide"])
    guide = capsys.readouterr().out
    assert question_guide().strip() == guide.strip()
    for words in ("no evidence", '"passage"', '"sentence"', '"de"', '"en"', "evaluation cases", "How many", "Vary"):
        assert words in guide
    example = next(line for line in guide.splitlines() if line.strip().startswith("{"))
    assert {"passage", "sentence", "de", "en"} == set(json.loads(example))


def test_files_that_are_no_modules_are_packaged() -> None:
    """The guide, the request and the bundled questions are in what is installed, not only in the checkout."""
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"][
        "package-data"
    ]
    for package, file in (
        ("prompts", "questions.guide.md"),
        ("prompts", "questions.draft.md"),
        ("ingest", "dossier/questions.jsonl"),
    ):
        assert (ROOT / package / file).is_file()
        assert any(Path(file).match(pattern) for pattern in patterns[package])


def test_check_counts_and_names_what_is_missing(
    small_dossier: Path, small_sheet: tuple[SheetPassage, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """Lines, languages, coverage, what has none, stale lines with their number, and repeats; exit code 0."""
    first = small_sheet[0].passage
    heading = "stale, too"
    path = expect(
        small_dossier,
        {"passage": first, "sentence": 1, "de": "Wie hoch ist das Darlehen?", "en": "How big is the loan?"},
        "",
        {"passage": first, "sentence": 1, "de": "Wie hoch ist das „Darlehen“?"},
        {"passage": first, "sentence": 9, "de": "Und was noch?"},
        {"passage": heading, "sentence": 1, "en": "What else?"},
        {"passage": None, "de": "Wer ist dagegen?"},
    )
    code, out, err = check(capsys, "--dossier", small_dossier, "--json")
    table = json.loads(out)
    total = sum(len(one.sentences) for one in small_sheet)
    assert (0, "", 1, 5, 1) == (code, err, table["schema"], table["lines"], table["gaps"])
    assert {"de": 4, "en": 2} == table["languages"]
    assert {"covered": 1, "of": len(small_sheet)} == table["passages"]
    assert {"covered": 1, "of": total} == table["sentences"]
    assert [one.passage for one in small_sheet[1:]] == table["passages_without"]
    assert {first: [2]} == table["sentences_without"]
    assert [4, 5] == [row["line"] for row in table["stale"]]
    assert [(1, 3, "de")] == [(row["first"], row["second"], row["language"]) for row in table["repeats"]]
    code, out, _ = check(capsys, path, "--dossier", small_dossier)
    assert 0 == code
    for words in (f"1 of {len(small_sheet)} passages", f"{path.name}:4", f"{path.name}:5", "4 in de, 2 in en"):
        assert words in out
    assert f"{path.name}:3 asks what line 1 does" in out


def test_check_names_questions_of_what_answers_nothing(
    small_dossier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A question for a heading leads to nothing that could be quoted: it is told like a stale one."""
    document = read_corpus(small_dossier, tmp_path / "snapshots").documents[0]
    heading = next(passage for passage in document.passages if passage.kind == "heading")
    path = write(tmp_path, {"passage": heading.id, "sentence": 1, "de": "Worum geht es?"})
    _, out, _ = check(capsys, path, "--dossier", small_dossier)
    assert "it is a heading" in out


def test_check_stops_at_a_malformed_line(small_dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A malformed line is one line of standard error with file, number, fault and cure, and exit code 1."""
    path = expect(small_dossier, {"passage": "a", "sentence": 1, "de": "Wer?"}, "{")
    code, out, err = check(capsys, "--dossier", small_dossier)
    assert (1, "", 1) == (code, out, len(err.splitlines()))
    assert all(words in err for words in (f"{path}:2", "not JSON", "Mend it with"))


def test_check_without_a_file_is_one_line(small_dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A manifest without the key and a path without a file are told apart, each with its cure."""
    code, _, err = check(capsys, "--dossier", small_dossier)
    assert (1, True, 1) == (code, 'questions = "questions.jsonl"' in err, len(err.splitlines()))
    code, _, err = check(capsys, small_dossier / "none.jsonl", "--dossier", small_dossier)
    assert (2, True, 1) == (code, "no such file" in err, len(err.splitlines()))


def test_check_looks_at_another_file_when_the_dossiers_is_broken(
    small_dossier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file is checked by itself, before it takes the place of the one that the manifest names."""
    expect(small_dossier, "{")
    good = write(tmp_path, {"passage": "a", "sentence": 1, "de": "Wer?"})
    code, out, _ = check(capsys, good, "--dossier", small_dossier)
    assert (0, True) == (code, "stale" in out)


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ("Wer zahlt für „Euroclear“?", "wer zahlt für Euroclear", True),
        ("Wie heißt der NATO-Generalsekretär in Brüssel?", "Wie heisst der NATO-Generalsekretär in Brüssel?", True),
        ("Что говорит Путин о НАТО?", "Что говорит Путин о НАТО", True),
        ("Was geschah am 14. Dezember 2025?", "Was geschah am 15. Dezember 2025?", False),
        ("What does Rubio say?", "What does Putin say?", False),
        ("Wer zahlt?", "Who pays?", False),
    ],
)
def test_what_counts_as_nearly_the_same(first: str, second: str, near: bool) -> None:
    """Case, punctuation and a letter do not make another question; a number, a name or other words do."""
    assert (near, near) == (is_nearly(first, second), is_nearly(second, first))


def test_status_tells_how_many_are_expected(
    fake_store: Path, corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status counts the generation's expected questions, by language, and the passages that have one."""
    answered = [chunk for chunk in corpus.chunks if chunk.asked_in and chunk.passage_id]
    assert 0 == main(["status", "--json", "--store", str(fake_store)])
    asked = json.loads(capsys.readouterr().out)["expected_questions"]
    assert len(answered) == asked["questions"] == sum(asked["languages"].values())
    assert len({chunk.passage_id for chunk in answered}) == asked["passages"]
    assert {"de", "en"} == set(asked["languages"])
    assert 0 == main(["status", "--store", str(fake_store)])
    assert f"{asked['questions']} questions" in capsys.readouterr().out


def test_status_of_damaged_texts_is_still_told(
    fake_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the texts are damaged, status says so in its place and tells the rest."""
    store = tmp_path / "damaged"
    shutil.copytree(fake_store, store)
    next(store.glob("generations/*/corpus.json")).write_text("{}", encoding="utf-8")
    assert 0 == main(["status", "--json", "--store", str(store)])
    assert json.loads(capsys.readouterr().out)["expected_questions"] is None
    assert 0 == main(["status", "--store", str(store)])
    assert "cannot be told" in capsys.readouterr().out
