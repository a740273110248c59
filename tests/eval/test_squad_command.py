"""`fundstelle eval import squad`: languages found, faults told in one line, an import that can be run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from eval.cases.files import read_cases
from eval.cases.squad import LEFT_OUT
from eval.cases.squad_files import label_languages, read_squad
from eval.errors import CaseError
from tests.eval.squads import BRIDGE_DE, BRIDGE_EN, GOOD, qa, save, table


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("dev-context-de-question-en.json", ("de", "en")),
        ("test-context-ar-question-ar.json", ("ar", "ar")),
        ("xquad.ru.json", ("ru", "ru")),
        ("XQuAD.EN.json", ("en", "en")),
        ("squad.de.dev.json", ("de", "de")),
        ("dev-es.json", ("es", "es")),
        ("it.json", ("it", "it")),
    ],
)
def test_names_tell_languages(name: str, languages: tuple[str, str], tmp_path: Path) -> None:
    """MLQA names the paragraphs' language, then the questions'; others name one before a full stop."""
    one = label_languages(read_squad(save(tmp_path / name, table((BRIDGE_DE, [qa("b", "Wer?", BRIDGE_DE)])))))
    assert (*languages, "by its name") == (one.context_language, one.question_language, one.how)


@pytest.mark.parametrize("name", ["dev-v2.0.json", "my-set.json", "de-nach-englisch.txt", "a.de.en.json"])
def test_else_the_text_tells(name: str, tmp_path: Path) -> None:
    """Paragraphs and questions are looked at apart; a name with two languages or none does not count."""
    asked = [qa("b", "Who was the man that built it?", BRIDGE_DE)]
    one = label_languages(read_squad(save(tmp_path / name, table((BRIDGE_DE, asked)))))
    assert ("de", "en", "by its text") == (one.context_language, one.question_language, one.how)


def test_a_mixed_text_does_not_tell(tmp_path: Path) -> None:
    """Half German, half English is neither: the error names the option that says it."""
    rows = [(text, [qa(text[:3], "Wer?", text)]) for text in (BRIDGE_DE, BRIDGE_EN)]
    with pytest.raises(CaseError, match=r"--language mixed\.json=de"):
        label_languages(read_squad(save(tmp_path / "mixed.json", table(*rows))))


def broken(**changes: object) -> dict[str, Any]:
    """A file in SQuAD's form but for one question."""
    return table((BRIDGE_DE, [{**qa("b", "Wer?", BRIDGE_DE, "Karl"), **changes}]))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ([], "the whole is no object"),
        ({"data": {}}, '"data" is missing'),
        ({"data": ["x"]}, "no object"),
        ({"data": [{"paragraphs": [{"qas": []}]}]}, "data[0] paragraphs[0]"),
        ({"data": []}, "no questions"),
        (broken(id=None), '"id" is missing'),
        (broken(question=3), '"question" is missing'),
        (broken(answers=[{"text": "Karl"}]), '"answer_start" is missing'),
        (broken(answers=[{"text": "Karl", "answer_start": "3"}]), "('3')"),
        (broken(answers={"text": ["Karl"]}), '"answers" is missing or no list'),
        (broken(answers=[{"text": "Karl", "answer_start": 1}]), "1 question (b): no answer is where answer_start says"),
    ],
)
def test_what_is_not_squad_is_one_line(
    content: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command ends with exit code 1 and one line that names file, place and fault; no folder is left behind."""
    path = tmp_path / "a.de.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    assert 1 == main(["eval", "import", "squad", str(path), "--out", str(tmp_path / "out")])
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["good.de.json", "--out", "full"], 1, "not empty: "),
        (["good.de.json", "--out", "good.de.json"], 1, "not empty: "),
        (["good.de.json", "--out", "good.de.json/below"], 1, "cannot be written"),
        (["none.json", "--out", "new"], 1, "cannot be read (No such file"),
        (["latin.json", "--out", "new"], 1, "not UTF-8"),
        (["short.json", "--out", "new"], 1, "--language short.json=de"),
        (["--out", "new"], 2, "no files"),
        (["--questions", "good.de.json", "--out", "new"], 2, "--sources"),
        (["good.de.json", "--language", "other.json=de", "--out", "new"], 2, "--language"),
        (["good.de.json", "--language", "good.de.json=german", "--out", "new"], 2, "--language"),
        (["--questions", "good.de.json", "--sources", "other.en.json", "--out", "new"], 1, "no question id in common"),
    ],
)
def test_wrong_calls_are_one_line(
    arguments: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing is overwritten, nothing half written, and the line says what would help."""
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "good.de.json", GOOD)
    save(tmp_path / "other.en.json", table((BRIDGE_EN, [qa("x", "Who built it?", BRIDGE_EN, "Karl Öhm")])))
    save(tmp_path / "short.json", table(("1932", [qa("x", "1932?", "1932", "1932")])))
    (tmp_path / "latin.json").write_bytes('{"data": "Köln"}'.encode("latin-1"))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    assert code == main(["eval", "import", "squad", *arguments])
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert before == sorted(tmp_path.rglob("*"))


def test_the_command_says_what_it_took_and_left(
    bridge: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Languages and how they were found, what was left out and why, what was written, and what comes next."""
    out = tmp_path / "out"
    out.mkdir()
    arguments = ["--questions", str(bridge["de"]), "--sources", str(bridge["en"]), "--language", "bridge.en.json=en,de"]
    assert 0 == main(["eval", "import", "squad", *arguments, "--out", str(out), "--split", "test"])
    said = capsys.readouterr().out
    for words in (
        "bridge.de.json: paragraphs de, questions de, by its name; 1 paragraphs, 4 questions",
        "bridge.en.json: paragraphs en, questions de, as given;",
        "left out, the sources do not have this id: 1 question (b4)",
        f"{out / LEFT_OUT} names all",
        "3 cases (1 of them unanswerable), questions in de; 1 sources in en",
        f"fundstelle ingest --dossier {out} --store",
        f"fundstelle eval run --cases {out / 'cases.jsonl'} --split test --store",
    ):
        assert words in said
    assert {"test"} == {case.split for case in read_cases([out / "cases.jsonl"])}


@pytest.mark.model
def test_an_import_can_be_ingested_and_run(
    bridge: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From two files to a report: what is imported fits `ingest`, `eval check` and `eval run` as it is."""
    out, store = tmp_path / "out", str(tmp_path / "store")
    assert 0 == main(["eval", "import", "squad", *map(str, bridge.values()), "--out", str(out)])
    assert 0 == main(["ingest", "--dossier", str(out), "--store", store])
    cases = str(out / "cases.jsonl")
    assert 0 == main(["eval", "check", cases, "--store", store])
    assert "4 groups, 7 questions, 0 problems" in capsys.readouterr().out
    assert 0 == main(["eval", "run", "--cases", cases, "--store", store, "--out", str(tmp_path / "run")])
    assert (tmp_path / "run" / "results.jsonl").is_file()
