"""Whom the words mean: names behind descriptions, joint authors, towns and offices, the work that a note cites."""

from __future__ import annotations

import pytest

from ingest.records import Source
from tests.ingest.voices.reading import find_sentence, read_sentences, read_text


@pytest.mark.parametrize(
    ("language", "text", "begins", "speaker"),
    [
        ("de", "Ihr Leiter, Jost Ebeling, sagte dazu: „Wir haben kein Holz mehr.“", "Ihr", "Jost Ebeling"),
        ("de", "Drei Angebote hat Nele Harms geprüft. Zwei Kräne hat sie bemängelt.", "Zwei", "Nele Harms"),
        ("de", "Im Mai verlangte das Hafenamt vom Ruderverein 300 Euro.", "Im Mai", "das Hafenamt"),
        ("de", "Elke Voss geht. Hauke Dirks, der Chef, will neu bauen; teuer sei das nicht.", "Hauke", "Hauke Dirks"),
        ("de", "Die Steuerfrau Berta Lunz warnt. Lehne das Amt ab, so fehle das Geld.", "Lehne", "Berta Lunz"),
        ("en", "Its director, Maud Pellow, claims that the bank asked for the accounts twice.", "Its", "Maud Pellow"),
        ("en", "Maud Pellow, whose book is dear, had written years before that tides lie.", "Maud", "Maud Pellow"),
        ("en", "Growers tend to think of the dykes as theirs.", "Growers", "Growers"),
        ("ru", "Тут дом Ольги Лодкиной. Лодкина полагает, что он стар.", "Лодкина", "Ольга Лодкина"),
    ],
)  # fmt: skip
def test_speaker_is_whoever_is_named_in_full(language: str, text: str, begins: str, speaker: str) -> None:
    """The name behind a description, the subject behind its object, the nominative of a name."""
    found = next(who for sentence, who, _ in read_sentences(text, language) if sentence.startswith(begins))
    assert speaker == found


def test_town_is_not_the_office_that_has_its_name() -> None:
    """Of "Hafenamt Norden" and of two authors the last word alone means neither."""
    office = Source("brief", "cited_source", "Brief", author="Hafenamt Norden")
    joint = Source("pakt", "cited_source", "Pakt", author="Hafenamt und Ruderverein")
    text = "Norden fürchtet, der Deich sei zu niedrig. Später sagte der Ruderverein, das Boot sei leck."
    speakers = [who for _, who, _ in read_sentences(text, "de", office, joint)]
    assert ["Norden", "der Ruderverein"] == speakers


def test_answer_that_contradicts_a_report_is_the_authors() -> None:
    """In the singular „wäre ... freilich“ answers what was reported; „sei“ would go on with it."""
    text = "Elke Voss sagt, der Umbau sei billig. Nach dem Gesetz wäre er freilich ein Neubau. Der Bau sei klein."
    kinds = [kind for _, _, kind in read_sentences(text, "de")]
    assert ["paraphrased", "own"] == kinds[:2]


def test_attitude_in_the_present_opens_no_speech() -> None:
    """Behind "she says that" the past perfect goes on with her; behind "she regards herself as" it is told."""
    text = "Mayor Ada Quill regards herself as a guest. The town had also lent the club a field."
    assert ["paraphrased", "own"] == [kind for _, _, kind in read_sentences(text, "en")]


@pytest.mark.parametrize(
    ("language", "abstract"),
    [("en", "This essay asks what the bridge has cost. Its finding is that it has cost too much."),
     ("en", "This paper compares nine bridges on both sides of the bay that failed, and asks who paid for them.")],
)  # fmt: skip
def test_text_that_speaks_of_itself_is_its_authors(language: str, abstract: str) -> None:
    """Where an essay tells what "this essay asks", nobody else is speaking."""
    assert {"own"} == {kind for _, _, kind in read_sentences(abstract, language)}


MINUTES = """Niederschrift

Alle kamen.

Anna Wirth: Ich begrüße Sie.

Bert Lohse: Der Deich ist dicht.

Unruhe im Saal.

Anna Wirth: Das höre ich gern.

Claas (Wasserwerk): Der Brunnen ist leer. Das bleibt so.

Punkt 2: Verschiedenes

Cleo Brand: Ich habe Durst.

Anna Wirth: Ich auch.

Bert Lohse: Dann gehen wir.

Cleo Brand: Ich komme mit.

Anna Wirth: Die Sitzung ist geschlossen.
"""


def test_minutes_between_turns_are_told_and_single_turns_spoken() -> None:
    """Whoever speaks once is known by his office in brackets; a heading and what is told end a turn."""
    document = read_text(MINUTES, "de")
    found = {
        words: find_sentence(document, words) for words in ("Der Deich", "Unruhe", "Das bleibt", "Punkt 2", "Ich habe")
    }
    assert ["quoted", "own", "quoted", "own", "quoted"] == [one.attribution for one in found.values()]
    assert "Claas" == found["Das bleibt"].speaker


INTERVIEW = """A gate keeps no secrets

The Harbour Mail, 3 May. Nora Quist met her beside the sluice.

Ms Fairlie, who opens the gate?

I do. Every night.

And who pays?

Nobody does, I think.

What do you fear, Ms Fairlie?

I fear the frost.

A note of the editors: the gate was closed in June.
"""


def test_guest_is_whom_the_questions_address() -> None:
    """Neither the paper nor whoever asks is the guest; where she is the work's author, the questions are not hers."""
    document = read_text(INTERVIEW, "en")
    assert "Fairlie" == find_sentence(document, "Every night").speaker
    assert ("author", "own") == (
        find_sentence(document, "And who").speaker,
        find_sentence(document, "And who").attribution,
    )


def test_what_others_ask_and_add_is_not_the_guests_whose_work_it_is() -> None:
    """Where the manifest gives the guest as author, questions and notes are the paper's, or nobody's that is named."""
    for publisher, expected in (("The Harbour Mail", ("The Harbour Mail", "quoted")), (None, ("unnamed", "reported"))):
        document = read_text(INTERVIEW, "en", author="Ada Fairlie", publisher=publisher)
        others = [find_sentence(document, words) for words in ("And who pays", "A note of the editors")]
        assert [expected] * 2 == [(one.speaker, one.attribution) for one in others]
        assert "quoted" == find_sentence(document, "I fear the frost").attribution


@pytest.mark.parametrize(
    ("language", "text", "begins", "speaker"),
    [
        ("en", "Edda Kroll runs it. Two tug firms lie there. “Nobody pays us,” she says.", "“Nob", "Edda Kroll"),
        ("en", "The new pamphlet is dear. Edda Kroll wrote it. She says that tugs are worn.", "She", "Edda Kroll"),
        ("en", "The harbour clerk showed the books. He reported that dues had fallen.", "He rep", "The harbour clerk"),
        ("en", "Tolland was full. A senior Tolland pilot conceded that the tugs were worn.", "A senior",
         "A senior Tolland pilot"),
        ("en", "Its director, Maud Hampton, said that the tugs were worn.", "Its", "Maud Hampton"),
        ("en", "It was asked by a pilot whether the tugs were worn.", "It was", "a pilot"),
        ("en", "A letter from Tolland was read, in which it was argued that tugs are dear.", "A letter",
         "A letter from Tolland"),
        ("en", "Ned Bray came late. Mayor Olive Lunn was kind but doubted that it was.", "Mayor", "Mayor Olive Lunn"),
        ("en", "Ned Bray was firm. Whoever wanted tugs, he remarked, should buy them.", "Whoever", "Ned Bray"),
        ("en", "Council leader Edda Rowe faced the press. She had seen nothing, she insisted.", "She", "Edda Rowe"),
        ("en", "Mr Ned Bray is dead. In his speech the Chairman looked back. He stated that dues had fallen.", "He",
         "the Chairman"),
        ("en", "Edda Kroll runs the yard. In town they say that it has never paid.", "In town", "unnamed"),
        ("de", "Imke Reuss kommt. Dafür fehle das Geld, wird Bohl antworten.", "Dafür", "Bohl"),
        ("de", "Imke Reuss kommt. Notar Bohl nimmt das Wort. Der Kauf sei nichtig.", "Der Kauf", "Notar Bohl"),
        ("ru", "Отчёт вышел. «Док уже давно стар», — говорится в нём.", "«Док", "unnamed"),
        ("ru", "Имке Ройс пришла. Док, как утверждают в кулуарах, продан.", "Док", "unnamed"),
        ("en", "Then there are pilots who find that the tugs are dear.", "Then", "unnamed"),
        ("de", "Imke Reuss schweigt sonst. Reuss hat in engem Kreis zugegeben, dass die Pumpen alt sind.", "Reuss hat",
         "Imke Reuss"),
        ("de", "Das Hafenbauamt prüft die Pumpen. Das Amt rät, sie zu tauschen.", "Das Amt", "Das Hafenbauamt"),
        ("de", "Arne Bohl kennt den Wortlaut der Ablehnung. „Wir warten“, sagte er.", "„Wir", "Arne Bohl"),
        ("de", "Arne Bohl nimmt anhand einer Pegelkurve Stellung. Die Pumpe sei alt.", "Die Pumpe", "Arne Bohl"),
        ("de", "Imke Reuss kommt. Der Verein hat nach eigenen Angaben vierzig Boote.", "Der Verein", "Der Verein"),
        ("de", "Und der Lotse Arne Bohl warnt vor dem Eis.", "Und", "Arne Bohl"),
        ("de", "Imke Reuss kommt. „Wir sind die Pumpe“, lautet ihr Schlusssatz.", "„Wir", "Imke Reuss"),
        ("de", "Hinter vorgehaltener Hand ist von einem Verkauf die Rede.", "Hinter", "unnamed"),
        ("ru", "Инспектор Лунин, например, рассказал, будто насосы новые.", "Инспектор", "Инспектор Лунин"),
        ("ru", "Представители верфи, чьё имя известно, отрицают продажу дока.", "Предст", "Представители верфи"),
    ],
)  # fmt: skip
def test_nobody_else_is_taken_for_the_speaker(language: str, text: str, begins: str, speaker: str) -> None:
    """No several for one, no thing for a person, no name that only tells whose, no place for whoever is in it."""
    found = next(who for sentence, who, _ in read_sentences(text, language) if sentence.startswith(begins))
    assert speaker == found


def test_title_that_ends_with_a_pronoun_is_no_name() -> None:
    """The word "It" is not "Should Have Seen It", whatever a heading says."""
    text = "Who Should Have Seen It\n\nEdda Kroll runs the yard. It said that the tugs were worn."
    assert "Should Have Seen It" not in {who for _, who, _ in read_sentences(text, "en")}
