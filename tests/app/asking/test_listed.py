"""The list that a question means: by its section, by its work, and the one item of it that answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.answering.lists import Weighed
from app.answering.wholes import Whole, find_whole
from app.asking.inquiry import make_inquiry
from app.asking.joined import split_lists
from app.asking.listed import keep_section, quote_headed, quote_meant_item, weigh_names, weigh_owners
from app.service import Service
from index.records import Hit, Signals
from index.store.opened import OpenGeneration
from ingest.records import Passage, Slice
from tests.app.asking.quays import REPORT, find_for, make_quays
from tests.builders import a_passage

LONG = (
    "zieht der Rat das Geld für die Kaimauer nur zum Teil aus der eigenen Kasse und muss sich den größeren Teil davon"
    " leihen. Dafür verlangt die Bank einen hohen Zins und eine Bürgschaft des Kreises. Der Kreis hat sie bis heute"
    " nicht gegeben, obwohl er mehrmals darum gebeten worden ist."
)
PLAN = f"""Prüfung der Kaimauer

Der Plan der Mauerprüfung hat drei Teile:

  • Geld: Hier {LONG}
  • Zeit: Dabei {LONG}
  • Schiffe: Auch hier {LONG}

Was kann der Hafen selbst tun?

Er kann die Liegeplätze neu ordnen. Das kostet nichts.

Er kann die schweren Schiffe fernhalten. Das kostet wenig.
"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> OpenGeneration:
    return make_quays(Path(tmp_path_factory.mktemp("listed")), pruefung=PLAN).generation()


def whole_of(opened: OpenGeneration, words: str) -> Whole:
    whole = find_whole(opened, a_passage(opened.corpus, words)[1])
    assert whole is not None
    return whole


def hits_of(whole: Whole, *scores: float) -> list[Hit]:
    return [a_hit(one, score) for one, score in zip(whole.items, scores, strict=True)]


def a_hit(passage: Passage, score: float) -> Hit:
    return Hit(passage, score, Signals(score, None, score, 0.0), Slice(passage.start, passage.end))


def test_a_section_that_is_named_has_the_list(quays: Service) -> None:
    """By its number or in quotes; another section's list answers something else."""
    opened = quays.generation()
    hits = find_for(quays, "Welche Bedingungen nennt der Rat für die Sanierung der Kaimauer?")
    for question in ("Abschnitt 1: welche Schäden hat sie?", "section one, what are the damages"):
        kept = keep_section(hits, question, opened)
        assert {"1. Der Zustand"} == {one.passage.headings[-1] for one in kept}
    for question in ("Welche Bedingungen nennt der Rat?", "Abschnitt 9: welche Schäden hat sie?"):
        assert hits == keep_section(hits, question, opened)


@pytest.mark.parametrize(
    ("question", "lost"),
    [
        ("Welche Punkte hat die Mauerprüfung?", True),
        ("Which points are in the Mauerprüfung?", True),
        ("Welche Punkte gibt es?", False),
        ("Welche Punkte hat der Quay Survey?", False),
    ],
)
def test_a_list_of_the_work_that_is_named_comes_before_others(
    opened: OpenGeneration, question: str, *, lost: bool
) -> None:
    """Where no list is of that work, or none is named, nothing changes."""
    own, other = whole_of(opened, "Zeit: Dabei"), whole_of(opened, "Das Land zahlt")
    scored = {own: Weighed(0.8), other: Weighed(0.81)}
    weighed = weigh_owners(scored, question, opened)
    assert 0.8 == weighed[own].score
    assert lost == (weighed[other].score < 0.8)


def test_a_heading_that_names_a_work_makes_its_lists_that_works(tmp_path: Path) -> None:
    """A line that says "this paper" names none."""
    headed = REPORT.replace("2. Die Pläne", "2. Die Pläne der Mauerprüfung")
    opened = make_quays(tmp_path, bericht=headed, pruefung=PLAN).generation()
    own, other = whole_of(opened, "Zeit: Dabei"), whole_of(opened, "Das Land zahlt")
    scored = {own: Weighed(0.8), other: Weighed(0.81)}
    assert scored == weigh_owners(scored, "Welche Punkte hat die Mauerprüfung?", opened)


def test_one_item_that_is_a_paragraph_may_be_what_is_asked_for(opened: OpenGeneration) -> None:
    """It has to be clearly nearer than the next; several that are as near are the list."""
    plan = whole_of(opened, "Zeit: Dabei")
    draft = quote_meant_item(plan, hits_of(plan, 0.80, 0.86, 0.81), opened, "de")
    assert draft is not None
    assert draft.citations[0].text.startswith("Zeit: Dabei")
    assert {plan.items[1].id} == {one.passage for one in draft.citations}
    assert quote_meant_item(plan, hits_of(plan, 0.80, 0.81, 0.81), opened, "de") is None


def test_short_items_answer_together(opened: OpenGeneration) -> None:
    """Of three short conditions one is always nearer than the others."""
    short = whole_of(opened, "Das Land zahlt")
    assert quote_meant_item(short, hits_of(short, 0.9, 0.8, 0.7), opened, "de") is None


def test_the_line_of_a_list_that_is_nearest_brings_it_whole(opened: OpenGeneration) -> None:
    """What says of what the list is tells that all of it is asked for."""
    plan = whole_of(opened, "Zeit: Dabei")
    assert plan.introduction is not None
    line = a_hit(plan.introduction, 0.9)
    assert quote_meant_item(plan, [line, *hits_of(plan, 0.80, 0.86, 0.81)], opened, "de") is None


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("was kann der hafen selbst tun", 2),
        ("Was kann der Hafen selbst tun?", 2),
        ("Was kann der Hafen gegen Sturm selbst tun?", 0),
        ("Was kann der Rat tun?", 0),
        ("Der Plan?", 0),
    ],
)
def test_a_heading_that_asks_the_same_is_answered_below_it(tmp_path: Path, question: str, quotes: int) -> None:
    """A sentence of each paragraph; a question that says more or less than the heading means something else."""
    asking = REPORT.replace("3. Fazit", "3. Was kann der Hafen selbst tun?").replace(
        "Am Ende bezahlen", "So viel ist gewiss.\n\nAm Ende bezahlen"
    )
    opened = make_quays(tmp_path, bericht=asking).generation()
    draft = quote_headed(question, (), opened, "de")
    assert quotes == (len(draft.citations) if draft else 0)


@pytest.mark.parametrize(
    ("question", "language", "parts"),
    [
        ("Welche Bedingungen nennt der Rat, und welche Schäden hat die Mauer?", "de", 2),
        ("Which conditions does the council name and which cracks were found?", "en", 2),
        ("Which donors gave money, and which rules apply to them?", "en", 2),
        ("Welche Bedingungen nennt der Rat, und welche Bedingungen nennt der Kreis?", "de", 0),
        ("Which demands did Pell make, and which demands did Holdorf?", "en", 0),
        ("Welche Bedingungen nennt der Rat, und wer hat sie geschrieben?", "de", 0),
        ("Welche Bedingungen und Schäden gibt es?", "de", 0),
        ("Which conditions apply, and why?", "en", 0),
    ],
)
def test_two_lists_may_be_asked_for_in_one_breath(question: str, language: str, parts: int) -> None:
    """Of different things: of the same of two it is a comparison."""
    assert parts == len(split_lists(make_inquiry(question, language)))


PARAMETERS = """Prüfung der Kaimauer

Der Hafenmeister Tjark Onken sagte am 4. März 2019 in Tornsund, was er verlangt:

  • Die Schiffe legen am Südkai an.
  • Die Pfähle werden im Sommer besehen.

Die Mauerprüfung greift auf, was Onken am 4. März verlangt hatte, und geht weiter:

  • Die Mauer wird im Herbst gesperrt.
  • Die Fischer ziehen in den Vorhafen.

Der Kreis verlangt anderes:

  • Der Hafen zahlt die Gutachten.
  • Die Mauer bleibt offen.
"""


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> OpenGeneration:
    return make_quays(Path(tmp_path_factory.mktemp("named")), pruefung=PARAMETERS).generation()


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Was verlangte Onken am 4. März?", [True, False, False]),
        ("Was verlangt die Mauerprüfung nach Onken?", [False, True, False]),
        ("Was wird im Hafen verlangt?", [True, True, True]),
        ("Was verlangt Kapitän Ahab?", [True, True, True]),
        ("Die 2 Forderungen des Kreises", [True, True, True]),
    ],
)
def test_a_list_without_a_name_of_the_question_counts_less(
    named: OpenGeneration, question: str, kept: list[bool]
) -> None:
    """What leads to a list says whose it is; one that only refers to him is a work's, and that has to be named, too."""
    wholes = [whole_of(named, one) for one in ("Südkai", "Vorhafen", "zahlt die Gutachten")]
    scored = weigh_names({one: Weighed(0.8) for one in wholes}, question, named)
    assert kept == [scored[one].score == 0.8 for one in wholes]
