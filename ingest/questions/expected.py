"""Expected questions: what a reader may ask that a sentence answers, written beforehand beside the dossier.

A question meets a question more surely than a statement, and one of its own language more surely than one of another.
They are no evidence: nothing of them is ever quoted or shown as the dossier's. `questions.jsonl` has one object a line,
`{"passage": id, "sentence": number from 1, "de": "...", "en": "..."}`; a passage whose text changes has another id, so
that questions never outlive what they were written for. A line with `"passage": null` and no sentence is a gap: a
question near the dossier's subject that it does not answer, known so that it can be refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.errors import DossierError
from ingest.records import Chunk, Document, ExpectedQuestion, Passage
from ingest.structure.chunks import WITHOUT_VECTOR
from ingest.text.canonical import canonicalize

_LANGUAGE = re.compile(r"[a-z]{2}\Z")
_LONGEST = 400
"""Characters; a question is no essay."""


def read_expected(path: Path) -> tuple[ExpectedQuestion, ...]:
    """Read a file of expected questions; DossierError names the line and what is wrong there."""
    return tuple(question for _, question in read_numbered(path))


def read_numbered(path: Path) -> Iterator[tuple[int, ExpectedQuestion]]:
    """The questions of a file with the numbers of their lines; DossierError names the line and what is wrong there."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise DossierError(
            "the manifest names a file of expected questions that is not there",
            where=path,
            remedy="put it there, or take the key `questions` out of manifest.toml",
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DossierError(
            f"the expected questions cannot be read ({error})", where=path, remedy="save it as a readable file in UTF-8"
        ) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, _parse(line, f"{path}:{number}")


def expected_chunks(
    questions: Iterable[ExpectedQuestion], documents: Iterable[Document]
) -> tuple[tuple[Chunk, ...], tuple[ExpectedQuestion, ...]]:
    """Chunks for the questions of passages that are there, a language each, and the questions of those that are not."""
    places = {
        passage.id: passage
        for document in documents
        for passage in document.passages
        if passage.kind not in WITHOUT_VECTOR
    }
    chunks: dict[str, Chunk] = {}
    stale = []
    for question in questions:
        passage = places.get(question.passage_id) if question.passage_id else None
        if question.passage_id and (passage is None or question.sentence > len(passage.sentences)):
            stale.append(question)
            continue
        for language, text in question.texts.items():
            chunk = _make_chunk(passage, question.sentence, language, text)
            chunks[chunk.id] = chunk
    return tuple(chunks.values()), tuple(stale)


def _make_chunk(passage: Passage | None, number: int, language: str, text: str) -> Chunk:
    sentence = passage.sentences[number - 1] if passage else None
    key = "\0".join((passage.id if passage else "", str(number), language, text))
    return Chunk(
        id=hashlib.sha256(f"?{key}".encode()).hexdigest()[:20],
        passage_id=passage.id if passage else "",
        source_id=passage.source_id if passage else "",
        language=passage.language if passage else language,
        start=sentence.start if sentence else 0,
        end=sentence.end if sentence else 0,
        is_span=False,
        text=text,
        asked_in=language,
    )


def _parse(line: str, where: str) -> ExpectedQuestion:
    try:
        row = json.loads(line, object_pairs_hook=_as_object)
    except (ValueError, RecursionError) as error:
        raise _wrong(f"the line is not JSON ({error})", where) from error
    if not isinstance(row, dict):
        raise _wrong("the line is not an object", where)
    if "passage" not in row:
        raise _wrong("there is no passage id", where)
    passage, sentence = row.pop("passage"), row.pop("sentence", None)
    if passage is None and sentence is None:
        return ExpectedQuestion(None, 0, dict(_texts(row, where)))
    if not isinstance(passage, str) or not passage:
        raise _wrong(f"the passage is no id, nor null without a sentence ({passage!r})", where)
    if not isinstance(sentence, int) or isinstance(sentence, bool) or sentence < 1:
        raise _wrong(f"the sentence is not a number from 1 on ({sentence!r})", where)
    return ExpectedQuestion(passage, sentence, dict(_texts(row, where)))


def _as_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row = dict(pairs)
    if len(row) < len(pairs):
        raise ValueError("a key stands there twice")
    return row


def _texts(row: dict[str, object], where: str) -> Iterator[tuple[str, str]]:
    if not row:
        raise _wrong("there is no question", where)
    for language, text in row.items():
        if not _LANGUAGE.match(language):
            raise _wrong(f"{language!r} is no two-letter language code", where)
        if not isinstance(text, str) or not any(char.isalnum() for char in text) or len(text) > _LONGEST:
            raise _wrong(f"the question in {language!r} is not a text of up to {_LONGEST} characters", where)
        if re.search("[\ud800-\udfff]", text):
            raise _wrong(f"the question in {language!r} has half a character (a lone surrogate)", where)
        yield language, " ".join(canonicalize(text).split())


def _wrong(what: str, where: str) -> DossierError:
    shape = '{"passage": "id", "sentence": 1, "de": "...", "en": "..."}, a gap {"passage": null, "de": "..."}'
    return DossierError(f"an expected question is wrong: {what}", where=where, remedy=f"a line is {shape}")
