"""Aliases: one thing in several spellings and languages, as data of a dossier and as terms of its index."""

from collections import Counter
from pathlib import Path

import pytest

from app.desk import Desk
from app.settings import Settings
from index.aliases import AliasFinder
from index.terms import find_words
from ingest.aliases import ALIASES, read_aliases
from ingest.errors import DossierError
from ingest.flow import BUNDLED_DOSSIER
from ingest.manifest import read_manifest
from ingest.records import Alias, Corpus
from tests.fakes import FakeEncoder

CRIMEA = Alias("place", {"de": ("Krim",), "en": ("Crimea",), "ru": ("Крым",)})
TRUCE = Alias("term", {"de": ("Waffenstillstand", "Feuerpause"), "en": ("ceasefire", "truce")})
JUST_PEACE = Alias("term", {"de": ("gerechter Frieden",), "en": ("just peace",)})
PLAN = Alias("work", {"de": ("Trump-Plan",), "en": ("Trump plan",)})
TRUMP = Alias("person", {"de": ("Trump", "Trumps"), "en": ("Trump",)})
FINDER = AliasFinder([CRIMEA, TRUCE, JUST_PEACE, PLAN, TRUMP], ["de", "en", "ru"])


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Wem gehört die Krim?", "de", ["@0"]),
        ("Who owns Crimea's ports?", "en", ["@0"]),
        ("Кому принадлежит Крым?", "ru", ["@0"]),
        ("Was ist mit Crimea?", "de", ["@0"]),
        ("Gab es Waffenstillstände oder eine Feuerpause?", "de", ["@1", "@1"]),
        ("Was there a truce?", "en", ["@1"]),
        ("Der truce im Text", "de", []),
        ("They want a just peace.", "en", ["@2"]),
        ("Is it just about peace?", "en", []),
        ("Was steht in Trumps Trump-Plan?", "de", ["@4", "@3"]),
        ("Nichts davon, 28 Punkte.", "de", []),
        ("", "de", []),
    ],
)
def test_aliases_are_found_in_any_spelling(text: str, language: str, found: list[str]) -> None:
    """Inflected and in any language for names, in their own language for terms; whole forms, the longest first."""
    assert found == FINDER.find(text, language)


def test_what_has_an_alias_is_taken_out_of_the_text() -> None:
    """The rest of a question is what no alias stands for, in its order."""
    assert (["@0", "@1"], "Was sagt zum auf der 2024 ?") == FINDER.split(
        "Was sagt Crimea zum Waffenstillstand auf der 2024 ?", "de"
    )


def test_languages_without_a_list_know_names_only() -> None:
    """A question in a language that no form is given for is matched by the names of all languages."""
    assert ["@0"] == FINDER.find("¿Qué pasa con Crimea, truce?", "es")


def test_a_dossier_without_aliases_has_none(tmp_path: Path) -> None:
    """The file is optional."""
    assert () == read_aliases(tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("alias = 3", r"no list of \[\[alias\]\]"),
        ("[other]", r"no list of \[\[alias\]\]"),
        ("[[alias]", "not TOML"),
        ('[[alias]]\nde = ["Krim"]', "alias 1 has no kind"),
        ('[[alias]]\nkind = "city"', "alias 1 has no kind"),
        ('[[alias]]\nkind = "place"', "alias 1 has no form"),
        ('[[alias]]\nkind = "place"\nde = "Krim"', "alias 1 has 'de' with no list"),
        ('[[alias]]\nkind = "place"\ngerman = ["Krim"]', "alias 1 has 'german' with no list"),
        ('[[alias]]\nkind = "place"\nde = [""]', "alias 1 has a form that is no text"),
    ],
)
def test_malformed_aliases_are_named(content: str, said: str, tmp_path: Path) -> None:
    """The entry, what is wrong with it, and the file."""
    (tmp_path / ALIASES).write_text(content, encoding="utf-8")
    with pytest.raises(DossierError, match=said) as raised:
        read_aliases(tmp_path)
    assert ALIASES in raised.value.line


def test_bundled_aliases_are_sound(corpus: Corpus) -> None:
    """No form names two things, and each thing is named in the dossier."""
    aliases = read_manifest(BUNDLED_DOSSIER).aliases
    forms = Counter(
        (language, tuple(word for word, _, _ in find_words(form, language)[1]))
        for alias in aliases
        for language, texts in alias.forms.items()
        for form in {form.casefold() for form in texts}
    )
    owners: dict[tuple[str, tuple[str, ...]], set[int]] = {}
    for number, alias in enumerate(aliases):
        for language, texts in alias.forms.items():
            for form in texts:
                key = (language, tuple(word for word, _, _ in find_words(form, language)[1]))
                owners.setdefault(key, set()).add(number)
    assert len(forms) > 500
    assert {} == {key: found for key, found in owners.items() if len(found) > 1}
    finder = AliasFinder(aliases, corpus.manifest.languages)
    document = corpus.documents[0]
    named = {
        term
        for passage in document.passages
        for term in finder.find(document.text[passage.start : passage.end], passage.language)
    }
    lost = [alias for number, alias in enumerate(aliases) if f"@{number}" not in named]
    assert len(lost) <= len(aliases) // 20, lost


def test_changed_aliases_make_another_generation(small_dossier: Path, tmp_path: Path) -> None:
    """Aliases decide what is found: with others, the dossier is indexed anew, without embedding anything again."""
    settings = Settings(store=tmp_path / "store")
    desk = Desk(settings, encoder=FakeEncoder())
    first = _build(settings, small_dossier, desk)
    (small_dossier / ALIASES).write_text(
        '[[alias]]\nkind = "institution"\nde = ["Rat"]\nen = ["Council"]\n', encoding="utf-8"
    )
    second = _build(settings, small_dossier, desk)
    assert first != second
    weights = desk.generation().lexical.alias_weights("What did the Council decide?", "en")
    assert ["@0"] == list(weights)
    rows = desk.generation().lexical.matching(["@0"], "de")["@0"]
    passages = [desk.generation().by_language["de"][row] for row in rows]
    texts = [desk.generation().passages[name] for name in passages]
    document = desk.generation().document("bericht")
    assert any("Der Rat hat" in document.text[p.start : p.end] for p in texts)


def _build(settings: Settings, dossier: Path, desk: Desk) -> str:
    from index.build import build_generation
    from index.generations import lock_store, snapshots_folder
    from ingest.flow import read_corpus

    with lock_store(settings.store):
        corpus = read_corpus(dossier, snapshots_folder(settings.store))
        built = build_generation(
            settings.store, corpus, identity=desk.encoder.identity, open_encoder=lambda: desk.encoder
        )
    return built.generation.id
