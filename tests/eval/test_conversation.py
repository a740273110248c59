"""Cases of conversation: read, judged by each rule, counted, and held against a baseline."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import eval.cases.conversation as cases
import eval.compare.conversation as gate
from app.records import Answer
from eval.cases.conversation import DOSSIERS, TalkCase, read_conversation
from eval.compare.conversation import find_losses, write_baseline
from eval.errors import CaseError, RunError
from eval.measure.conversation import Talked, count_rates, find_problems
from tests.exchanges import ANSWER, CITATION

FIRST = replace(CITATION, id=1, text="Die Mauer hat  auf ganzer Länge Risse.", source="bericht")
SECOND = replace(CITATION, id=2, text="Der Rat zahlt 40 Millionen Euro.", source="bericht")
RIGHT = replace(
    ANSWER,
    answer="Dazu steht im Dossier:\nDie Mauer hat auf ganzer Länge Risse. [1]\nDer Rat zahlt 40 Millionen Euro. [2]",
    citations=(FIRST, SECOND),
    probability=0.8,
)
REFUSED = replace(RIGHT, status="abstained", answer="Das beantwortet das Dossier nicht.", citations=(), probability=0.7)


def make_case(**changed: object) -> TalkCase:
    row = {
        "id": "x-1-de", "group": "x-1", "type": "list", "split": "dev", "language": "de", "q": "Was ist mit der Mauer?",
        "status": ["answered"], "kind": ["fact"],
    }  # fmt: skip
    return TalkCase.model_validate(row | changed)


def line(**changed: object) -> str:
    return make_case(**changed).model_dump_json(by_alias=True) + "\n"


@pytest.mark.parametrize(
    ("wants", "problem"),
    [
        ({}, None),
        ({"status": ["replied", "abstained"]}, "status answered, wanted replied or abstained"),
        ({"kind": ["list", "place"]}, "kind fact, wanted list or place"),
        ({"forbidden": ["40 MILLIONEN"]}, "says '40 MILLIONEN'"),
        ({"forbidden": ["50 Millionen"]}, None),
        ({"says": [["vierzig", "40"]]}, None),
        ({"says": [["4"]]}, "does not say '4'"),
        ({"says": [["drei", "vier"], ["40"]]}, "does not say 'drei / vier'"),
        ({"quotes": [["auf ganzer\nLänge"], ["Der Stadtrat", "Der Rat"]]}, None),
        ({"quotes": [["auf ganzer Länge"], ["Die Brücke", "Der Fluss"]]}, "no quote has 'Die Brücke / Der Fluss'"),
        ({"quotes": [["Die Brücke", "Der Fluss"]]}, "no quote has 'Die Brücke / Der Fluss'"),
        ({"first": ["Die Brücke", "Die Mauer hat auf"]}, None),
        ({"first": ["Der Rat zahlt"]}, "the first quote has not 'Der Rat zahlt'"),
        ({"from": ["bericht"]}, None),
        ({"section": "Ende"}, None),
        ({"section": "Teil I"}, None),
    ],
)
def test_each_rule_finds_what_is_wrong(wants: Mapping[str, object], problem: str | None) -> None:
    """One line for what does not hold, nothing for a right answer; line breaks and double spaces do not count."""
    assert (() if problem is None else (problem,)) == find_problems(make_case(**wants), RIGHT)


@pytest.mark.parametrize(
    ("wants", "problem"),
    [({"from": ["pruefung"]}, "quotes bericht"), ({"section": "Anfang"}, "quotes from 'Teil I > 2. Ende'")],
)
def test_every_quote_has_to_be_from_there(wants: Mapping[str, object], problem: str) -> None:
    """A line for each of the two that is not."""
    assert (problem, problem) == find_problems(make_case(**wants), RIGHT)


def test_a_refusal_that_is_right_needs_no_quotes() -> None:
    """Nor values; but forbidden ones are forbidden there, too, and where it is wrong everything is missing."""
    wants: dict[str, Any] = {"quotes": [["Risse"]], "says": [["40"]], "first": ["Risse"], "forbidden": ["Dossier"]}
    right = make_case(status=["answered", "abstained"], **wants)
    assert ("says 'Dossier'",) == find_problems(right, REFUSED)
    wrong = make_case(**wants | {"forbidden": []})
    assert 4 == len(find_problems(wrong, REFUSED))


def test_a_failure_is_told_once() -> None:
    """A machine that broke says nothing about quotes."""
    failed = replace(RIGHT, status="failed", answer="kaputt", citations=())
    wants: dict[str, Any] = {"quotes": [["Risse"]], "says": [["40"]], "forbidden": ["kaputt"]}
    assert ("status failed, wanted answered",) == find_problems(make_case(**wants), failed)


@pytest.mark.parametrize(
    ("answer", "problems"),
    [
        (RIGHT, ("the wrong premise is answered at 0.80",)),
        (replace(RIGHT, probability=0.6), ("the wrong premise is answered at 0.60",)),
        (replace(RIGHT, probability=0.59), ()),
        (replace(RIGHT, probability=None), ()),
        (replace(RIGHT, citations=(SECOND, FIRST)), ()),
        (REFUSED, ()),
    ],
)
def test_a_wrong_premise_is_set_right_or_doubted(answer: Answer, problems: tuple[str, ...]) -> None:
    """By the first quote, by little confidence, or by a refusal."""
    case = make_case(type="wrong_premise", status=["answered", "abstained"], first=["Der Rat zahlt"], quotes=[["nie"]])
    assert problems == find_problems(case, answer)


def talk(case: TalkCase, answer: Answer) -> Talked:
    return Talked("bundled", case, answer, find_problems(case, answer))


def make_talked(wrong: int = 0, claimed: int = 0, refused: int = 0) -> list[Talked]:
    """Five lists, five wrong premises and five right ones, so many of each answered badly."""
    lists = [talk(make_case(), REFUSED if row < wrong else RIGHT) for row in range(5)]
    both = {"status": ["answered", "abstained"]}
    false = [talk(make_case(type="wrong_premise", **both), RIGHT if row < claimed else REFUSED) for row in range(5)]
    true = [talk(make_case(type="right_premise", **both), REFUSED if row < refused else RIGHT) for row in range(5)]
    return [*lists, *false, *true]


def test_rates_are_counted_by_type_and_in_all() -> None:
    """A type without cases has none; claimed and refused premises are counted beside."""
    rates = {one.name: (one.count, one.number) for one in count_rates(make_talked(wrong=2, claimed=1, refused=3))}
    assert (3, 5) == rates["list"]
    assert (4, 5) == rates["wrong_premise"]
    assert (5, 5) == rates["right_premise"]
    assert (0, 0) == rates["overview"]
    assert (12, 15) == rates["all"]
    assert (1, 5) == rates["wrong premises answered at .60 or more"]
    assert (3, 5) == rates["right premises refused"]


@pytest.fixture
def baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "baseline.json"
    monkeypatch.setattr(gate, "BASELINE", path)
    return path


@pytest.mark.parametrize(
    ("now", "names"),
    [
        ({}, []),
        ({"wrong": 1, "claimed": 0, "refused": 0}, []),
        ({"wrong": 2}, ["list", "all"]),
        ({"claimed": 2}, ["wrong_premise", "all", "wrong premises answered at .60 or more"]),
        ({"refused": 2}, ["right premises refused"]),
        ({"refused": 1}, []),
    ],
)
def test_what_got_worse_by_more_than_one_is_a_loss(baseline: Path, now: dict[str, int], names: list[str]) -> None:
    """One case may differ between processors; more misled or refused readers are losses, too."""
    write_baseline(make_talked())
    assert baseline.exists()
    assert names == [one.split(":")[0] for one in find_losses(make_talked(**now))]


@pytest.mark.usefixtures("baseline")
def test_what_got_better_is_no_loss() -> None:
    """Fewer misled readers and more right answers."""
    write_baseline(make_talked(wrong=3, claimed=3, refused=3))
    assert () == find_losses(make_talked())


def test_a_loss_says_what_it_was(baseline: Path) -> None:
    """Both counts on a line."""
    write_baseline(make_talked())
    assert json.loads(baseline.read_text(encoding="utf-8"))["list"] == [5, 5]
    assert "(2/5" in find_losses(make_talked(wrong=3))[0]
    assert find_losses(make_talked(wrong=3))[0].endswith("was 5/5")


@pytest.mark.parametrize("content", [None, "", "{", '{"list": [1]}', '{"list": "many"}'])
def test_a_baseline_that_cannot_be_read_is_an_error(baseline: Path, content: str | None) -> None:
    """Never a gate that passes because nothing is there; the remedy is named."""
    if content is not None:
        baseline.write_text(content, encoding="utf-8")
    with pytest.raises(RunError, match="no baseline") as caught:
        find_losses(make_talked())
    assert "--accept" in str(caught.value)


@pytest.mark.usefixtures("baseline")
def test_a_baseline_of_other_cases_is_an_error() -> None:
    """Five of five and five of six are not to be compared."""
    write_baseline(make_talked())
    with pytest.raises(RunError, match="other cases"):
        find_losses([*make_talked(), talk(make_case(), RIGHT)])


def test_cases_are_read_by_split(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one split, with the conversation before them; a dossier without any is left out."""
    monkeypatch.setattr(cases, "CONVERSATION", tmp_path)
    history = [{"role": "user", "text": "Wie alt ist sie?"}, {"role": "assistant", "text": "Alt."}]
    (tmp_path / "hafen.jsonl").write_text(line(history=history) + line(id="x-2-de", split="test"), encoding="utf-8")
    (tmp_path / "fluss.jsonl").write_text("", encoding="utf-8")
    read = read_conversation("dev", ["hafen", "fluss"])
    assert {"hafen": ["x-1-de"]} == {name: [one.id for one in found] for name, found in read.items()}
    assert [("user", "Wie alt ist sie?"), ("assistant", "Alt.")] == [
        (one.role, one.text) for one in read["hafen"][0].turns
    ]


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        (None, "hafen.jsonl"),
        ("{}\n", "line 1"),
        (line() + "no json\n", "line 2"),
        (line().replace('"dev"', '"train"'), "line 1"),
        (line().replace('"comment"', '"remark"'), "line 1"),
        (line().replace('"quotes":[]', '"quotes":[[""]]'), "line 1"),
    ],
)
def test_a_file_that_is_no_case_file_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str | None, where: str
) -> None:
    """Missing, no JSON, an unknown split, a misspelt name, a piece that any quote has."""
    monkeypatch.setattr(cases, "CONVERSATION", tmp_path)
    if broken is not None:
        (tmp_path / "hafen.jsonl").write_text(broken, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read_conversation("test", ["hafen"])
    assert where in str(caught.value)


def test_the_cases_that_are_there_can_be_read() -> None:
    """Of every dossier, each name once."""
    read = [read_conversation(split) for split in ("dev", "test", "open", "sealed")]
    ids = [one.id for found in read for cases in found.values() for one in cases]
    assert len(ids) == len(set(ids))
    assert set(DOSSIERS) == {name for found in read for name in found}
