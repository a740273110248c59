"""Case files: what they may say, what the dossier has to carry, and the bundled ones."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from eval.cases.files import CASES, case_files, case_row, parse_case, read_cases, write_cases
from eval.cases.gold import ask_all, check_cases, locate_gold
from eval.errors import CaseError
from eval.records import Case
from ingest.flow import read_corpus
from ingest.records import Corpus

GOOD: dict[str, Any] = {
    "id": "a1",
    "split": "dev",
    "kind": "answerable",
    "category": "number",
    "questions": {"de": "Wie hoch ist der Kredit?", "en": "How large is the loan?"},
    "gold": [["ein Darlehen von 90 Mrd. Euro"]],
    "facts": [{"de": r"90 Mrd\.", "en": "90 billion"}],
    "speaker": "author",
    "footnotes": [1],
    "history": {"de": [{"role": "user", "text": "Was beschloss der Rat?"}]},
    "comment": "Ein Kommentar mit Ümlaut.",
}


@pytest.fixture(scope="module")
def small_corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The small dossier, read."""
    from tests.conftest import SMALL_MANIFEST, SMALL_TEXT

    folder = tmp_path_factory.mktemp("small")
    (folder / "bericht.txt").write_text(SMALL_TEXT, encoding="utf-8")
    (folder / "manifest.toml").write_text(SMALL_MANIFEST, encoding="utf-8")
    return read_corpus(folder, folder / "snapshots")


def make_case(**changes: object) -> Case:
    return parse_case(json.dumps({**GOOD, **changes}), "cases.jsonl:1")


def test_a_case_survives_writing_and_reading(tmp_path: Path) -> None:
    """What is written is what was read, letter for letter."""
    case = make_case()
    write_cases(tmp_path / "cases.jsonl", [case])
    assert (case,) == read_cases([tmp_path / "cases.jsonl"])
    assert GOOD == case_row(case)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": ""}, '"id"'),
        ({"kind": "maybe"}, '"kind"'),
        ({"split": "train"}, '"split"'),
        ({"category": None}, '"category"'),
        ({"questions": {}}, '"questions"'),
        ({"questions": {"de": " "}}, '"questions"'),
        ({"questions": ["Wie?"]}, '"questions"'),
        ({"gold": ["not a list of lists"]}, '"gold"'),
        ({"gold": [[]]}, '"gold"'),
        ({"gold": "text"}, '"gold"'),
        ({"facts": ["90"]}, '"facts"'),
        ({"facts": [{"de": "("}]}, "no regular expression"),
        ({"footnotes": ["1"]}, '"footnotes"'),
        ({"footnotes": [True]}, '"footnotes"'),
        ({"history": {"de": ["Wie?"]}}, '"history"'),
        ({"history": []}, '"history"'),
        ({"forbidden": [3]}, "no pattern"),
        ({"answer": 42}, "'answer'"),
    ],
)
def test_malformed_cases_are_named_with_file_and_line(changes: dict[str, object], said: str, tmp_path: Path) -> None:
    """One clear line: file, line number, what is wrong, and what to do."""
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps(GOOD) + "\n\n" + json.dumps({**GOOD, "id": "a2", **changes}) + "\n", encoding="utf-8")
    with pytest.raises(CaseError) as raised:
        read_cases([path])
    assert said in raised.value.line
    assert f"{path}:3" in raised.value.line
    assert "fundstelle eval check" in raised.value.line
    assert "\n" not in raised.value.line


@pytest.mark.parametrize("line", ["{", "[1]", "null", '"text"', "[" * 100_000, '{"id": "\\ud800"}'])
def test_a_line_that_is_no_object_is_named(line: str, tmp_path: Path) -> None:
    """Half a line, a list, or nesting without end: the line is named and nothing falls over."""
    path = tmp_path / "mine.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(CaseError, match=r"mine\.jsonl:1"):
        read_cases([path])


def test_ids_are_taken_once(tmp_path: Path) -> None:
    """Two cases of one id would overwrite each other's results."""
    path = tmp_path / "mine.jsonl"
    path.write_text((json.dumps(GOOD) + "\n") * 2, encoding="utf-8")
    with pytest.raises(CaseError, match=r"'a1' is taken by .*mine\.jsonl:1"):
        read_cases([path])


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_unreadable_files_are_named(content: bytes | None, tmp_path: Path) -> None:
    """A file that is not UTF-8 and one that is not there."""
    path = tmp_path / "mine.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CaseError, match=r"mine\.jsonl"):
        read_cases([path])


def test_a_folder_stands_for_its_case_files(tmp_path: Path) -> None:
    """All *.jsonl of a folder are read, the log of test runs is not."""
    for name in ("b.jsonl", "a.jsonl", "test-runs.jsonl", "note.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert (tmp_path / "a.jsonl", tmp_path / "b.jsonl") == case_files([tmp_path])
    with pytest.raises(CaseError, match="no case files"):
        case_files([_empty(tmp_path)])


def _empty(folder: Path) -> Path:
    empty = folder / "empty"
    empty.mkdir()
    return empty


def test_gold_is_located_by_offsets(small_corpus: Corpus) -> None:
    """A quote's place is where it stands in the canonical text; the passage around it is known, with its language."""
    gold = locate_gold(make_case(), small_corpus)
    ((place,),) = gold.pieces
    document = small_corpus.documents[0]
    assert GOOD["gold"][0][0] == document.text[place.start : place.end]
    assert {"de"} == set(gold.languages)
    assert [document.passage(name).start <= place.start for name in gold.passages] == [True]
    assert () == locate_gold(make_case(sources=["rede"]), small_corpus).pieces[0]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"gold": [["ein Darlehen von 91 Mrd. Euro"]], "facts": []}, "is not in the dossier"),
        ({"gold": [["ein  Darlehen von 90 Mrd. Euro"]], "facts": []}, "differs from the text in spaces"),
        ({"gold": [["beschlossen. Damit wird der Wiederaufbau"]], "facts": []}, "note markers"),
        ({"gold": [["bezahlt.\n\nDie Bedingungen"]], "facts": []}, "spans passages"),
        ({"gold": [["Anfang"]], "facts": []}, "stands in a title"),
        ({"questions": {"de": "Gab es EIN DARLEHEN VON 90 MRD. EURO?"}}, "contains its gold quote"),
        ({"facts": [{"de": "91"}]}, "no piece of gold shows the fact"),
        ({"gold": []}, "without gold"),
        ({"kind": "unanswerable"}, "unanswerable, but with gold"),
        ({"kind": "injection"}, "needs patterns that are forbidden"),
        ({"kind": "injection", "forbidden": ["Darlehen"]}, "the gold itself has what is forbidden"),
        ({"footnotes": [9]}, "no footnote 9"),
        ({"sources": ["nobody"]}, "no source 'nobody'"),
        ({"category": "follow_up"}, "needs a history in each"),
    ],
)
def test_what_the_dossier_does_not_carry_is_told(changes: dict[str, object], said: str, small_corpus: Corpus) -> None:
    """Every gold quote stands in the text, no question gives it away, and kinds agree with gold."""
    assert () == check_cases([make_case()], small_corpus)
    problems = check_cases([make_case(**changes)], small_corpus)
    assert any(said in problem for problem in problems), problems


def test_the_same_question_is_asked_once(small_corpus: Corpus) -> None:
    """A question that another case asks already would count twice; with another history it is another question."""
    again = make_case(id="a2", history={})
    problems = check_cases([make_case(), again], small_corpus)
    assert ("a2: the en question is asked by a1 already",) == problems


def test_bundled_cases_hold(corpus: Corpus) -> None:
    """All gold quotes of the bundled cases stand in the essay, and nothing else is wrong with them."""
    assert () == check_cases(read_cases(case_files()), corpus)


def test_bundled_cases_are_enough() -> None:
    """As many groups as figures need: by kind, in both languages, in both splits; every category in both."""
    cases = read_cases(case_files())
    counts = Counter((case.split, case.kind) for case in cases)
    assert counts["test", "answerable"] >= 100
    assert counts["test", "unanswerable"] >= 40
    assert counts["test", "false_premise"] >= 20
    assert counts["dev", "answerable"] + counts["test", "answerable"] >= 160
    assert counts["dev", "injection"] + counts["test", "injection"] >= 15
    assert {("de", "en")} == {tuple(sorted(case.questions)) for case in cases}
    categories = {split: {case.category for case in cases if case.split == split} for split in ("dev", "test")}
    assert categories["test"] <= categories["dev"]
    assert {"dev.jsonl": {"dev"}, "test.jsonl": {"test"}} == {
        path.name: {case.split for case in read_cases([path])} for path in case_files([CASES])
    }


def test_near_misses_outnumber_the_weather() -> None:
    """Most unanswerable questions are on the dossier's own topic: those are the hard ones."""
    categories = Counter(case.category for case in read_cases(case_files()) if case.kind == "unanswerable")
    assert categories["near_miss"] > 3 * categories["off_topic"]


@pytest.mark.parametrize("name", ["tidemill", "lauterfelde"])
def test_the_other_dossiers_hold(name: str, tmp_path: Path) -> None:
    """The dossiers of other fields and hands read without loose ends, and their cases stand in them."""
    folder = CASES.parent / name
    other = read_corpus(folder, tmp_path)
    cases = read_cases([folder / "cases.jsonl"])
    assert () == check_cases(cases, other)
    assert len(cases) >= 40
    assert name != "lauterfelde" or {"dev", "test"} == {case.split for case in cases}
    assert {"answerable", "unanswerable", "false_premise"} <= {case.kind for case in cases}
    assert [()] * len(other.documents) == [document.unresolved for document in other.documents]
    assert {"de", "en"} == {question.source_language for question in ask_all(cases, other)} & {"de", "en"}
