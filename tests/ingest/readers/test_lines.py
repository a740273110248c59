"""Paragraphs of plain texts: wrapped at any width or a paragraph a line, and words divided at line ends."""

import textwrap

import pytest

from ingest.readers.lines import find_lines, join_divided_words

PARAGRAPHS = {
    "de": (
        "Der Müller von Wendelsrode, ein Mann von wenigen Worten, verkaufte im Frühjahr 1804 das obere Wehr an den"
        " Rat, der es seit Jahren haben wollte und nie hatte bezahlen können. Niemand fragte, woher das Geld kam.",
        "Am 14. Juni desselben Jahres trat der Bach über die Ufer und nahm zwei Brücken mit, von denen eine nie"
        " wieder aufgebaut wurde, weil die Nachbarn sich über den Preis des Holzes nicht einigen konnten.",
    ),
    "en": (
        "The miller of Wendelsrode, a man of few words, sold the upper weir in the spring of 1804 to a council that"
        " had wanted it for years and had never been able to pay for it. Nobody asked where the money came from.",
        "On 14 June of the same year the brook left its banks and took two bridges with it, one of which was never"
        " built again because the neighbours could not agree on the price of the timber that it would have needed.",
    ),
    "ru": (
        "Мельник, человек немногословный, продал весной 1804 года верхнюю плотину городскому совету, который давно"
        " хотел её получить и никогда не мог заплатить. Никто не спросил, откуда взялись деньги у города.",
        "В июне того же года ручей вышел из берегов и унёс два моста, один из которых так и не был построен заново,"
        " потому что соседи не смогли договориться о цене леса, который для этого понадобился бы.",
    ),
}


@pytest.mark.parametrize("width", [38, 60, 76, 100, 120, 140])
@pytest.mark.parametrize("language", PARAGRAPHS)
@pytest.mark.parametrize("between", ["\n\n", "\n   "])
def test_wrapped_paragraphs_are_whole_at_any_width(language: str, width: int, between: str) -> None:
    """However wide a text is wrapped, with blank lines between its paragraphs or only with short last ones."""
    one, other = PARAGRAPHS[language]
    paragraphs = [f"{one} {other} {one}", f"{other} {other} {one}", f"{one} {one} {other}"]
    wrapped = [textwrap.fill(text, width) for text in paragraphs]
    if between != "\n\n" and any(len(text.split("\n")[-1]) > width * 0.75 for text in wrapped):
        pytest.skip("a full last line and no blank one: nobody could tell")
    assert paragraphs == [line.text for line in find_lines(between.join(wrapped))]


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_a_paragraph_a_line_stays_that(language: str) -> None:
    """Lines of their own are not joined, whatever their length."""
    lines = [*PARAGRAPHS[language], "Kurz.", *PARAGRAPHS[language]]
    assert lines == [line.text for line in find_lines("\n".join(lines))]


def test_names_one_below_the_other_are_no_wrapped_text() -> None:
    """Short lines of like length that go on with capitals are a list."""
    names = [
        "Anna Lund aus Wendelsrode",
        "Boris Halm aus Wendelsrode",
        "Clara Venn aus Altenmoor",
        "Dirk Sasse aus Lünebach",
    ]
    assert names == [line.text for line in find_lines("\n".join(names))]


def wrapped(*lines: str) -> str:
    """A text whose lines are full, so that it counts as wrapped."""
    filler = "und dann ging es lange so weiter bis der Abend kam und alle müde waren und nach Hause"
    return "\n".join([*lines, *textwrap.wrap(" ".join([filler] * 4), 60)])


JOINED = {
    "Brackelmann": "Der alte Müller hieß mit vollem Namen nur noch Bra-\nckelmann und blieb",
    "Verhandlungen": "Die Leute sprachen an diesem Abend lange über die Verhand-\nlungen mit der Stadt",
    "negotiations": "The people of the town spoke all night about the negotia-\ntions with the council",
    "переговорах": "Весь вечер люди говорили между собой только о перего-\nворах с городским советом",
    "Quendelfahrer": "Der Zug der Quendel-\nfahrer kam an und die Leute riefen Quendelfahrer laut",
}


@pytest.mark.parametrize("word", JOINED)
def test_words_surely_divided_are_put_together(word: str) -> None:
    """The dictionary, the text itself, or a second half that is nothing by itself make it sure."""
    joined, _ = join_divided_words(wrapped(JOINED[word]))
    assert word in joined.replace("riefen Quendelfahrer", "")


KEPT = {
    "und": "Der Rat sprach an diesem langen Abend wieder über Vor-\nund Nachteile des Wehrs",
    "or": "The council spoke that evening once again of the short-\nor long-term price of it",
    "a capital": "Die Leute kamen aus dem ganzen Land, auch aus Baden-\nWürttemberg und von weiter",
    "a digit": "Die Leute sprachen an diesem Abend über den Plan mit 28-\n30 Punkten und mehr davon",
    "и": "Совет весь вечер говорил о том, что нужно делать северо-\nи юго-восточным сёлам там",
}


@pytest.mark.parametrize("name", KEPT)
def test_hyphens_that_belong_there_stay(name: str) -> None:
    """Before "und", "or", a capital or a digit a hyphen is no division."""
    text = wrapped(KEPT[name])
    assert (text, ()) == join_divided_words(text)


def test_the_uncertain_stay_and_are_listed() -> None:
    """Two words that may be one with a hyphen: nothing is changed, and it is said."""
    text = wrapped("The council spoke that evening once again of the long-\nterm price that it would have")
    joined, unsure = join_divided_words(text)
    assert (text, ("long-term",)) == (joined, unsure)
