"""Statements that carry addresses or markup, words that nobody has, or two languages at once."""

import pytest

from app.checking.claims.languages import find_wrong_language
from app.checking.claims.markup import find_markup
from app.checking.claims.records import Ground, Statement
from app.checking.claims.strange import find_strange_words

GROUND = Ground(
    "Der Hafen (www.hafen.example/plan) kostet z.B. 3 Mio. Euro, sagt der Barkassenführer; die assets bleiben.", "de"
)


@pytest.mark.parametrize(
    "text",
    [
        "The harbour costs 3 million euros, see https://evil.example/x.",
        "The harbour costs 3 million euros ![x](data:image/png;base64,AAAA).",
        "The harbour <img src=x> costs 3 million euros.",
        "Der Hafen kostet 3 Mio. Euro, mehr auf evil.example/hafen",
        "Der Hafen kostet 3 Mio. Euro: javascript:alert(1)",
        "Schreiben Sie an hafen@evil.example.",
        "Гавань стоит 3 млн евро, см. www.evil.example.",
        "The harbour costs ${x} euros.",
    ],
)
def test_addresses_and_markup_are_not_prose(text: str) -> None:
    """Whatever a page, a terminal or a reader could follow, unless the evidence has it."""
    assert find_markup(Statement(text, "en"), [GROUND])


@pytest.mark.parametrize(
    "text",
    [
        "Der Hafen kostet z.B. 3 Mio. Euro, s. Abs. 2, lt. Plan vom 14.06.2024.",
        "The plan stands at www.hafen.example/plan.",
        "Kern says: no ship will berth here before 2031.",
        "Im Verhältnis 3:1 stimmte der Rat zu, u.a. Holt (SPD).",
        "The U.S. and the E.U. agreed, e.g. on tariffs of 5 % a.m.",
    ],
)
def test_prose_has_full_stops_and_colons(text: str) -> None:
    """Abbreviations, dates, relations and what the evidence itself has are no addresses."""
    assert () == find_markup(Statement(text, "en"), [GROUND])


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Der Plan ist vollkommen rottencore.", "de", ["rottencore"]),
        ("The plan is entgiftete, says the author.", "en", ["entgiftete"]),
        ("Der Barkassenführer lehnt die Hafenerweiterung ab.", "de", []),
        ("The launch's skipper re-examined the unopened harbour.", "en", []),
        ("Er nennt es „quabbelig“ und undurchführbar.", "de", []),
    ],
)
def test_words_that_nobody_has(text: str, language: str, said: list[str]) -> None:
    """A word of no dictionary that the evidence has not either; compounds, forms and quotations are none."""
    assert said == [one.said for one in find_strange_words(Statement(text, language), [GROUND])]


@pytest.mark.parametrize(
    ("text", "language", "wrong"),
    [
        ("The EU-Beitrittsprozess is not vereinbar with the Sicherheitsgarantien.", "en", True),
        ("Die negotiations in Genf blieben without result, sagte er.", "de", True),
        ("Die assets bleiben in Belgien.", "de", False),
        ("The Bundestag approved the plan.", "en", False),
        ("Der Rat beschloss ein Darlehen.", "en", True),
    ],
)
def test_two_languages_at_once_are_none(text: str, language: str, wrong: bool) -> None:
    """Half-translated is not understood; one term that is left as it is, or that the evidence has, is."""
    assert wrong == bool(find_wrong_language(Statement(text, language), [GROUND]))
