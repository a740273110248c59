"""Quotations: what stands in quotation marks stands so in the text."""

import pytest

from app.checking.claims.quotations import find_wrong_quotations
from app.checking.claims.records import Ground, Statement

TEXT = (
    "Der Damm hält »noch zehn Jahre«, heißt es im Gutachten; die Gemeinde müsse aber, so der Prüfer, „jeden Herbst“"
    " nachsehen. Von einer Gefahr für die Schleuse ist nicht die\u00a0Rede, wohl aber von Kosten."
)
CARRIED = [
    "Das Gutachten sagt „noch zehn Jahre“.",
    'Laut Gutachten hält der Damm "noch zehn Jahre".',
    "Die Gemeinde muss «jeden Herbst» nachsehen.",
    "Es heißt: »die Gemeinde müsse aber, so der Prüfer, jeden Herbst nachsehen«.",
    "Von einer Gefahr ist „nicht die Rede“.",
    "Von Gefahr ist „nicht die  Rede, wohl aber von Kosten“.",
    "Es gehe um „Kosten“.",
    "Es gehe um ‚Kosten‘.",
    "“Der Damm hält […] noch zehn Jahre,” says the report.",
    "The report says ‘noch zehn Jahre’.",
    "The report's finding: 'noch zehn Jahre'.",
    "„Der Damm hält ... die Gemeinde müsse“, so das Gutachten.",
    "The dam's owners' duty isn't disputed.",
    "Es „ist nicht die Rede, wohl aber von Kosten",
    "Der Damm hält noch zehn Jahre.",
    'Das Rohr misst 5" und das andere 6".',
    "„Der Damm hält“ und „jeden Herbst“ stehen da.",
    "“noch zehn Jahre.”",
    "Nur »die Schleuse« bleibt ausgenommen.",
    "The phrase “wohl aber von Kosten” closes it.",
]
WRONG = [
    ("Das Gutachten sagt „noch zwanzig Jahre“.", "noch zwanzig Jahre"),
    ("The report says “another ten years”.", "another ten years"),
    ('The report says "another ten years".', "another ten years"),
    ("Die Gemeinde spricht von einer „Gefahr für den Damm“.", "Gefahr für den Damm"),
    ("Der Damm gilt als „sicher“.", "sicher"),
    ("The dam is ‘safe’.", "safe"),
    ("The dam is 'safe' for now.", "safe"),
    ("Der Damm ist «sicher».", "sicher"),
    ("Der Damm ist ‚sicher‘.", "sicher"),
    ("Die Gemeinde müsse „jeden herbst“ nachsehen.", "jeden herbst"),
    ("Es sei „die Rede“ von „Gefahren“.", "Gefahren"),
    ("„noch zehn Jahre […] Der Damm hält“.", "noch zehn Jahre […] Der Damm hält"),
    ("Es geht um „Kost“.", "Kost"),
    ("Es ist „noch zehn Jahre hält der Damm", "noch zehn Jahre hält der Damm"),
    ("„Der [alte] Deich“ hält.", "Der [alte] Deich"),
    ("“Der Damm bricht,” says the report.", "Der Damm bricht,"),
    ("»die Gemeinde« nennt es »harmlos«.", "harmlos"),
    ("He called it “so-called care”.", "so-called care"),
    ("Es heißt „die Gemeinde muss aber“.", "die Gemeinde muss aber"),
    ("Laut Gutachten ist das „nicht  die Rede wert“.", "nicht  die Rede wert"),
]


@pytest.mark.parametrize("said", CARRIED)
def test_carried(said: str) -> None:
    """Quotation marks of any kind hold what stands in the text, with words left out where that is shown."""
    assert () == find_wrong_quotations(Statement(said, "de"), [Ground(TEXT, "de")])


@pytest.mark.parametrize(("said", "wrong"), WRONG)
def test_wrong(said: str, wrong: str) -> None:
    """No other word, order or language stands in quotation marks."""
    problems = find_wrong_quotations(Statement(said, "de"), [Ground(TEXT, "de")])
    assert [("quotation", wrong)] == [(problem.family, problem.said) for problem in problems]


def test_titles() -> None:
    """The title of a work stands around the text, not in it."""
    ground = Ground("Der Damm hält.", "de", context="Anna Petersen: Deiche und Dämme, 2019")
    assert () == find_wrong_quotations(Statement("In „Deiche und Dämme“ heißt es, er halte.", "de"), [ground])


def test_cyrillic() -> None:
    """Russian quotation marks and letters are as good as any."""
    ground = Ground("Он сказал: «договор в силе».", "ru")
    assert () == find_wrong_quotations(Statement("Er sagte, „договор в силе“.", "de"), [ground])
    assert 1 == len(find_wrong_quotations(Statement("Er sagte, „Vertrag in Kraft“.", "de"), [ground]))


def test_pieces_come_from_one_text() -> None:
    """A quotation is not put together from two sources."""
    grounds = [Ground("Der Damm hält gut.", "de"), Ground("Die Schleuse bricht bald.", "de")]
    assert 1 == len(find_wrong_quotations(Statement("„Der Damm […] bricht bald“", "de"), grounds))
