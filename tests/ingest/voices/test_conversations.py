"""Interviews, transcripts and summings-up."""

import pytest

from ingest.records import Source
from tests.ingest.voices.reading import find_sentence, read_text

INTERVIEW = """Ein Gespräch über Brot

Die Bäckerin Nele Harms steht um zwei Uhr auf.

{a}: Warum so früh?

{b}: Weil der Teig wartet. Er wartet nicht gern.

{a}: Und wann schlafen Sie?

{b}: Am Nachmittag. (Sie lacht.) Mein Mann behauptet, ich schliefe im Stehen.

{a}: Was kostet Sie der Strom?

{b}: Mehr als das Mehl.

So endete der Besuch.
"""


def test_interviewers_questions_are_the_authors_and_answers_are_quoted() -> None:
    """Whoever asks most is the interviewer, whatever his label; who answers is called by his full name."""
    for asking, answering in (("KRUSTE", "HARMS"), ("Frage", "Harms"), ("F", "Nele Harms")):
        document = read_text(INTERVIEW.format(a=asking, b=answering), "de")
        question, answer = find_sentence(document, f"{asking}: Warum"), find_sentence(document, "Er wartet nicht")
        assert ("author", "own") == (question.speaker, question.attribution)
        assert ("Nele Harms", "quoted") == (answer.speaker, answer.attribution)
        assert "own" == find_sentence(document, "(Sie lacht").attribution
        assert "own" == find_sentence(document, "So endete").attribution


@pytest.mark.parametrize(
    ("language", "turns"),
    [
        ("en", "GAZETTE: {q1} MERRIMAN: {a1}\n\nGAZETTE: {q2} MERRIMAN: {a2}\n\nGAZETTE: {q3} MERRIMAN: {a3}"),
        ("en", "**Gazette:** {q1}\n\n**Merriman:** {a1}\n\n**Gazette:** {q2}\n\n**Merriman:** {a2}"),
        ("en", "{q1}\n\nMerriman: {a1}\n\n{q2}\n\nMerriman: {a2}\n\n{q3}\n\nMerriman: {a3}"),
        ("en", "**{q1}**\n\n{a1}\n\n**{q2}**\n\n{a2}\n\n**{q3}**\n\n{a3}"),
        ("de", "– {q1}\n\n– {a1}\n\n– {q2}\n\n– {a2}\n\n– {q3}\n\n– {a3}"),
        ("en", "Gazette: {q1}\nMerriman: {a1}\nGazette: {q2}\nMerriman: {a2}"),
    ],
)
def test_every_sentence_of_an_answer_is_the_guests_however_it_is_set(language: str, turns: str) -> None:
    """Questions are the author's, whether names, bold print, dashes or nothing tell whose turn it is."""
    words = {
        "en": ("Ada Merriman keeps bees.", "How many hives?", "And honey?", "Is it cheap?", "Forty. That is a lot."),
        "de": (
            "Ada Merriman hält Bienen.",
            "Wie viele Völker?",
            "Und Honig?",
            "Ist er billig?",
            "Vierzig. Das ist viel.",
        ),
    }[language]
    intro, q1, q2, q3, answer = words
    told = turns.format(q1=q1, q2=q2, q3=q3, a1=answer, a2="Ja, Nr. zwei.", a3="Ja, immer.")
    document = read_text(f"Titel ohne Punkt\n\n{intro}\n\n{told}\n", language)
    asked, first, second = (find_sentence(document, one) for one in (q2, *answer.split(" ", 1)))
    assert ("author", "own") == (asked.speaker, asked.attribution)
    assert [("Ada Merriman", "quoted")] * 2 == [(one.speaker, one.attribution) for one in (first, second)]


def test_what_is_told_between_turns_is_the_authors() -> None:
    """A paragraph that tells of the guest is nobody's turn; a box with a heading is none either."""
    turns = "{b}\n\nHarms: Ich backe. Immer.\n\n{b}\n\nHarms: Nachts.\n\nKasten: Brot und Salz\n\n"
    turns += "Brot wird seit langem gebacken.\n\n{b}\n\nHarms: Ja.\n\nSie trinkt ihren Tee aus.\n\n{b}\n\nHarms: Nein."
    document = read_text(
        "Titel ohne Punkt\n\nDie Bäckerin Nele Harms lebt hier.\n\n" + turns.format(b="Was tun Sie?") + "\n", "de"
    )
    assert "Nele Harms" == find_sentence(document, "Immer").speaker
    assert ["own", "own"] == [find_sentence(document, one).attribution for one in ("Brot wird", "Sie trinkt")]


def test_debate_has_no_interviewer() -> None:
    """Where four and more speak, whoever asks a question does not thereby write the text."""
    turns = "\n\n".join(f"{name}: Ist das so? Ich glaube es nicht." for name in ("Anna", "Bert", "Cleo", "Dora") * 2)
    document = read_text(f"Streitgespräch im Rat\n\nVier Leute stritten.\n\n{turns}\n", "de")
    assert {"quoted"} == {s.attribution for p in document.passages if p.kind == "post" for s in p.sentences}


def test_summing_up_is_the_authors_judgement_about_somebody() -> None:
    """What "In short, the ministry wants ..." gives is neither the ministry's words nor what the author holds."""
    text = (
        "Title\n\nThe ministry says the tax will be fair. In short, the ministry wants to be paid twice."
        " That is clever. The harbour is deep.\n"
    )
    document = read_text(text, "en")
    summed = find_sentence(document, "In short")
    assert ("author", "summed_up", "the ministry") == (summed.speaker, summed.attribution, summed.about)
    assert "own" == find_sentence(document, "That is clever").attribution


def test_summing_up_of_nobodys_view_is_the_authors_own() -> None:
    """Where nobody was spoken of, the author sums up himself."""
    document = read_text(
        "Titel ohne Punkt\n\nDer Fluss ist breit. Kurz gesagt: Ohne Boot kommt keiner hinüber.\n", "de"
    )
    assert "own" == find_sentence(document, "Kurz gesagt").attribution


def test_list_that_sums_a_paper_up_is_about_that_paper() -> None:
    """All points of the list are, and the paragraph behind it is not."""
    work = Source("plan", "cited_source", "Hafenplan", names=("Hafenplan",), voice="Hafenplan")
    text = (
        "Titel ohne Punkt\n\nDer Hafenplan fordert drei Kräne. Auf den Punkt gebracht heißt das:\n\n"
        "• Wer zahlt, legt an.\n\n"
        "• Wer nicht zahlt, wartet.\n\nDie Elbe hat Tiden.\n"
    )
    document = read_text(text, "de", work)
    points = [find_sentence(document, words) for words in ("Wer zahlt", "Wer nicht")]
    assert [("author", "summed_up", "Hafenplan")] * 2 == [(s.speaker, s.attribution, s.about) for s in points]
    assert "own" == find_sentence(document, "Die Elbe").attribution


def test_lead_is_attributed_like_any_text() -> None:
    """What a lead reports is not the author's because it stands before the first section."""
    text = "Titel ohne Punkt\n\nDie Stadt müsse sparen, sagt die Kämmerin Eva Holm.\n\n1. Anfang\n\n"
    text += "Das Jahr war nass und kalt.\n"
    document = read_text(text, "de")
    assert ("Eva Holm", "paraphrased") == (
        find_sentence(document, "Die Stadt").speaker,
        find_sentence(document, "Die Stadt").attribution,
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Gespräch mit der Lotsin Imke Reuss\n\nImke Reuss, 51, fährt seit 1999.\n\n"
            "Frau Reuss, wann schlafen Sie? Selten. Ich döse im Boot.\n\n"
            "Was sehen Sie nachts? Wenig. Wir hören mehr.\n\n"
            "Sie wollten nie an Land. Nein, mir wird da schlecht.\n\n"
            "Sie schenkt Tee ein. Der Ofen bullert.\n\n"
            "Wer folgt Ihnen? Meine Nichte. Sie hat das Patent.",
        ),
        (
            "en",
            "A conversation with a pilot\n\nImke Reuss has sailed since 1999.\n\n"
            "Ms Reuss, when do you sleep? Selten. I doze in the boat.\n\n"
            "What do you see at night? Little. We hear more.\n\n"
            "You never wanted a desk. No, I get seasick there.\n\n"
            "She pours tea. The stove hums.\n\n"
            "Who comes after you? My niece. She has passed.",
        ),
        (
            "ru",
            "Интервью с лоцманом\n\nИмке Ройс ходит с 1999 года.\n\n"
            "Имке, когда вы спите? Selten. Я дремлю в лодке.\n\n"
            "Что вы видите ночью? Мало. Мы больше слышим.\n\n"
            "Вы не хотели на берег. Нет, мне там плохо.\n\n"
            "Она наливает чай. Печь гудит.\n\n"
            "Кто придёт после вас? Моя племянница. Она сдала.",
        ),
    ],
)
def test_answer_may_run_on_behind_its_question(language: str, text: str) -> None:
    """A question or a prompt at the head of a paragraph, the answer in the rest of it; what is told between is told."""
    document = read_text(f"Titel ohne Punkt\n\n{text}\n", language)
    paragraphs = [one for one in document.passages if one.kind == "paragraph"][-5:]
    kinds = [[sentence.attribution for sentence in one.sentences] for one in paragraphs]
    assert [["own", "quoted", "quoted"]] * 2 + [["own", "quoted"], ["own", "own"], ["own", "quoted", "quoted"]] == kinds
    assert {"author", "Imke Reuss", "Имке Ройс"} >= {find_sentence(document, "Selten").speaker}


def test_questions_of_an_essay_are_no_interview() -> None:
    """It asks at the head of its paragraphs, too, and says "I"; but nobody is spoken to."""
    text = "\n\n".join(f"Was nützt Hafen {n}? Wenig. Ich war dort und fror." for n in range(4))
    document = read_text(f"Titel ohne Punkt\n\nJan Holl schrieb über Häfen.\n\n{text}\n", "de")
    assert {"own"} == {one.attribution for passage in document.passages for one in passage.sentences}


def test_a_hearing_is_set_in_titles_and_capitals() -> None:
    """“Mr. HOLT. The ayes have it.”: a title before the capitals, as a parliament's record sets its speakers."""
    text = (
        "Mr. HOLT. The committee will come to order. I call up the first resolution.\n\n"
        "Ms. ARRIGO of New Jersey. I thank the chair. The dam was never inspected.\n\n"
        "Mr. HOLT. There are further statements.\n\n"
        "Senator BRIDGE. The county did inspect it, in 1998.\n\n"
        "Ms. ARRIGO. Then the report is missing.\n\n"
        "Senator BRIDGE. It burned."
    )
    document = read_text(f"Record of the dam committee\n\n{text}\n", "en")
    for words, surname in (("The dam was never", "ARRIGO"), ("It burned", "BRIDGE"), ("I call up", "HOLT")):
        sentence = find_sentence(document, words)
        assert "quoted" == sentence.attribution
        assert surname in sentence.speaker
