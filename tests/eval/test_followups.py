"""Follow-ups: read, judged by what is shown and by how the answer stands to the one before, and counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from app.records import Answer, Citation, Status
from eval.cases.followups import SORTS, FollowUp, read_followups
from eval.errors import CaseError
from eval.measure.followups import Followed, count_rates, find_problems
from tests.exchanges import ANSWER, CITATION

WALL = replace(
    CITATION, id=1, text="Die Mauer hat auf ganzer Länge Risse.", passage="p1", start=0, end=37, language="de"
)
COST = replace(CITATION, id=2, text="Der Rat zahlt.", passage="p2", start=50, end=64, language="de")
ENGLISH = replace(CITATION, id=1, text="The wall is cracked.", passage="p3", start=0, end=20, language="en")
BEFORE = replace(ANSWER, language="de", answer=f"{WALL.text} [1]\n{COST.text} [2]", citations=(WALL, COST))


def make_case(**changed: object) -> FollowUp:
    row = {
        "id": "x-1", "dossier": "tidemill", "sort": "shorter", "split": "dev", "language": "de",
        "messages": ["Was ist mit der Mauer?", "kürzer"], "relation": "other",
        "status": ["answered", "replied", "abstained"], "reply_language": "de",
    }  # fmt: skip
    return FollowUp.model_validate(row | changed)


def quoting(*citations: Citation, status: Status = "answered", language: str = "de") -> Answer:
    said = "\n".join(f"{one.text} [{number}]" for number, one in enumerate(citations, start=1))
    return replace(BEFORE, answer=said, citations=citations, status=status, language=language)


REPLY = quoting(status="replied")


@pytest.mark.parametrize(
    ("relation", "right", "wrong", "problem"),
    [
        ("shorter", quoting(COST), BEFORE, "is not shorter"),
        ("shorter", quoting(WALL), quoting(ENGLISH), "quotes other passages"),
        ("more", quoting(WALL, ENGLISH), quoting(WALL), "quotes nothing new"),
        ("more", REPLY, BEFORE, "quotes nothing new"),
        ("same", BEFORE, quoting(ENGLISH), "quotes another passage, not in the language asked for"),
        ("source", quoting(COST, status="replied"), quoting(ENGLISH), "quotes other passages"),
        ("narrow", quoting(COST), BEFORE, "quotes all of it again"),
        ("doubt", quoting(WALL, ENGLISH), quoting(ENGLISH), "does not quote the place that is doubted"),
        ("nothing", REPLY, quoting(WALL), "quotes"),
    ],
)
def test_an_answer_stands_to_the_one_before_as_was_asked(
    relation: str, right: Answer, wrong: Answer, problem: str
) -> None:
    """Each relation holds for one answer and not for another."""
    case = make_case(relation=relation)
    assert () == find_problems(case, (BEFORE, right))
    assert (problem,) == find_problems(case, (BEFORE, wrong))


def test_a_single_quote_need_not_become_shorter() -> None:
    """Quotes are whole sentences: where one was shown, it may be shown again."""
    assert () == find_problems(make_case(relation="shorter"), (quoting(WALL), quoting(WALL)))


def test_a_quote_in_the_language_asked_for_may_be_another() -> None:
    """What the dossier itself says in English is right for somebody who asks for English."""
    case = make_case(relation="same", reply_language="en")
    assert () == find_problems(case, (BEFORE, quoting(ENGLISH, language="en")))


def test_thanks_between_are_not_what_is_leaned_on() -> None:
    """The answer before the thanks counts."""
    thanks = replace(REPLY, kind="small_talk", answer="Gern.")
    assert () == find_problems(make_case(relation="source"), (BEFORE, thanks, quoting(COST)))


@pytest.mark.parametrize(
    ("wants", "problem"),
    [
        ({"any": ["Die Brücke", "auf ganzer\nLän\u00adge"]}, None),
        ({"any": ["Die Brücke"]}, "shows none of 'Die Brücke'"),
        ({"all": ["Die Mauer", "Der Rat"]}, None),
        ({"all": ["Die Mauer", "Der Fluss"]}, "does not show 'Der Fluss'"),
        ({"forbidden": ["Der Rat zahlt"]}, "says 'Der Rat zahlt'"),
        ({"status": ["replied", "abstained"]}, "status answered, wanted replied or abstained"),
        ({"reply_language": "en"}, "speaks de, wanted en"),
    ],
)
def test_what_is_shown_is_what_was_asked_for(wants: dict[str, object], problem: str | None) -> None:
    """Words, status and language."""
    expected = () if problem is None else (problem,)
    assert expected == find_problems(make_case(**wants), (BEFORE, BEFORE))


@pytest.mark.parametrize(("sort", "problems"), [("more", 0), ("source", 1)])
def test_a_reply_has_to_name_a_source_and_nothing_else(sort: str, problems: int) -> None:
    """A reply says that there is no more, without the words; asked for a source it names it."""
    assert problems == len(find_problems(make_case(sort=sort, any=["Der Rat"]), (BEFORE, REPLY)))


def test_rates_are_counted_by_sort() -> None:
    """Each sort has its line, and all have one."""
    rows = [Followed(make_case(sort="more"), (BEFORE,), problems) for problems in ((), ("quotes",))]
    counts = {rate.name: (rate.count, rate.number) for rate in count_rates(rows)}
    assert [*SORTS, "all"] == list(counts)
    assert [(1, 2), (1, 2), (0, 0)] == [counts["more"], counts["all"], counts["doubt"]]


def test_the_cases_are_halved_evenly() -> None:
    """Both splits have the same number of each sort, dossier and language, and no id twice."""
    dev, test = read_followups("dev"), read_followups("test")
    assert (92, 92) == (len(dev), len(test))
    assert 184 == len({case.id for case in (*dev, *test)})
    halves = [Counter((case.sort, case.dossier, case.language) for case in half) for half in (dev, test)]
    for part in range(3):
        first, second = (Counter(key[part] for key in half.elements()) for half in halves)
        assert first == second


@pytest.mark.parametrize("text", [None, "{}\n"])
def test_a_file_that_is_none_is_named(tmp_path: Path, text: str | None) -> None:
    """A missing file, and a line that is no case."""
    path = tmp_path / "followups.jsonl"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError):
        read_followups("dev", path)
