"""Lists as answers: whole, in order, with their introducing line, each item with its citation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.answering.citations import cite_sentence
from app.answering.lists import (
    ListSettings,
    add_whole,
    complete_items,
    complete_list,
    complete_told,
    weigh_lists,
    write_list,
    write_paragraph,
)
from app.answering.verbatim import VerbatimSettings, frame_quotes, quote_passages
from app.answering.wholes import find_whole
from app.service import Service
from tests.app.asking.quays import CHECK, REPORT, find_for, make_quays
from tests.builders import a_passage

ITEMS = ["Das Land zahlt die Hälfte", "Die Fischer behalten", "Die Arbeiten beginnen"]
CONDITIONS = "Welche drei Bedingungen nennt der Rat für die Sanierung?"


def test_a_list_is_quoted_whole(quays: Service) -> None:
    """Its line first, then all items in order, numbered, under a line that says how many."""
    draft = write_list(quays.generation(), find_for(quays, CONDITIONS), "de", wanted=3)
    assert draft is not None
    assert "Das Dossier zählt wörtlich auf (3 Punkte):" == draft.sentences[0].text
    line, *items = draft.citations
    assert "Für die Sanierung nennt der Rat drei Bedingungen:" == line.text
    assert ITEMS == [item.text[: len(start)] for item, start in zip(items, ITEMS, strict=True)]
    assert [1, 2, 3, 4] == [one.id for one in draft.citations]


def test_a_list_that_is_too_long_says_so(quays: Service) -> None:
    """The reader knows that there is more."""
    hits = find_for(quays, CONDITIONS)
    draft = write_list(quays.generation(), hits, "en", wanted=None, settings=ListSettings(most=2))
    assert draft is not None
    assert "The dossier lists, word for word (2 of 3 points):" == draft.sentences[0].text
    assert 3 == len(draft.citations)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Das Dossier zählt wörtlich auf (3 Punkte, nicht 4):"),
        ("en", "The dossier lists, word for word (3 points, not 4):"),
    ],
)
def test_another_number_than_the_question_says_is_told(quays: Service, language: str, line: str) -> None:
    """Who asks for four and reads three would look for the fourth."""
    draft = write_list(quays.generation(), find_for(quays, CONDITIONS), language, wanted=4)
    assert draft is not None
    assert line == draft.sentences[0].text


def test_no_list_where_something_else_is_nearer(quays: Service) -> None:
    """The best passage of all is no item: a list further down answers something else."""
    opened = quays.generation()
    assert write_list(opened, find_for(quays, "Was hat im Jahr 2004 am Nordkai abgesackt?"), "de", wanted=None) is None
    assert write_list(opened, (), "de", wanted=None) is None


def test_as_many_items_as_asked_for_count(quays: Service) -> None:
    """A question for three conditions leads to the list of three where another passage is just as near."""
    opened = quays.generation()
    hits = find_for(quays, CONDITIONS)
    (item,) = [one for one in hits if one.passage.introduced_by and ITEMS[0] in _text(quays, one.passage.id)]
    other = next(one for one in hits if one.passage.kind == "paragraph")
    even = ListSettings(as_many=0.02)
    near = (replace(other, score=item.score + 0.01), item)
    assert write_list(opened, near, "de", wanted=None, settings=even) is None
    assert write_list(opened, near, "de", wanted=2, settings=even) is None
    assert write_list(opened, near, "de", wanted=3, settings=even) is not None


def _text(service: Service, passage_id: str) -> str:
    opened = service.generation()
    passage = opened.passages[passage_id]
    return opened.document(passage.source_id).plain(passage.start, passage.end)


@pytest.mark.parametrize("words", ["nennt der Rat drei", "Das Land zahlt", "vor dem ersten Frost"])
def test_a_list_is_found_from_each_of_its_parts(quays: Service, words: str) -> None:
    """From its line or from any item."""
    opened = quays.generation()
    _, passage = a_passage(opened.corpus, words)
    found = find_whole(opened, passage)
    assert found is not None
    assert found.introduction is not None
    assert 3 == len(found.items)


def test_running_text_and_single_items_are_no_list(tmp_path: Path) -> None:
    """One point is not several."""
    one_item = REPORT.replace("  • Die Fischer behalten ihre Liegeplätze am Nordkai.\n", "").replace(
        "  • Die Arbeiten beginnen vor dem ersten Frost im Herbst.\n", ""
    )
    opened = make_quays(tmp_path, bericht=one_item).generation()
    for words in ("Das Land zahlt", "nennt der Rat drei", "auf ganzer Länge"):
        assert find_whole(opened, a_passage(opened.corpus, words)[1]) is None


def test_items_that_nothing_introduces_are_neighbours(tmp_path: Path) -> None:
    """A text that begins with them has a list, too, and it ends with the last of them."""
    items = "".join(f"  • Dem alten Kran fehlen die {part}.\n" for part in ("Ketten", "Räder", "Haken"))
    opened = make_quays(tmp_path, pruefung=f"{items}\nDer Kran steht noch immer am Nordkai.\n").generation()
    _, passage = a_passage(opened.corpus, "die Räder")
    found = find_whole(opened, passage)
    assert found is not None
    assert found.introduction is None
    assert 3 == len(found.items)


def test_a_paragraph_may_be_the_list(quays: Service) -> None:
    """Its best sentence first, the others after it, then little of other passages, numbered through."""
    hits = find_for(quays, "Was reicht bis unter den Wasserspiegel und wird breiter?")
    best = hits[0]
    draft = write_paragraph(
        quays.generation(),
        hits,
        "de",
        verbatim=VerbatimSettings(),
        settings=ListSettings(sentence_margin=1.0, beside=1),
    )
    assert draft is not None
    own = [one for one in draft.citations if one.passage == best.passage.id]
    assert len(best.passage.sentences) == len(own)
    first = best.passage.sentences[best.sentence_scores.index(max(best.sentence_scores))]
    assert (first.start, first.end) == (draft.citations[0].start, draft.citations[0].end)
    assert len(draft.citations) <= len(own) + 1
    assert list(range(1, len(draft.citations) + 1)) == [one.id for one in draft.citations]


def test_one_sentence_or_an_item_is_no_such_paragraph(quays: Service) -> None:
    """The usual answer is given instead."""
    hits = find_for(quays, "Behalten die Fischer ihre Liegeplätze am Nordkai?")
    item = [one for one in hits if one.passage.kind == "list_item"]
    single = [one for one in hits if one.passage.kind == "paragraph" and len(one.passage.sentences) == 1]
    assert item
    for some in (item, single or item):
        assert write_paragraph(quays.generation(), some, "de", verbatim=VerbatimSettings()) is None


def test_a_line_that_only_introduces_a_list_brings_it_along(quays: Service) -> None:
    """A line like "nennt drei Bedingungen:" answers nothing by itself; another quote stays as it is."""
    opened = quays.generation()
    line = next(one for one in opened.passages.values() if opened.introduced.get(one.id))
    alone = frame_quotes([cite_sentence(opened, line, line.sentences[-1], 1)], "de")
    completed = complete_list(opened, alone, "de", most=4)
    assert 1 + len(ITEMS) == len(completed.citations)
    in_part = complete_list(opened, alone, "de", most=3)
    assert "Das Dossier zählt wörtlich auf (2 von 3 Punkten):" == in_part.sentences[0].text
    assert 3 == len(in_part.citations)
    _, risks = a_passage(opened.corpus, "auf ganzer Länge Risse")
    other = frame_quotes([cite_sentence(opened, risks, risks.sentences[0], 1)], "de")
    assert other == complete_list(opened, other, "de", most=4)
    later = frame_quotes([*other.citations, replace(alone.citations[0], id=2)], "de")
    assert other.citations == complete_list(opened, later, "de", most=4).citations[:1]
    assert 2 + len(ITEMS) == len(complete_list(opened, later, "de", most=4).citations)


def test_a_list_that_is_read_whole_may_be_one_that_no_hit_belongs_to(quays: Service) -> None:
    """It stands under the heading of the best hit; what reading it says counts beside its score."""
    opened = quays.generation()
    beside = a_passage(opened.corpus, "Die Gemeinde hat ihm darin")[1]
    near = [replace(find_for(quays, CONDITIONS)[0], passage=beside)]
    assert {} == weigh_lists(opened, near, None)
    ((whole, weighed),) = weigh_lists(opened, near, None, read=lambda wholes: [2.0] * len(wholes)).items()
    assert 3 == len(whole.items)
    settings = ListSettings()
    assert 2.0 == weighed.logit
    assert near[0].score - settings.unseen + 2 * settings.weight == pytest.approx(weighed.score)


def test_the_rest_of_a_list_stands_behind_two_of_its_items(quays: Service) -> None:
    """Two items answer, so the others do; one alone may answer by itself."""
    opened = quays.generation()
    hits = [hit for hit in find_for(quays, CONDITIONS) if hit.passage.kind == "list_item"]
    draft = quote_passages(opened, [hits[0].passage], "de")
    assert draft == add_whole(opened, draft, hits[:1], "de")
    assert draft == add_whole(opened, draft, hits[:2], "de", fewest=3)
    assert draft == complete_items(opened, draft, "de", most=8)
    for whole in (
        add_whole(opened, draft, hits, "de"),
        complete_items(opened, quote_passages(opened, [one.passage for one in hits[:2]], "de"), "de", most=8),
    ):
        assert {*ITEMS} <= {item for one in whole.citations for item in ITEMS if one.text.startswith(item)}


@pytest.mark.parametrize(
    ("text", "quoted", "more"),
    [
        ("Es gab zwei Unfälle. Ein Boot sank an der Kaimauer. Ein Kran fiel in das Hafenbecken.", 0, 2),
        ("There were two accidents. A boat sank at the quay. A crane fell into the harbour.", 0, 2),
        ("Erstens fehlen Pfähle. Zweitens fehlt das Geld dafür. Drittens fehlt jeder Plan der Kaimauer.", 1, 2),
        ("Es gab im Winter Unfälle. Ein Boot sank an der Kaimauer. Ein Kran fiel in das Hafenbecken.", 0, 0),
        ("Die Taucher blieben zwei Tage lang unter der Kaimauer und zählten dort jeden Pfahl. Keiner war heil.", 0, 0),
    ],
)
def test_what_is_counted_is_quoted_to_its_end(tmp_path: Path, text: str, quoted: int, more: int) -> None:
    """What says how many things follow is no answer without them; a number in a longer sentence announces nothing."""
    opened = make_quays(tmp_path, pruefung=f"{CHECK}\n{text}\n").generation()
    passage = a_passage(opened.corpus, text.split(". ")[0])[1]
    draft = frame_quotes([cite_sentence(opened, passage, passage.sentences[quoted], 1)], "de")
    assert more == len(complete_told(opened, draft, "de", most=8).citations) - 1
