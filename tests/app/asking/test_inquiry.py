"""Follow-up questions: what leans on the conversation is searched for with it, what stands by itself is left alone."""

from dataclasses import replace

import pytest

from app.asking.followups import leans_on_history
from app.asking.inquiry import make_inquiry
from app.records import Answer, Timings, Turn
from app.service import Service

LEANING = {
    "de": {
        "connector": "Und was sagt der Autor zu Litauen, Polen und der Nordflanke?",
        "connector in quotation marks": "„Aber was sagt der Autor zu Litauen und Polen?“",
        "was ist mit": "Was ist mit den eingefrorenen Guthaben Russlands?",
        "warum nicht": "Warum nicht schon vor dem Gipfel in Berlin am 14./15. Dezember?",
        "pronoun": "Wann und wo hat er die Forderungen vorgetragen?",
        "pronominal adverb": "Wie viel davon bekäme die Ukraine?",
        "pronoun with umlaut": "Was steht darüber in Art. 5 Abs. 2?",
        "demonstrative": "Was folgt aus diesem Beschluss für Polen?",
        "bare article": "Hat der Senat das gebilligt?",
        "bare article, two words behind": "Wer soll die denn überwachen?",
        "ellipsis": "Warum?",
        "ellipsis with a name": "Der Senat?",
        "ellipsis with an abbreviation": "Wie viele Mrd.?",
        "English word": "Was hält er vom „Deal“?",
        "article before a preposition": "Was bringt das in Euro?",
        "preposition and no verb": "auf Basis von welchem Artikel?",
        "comparative at the end": "Wäre eine Brücke billiger?",
    },
    "en": {
        "connector": "And what does the author say on Lithuania and Poland?",
        "what about": "What about Poland's air defence systems?",
        "how come": "How come Belgium objects?",
        "which ones": "Which ones joined the coalition of Europeans?",
        "pronoun": "When and where did he make his demands?",
        "pronoun behind one word": "How much of it would Ukraine get?",
        "demonstrative": "Is this loan secured by Russian assets?",
        "demonstrative, late": "Who pays for that?",
        "ellipsis": "Why?",
        "ellipsis with a name": "The Senate?",
        "particle at the end": "How much is left for Ukraine then?",
        "preposition and no verb": "under which article?",
        "comparative at the end": "Would a turbine be worse?",
        "German name": "What does she say about „Fatales Drängen“?",
    },
}
STANDING = {
    "de": {
        "plain": "Welche Mehrheit im Senat ist für die Ratifizierung nötig?",
        "warum": "Warum lehnt Belgien das Darlehen ab?",
        "article with its noun": "Was fordert Putin von der Ukraine?",
        "article with its noun, adjective between": "Wie gefährlich ist die militärische Lage?",
        "pronoun with its antecedent": "Welche Rolle spielen Trump und seine Gesandten in den Verhandlungen?",
        "reflexive": "Kann die EU sich auf Trump verlassen?",
        "connector inside": "Was wollen Trump und Putin in der Ukraine?",
        "comparative with what it compares": "Ist eine Brücke billiger als eine Fähre?",
        "begins like a connector": "Undurchsichtige Geldgeber: Wer finanziert die Separatisten?",
        "umlauts, quotation marks": "Was heißt „Kriegsmüdigkeit“ für Österreich und die Türkei?",
        "abbreviation and date": "Was geschah z.B. am 14./15. Dezember 2025 in Berlin?",
        "Cyrillic": "Was bedeutet «Русский мир» für Moskau?",
    },
    "en": {
        "plain": "What troop limit does the 28-point plan set for Ukraine?",
        "why": "Why did Belgium, home of Euroclear, oppose using the frozen assets?",
        "pronoun with its antecedent": "What majority does the Senate need before its members ratify Trump's treaty?",
        "connector inside": "What do Trump and Putin want in Ukraine?",
        "begins like a connector": "Android phones made in Russia: who buys these?",
        "German name": "What is the „Drängen auf den Deal“ in Washington?",
        "Cyrillic": "What does «Русский мир» mean to Moscow?",
    },
}


def cases_of(table: dict[str, dict[str, str]]) -> list[object]:
    return [
        pytest.param(text, language, id=f"{language} {name}")
        for language, texts in table.items()
        for name, text in texts.items()
    ]


def asked(*texts: str) -> tuple[Turn, ...]:
    """A conversation: questions, each with an answer that must not be taken for one."""
    return tuple(turn for text in texts for turn in (Turn("user", text), Turn("assistant", f"Antwort auf: {text}")))


def undated(answer: Answer) -> Answer:
    return replace(answer, timings_ms=Timings())


@pytest.mark.parametrize(("text", "language"), cases_of(LEANING))
def test_what_points_back_leans_on_history(text: str, language: str) -> None:
    """A beginning that goes on, a word that points back, or hardly any words of its own: not to be searched alone."""
    assert leans_on_history(text, language)


@pytest.mark.parametrize(("text", "language"), cases_of(STANDING))
def test_what_says_enough_stands_by_itself(text: str, language: str) -> None:
    """A question whose words name what it is about is left alone, whatever was asked before it."""
    assert not leans_on_history(text, language)


@pytest.mark.parametrize(("text", "language"), cases_of(LEANING))
def test_capital_letters_of_a_beginning_do_not_matter(text: str, language: str) -> None:
    """Readers begin in small letters too."""
    assert leans_on_history(text[0].lower() + text[1:], language)


@pytest.mark.parametrize("language", ["de", "en", "ru", "xx"])
@pytest.mark.parametrize("text", ["", " ", "?!…", "„“", "🙂", "_"])
def test_nothing_asked_leans_on_nothing(text: str, language: str) -> None:
    """Without a letter or a digit there is no question, and none before it is wanted."""
    assert not leans_on_history(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Und wie bewertet die Analyse Großbritanniens, Frankreichs, Italiens, Polens, Finnlands, Schwedens,"
            " Norwegens und Dänemarks Beitrag dazu?",
            "de",
        ),
        (
            "And what did Britain, France, Italy, Poland, Finland, Sweden, Norway and Denmark contribute to it in"
            " Berlin?",
            "en",
        ),
    ],
)
def test_long_questions_say_enough(text: str, language: str) -> None:
    """A question of many words is about what they say, though it begins with "and" and has a pronoun."""
    assert not leans_on_history(text, language)


def test_languages_without_lists_lean_only_where_hardly_anything_is_said() -> None:
    """Cyrillic and French have no words that point back here; a bare "why?" still does."""
    assert leans_on_history("А почему?", "ru")
    assert leans_on_history("Pourquoi ?", "fr")
    assert not leans_on_history("Какие условия поставил Путин Киеву в июне 2024 года?", "ru")
    assert not leans_on_history("Et pourquoi l'Europe est-elle en retard ?", "fr")
    # The lists are those of the question's language only.
    assert not leans_on_history("And what does the minister want?", "ru")


def test_pointing_words_with_eszett_are_known() -> None:
    """A word of the list counts as it is written, ß included."""
    assert leans_on_history("Was kostet außerdem der Wiederaufbau?", "de")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Is there a plan for the nuclear power plant in Zaporizhzhia?", "en"),
        ("Does the dossier say that Putin will attack the Baltic states?", "en"),
        ("Gibt es einen Plan für das Kernkraftwerk Saporischschja?", "de"),
        ("Wieso lehnt Ungarn das Darlehen für Kyjiw ab?", "de"),
    ],
)
def test_words_that_point_to_nothing_do_not_lean(text: str, language: str) -> None:
    """A bare "there is", "that" before a clause, "es gibt" and a plain "wieso" take nothing from the conversation."""
    assert not leans_on_history(text, language)


@pytest.mark.parametrize("text", ["Und wer zahlt das?", "Was fordert Putin von der Ukraine?", "Warum?", ""])
def test_without_earlier_questions_everything_stands_by_itself(text: str) -> None:
    """The first question of a conversation is searched for as it is."""
    inquiry = make_inquiry(text, "de")
    assert (text, text, (text,), ()) == (inquiry.text, inquiry.words, inquiry.views, inquiry.earlier)


def test_one_earlier_question_is_searched_along() -> None:
    """Half of the search is the question itself, half is the one before it with the question behind it."""
    inquiry = make_inquiry("Und wer zahlt das?", "de", ("Was kostet der Wiederaufbau?",))
    assert "Und wer zahlt das?" == inquiry.text
    assert "Was kostet der Wiederaufbau? Und wer zahlt das?" == inquiry.words
    assert ("Und wer zahlt das?", "Was kostet der Wiederaufbau? Und wer zahlt das?") == inquiry.views
    assert ("Was kostet der Wiederaufbau?",) == inquiry.earlier


def test_a_topic_is_searched_along_from_the_question_that_started_it() -> None:
    """With the last two that leaned on it; what was asked before it is another topic."""
    started = "Wer bezahlt die Sanierung der Kaimauer am Nordkai?"
    earlier = ("Welche Oper spielt man in Tornsund?", started, "Und wann?", "Und wie viel?", "Warum er?")
    inquiry = make_inquiry("Und wer zahlt das?", "de", earlier)
    assert (started, "Und wie viel?", "Warum er?") == inquiry.earlier
    assert ("Und wer zahlt das?", f"{started} Und wie viel? Warum er? Und wer zahlt das?") == inquiry.views
    assert inquiry.views[1] == inquiry.words


def test_a_topic_that_started_long_ago_is_not_sought_for_without_end() -> None:
    """Of a hundred messages that lean on each other the first of the last few has to do."""
    earlier = tuple(f"Und der {number}. Teil davon?" for number in range(100))
    assert 3 == len(make_inquiry("Und wer zahlt das?", "de", earlier).earlier)


def test_a_question_that_stands_by_itself_takes_nothing_along() -> None:
    """People change the subject: earlier questions are no part of a new one."""
    text = "Welche Mehrheit im Senat ist für die Ratifizierung nötig?"
    inquiry = make_inquiry(text, "de", ("Was kostet der Wiederaufbau?", "Und wer zahlt das?"))
    assert (text, (text,), ()) == (inquiry.words, inquiry.views, inquiry.earlier)


def test_answers_list_the_questions_they_follow(fake_service: Service) -> None:
    """`follows` has the reader's earlier questions, cleaned and in order: no answers, and none without words."""
    history = (
        *asked("Was hat der  28-Punkte-Plan mit dem\tKernkraftwerk vor?"),
        Turn("user", "?!"),
        Turn("user", "Und wer beaufsichtigt das\u200b?"),
    )
    answer = fake_service.ask("Und wer bekommt den Strom?", history=history)
    assert (
        "Was hat der 28-Punkte-Plan mit dem Kernkraftwerk vor?",
        "Und wer beaufsichtigt das?",
    ) == answer.follows
    assert list(answer.follows) == list(answer.to_json()["follows"])
    assert "Und wer bekommt den Strom?" == answer.question


def test_answers_of_the_assistant_are_never_searched_along(fake_service: Service) -> None:
    """What the product itself said is no question: with it or without it, the same is found."""
    text = "Und wer bekommt den Strom?"
    bare = fake_service.ask(text, history=(Turn("user", "Was wird aus dem Kernkraftwerk?"),))
    told = fake_service.ask(text, history=asked("Was wird aus dem Kernkraftwerk?"))
    assert undated(bare) == undated(told)
    alone = fake_service.ask(text, history=(Turn("assistant", "Das Kernkraftwerk Saporischschja."),))
    assert () == alone.follows


def test_an_empty_follow_up_is_an_empty_question(fake_service: Service) -> None:
    """A question without words stays one, whatever was asked before."""
    answer = fake_service.ask("?!", history=asked("Was wird aus dem Kernkraftwerk?"))
    assert ("abstained", "empty_question", ()) == (answer.status, answer.reason, answer.follows)


@pytest.mark.model
@pytest.mark.parametrize(
    ("before", "text", "words"),
    [
        (
            "Welche Maximalforderungen stellt Putin an Kyjiw, etwa zur Krim und zu den vier Regionen?",
            "Wann und wo hat er das denn vorgebracht?",
            "Vorabend der internationalen Ukraine-Konferenz",
        ),
        (
            "What does the 28-point plan have in mind for the nuclear power station in Zaporizhzhia?",
            "And who would keep an eye on it?",
            "Internationalen Atomenergiebehörde",
        ),
    ],
    ids=["de", "en"],
)
def test_a_follow_up_finds_what_it_does_not_find_alone(
    before: str, text: str, words: str, real_service: Service
) -> None:
    """With the question before it, a follow-up's first quote is the answer; without it, no quote is."""
    alone = real_service.ask(text)
    assert () == alone.follows
    assert not any(words in citation.quote for citation in alone.citations)
    answer = real_service.ask(text, history=asked(before))
    assert ("answered", (before,)) == (answer.status, answer.follows)
    assert words in answer.citations[0].quote


@pytest.mark.model
@pytest.mark.parametrize(
    ("before", "text"),
    [
        (
            "Warum scheiterte die Nutzung der eingefrorenen Guthaben an Belgien und Euroclear?",
            "Welchen Rang hat Europa in der Verteidigungsstrategie der USA?",
        ),
        ("Where does Europe rank in the US defence strategy?", "What troop limit does the 28-point plan set?"),
    ],
    ids=["de", "en"],
)
def test_a_change_of_subject_is_answered_as_if_nothing_had_been_asked(
    before: str, text: str, real_service: Service
) -> None:
    """A question that stands by itself gets the same answer, letter for letter, in the middle of a conversation."""
    alone = real_service.ask(text)
    assert alone.citations
    assert undated(alone) == undated(real_service.ask(text, history=asked(before)))
