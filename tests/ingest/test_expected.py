"""Expected questions: what is read, what is refused in one line, and what becomes of questions whose text is gone."""

import json
from pathlib import Path

import pytest

from ingest.errors import DossierError
from ingest.flow import BUNDLED_DOSSIER, read_corpus
from ingest.manifest import read_manifest
from ingest.questions.expected import expected_chunks, read_expected
from ingest.records import Corpus, ExpectedQuestion
from tests.builders import a_passage, expect, write

GOOD = {"passage": "p", "sentence": 1, "de": "Wer zahlt?", "en": "Who pays?"}
WRONG = {
    "not JSON": ("{", "not JSON"),
    "too deep": ("[" * 100_000, "not JSON"),
    "no object": ("[1]", "not an object"),
    "no passage": (json.dumps({"sentence": 1, "de": "Wer?"}), "no passage id"),
    "passage no text": (json.dumps({**GOOD, "passage": 7}), "no id"),
    "passage empty": (json.dumps({**GOOD, "passage": ""}), "no id"),
    "passage null with a sentence": (json.dumps({**GOOD, "passage": None}), "null without a sentence"),
    "no sentence": (json.dumps({"passage": "p", "de": "Wer?"}), "not a number"),
    "sentence zero": (json.dumps({**GOOD, "sentence": 0}), "not a number"),
    "sentence true": (json.dumps({**GOOD, "sentence": True}), "not a number"),
    "sentence text": (json.dumps({**GOOD, "sentence": "1"}), "not a number"),
    "sentence fraction": (json.dumps({**GOOD, "sentence": 1.0}), "not a number"),
    "no question": (json.dumps({"passage": "p", "sentence": 1}), "no question"),
    "unknown key": (json.dumps({**GOOD, "speaker": "author"}), "'speaker' is no two-letter"),
    "upper case": (json.dumps({**GOOD, "DE": "Wer?"}), "'DE' is no two-letter"),
    "line end after the code": (json.dumps({**GOOD, "de\n": "Wer?"}), "is no two-letter"),
    "question no text": (json.dumps({**GOOD, "de": 7}), "not a text"),
    "question null": (json.dumps({**GOOD, "en": None}), "not a text"),
    "question empty": (json.dumps({**GOOD, "de": " "}), "not a text"),
    "question of marks": (json.dumps({**GOOD, "de": "„…?“"}), "not a text"),
    "question an essay": (json.dumps({**GOOD, "de": "Wer zahlt? " * 50}), "up to 400"),
    "half a character": ('{"passage": "p", "sentence": 1, "de": "Wer \\ud800?"}', "half a character"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_malformed_is_said_in_one_line(name: str, tmp_path: Path) -> None:
    """A malformed line is named with file, line number, what is wrong and the shape of a right one."""
    line, expected = WRONG[name]
    path = write(tmp_path, GOOD, "", line)
    with pytest.raises(DossierError) as caught:
        read_expected(path)
    assert expected in caught.value.line
    assert f"{path}:3" in caught.value.line
    assert '"sentence": 1' in caught.value.line
    assert "\n" not in caught.value.line


def test_questions_of_every_script_are_read(tmp_path: Path) -> None:
    """Umlauts, quotation marks, abbreviations and Cyrillic stay; runs of whitespace become one space."""
    row = {
        "passage": "p",
        "sentence": 2,
        "de": "Was  heißt „Kriegsmüdigkeit“,\tz.B. in Art. 5 Abs. 2?",
        "en": "What does “war-weariness” mean?",
        "ru": "Что говорит Путин?",
    }
    texts = {"de": "Was heißt „Kriegsmüdigkeit“, z.B. in Art. 5 Abs. 2?", "en": row["en"], "ru": row["ru"]}
    assert (ExpectedQuestion("p", 2, texts),) == read_expected(write(tmp_path, row))  # type: ignore[arg-type]


def test_empty_file_has_no_questions(tmp_path: Path) -> None:
    """A file without lines is a beginning, no mistake."""
    assert () == read_expected(write(tmp_path))
    assert () == read_expected(write(tmp_path, "", "  "))


def test_bytes_that_are_no_text_and_a_folder_are_one_line(tmp_path: Path) -> None:
    """What cannot be read as UTF-8, or is no file at all, is named with its path."""
    (tmp_path / "latin.jsonl").write_bytes("{'de': 'Für wen?'}".encode("cp1252"))
    for path in (tmp_path / "latin.jsonl", tmp_path):
        with pytest.raises(DossierError, match="cannot be read") as caught:
            read_expected(path)
        assert str(path) in caught.value.line


def test_a_chunk_stands_where_its_sentence_stands(small_dossier: Path, tmp_path: Path) -> None:
    """A question becomes a chunk a language, with the offsets of the sentence that answers it, marked as a question."""
    corpus = read_corpus(small_dossier, tmp_path / "snapshots")
    document, passage = a_passage(corpus, "90 Mrd. Euro")
    row = {"passage": passage.id, "sentence": 2, "de": "Wofür ist das Darlehen?", "en": "What is the loan for?"}
    chunks, stale = expected_chunks(read_expected(write(tmp_path, row)), corpus.documents)
    assert () == stale
    assert [("de", row["de"]), ("en", row["en"])] == [(chunk.asked_in, chunk.text) for chunk in chunks]
    for chunk in chunks:
        assert "Damit wird der Wiederaufbau bezahlt." == document.text[chunk.start : chunk.end]
        assert (passage.id, "bericht", "de", False) == (
            chunk.passage_id,
            chunk.source_id,
            chunk.language,
            chunk.is_span,
        )
        assert f"questions-{chunk.asked_in}" == chunk.collection


def test_the_same_question_twice_is_one_chunk(small_dossier: Path, tmp_path: Path) -> None:
    """A repeated question counts once; the same words for another sentence are another chunk."""
    corpus = read_corpus(small_dossier, tmp_path / "snapshots")
    _, passage = a_passage(corpus, "90 Mrd. Euro")
    rows = [{"passage": passage.id, "sentence": number, "de": "Wer zahlt?"} for number in (1, 1, 2)]
    chunks, _ = expected_chunks(read_expected(write(tmp_path, *rows)), corpus.documents)
    assert 2 == len(chunks) == len({chunk.id for chunk in chunks})


def test_a_gap_belongs_to_no_passage(small_dossier: Path, tmp_path: Path) -> None:
    """A line with `"passage": null` is a question that the dossier leaves open: a chunk without a place."""
    corpus = read_corpus(small_dossier, tmp_path / "snapshots")
    questions = read_expected(write(tmp_path, {"passage": None, "de": "Wer baut die Brücke?", "en": "Who builds it?"}))
    chunks, stale = expected_chunks(questions, corpus.documents)
    assert [(None, 0)] == [(question.passage_id, question.sentence) for question in questions]
    assert ((), ["", ""]) == (stale, [chunk.passage_id for chunk in chunks])
    assert not {chunk.collection for chunk in chunks} & {"de", "en", "questions-de", "questions-en"}


def test_questions_of_what_is_gone_are_stale(small_dossier: Path, tmp_path: Path) -> None:
    """An unknown passage and a sentence that a passage has not give no chunk, and are handed back."""
    corpus = read_corpus(small_dossier, tmp_path / "snapshots")
    _, passage = a_passage(corpus, "90 Mrd. Euro")
    rows = [
        {"passage": "gone", "sentence": 1, "de": "Wer?"},
        {"passage": passage.id, "sentence": 3, "de": "Was?"},
    ]
    chunks, stale = expected_chunks(read_expected(write(tmp_path, *rows)), corpus.documents)
    assert ((), [("gone", 1), (passage.id, 3)]) == (chunks, [(one.passage_id, one.sentence) for one in stale])


def test_a_changed_passage_loses_its_questions_and_no_other(small_dossier: Path, tmp_path: Path) -> None:
    """After a change the questions of other passages stay, and a remark says how many fell away and what to do."""
    corpus = read_corpus(small_dossier, tmp_path / "snapshots")
    _, changed = a_passage(corpus, "90 Mrd. Euro")
    _, kept = a_passage(corpus, "The minister")
    rows = [{"passage": passage.id, "sentence": 1, "en": "Who decided?"} for passage in (changed, kept)]
    expect(small_dossier, *rows)
    before = read_corpus(small_dossier, tmp_path / "snapshots")
    assert ((), 2) == (before.remarks, sum(chunk.asked_in == "en" for chunk in before.chunks))
    text = small_dossier / "bericht.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("90 Mrd.", "95 Mrd."), encoding="utf-8")
    after = read_corpus(small_dossier, tmp_path / "snapshots")
    assert [kept.id] == [chunk.passage_id for chunk in after.chunks if chunk.asked_in]
    assert 1 == len(after.remarks)
    assert all(word in after.remarks[0] for word in ("questions.jsonl", "1 ", "fundstelle questions sheet"))


def test_a_file_that_is_not_there_is_an_error(small_dossier: Path, tmp_path: Path) -> None:
    """A manifest that names a file which is missing says so with the cure, and reads nothing."""
    expect(small_dossier).unlink()
    with pytest.raises(DossierError, match="that is not there") as caught:
        read_corpus(small_dossier, tmp_path / "snapshots")
    assert all(word in caught.value.line for word in ("questions.jsonl", "manifest.toml"))


@pytest.mark.parametrize("name", ["../questions.jsonl", "/etc/passwd", ".", "a/../.."])
def test_a_file_outside_the_folder_is_refused(name: str, small_dossier: Path) -> None:
    """Expected questions lie in the dossier's folder; nothing else is opened for them."""
    expect(small_dossier)
    manifest = small_dossier / "manifest.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("questions.jsonl", name), encoding="utf-8")
    with pytest.raises(DossierError, match="outside the dossier folder"):
        read_manifest(small_dossier)


def test_a_link_out_of_the_folder_is_refused(small_dossier: Path, tmp_path: Path) -> None:
    """A symbolic link does not lead out of the dossier."""
    path = expect(small_dossier)
    path.replace(tmp_path / "outside.jsonl")
    path.symlink_to(tmp_path / "outside.jsonl")
    with pytest.raises(DossierError, match="outside the dossier folder"):
        read_manifest(small_dossier)


@pytest.mark.parametrize("value", ["7", '""', "[]", "true"])
def test_the_manifest_key_is_a_text(value: str, small_dossier: Path) -> None:
    """`questions` is the name of a file; anything else is said in one line."""
    expect(small_dossier)
    manifest = small_dossier / "manifest.toml"
    text = manifest.read_text(encoding="utf-8").replace('"questions.jsonl"', value, 1)
    manifest.write_text(text, encoding="utf-8")
    with pytest.raises(DossierError, match="questions that is not a text"):
        read_manifest(small_dossier)


def test_without_the_key_there_are_none(small_dossier: Path, tmp_path: Path) -> None:
    """A dossier needs no expected questions, and a file that the manifest does not name is not read."""
    write(small_dossier, "{")
    corpus = read_corpus(small_dossier, tmp_path / "snapshots")
    assert (None, ()) == (corpus.manifest.questions, corpus.remarks)
    assert not [chunk for chunk in corpus.chunks if chunk.asked_in]


def test_bundled_questions_are_in_two_languages_and_none_is_stale(corpus: Corpus) -> None:
    """Every line of the bundled file leads to a sentence of the essay, in German and in English."""
    assert () == corpus.remarks
    questions = read_expected(BUNDLED_DOSSIER / str(corpus.manifest.questions))
    assert {("de", "en")} == {tuple(sorted(question.texts)) for question in questions}
    assert () == expected_chunks(questions, corpus.documents)[1]
