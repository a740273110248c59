"""Which clauses of its grounds a statement renders, and what words mean the same."""

from __future__ import annotations

from app.checking.claims.aligning import lay_beside, read_clauses
from app.checking.claims.attribution import find_wrong_attribution
from app.checking.claims.direction import find_wrong_direction
from app.checking.claims.modality import find_wrong_modality
from app.checking.claims.negation import find_wrong_negation
from app.checking.claims.records import Ground, Statement
from app.checking.claims.roles import find_wrong_roles
from app.checking.claims.words import read_words, same_meaning

CHECKS = (
    find_wrong_negation,
    find_wrong_modality,
    find_wrong_direction,
    find_wrong_roles,
    find_wrong_attribution,
)


def test_words_across_languages() -> None:
    """Words of the same meaning share a key whatever their language and form."""
    bridges = [
        read_words(text, language)[0] for text, language in (("Brücken", "de"), ("bridges", "en"), ("мосты", "ru"))
    ]
    assert [1.0, 1.0] == [same_meaning(bridges[0], other) for other in bridges[1:]]


def test_names_across_scripts() -> None:
    """Spellings of a name in two scripts are one name."""
    assert 0 < same_meaning(read_words("Орлов", "ru")[0], read_words("Orlow", "de")[0])


def test_separable_verb() -> None:
    """A German verb's particle at the end of the clause belongs to it."""
    verb = read_words("Der Rat lehnte den Antrag ab.", "de")[2]
    assert "ablehnen" in verb.lemmas


def test_clauses() -> None:
    """A text is cut at marks and before words that begin a clause, not within a list."""
    clauses = read_clauses("Er kauft Brot, Milch und Salz, weil der Laden schließt.", "de")
    assert ["Er kauft Brot Milch und Salz", "weil der Laden schließt ."] == [clause.text for clause in clauses]


def test_laid_beside_the_right_sentence() -> None:
    """Of a ground of several sentences, the one is rendered that has the statement's words."""
    ground = Ground("Der Hafen ist alt. Die Stadt baut eine Brücke. Der Rat tagt im Mai.", "de")
    laid = lay_beside(Statement("The town is building a bridge.", "en"), [ground])
    assert [1] == [clause.sentence for clause in laid[0].region]


def test_likeness_decides() -> None:
    """Where words do not tell, the likeness of the texts does."""
    ground = Ground("Der Kutter lief aus. Die Glocke schwieg.", "de")
    laid = lay_beside(
        Statement("The bell was mute.", "en"), [ground], lambda one, other: 1.0 if "Glocke" in other else 0.0
    )
    assert [1] == [clause.sentence for clause in laid[0].sentence]


def test_nothing_to_compare() -> None:
    """Without grounds, or with grounds that say something else, no check speaks."""
    statement = Statement("The council did not approve the plan.", "en")
    other = Ground("Im Garten blühen die Rosen.", "de")
    assert [()] * 10 == [check(statement, grounds) for check in CHECKS for grounds in ([], [other])]


def test_verbatim_passes() -> None:
    """What stands in the ground word for word is carried, whatever it says."""
    text = "Der Rat muss den Vertrag nicht kündigen, falls die Firma bis Mai mindestens zehn Häuser baut."
    assert [()] * 5 == [check(Statement(text, "de"), [Ground(text, "de")]) for check in CHECKS]


def test_foreign_quotation_is_no_prose() -> None:
    """What a statement quotes in the ground's language is not compared as prose."""
    statement = Statement('The captain said: "Wir fahren nicht".', "en")
    ground = Ground("„Wir fahren nicht“, sagte der Kapitän.", "de")
    assert () == find_wrong_negation(statement, [ground])
