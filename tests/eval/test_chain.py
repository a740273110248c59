"""The way from a note to its place: pairs are read, followed as an answer would, and counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.cases.chain import ChainPair, OtherPlace, read_chain
from eval.errors import CaseError
from eval.measure.chain import Followed, count_chain, follow_chain
from index.store.opened import OpenGeneration
from tests.app.asking.quays import CHECK, make_quays

CRACKS = "Die Kaimauer von Ostwarf hat auf ganzer Länge Risse, die bis unter den Wasserspiegel reichen."
SANK = "Im Jahr 2004 sackte ein Stück der Kaimauer am Nordkai um eine Handbreit in das Hafenbecken ab."
NEAR = "Die Kaimauer von Ostwarf hat auf ganzer Länge Risse bis unter den Wasserspiegel. Sie werden breiter."


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> OpenGeneration:
    return make_quays(Path(tmp_path_factory.mktemp("chain")), pruefung=f"{CHECK}\n{NEAR}\n").generation()


def pair(**changed: object) -> ChainPair:
    row = {"id": "c1", "note": 1, "sentence": CRACKS, "work": "pruefung", "quotes": ["Sie werden breiter."]}
    return ChainPair.model_validate(row | changed)


def follow(opened: OpenGeneration, *pairs: ChainPair) -> list[Followed]:
    return list(follow_chain(pairs, opened))


def test_the_right_place_is_told_by_a_piece_of_its_passage(opened: OpenGeneration) -> None:
    """The piece may stand in another sentence than the one shown; line breaks do not count."""
    (found,) = follow(opened, pair(quotes=["nie gesagt", "Sie  werden\nbreiter."]))
    assert found.shown
    assert True is found.holds[0]
    assert "pruefung" == found.shown[0].source


def test_another_place_does_not_hold(opened: OpenGeneration) -> None:
    """What stands elsewhere in the work does not make the place right."""
    (found,) = follow(opened, pair(quotes=["viele davon morsch"]))
    assert found.shown
    assert not any(found.holds)


def test_nothing_is_shown_where_the_work_says_nothing(opened: OpenGeneration) -> None:
    """A German sentence and an English text of other things."""
    (found,) = follow(opened, pair(note=2, sentence=SANK, work="survey", quotes=[]))
    assert ((), ()) == (found.shown, found.holds)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"sentence": "Das steht nirgends."}, "stands nowhere"),
        ({"work": "survey"}, "note 1 cites no survey"),
        ({"note": 9}, "note 9 cites no pruefung"),
    ],
)
def test_a_pair_that_the_dossier_does_not_have_is_an_error(
    opened: OpenGeneration, changed: dict[str, object], message: str
) -> None:
    """A case that fits nothing measures nothing; it is named."""
    with pytest.raises(CaseError, match=message) as caught:
        follow(opened, pair(**changed))
    assert "c1" in str(caught.value)


def test_the_ways_are_counted(opened: OpenGeneration) -> None:
    """Right first, right at all, only wrong, nothing though it is there; and nothing where there is nothing."""
    (shown,) = follow(opened, pair())
    place = shown.shown[0]
    nowhere = pair(quotes=[])
    followed = [
        Followed(pair(), (place,), (True,)),
        Followed(pair(), (place, place), (False, True)),
        Followed(pair(), (place,), (False,)),
        Followed(pair(), (), ()),
        Followed(nowhere, (), ()),
        Followed(nowhere, (place,), (False,)),
    ]
    expected = {
        "the right place is shown first": (1, 4),
        "the right place is shown": (2, 4),
        "only another place is shown": (1, 4),
        "nothing is shown though it is there": (1, 4),
        "nothing is shown where there is nothing": (1, 2),
    }
    assert expected == {one.name: (one.count, one.number) for one in count_chain(followed)}


def test_pairs_are_read(tmp_path: Path) -> None:
    """With the page and what another work says."""
    path = tmp_path / "chain.jsonl"
    row = pair(page="7", elsewhere=({"work": "survey", "quotes": ["cracks"]},)).model_dump(mode="json")
    path.write_text(
        json.dumps(row, ensure_ascii=False) + "\n" + pair(id="c2").model_dump_json() + "\n", encoding="utf-8"
    )
    first, second = read_chain(path)
    assert ("c1", "7", (OtherPlace(work="survey", quotes=("cracks",)),)) == (first.id, first.page, first.elsewhere)
    assert ("c2", None, ()) == (second.id, second.page, second.elsewhere)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (None, "chain.jsonl"),
        ("{}\n", "line 1"),
        (pair().model_dump_json() + "\n\n", "line 2"),
        (pair().model_dump_json().replace('"planted"', '"plantet"'), "line 1"),
    ],
)
def test_a_file_that_has_no_pairs_says_where(tmp_path: Path, content: str | None, where: str) -> None:
    """Missing, incomplete, an empty line, a misspelt name."""
    path = tmp_path / "chain.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read_chain(path)
    assert where in str(caught.value)
