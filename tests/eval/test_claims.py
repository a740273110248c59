"""Cases of claims: read, judged, counted by family and by languages, and held against a baseline."""

from __future__ import annotations

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import eval.cases.claims as cases
import eval.cli.claims as command
import eval.compare.claims as gate
from app.checking.claims.records import Ground, Problem, Statement
from app.settings import Settings
from eval.cases.claims import CLAIMS, FILES, ClaimCase, read_claims
from eval.compare.claims import find_losses, write_baseline
from eval.errors import CaseError, RunError, UsageError
from eval.measure.claims import Judged, count_pairs, count_rates, judge_claim
from eval.runs.ledger import LEDGER

PASSAGE = {
    "text": "Das Wehr ist 40 Meter lang.", "language": "de", "speaker": "author", "attribution": "own",
    "author": "Ada Pell", "context": "Wehre",
}  # fmt: skip
ROW = {
    "id": "x-1", "split": "dev", "family": "number", "correct": False, "sentence": "The weir is 50 metres long.",
    "language": "en", "evidence": [PASSAGE], "note": "40 becomes 50",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alike:
    """All texts are as alike as this."""

    likeness: float

    def __call__(self, one: str, other: str) -> float:
        """Of two texts."""
        return self.likeness

    def cover(self, statement: str, ground: str) -> float:
        """Of their words."""
        return self.likeness


def make_case(**changed: object) -> ClaimCase:
    return ClaimCase.model_validate(ROW | changed)


RIGHT: dict[str, object] = {"family": None, "correct": True, "sentence": "The weir is 40 metres long."}


def make_right(**changed: object) -> ClaimCase:
    return make_case(**RIGHT | {"near": "number"} | changed)


def judged(case: ClaimCase, *families: str) -> Judged:
    return Judged(case, tuple(Problem(family, "50", "not carried") for family in families))  # type: ignore[arg-type]


def line(**changed: object) -> str:
    return json.dumps(ROW | changed) + "\n"


def counts(rows: list[Judged]) -> dict[str, tuple[int, int]]:
    return {one.name: (one.count, one.number) for one in (*count_rates(rows), *count_pairs(rows))}


def test_a_case_is_checked_with_all_of_its_evidence() -> None:
    """The sentence cites every passage, numbered from 1, and is right where nothing is found in what is right."""
    case = make_case(evidence=[PASSAGE, PASSAGE | {"author": None, "speaker": "the mayor", "attribution": "reported"}])
    first = Ground("Das Wehr ist 40 Meter lang.", "de", author="Ada Pell", context="Wehre")
    second = Ground("Das Wehr ist 40 Meter lang.", "de", "the mayor", "reported", context="Wehre")
    assert {1: first, 2: second} == case.issued
    assert Statement("The weir is 50 metres long.", "en") == case.statement
    far, near = (judge_claim(make_right(), Alike(likeness)) for likeness in (0.0, 1.0))
    assert ({"meaning"}, False) == (far.raised, far.is_right)
    assert ((), True) == (near.problems, near.is_right)


def test_an_error_is_caught_by_any_check_or_by_its_own() -> None:
    """Whatever objects, the sentence is not shown; whether it is the right check that objects is counted beside."""
    rows = [judged(make_case(), "date"), judged(make_case(), "date", "number"), judged(make_case())]
    found = counts([*rows, judged(make_case(family="role"), "number")])
    assert ((2, 3), (1, 3)) == (found["number, caught"], found["number, caught by its own check"])
    assert ((1, 1), (0, 1)) == (found["role, caught"], found["role, caught by its own check"])
    assert ((3, 4), (1, 4)) == (found["caught"], found["caught by its own check"])
    assert "name, caught" not in found


def test_false_alarms_are_counted_once_and_by_who_raised_them() -> None:
    """Two checks that object to one right sentence are one false alarm, and one of each."""
    found = counts([judged(make_right(), "number", "date"), judged(make_right()), judged(make_case(), "number")])
    assert ((1, 2), (1, 2), (1, 2), (0, 2)) == tuple(
        found[name]
        for name in ("false alarms", "false alarms by number", "false alarms by date", "false alarms by role")
    )


def test_pairs_of_languages_are_counted_apart() -> None:
    """Evidence to sentence, errors and right sentences apart."""
    found = counts([judged(make_case(), "number"), judged(make_case(language="de")), judged(make_right(), "number")])
    assert ((1, 1), (0, 1)) == (found["de-en, caught"], found["de-de, caught"])
    assert ((1, 1), (0, 0)) == (found["de-en, false alarms"], found["de-de, false alarms"])


def make_judged(missed: int = 0, alarms: int = 0) -> list[Judged]:
    """Five wrong sentences, five right ones, so many of each judged badly."""
    wrong = [judged(make_case(), *(() if row < missed else ("number",))) for row in range(5)]
    return [*wrong, *(judged(make_right(), *(("date",) if row < alarms else ())) for row in range(5))]


@pytest.fixture
def baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "baseline.json"
    monkeypatch.setattr(gate, "BASELINE", path)
    return path


@pytest.mark.parametrize(
    ("now", "names"),
    [
        ({}, []),
        ({"missed": 1, "alarms": 1}, []),
        ({"missed": 2}, ["number, caught", "number, caught by its own check", "caught", "caught by its own check"]),
        ({"alarms": 2}, ["false alarms", "false alarms by date"]),
    ],
)
@pytest.mark.usefixtures("baseline")
def test_what_got_worse_by_more_than_one_is_a_loss(now: dict[str, int], names: list[str]) -> None:
    """Fewer errors caught, or more false alarms."""
    write_baseline(make_judged())
    assert names == [one.split(":")[0] for one in find_losses(make_judged(**now))]


@pytest.mark.usefixtures("baseline")
def test_what_got_better_is_no_loss() -> None:
    """More errors caught and fewer false alarms."""
    write_baseline(make_judged(missed=3, alarms=3))
    assert () == find_losses(make_judged())


@pytest.mark.parametrize("content", [None, "{", '{"caught": "many"}'])
def test_a_baseline_that_cannot_be_read_is_an_error(baseline: Path, content: str | None) -> None:
    """Never a gate that passes because nothing is there; the remedy is named."""
    if content is not None:
        baseline.write_text(content, encoding="utf-8")
    with pytest.raises(RunError, match="no baseline") as caught:
        find_losses(make_judged())
    assert "--accept" in str(caught.value)


@pytest.mark.usefixtures("baseline")
def test_a_baseline_of_other_cases_is_an_error() -> None:
    """Five of five and five of six are not to be compared."""
    write_baseline(make_judged())
    with pytest.raises(RunError, match="other cases"):
        find_losses([*make_judged(), judged(make_case(), "number")])


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of cases with a wrong and a right one of `dev` and a right one of `test`."""
    monkeypatch.setattr(cases, "CLAIMS", tmp_path)
    monkeypatch.setattr(command, "CLAIMS", tmp_path)
    for name in FILES:
        (tmp_path / name).touch()
    (tmp_path / FILES[0]).write_text(line() + line(id="x-2", near="number", **RIGHT), encoding="utf-8")
    (tmp_path / FILES[1]).write_text(line(id="x-3", split="test", near="role", **RIGHT), encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("split", "family", "ids"),
    [
        ("dev", None, ["x-1", "x-2"]),
        ("dev", "number", ["x-1", "x-2"]),
        ("dev", "role", []),
        ("test", "role", ["x-3"]),
    ],
)
def test_cases_are_read_by_split_and_family(split: str, family: str | None, ids: list[str]) -> None:
    """Of a family the wrong sentences and the right ones that tempt its check."""
    assert ids == [one.id for one in read_claims(split, family)]


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        (None, FILES[1]),
        ("{}\n", "line 1"),
        (line(id="x-4") + "no json\n", "line 2"),
        (line(), "the id x-1 comes twice"),
        (line(id="x-4", split="train"), "line 1"),
        (line(id="x-4", family=None), "line 1"),
        (line(id="x-4", correct=True), "line 1"),
        (line(id="x-4", near="number"), "line 1"),
        (line(id="x-4", family="tone"), "line 1"),
        (line(id="x-4", evidence=[]), "line 1"),
    ],
)
def test_a_file_that_is_no_case_file_says_where(files: Path, broken: str | None, where: str) -> None:
    """Missing, no JSON, an id twice, an unknown split or family, right and wrong at once, no evidence."""
    path = files / FILES[1]
    path.unlink() if broken is None else path.write_text(broken, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read_claims("dev")
    assert where in str(caught.value)


def test_statements_in_the_compact_form_are_cases(files: Path) -> None:
    """A block is a passage and its statements; odd blocks are open, even ones sealed; "sense" is another meaning."""
    folder = files / "pairs"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "E ru: Завод стоит.\n+ de: Das Werk steht still.\n- sense en: The plant was sold.\n\n"
        "E de: Es regnet.\n- negation en: It is not raining.\n",
        encoding="utf-8",
    )
    right, wrong = read_claims("open")
    assert ("a-001-2", "ru-de", True, None) == (right.id, right.pair, right.correct, right.family)
    assert ("a-001-3", "The plant was sold.", "meaning") == (wrong.id, wrong.sentence, wrong.family)
    assert ["a-002-6"] == [one.id for one in read_claims("sealed")]
    folder.rename(files / "taught")
    assert ["a-001-2", "a-001-3", "a-002-6"] == [one.id for one in read_claims("taught")]


@pytest.mark.parametrize("line", ["+ de: Ohne Beleg.", "E de: Ja.\n* de: Ja.", "E de: Ja.\n- tone de: Ja."])
def test_a_line_of_no_known_form_says_where(files: Path, line: str) -> None:
    """A statement before any passage, an unknown mark, an unknown family."""
    (files / "pairs").mkdir()
    (files / "pairs" / "a.txt").write_text(line, encoding="utf-8")
    with pytest.raises(CaseError, match="line"):
        read_claims("open")


def test_the_cases_that_are_there_can_be_read() -> None:
    """Every file of the folder is one of the cases, and both splits have wrong and right sentences in six pairs."""
    assert set(FILES) == {path.name for path in CLAIMS.glob("*.jsonl")} - {LEDGER}
    for split in ("dev", "test"):
        found = Counter((one.pair, one.correct) for one in read_claims(split))
        assert 12 == len(found)
        assert all(number >= 25 for number in found.values())
    taught, sealed = ({one.evidence[0].text for one in read_claims(split)} for split in ("taught", "sealed"))
    assert taught
    assert taught.isdisjoint(sealed)


@pytest.fixture
def call(files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    monkeypatch.setattr(gate, "BASELINE", files / "baseline.json")

    def run(**changed: object) -> str:
        usual = {"split": "dev", "family": None, "encoder": False, "wrong": False, "json": False}
        options = Namespace(**usual | {"gate": False, "accept": False} | changed)
        assert 0 == command.run_claims(options, Settings(files / "store"))
        return capsys.readouterr().out

    return run


def test_a_run_on_test_is_logged(files: Path, call: Callable[..., str]) -> None:
    """With its figures and what it left out; a run on `dev` is not."""
    call()
    assert not (files / LEDGER).exists()
    call(split="test")
    logged = json.loads((files / LEDGER).read_text(encoding="utf-8"))
    assert {"at", "commit", "family", "encoder", "figures"} == set(logged)
    assert (False, "0/1") == (logged["encoder"], logged["figures"]["false alarms"])


def test_the_figures_as_json(call: Callable[..., str]) -> None:
    """Each with its interval; the cases that are not right where they are asked for."""
    found = json.loads(call(json=True, wrong=True))
    figures = {one["name"]: one for one in found["figures"]}
    assert {"name": "false alarms", "count": 0, "number": 1, "low": 0.0} == {
        name: value for name, value in figures["false alarms"].items() if name != "high"
    }
    assert [one["id"] for one in found["wrong"]] == [one.case.id for one in _judge_all() if not one.is_right]


def _judge_all() -> list[Judged]:
    return [judge_claim(case, None) for case in read_claims("dev")]


def test_cases_that_are_not_right_are_told(call: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not found where something is wrong, and what was found where nothing is."""
    monkeypatch.setattr(command, "judge_claim", lambda case, similar: judged(case, *(["role"] if case.correct else [])))
    said = call(wrong=True).splitlines()
    assert "x-1 'The weir is 50 metres long.': number not found (40 becomes 50)" in said
    assert "x-2 'The weir is 40 metres long.': role '50' not carried" in said


@pytest.mark.parametrize("changed", [{"split": "test"}, {"family": "role"}, {"encoder": False}])
def test_a_part_of_the_cases_is_no_baseline(changed: dict[str, object], call: Callable[..., str]) -> None:
    """Nor what the checks find without comparing meanings."""
    with pytest.raises(UsageError, match="the baseline"):
        call(**{"encoder": True, "accept": True, **changed})
