"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading import NoteMark
from ingest.records import Document
from ingest.text.sentences import split_sentences

CASES = {
    "German dates and ordinals": (
        "Mit dem Gipfel am 14./15. Dezember 2025 und am 6.\u00a0Januar begann es. Am 23.11. 2025 endete es.",
        ["Mit dem Gipfel am 14./15. Dezember 2025 und am 6.\u00a0Januar begann es.", "Am 23.11. 2025 endete es."],
    ),
    "German abbreviations": (
        "Das gilt z.B. gem. Art. 20 Abs. 2 für 100 Mrd. Euro bzw. Dr. Müller. Danach nicht mehr.",
        ["Das gilt z.B. gem. Art. 20 Abs. 2 für 100 Mrd. Euro bzw. Dr. Müller.", "Danach nicht mehr."],
    ),
    "note markers belong to the sentence before": (
        "Ende Dezember.[1] Letzterer ist neu.[2][3] So ist es.",
        ["Ende Dezember.[1]", "Letzterer ist neu.[2][3]", "So ist es."],
    ),
    "closing quotes and brackets": (
        "Er sagte: „Nie wieder.“ Dann ging er (Punkt 3). „Warum?“ fragte sie.",
        ["Er sagte: „Nie wieder.“", "Dann ging er (Punkt 3).", "„Warum?“ fragte sie."],
    ),
    "English": (
        "Mr. Smith met the U.S. envoy at 5 p.m. on Jan. 3. It was late. “Was it?” He smiled.",
        ["Mr. Smith met the U.S. envoy at 5 p.m. on Jan. 3.", "It was late.", "“Was it?”", "He smiled."],
    ),
    "Russian": (
        "Он заявил в 2021 г. Москве об этом. Затем ушёл и т.д. Всё.",
        ["Он заявил в 2021 г. Москве об этом.", "Затем ушёл и т.д. Всё."],
    ),
    "mixed": (
        "Laut NSS (Kap. 3C) gilt „genuine democracy”. The text goes on! Или нет?",
        ["Laut NSS (Kap. 3C) gilt „genuine democracy”.", "The text goes on!", "Или нет?"],
    ),
    "a year may end a sentence": ("Das war 2018. Europa schwieg.", ["Das war 2018.", "Europa schwieg."]),
    "roman numerals and initials": (
        "Vor der XXXI. Vollversammlung sprach W.W. Putin. Er war kurz.",
        ["Vor der XXXI. Vollversammlung sprach W.W. Putin.", "Er war kurz."],
    ),
    "Chinese and Japanese need no white space": (
        "政府拒绝了和平计划。[3]为什么？没有人知道！2024年结束了。「なぜですか？」と彼は聞いた。",
        ["政府拒绝了和平计划。[3]", "为什么？", "没有人知道！", "2024年结束了。", "「なぜですか？」と彼は聞いた。"],
    ),
    "Arabic": (
        "رفضت الحكومة خطة السلام. لماذا؟ بلغت النسبة 3.5 في المئة.",
        ["رفضت الحكومة خطة السلام.", "لماذا؟", "بلغت النسبة 3.5 في المئة."],
    ),
    "Urdu": ("حکومت نے منصوبہ مسترد کر دیا۔ کوئی نہیں جانتا۔", ["حکومت نے منصوبہ مسترد کر دیا۔", "کوئی نہیں جانتا۔"]),
    "Hebrew": ("הממשלה דחתה את התוכנית. למה? איש אינו יודע.", ["הממשלה דחתה את התוכנית.", "למה?", "איש אינו יודע."]),
    "Hindi": (
        "सरकार ने योजना को अस्वीकार कर दिया। क्यों? कोई नहीं जानता।",
        ["सरकार ने योजना को अस्वीकार कर दिया।", "क्यों?", "कोई नहीं जानता।"],
    ),
    "Georgian": ("მთავრობამ გეგმა უარყო. რატომ? არავინ იცის.", ["მთავრობამ გეგმა უარყო.", "რატომ?", "არავინ იცის."]),
    "German with a Chinese quotation": (
        "Das stand in der 人民日报。Danach nichts. Er fragte: 为什么？ Sie schwieg.",
        ["Das stand in der 人民日报。", "Danach nichts.", "Er fragte: 为什么？", "Sie schwieg."],
    ),
    "a small letter after a full stop goes on": (
        "Das gilt ggf. auch hier. Nicht dort.",
        ["Das gilt ggf. auch hier.", "Nicht dort."],
    ),
    "an address goes with what names it": (
        "Rede, Moskau, 14. Juli 2024. https://mid.ru/en/?lang=ru",
        ["Rede, Moskau, 14. Juli 2024. https://mid.ru/en/?lang=ru"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_sentences_end_where_a_reader_ends_them(name: str) -> None:
    """Abbreviations, dates, numerals and quotes do not end sentences; full stops do."""
    text, expected = CASES[name]
    assert expected == [text[piece.start : piece.end] for piece in split_sentences(text, 0, len(text))]


@given(st.text(alphabet="aÄßя .!?…“”„»«¹\n[1]5A(:。？」سא؟।ქ"))
def test_sentences_cover_everything_but_white_space(text: str) -> None:
    """Whatever the text, its sentences are in order, do not overlap, and leave out nothing but white space."""
    pieces = split_sentences(text, 0, len(text))
    covered = "".join(text[piece.start : piece.end] for piece in pieces)
    assert "".join(text.split()) == "".join(covered.split())
    assert all(one.end <= other.start for one, other in zip(pieces, pieces[1:], strict=False))


def test_declared_markers_belong_to_the_sentence_before_however_they_stand() -> None:
    """A marker apart from the full stop, or in a form of its own, goes with what it is for; other numbers do not."""
    text = "Der Vertrag galt. [1] Die Reeder klagten.2) Das Gericht schwieg. [40] Gulden kostete das."
    marks = [NoteMark(text.index(form), text.index(form) + len(form), 0) for form in ("[1]", "2)")]
    expected = [
        "Der Vertrag galt. [1]",
        "Die Reeder klagten.2)",
        "Das Gericht schwieg.",
        "[40] Gulden kostete das.",
    ]
    assert expected == [text[piece.start : piece.end] for piece in split_sentences(text, 0, len(text), marks)]


def test_no_sentence_of_the_essay_is_cut_in_half(essay: Document) -> None:
    """Every sentence of the essay begins like one and none is shorter than a word and its full stop."""
    pieces = [
        essay.text[s.start : s.end] for p in essay.passages if p.kind in ("paragraph", "lead") for s in p.sentences
    ]
    assert [] == [piece for piece in pieces if not (piece[0].isupper() or piece[0] in "„“")]
    assert [] == [piece for piece in pieces if len(piece) < 15]
