"""People told by their role, and who is told by none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.asking.kinds.guessing import SHIPPED, read_model
from app.asking.kinds.holders import find_told, put_names, read_holders
from app.service import Service
from tests.app.asking.carillon import TOWER, make_carillon
from tests.fakes import FakeEncoder


def put(question: str, service: Service) -> str:
    opened = service.generation()
    return put_names(question, find_told(question, opened))


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Was sagt der Glockengießer zu den Hämmern?", "Was sagt Petersen zu den Hämmern?"),
        ("What did the bell founder say about the hammers?", "What did Petersen say about the hammers?"),
        ("the bellfounder's view on melting", "Petersen's view on melting"),
        ("Was hält die Türmerin davon?", "Was hält Aalders davon?"),
        ("und die türmerin?", "und Aalders?"),
        ("Main findings of the professor from Uppsala?", "Main findings of Lindqvist?"),
        ("Die wichtigsten Ergebnisse der Professorin aus Uppsala", "Die wichtigsten Ergebnisse Lindqvist"),
        ("Wovon rät die Gutachterin ab?", "Wovon rät Lindqvist ab?"),
        ("What does the expert advise?", "What does Lindqvist advise?"),
        ("What does the museum's director want?", "What does Dirks want?"),
        ("What did the director of the local museum want?", "What did Dirks want?"),
        ("Was will der Direktor des Heimatmuseums?", "Was will Dirks?"),
        ("Was sagt die Leiterin des Bauamts?", "Was sagt Janssen?"),
        ("What did the mayor close?", "What did Tamm close?"),
        ("Die Restauratorin und der Glockengießer: wer hat recht?", "Vollmer und Petersen: wer hat recht?"),
        ("What did the tower keeper miss, and the conservator?", "What did Aalders miss, and Vollmer?"),
        ("expert's view against the mayor's", "Lindqvist's view against Tamm's"),
        ("Restauratorin zu den Hämmern?", "Vollmer zu den Hämmern?"),
        ("Was fragt die Interviewerin?", "Was fragt Garrow?"),
    ],
)
def test_whoever_alone_has_a_role_is_told_by_it(question: str, named: str, carillon: Service) -> None:
    """In both languages, of a man and a woman, with what hangs on it; from texts and from who wrote what."""
    assert named == put(question, carillon)


@pytest.mark.parametrize(
    "question",
    [
        "Was macht ein Glockengießer?",
        "What does a bell founder do?",
        "Was wollen die Glockengießer?",
        "What do the mayors say?",
        "Was sagt der Organist?",
        "What did the organist want?",
        "Was sagt der Restaurator?",
        "Was sagt die Glockengießerin?",
        "What did the former mayor say?",
        "Was sagte die frühere Restauratorin?",
        "Main findings of the professor from Vienna?",
        "What did the director of the zoo want?",
        "Was will der Direktor des Theaters?",
        "What does the author think?",
        "Was meint der Autor?",
        "Was sagt der Glockengießer Harm Petersen?",
        "What did the conservator Vollmer find?",
        "Was sagt der Bürgermeister Tamm?",
        "What does the treasurer say?",
        "Wer ist hier eigentlich Direktor?",
        "Was ist ein Gutachten?",
        "Ist Aalders Türmerin?",
    ],
)
def test_a_role_of_nobody_or_of_several_tells_nobody(question: str, carillon: Service) -> None:
    """Neither what is said of any, nor one of several, nor somebody else's, nor a name that stands there anyway."""
    assert question == put(question, carillon)


def test_a_narrower_role_gives_way_to_the_role_itself(tmp_path: Path) -> None:
    """The assistant conductor is not meant where there is a conductor without more; of two narrower ones none."""
    both = "Die Dirigentin Ada Holm probte. Der Hilfsdirigent Ben Ruhl schwieg.\n\n1. Die Leute"
    opened = make_carillon(tmp_path / "one", turm=TOWER.replace("1. Die Leute", both))
    assert "Was sagt Holm?" == put("Was sagt die Dirigentin?", opened)
    two = "Die Chefdirigentin Ada Holm probte. Der Gastdirigent Ben Ruhl schwieg.\n\n1. Die Leute"
    opened = make_carillon(tmp_path / "two", turm=TOWER.replace("1. Die Leute", two))
    assert "What did the conductor say?" == put("What did the conductor say?", opened)
    assert "Was sagt Holm?" == put("Was sagt die Chefdirigentin?", opened)


def test_roles_are_read_once_for_a_generation(carillon: Service) -> None:
    """Texts are long, questions many."""
    opened = carillon.generation()
    assert read_holders(opened) is read_holders(opened)
    assert {"Harm Petersen", "Yara Lindqvist"} <= {one.name for one in read_holders(opened)[""]}


class _Near(FakeEncoder):
    """Knows what these phrases have to do with one another."""

    identity = read_model(SHIPPED).identity

    def __init__(self, *same: str) -> None:
        self.same = same
        self.asked = 0

    def encode_passages(self, texts: Sequence[str], **_: object) -> NDArray[np.float32]:
        """The same vector for what is the same, others for the rest."""
        self.asked += 1
        rows = [0 if one in self.same else 1 + place for place, one in enumerate(texts)]
        return np.eye(len(texts) + 1, dtype=np.float32)[rows]


def test_what_hangs_on_a_role_is_known_again_in_the_other_language(carillon: Service) -> None:
    """By its vector, and once for all; beside another department it is somebody else."""
    opened = carillon.generation()
    encoder = _Near("head of planning", "Leiterin des Bauamts")
    question = "What did the head of planning say?"
    assert "What did Janssen say?" == put_names(question, find_told(question, opened, encoder))
    assert "What did Janssen say?" == put_names(question, find_told(question, opened, encoder))
    assert 1 == encoder.asked
    other = "What did the head of the waterworks say?"
    assert other == put_names(other, find_told(other, opened, encoder))


def test_a_word_that_no_table_has_is_known_again_by_its_vector(carillon: Service) -> None:
    """Neither "ringer" nor "Türmerin" is in it."""
    opened = carillon.generation()
    question = "What does the ringer say?"
    assert question == put_names(question, find_told(question, opened))
    near = _Near("ringer", "Türmerin")
    assert "What does Aalders say?" == put_names(question, find_told(question, opened, near))
