"""What a full stop may be beside the end of a sentence; a bar stands where a sentence ends."""

import pytest

from ingest.text.sentences import split_sentences

ORDINALS = """
Lena Ahrens ist die 47. Präsidentin der Kammer.| Am 100. Tag nach der Wahl trat sie zurück.
Im 19. Jahrhundert lag die Werft am Fluss.| Zum 250. Mal feierte die Stadt.| Der Rat tagte.
Brackelmanns 60. Geburtstag war am 3. Mai.| Er wurde 60.| Niemand kam.
Zu seinem angeblichen 47. Fall schwieg er, Amerikas 47. Präsident, der 45. und 47. Präsident in einem.
Sie war als 52. Präsidentin vereidigt.| Er wurde 53. Präsident.| Mehr als 47.| Boote sanken.
Es waren 47.| Dann kam der Regen.| Es waren 47.| Boote lagen am Kai.
Das geschah im Jahr 1911.| Die Werft brannte.| Das Boot von 1912.| Europa schwieg.
Siehe Seite 8.| Der Kran steht dort.| Siehe S. 8.| Der Kran steht dort.| So auch Rn. 47.| Das Gericht schwieg.
Auf Platz 47.| Hamburg lag vorn.| Auf dem 48. Platz lag Kiel.| In 47. Sitzung, zur 2. Lesung.
Am 9. November 1938.| Europa schwieg in den Jahren 1933 bis 1945.| Von 1939–45.| Europa brannte.
Der Staat zahlte 1.000.000.| Kutter sanken um 12,5.| Am 23.11. 2025 war Schluss, vom 3. bis zum 47. Tag.
He was 31.| Europe slept.| The vote was 52 to 47.| Senators left.| It burned in Feb. 1911.| Ships sailed.
Их было 47.| Москва молчала.| Было 12.| Петров ушёл.
""".strip().split("\n")

LABELS = """
1. Die Stadt kauft das Dock.| 2. Die Werft zahlt.
Drei Punkte: 1. Die Stadt kauft das Dock.| 2. Die Werft zahlt.
a) Die Stadt kauft.| B. Die Werft zahlt.| III. Der Rat schweigt.
§ 5. Der Kranführer haftet.| Das gilt auch nach § 7.| Der Eigner haftet nicht.
Artikel 5. Der Rat beschließt.| Es folgt Artikel 6.| Der Rat schweigt.
Item 3. The mill is sold.| See chapter 4.| The mill is sold.
""".strip().split("\n")

ABBREVIATIONS = """
Sie zahlte 500 Tsd. Euro für das Dock.| Der Rest, 12 Tsd.| Er blieb offen.
Die Enteignung war nach Art. 14 ff. Grundgesetz erlaubt.| Das gilt nach Art. 20 ff.| Das Gericht schwieg.
Vgl. BT-Drs. 17/1234, S. 5 f. und Rn. 47 ff.| Die Kammer folgte dem (Az. 3 K 12/19, Rdnr. 12 der 3. Aufl. Kiel 1998).
Das steht i. V. m. Abs. 2 in der NdsVBl. 2011, 281 (Anm. d. Red., Bd. 3, Jg. 12, Sp. 47, hrsg. v. J. Moor).
Nach 5 Std. Fahrt und 30 Min. Pause kam Bgm. Otten an.| Er blieb 5 Std.| Danach ging er.
Das gilt für Schiffe dieser Art.| Kutter gab es keine.| Das gilt für mich.| Kutter nicht.
Frau Dr. med. Schulz, Dipl.-Ing. Meier und Ministerialrat a. D. Krause kamen um 300 v. Chr. Siedler blieben.
Vgl. ebd., S. 12 ff.| Vgl. Moor, a.a.O.| Anders Lenz, Buchst. b.| Der Streitwert beträgt 15 Tsd. Euro.
Das kostete 5 DM.| Europa zahlte.| Er fuhr einen LKW.| Motoren liefen bei der GmbH.| Er lief 100 m.| Der Hund bellte.
See No. 5 and Nos. 6-8, pp. 12 f., cf. vol. II.| He said no.| Then he left.| It is modern art.| People like it.
The talks ended in the U.S.| The president spoke at 5 p.m.| He left.| The U.S. Senate met Gov. Lee on Sept. 3.
Smith Inc. Holdings sued Jones Ltd.| The court cited Smith et al. (1998), 42 U.S.C. § 1983 and Art. III.| It failed.
Marbury v. Madison, 5 U.S. 137 (1803), per Roberts, C.J., held so.| See Sec. 12.| It's clear.
В 2021 г.| Он приехал в г. Москву на ул. Ленина, д. 5, стр. 2.| Это было в 20 в. н.э.| Потом ушёл.
См. гл. 5, рис. 3, изд. 1998 г., ред. В. В. Иванов.| Цена 5 тыс. руб.| Напр. книги и др.| Он любил рис.| Но ел хлеб.
""".strip().split("\n")

NAMES = """
Friedrich II. erhielt die Stadt 1231.| So blieb es bis zu Karl V.| Die Reformation kam spät.
World War I began.| It was World War II.| They won.| J. R. R. Tolkien wrote.
Angeklagt ist Johannes K.| Der 43-Jährige schwieg.| Vor der XXXI. Vollversammlung sprach er.
""".strip().split("\n")

RAISED = """
Der Vogt nannte ihn einen „ehrlichen Frieden“¹.| Die Reeder klagten.
Das war das Ende.²³| Die Reeder klagten.| Es gab 47¹.| Die Reeder klagten.| Es gab ein Boot.[^4]| Sonst nichts.
Die Halle hat 1.200 m².| Der Kran steht davor.| Он ушёл⁴.| Потом пришёл.
""".strip().split("\n")

QUOTES = """
Er sagte: »Das ist vorbei.«| Dann ging er.| »Warum?«| Sie schwieg.| »Nie«, sagte er.| »Gut.«
»Warum?« fragte sie.| ›Nie.‹| Da ging er.
«C'est fini.»| Puis il partit.| « Jamais. »| Elle se tut.| « Non ! » cria-t-il.
Das ist (!) Deutschland.| Wirklich (?) Europa.| Er sah Moor (Hrsg.) Beiträge.| Er kam [...] Die Stadt blieb.
""".strip().split("\n")


@pytest.mark.parametrize("line", [*ORDINALS, *LABELS, *ABBREVIATIONS, *NAMES, *RAISED, *QUOTES])
def test_a_full_stop_ends_a_sentence_where_a_reader_ends_it(line: str) -> None:
    """Ordinals, labels, abbreviations, initials and note markers go on; what only looks like them ends."""
    text = line.replace("|", "")
    expected = [sentence.strip() for sentence in line.split("|")]
    assert expected == [text[piece.start : piece.end] for piece in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize("digit", "¹²³⁴⁰①⒈٣३୫Ⅳ½𝟗")
def test_any_digit_is_safe_before_a_full_stop(digit: str) -> None:
    """Whatever Unicode calls a digit, no number is made of it that is none."""
    for text in (
        f"Das war der {digit}. Die Reeder klagten.",
        f"Ende“{digit}. Die",
        f"{digit}. Die Stadt",
        f"4{digit}. Tag",
    ):
        assert split_sentences(text, 0, len(text))
