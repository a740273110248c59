"""Prose is judged by the product's checks against what it cites, and counted as written and as shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.checking.claims.records import Ground
from app.prose.records import Piece
from eval.measure.prose import (
    DETAILS,
    FAILED,
    FALSE_REFUSAL,
    GOLD,
    LANGUAGE,
    PRECISION,
    PROSE,
    RECALL,
    REFUSED,
    VALIDITY,
    Cost,
    JudgedAnswer,
    ProseFigures,
    Said,
    Spread,
    Told,
    judge_answer,
    make_figures,
    make_written_figures,
)
from eval.records import Case, CaseQuestion, Gold, Place
from eval.report.prose import make_prose_json, make_prose_table, make_sheet
from tests.exchanges import CITATION

GOLD_PLACE = Place("bericht", 100, 120)
CASE = Case("weir", "answerable", "number", "dev", {"en": "How long is the weir?"}, gold=(("40 Meter",),))
QUESTION = CaseQuestion("weir-en", CASE, "en", Gold(((GOLD_PLACE,),), frozenset(), (), (), frozenset()))
OPEN = CaseQuestion(
    "mill-en", Case("mill", "unanswerable", "absent", "dev", {"en": "Who owns the mill?"}), "en",
    Gold((), frozenset(), (), (), frozenset()),
)  # fmt: skip
TEXTS = {
    1: "Das Wehr in Lohne ist 40 Meter lang.",
    2: "Das Wehr in Lohne wurde 1871 gebaut.",
    3: "Das Wehr in Lohne ist 40 Meter lang und wurde 1871 gebaut.",
}
PIECES = tuple(Piece(number, "Ada Pell", Ground(text, "de", author="Ada Pell")) for number, text in TEXTS.items())
CITATIONS = tuple(
    replace(CITATION, id=number, start=100 * number, end=100 * number + 50, leans_on=None) for number in TEXTS
)
LENGTH, YEAR = "The weir in Lohne is 40 metres long.", "The weir in Lohne was built in 1871."
BOTH = "The weir in Lohne is 40 metres long and was built in 1871."
WRONG = "The weir in Lohne is 50 metres long."


def say(text: str, *numbers: int, shown: bool = True) -> Said:
    return Said(text, numbers, "en", shown, () if shown else ("number: 50 stands nowhere",))


def tell(*said: Said, question: CaseQuestion = QUESTION, **changed: object) -> Told:
    told = Told("llm", question, said, PIECES, CITATIONS)
    return replace(told, **changed)  # type: ignore[arg-type]


def judge(*told: Told) -> list[JudgedAnswer]:
    return [judge_answer(one, None) for one in told]


def counts(figures: ProseFigures) -> dict[str, tuple[int, int]]:
    return {rate.name: (rate.count, rate.number) for rate in figures.rates}


def count(*told: Told) -> dict[str, tuple[int, int]]:
    return counts(make_figures("llm", judge(*told)))


def test_a_sentence_is_carried_by_all_that_it_cites_together() -> None:
    """Nothing is found against it; what it does not cite does not help it."""
    said = (say(LENGTH, 1), say(BOTH, 1, 2), say(BOTH, 1), say(LENGTH, 2), say(WRONG, 1), say(LENGTH))
    assert (2, 6) == count(tell(*said))[RECALL]


@pytest.mark.parametrize(
    ("text", "numbers", "needed"),
    [
        (LENGTH, (1,), (True,)),
        (LENGTH, (1, 2), (True, False)),
        (LENGTH, (1, 3), (True, True)),
        (BOTH, (1, 2), (True, True)),
        (BOTH, (3, 1), (True, False)),
        (WRONG, (1, 2), ()),
    ],
)
def test_a_citation_is_precise_where_it_carries_or_is_needed(
    text: str, numbers: tuple[int, ...], needed: tuple[bool, ...]
) -> None:
    """It carries alone, or the others do not without it; those of a sentence that is not carried are left out."""
    (judged,) = judge(tell(say(text, *numbers)))
    assert needed == judged.sentences[0].needed
    assert (sum(needed), len(needed)) == count(tell(say(text, *numbers)))[PRECISION]


def test_a_marker_is_valid_where_its_quote_was_given_and_stands_at_its_place() -> None:
    """Neither a number that was not given nor a citation that is broken."""
    assert (2, 4) == count(tell(say(LENGTH, 1, 9), say(YEAR, 2, 3), broken=frozenset({3})))[VALIDITY]


def test_wrong_numbers_names_and_dates_are_counted_apart() -> None:
    """A sentence that is wrong in another way is not among them; one that cites nothing is held against everything."""
    said = (say(WRONG, 1), say("The weir in Lohne was built in 1872.", 2), say("The weir is not 40 metres long.", 1))
    assert (3, 6) == count(tell(*said, say(LENGTH), say(WRONG), say(BOTH, 9)))[DETAILS]
    assert (0, 1) == count(tell(say(WRONG), pieces=()))[DETAILS]


def test_objections_are_counted_by_their_check() -> None:
    """Of what is shown or of all that was written; a sentence counts for each check that objects."""
    judged = judge(tell(say(WRONG, 1), say(LENGTH), say(WRONG, 9, shown=False)))
    assert {"number": 1, "marker": 1} == make_figures("shown", judged).objections
    assert {"marker": 2, "number": 1} == make_written_figures("written", judged).objections


def test_all_that_was_written_is_counted_beside_what_is_shown() -> None:
    """Before its checks, and as a reader sees it."""
    judged = judge(tell(say(LENGTH, 1), say(WRONG, 1, shown=False), say(YEAR, 9, shown=False)))
    written, shown = make_written_figures("written", judged), make_figures("shown", judged)
    assert ((3, 0), (1, 2)) == ((written.sentences, written.rejected), (shown.sentences, shown.rejected))
    assert ((1, 3), (2, 3), (1, 3)) == tuple(counts(written)[name] for name in (RECALL, VALIDITY, DETAILS))
    assert ((1, 1), (1, 1), (0, 1)) == tuple(counts(shown)[name] for name in (RECALL, VALIDITY, DETAILS))


def test_answers_are_counted_as_they_are_shown() -> None:
    """Gold among answerable questions, cited by a shown sentence; refusals by kind; language where there is prose."""
    found = count(
        tell(say(LENGTH, 1)),
        tell(say(YEAR, 2)),
        tell(say(LENGTH, 1, shown=False)),
        tell(say("Das Wehr ist sehr alt und steht in der Stadt.", 1), question=OPEN),
        tell(question=OPEN, refused=True),
        tell(refused=True, failure="the model did not answer"),
    )
    assert ((3, 6), (2, 3)) == (found[PROSE], found[LANGUAGE])
    assert ((1, 4), (1, 4), (1, 2)) == (found[GOLD], found[FALSE_REFUSAL], found[REFUSED])
    assert (1, 6) == found[FAILED]


def test_time_and_tokens_are_those_that_are_known() -> None:
    """An answer without them is left out; without any there is no figure."""
    costs = [Cost(1.0, 2.0, 100, 10), Cost(3.0, None, 50, None), Cost()]
    figures = make_figures("llm", judge(*(tell(cost=cost) for cost in costs)))
    assert (Spread(2, 2.0, 2.8), Spread(1, 2.0, 2.0)) == (figures.first, figures.whole)
    assert (150, 10) == (figures.prompt_tokens, figures.answer_tokens)
    none = make_figures("llm", judge(tell()))
    assert (None, None, None) == (none.first, none.whole, none.prompt_tokens)


def test_the_table_has_a_row_for_each_generator() -> None:
    """In each of its parts; what was written, in the first alone."""
    judged = judge(tell(say(LENGTH, 1), say(WRONG, 1, shown=False)))
    rows = [make_written_figures("llm, all written", judged), make_figures("llm, as shown", judged)]
    lines = make_prose_table(rows).splitlines()
    assert 1 == sum(line.startswith("llm, all written ") for line in lines)
    assert 3 == sum(line.startswith("llm, as shown ") for line in lines)
    assert ["llm, all written: number 1", "llm, as shown: none"] == [line for line in lines if ": n" in line[:22]]
    assert "0.500 1/2 (0.09-0.91)" in lines[1]
    written = make_prose_json(rows)[0]
    assert {"name": RECALL, "count": 1, "number": 2} == {
        key: value for key, value in written["rates"][1].items() if key in ("name", "count", "number")  # type: ignore[index]
    }  # fmt: skip


def test_the_sheet_has_every_sentence_with_its_evidence() -> None:
    """Shown and not shown apart, numbered, the verdict empty; no text breaks out of its cell. Quotes need no judge."""
    odd = say("A | <b>\nweir & more", 1, 7)
    sheet = make_sheet(
        judge(tell(odd, say(WRONG, 2, shown=False), say(LENGTH, 1)), tell(say(YEAR, 2), generator="quotes"))
    )
    rows = [line for line in sheet.splitlines() if line.startswith(("| S", "| R"))]
    assert ["| S1 ", "| S2 ", "| R1 "] == [row[:5] for row in rows]
    assert "| A \\| &lt;b> weir &amp; more [1] [7] |" in rows[0]
    assert f"[1] Ada Pell: {TEXTS[1]}<br>[7] was not given | |" in rows[0]
    assert f"{WRONG} [2]<br>(number: 50 stands nowhere) | [2] Ada Pell: {TEXTS[2]} | |" in rows[2]
    assert YEAR not in sheet
