"""Dossiers of any size that nobody wrote: what questions cost is measured on them, never what answers are worth.

Words follow Zipf's law with its flat head (function words are no terms), three languages share the passages unevenly,
names run through all of them, some sentences are somebody else's; one question a passage is expected, in two languages.
Vectors are sums of random word vectors, so that passages with common words are near each other; no model runs.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.questions.expected import expected_chunks
from ingest.records import AUTHOR, Corpus, Document, ExpectedQuestion, Manifest, Passage, Sentence, Snapshot, Source
from ingest.structure.chunks import make_chunks

_SHARES = {"de": 0.6, "en": 0.3, "ru": 0.1}
_SYLLABLES = {
    "de": "ber gen ung ver schaf lich ken tra ßel mün hör drang stell war fei nost".split(),
    "en": "con ter tion pre sel ment ward ing fra pol dis cor mon ley ash brid".split(),
    "ru": "пра вит ель ство дог ов ор мир ный сла гра ниц рес пуб лик ход".split(),
}
_VOCABULARY = 60_000
_HEAD = 40
"""Ranks by which the head of the distribution is flattened (Zipf-Mandelbrot)."""
_DOCUMENT = 1000
"""Passages of a document."""
_NAMES = 500
_WORDS_A_SENTENCE = 11


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its language."""

    text: str
    language: str


class WordVectors:
    """Stands in for an encoder: a text's vector is the sum of fixed random vectors of its words."""

    identity = "synthetic-word-vectors/v1"
    dimensions = 384
    max_tokens = 512

    def __init__(self) -> None:
        """One table for all words; words that fall on the same row are alike."""
        self._table = np.random.default_rng(1).standard_normal((1 << 14, self.dimensions), dtype=np.float32)

    def encode_passages(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return unit vectors (n, 384)."""
        if on_progress:
            on_progress(len(texts))
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return a unit vector (384,)."""
        rows = [zlib.crc32(word.encode()) % len(self._table) for word in re.findall(r"\w+", text.casefold())] or [0]
        vector = self._table[rows].sum(axis=0)
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def make_corpus(passages: int, *, seed: int = 7) -> Corpus:
    """A dossier with so many passages of two or three sentences in three languages; the same for the same seed."""
    chance = np.random.default_rng(seed)
    sources = tuple(_make_source(number, chance) for number in range(-(-passages // _DOCUMENT)))
    speakers = [source.speaker for source in sources]
    documents = []
    for number, source in enumerate(sources):
        size = min(_DOCUMENT, passages - number * _DOCUMENT)
        documents.append(_make_document(source, size, speakers, chance))
    expected, _ = expected_chunks(_expect(documents, chance), documents)
    return Corpus(
        manifest=Manifest("Synthetic", ("de", "en"), sources, Path()),
        snapshots=tuple(
            Snapshot(document.source_id, document.snapshot_sha256, "synthetic", "2026-01-01T00:00:00Z", "text/plain", 0)
            for document in documents
        ),
        documents=tuple(documents),
        chunks=(*(chunk for document in documents for chunk in make_chunks(document)), *expected),
    )


def make_questions(corpus: Corpus, number: int, *, seed: int = 11) -> list[Asked]:
    """Questions in German and English: a few words of some passage, at times a speaker, at times a name alone."""
    chance = np.random.default_rng(seed)
    questions = []
    for position in range(number):
        document = corpus.documents[int(chance.integers(len(corpus.documents)))]
        passage = document.passages[int(chance.integers(len(document.passages)))]
        words = re.findall(r"\w+", document.text[passage.start : passage.end])
        kept = [words[place] for place in sorted(chance.choice(len(words), size=6, replace=False))]
        speaker = corpus.manifest.sources[int(chance.integers(len(corpus.manifest.sources)))].speaker
        language = passage.language if passage.language in corpus.manifest.languages else "de"
        said = {"de": f"Was sagt {speaker} über", "en": f"What does {speaker} say about"}[language]
        opening = said if position % 8 == 0 else {"de": "Warum", "en": "Why"}[language]
        questions.append(Asked(f"{opening} {' '.join(kept)}?", language))
    return questions


def _expect(documents: Sequence[Document], chance: np.random.Generator) -> Iterator[ExpectedQuestion]:
    """For each passage a question in both languages that one asks in, with words of its first sentence."""
    for document in documents:
        for passage in document.passages:
            words = document.text[passage.start : passage.sentences[0].end - 1].split()
            kept = " ".join(words[place] for place in chance.choice(len(words), size=5, replace=False))
            yield ExpectedQuestion(passage.id, 1, {"de": f"Warum {kept}?", "en": f"Why {kept}?"})


def _make_source(number: int, chance: np.random.Generator) -> Source:
    title = " ".join(_word("en", int(rank)).title() for rank in chance.integers(2000, _VOCABULARY, size=3))
    author = f"{_word('en', 3000 + number).title()} {_name(number)}"
    kind = "cited_source" if number else "analysis"
    return Source(f"work-{number}", kind, title, path=f"{number}.txt", author=author, language="de", names=(title,))  # type: ignore[arg-type]


def _make_document(source: Source, size: int, speakers: Sequence[str], chance: np.random.Generator) -> Document:
    pieces: list[str] = []
    passages = []
    at = 0
    for number in range(size):
        language = str(chance.choice(list(_SHARES), p=list(_SHARES.values())))
        sentences = []
        start = at
        for text in _sentences(language, 3 if chance.random() < 0.2 else 2, chance):
            other = chance.random() < 0.125
            speaker = speakers[int(chance.integers(len(speakers)))] if other else AUTHOR
            sentences.append(Sentence(at, at + len(text), speaker, "paraphrased" if other else "own"))
            pieces.append(text + " ")
            at += len(text) + 1
        pieces[-1] = pieces[-1][:-1] + "\n"
        key = hashlib.sha256(f"{source.id}\0{number}\0{pieces[-1]}".encode()).hexdigest()[:16]
        passages.append(Passage(key, source.id, "paragraph", start, at - 1, None, language, tuple(sentences)))
    text = "".join(pieces)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(source.id, digest, "de", source.title, text, (), tuple(passages), (), ())


def _sentences(language: str, number: int, chance: np.random.Generator) -> Iterator[str]:
    for _ in range(number):
        ranks = np.searchsorted(_cumulated(), chance.random(_WORDS_A_SENTENCE))
        words = [_word(language, int(rank)) for rank in ranks]
        # German capitalises its nouns: each is a name to the lexical index.
        words = [word.title() if language == "de" and place % 3 == 0 else word for place, word in enumerate(words)]
        if chance.random() < 0.4:
            words.insert(3, _name(int(_NAMES * chance.random() ** 3)))
        yield f"{' '.join(words).capitalize() if language != 'de' else ' '.join(words)}."


@lru_cache(maxsize=1)
def _cumulated() -> NDArray[np.float64]:
    weights = 1 / (np.arange(_VOCABULARY) + _HEAD)
    return np.asarray(np.cumsum(weights / weights.sum()))


@lru_cache(maxsize=4 * _VOCABULARY)
def _word(language: str, rank: int) -> str:
    syllables = _SYLLABLES[language]
    rank += len(syllables)
    word = ""
    while rank:
        rank, place = divmod(rank, len(syllables))
        word += syllables[place]
    return word


def _name(number: int) -> str:
    return _word("en", 70_000 + number * 37).title()
