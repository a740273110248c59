"""Answering without a language model: the sentences that answer best, each a verbatim quote with its citation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.answering.citations import cite_by_voice, cite_sentence, cite_whole
from app.answering.scraps import is_scrap
from app.records import AnswerSentence, Citation
from index.records import Hit
from index.store.opened import OpenGeneration
from index.vectors.protocol import Vector
from ingest.records import Passage, Sentence
from ingest.text.quantities import plain_numbers
from ingest.text.refuting import refutes
from prompts import frame

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class VerbatimSettings:
    """How many sentences are quoted, and how much weaker than the best one a further one may be."""

    most: int = 4
    passages: int = 6
    """Best hits whose sentences are looked at."""
    spread: int = 3
    """The first so many quotes come from different passages."""
    sentence_weight: float = 0.25
    """Share of the sentence's own cosine in its score; the rest is its passage's score."""
    of_one_passage: int = 2
    """At most so many sentences come from one passage."""
    margin: float = 0.025
    """A further sentence may score at most this much below the best."""
    introduction_penalty: float = 0.03
    """Taken from a sentence that only introduces a list: its items say it."""
    question_penalty: float = 0.03
    """Taken from a sentence that asks: the author's own questions answer nothing."""
    quotation_length: int = 700
    """Up to so many characters, the neighbouring sentences of one quotation are quoted as a whole, never cut apart."""
    translated_cosine: float = 0.9
    """A sentence in the asker's language whose vector is this near to the best one's, with the same numbers, says the
    same and comes first."""
    same_cosine: float = 0.93
    """Two sentences whose vectors are this near say the same thing."""


SPREAD = VerbatimSettings(most=8, passages=12, spread=4, of_one_passage=3, margin=0.06)
"""How quotes are chosen where several things are asked for, which need not stand together."""
NARROW = VerbatimSettings(most=6, spread=6, margin=0.05)
"""The same where questions are expected of the passages: what is asked for comes first there more often."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Sentences of an answer with their citations, not yet checked."""

    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    behind: int = 0
    """How many of the citations stand behind the answer, as what else the dossier says."""

    @property
    def leading(self) -> tuple[Citation, ...]:
        """The citations that are the answer."""
        return self.citations[: len(self.citations) - self.behind]


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: Passage
    sentence: Sentence
    score: float
    row: int


def write_verbatim(
    opened: OpenGeneration, hits: Sequence[Hit], language: str, settings: VerbatimSettings = VerbatimSettings()
) -> Draft:
    """Quote the best sentences of `hits`, most relevant first, none said twice, framed in `language`."""
    chosen = _with_refutations(opened, _choose(opened, hits, language, settings))[: settings.most]
    citations = tuple(
        cite_sentence(opened, candidate.passage, candidate.sentence, number)
        for number, candidate in enumerate(chosen, start=1)
    )
    return frame_quotes(citations, language)


def add_quotes(draft: Draft, other: Draft, language: str, *, most: int) -> Draft:
    """The draft with the first `most` of another's quotes that it has not behind its own."""
    own = {(one.source, one.start) for one in draft.citations}
    new = [one for one in other.citations if (one.source, one.start) not in own][:most]
    numbered = (replace(one, id=len(draft.citations) + number) for number, one in enumerate(new, start=1))
    return frame_quotes((*draft.citations, *numbered), language) if new else draft


def add_behind(draft: Draft, other: Draft | None, language: str, *, most: int, name: str = "more") -> Draft:
    """The draft with the first `most` of another's quotes that it has not, behind a line that says: there is more.

    Args: name: of that line.
    """
    own = {(one.source, one.start) for one in draft.citations}
    new = [one for one in other.citations if (one.source, one.start) not in own][:most] if other else []
    if not new:
        return draft
    numbered = [replace(one, id=len(draft.citations) + number) for number, one in enumerate(new, start=1)]
    opening = _frame(name, language)
    first = draft.sentences.index(opening) if draft.behind else len(draft.sentences)
    behind = (*draft.citations[len(draft.leading) :], *numbered)
    said = frame_quotes(behind, language, opening=opening).sentences
    return Draft((*draft.sentences[:first], *said), (*draft.citations, *numbered), len(behind))


def leave_out_behind(draft: Draft, language: str) -> Draft:
    """The draft without what stands behind its answer."""
    if not draft.behind:
        return draft
    return Draft(draft.sentences[: draft.sentences.index(_frame("more", language))], draft.leading)


def widen(settings: VerbatimSettings, times: int) -> VerbatimSettings:
    """How quotes are chosen of which some were shown before. Args: times: more was asked for so often, from 1."""
    return replace(
        settings, most=(times + 2) * settings.most, spread=settings.passages, margin=3 * settings.margin,
        of_one_passage=settings.of_one_passage + times,
    )  # fmt: skip


def leave_out_shown(draft: Draft, shown: Sequence[Citation], language: str, *, most: int) -> Draft:
    """The first `most` quotes of a draft that no `shown` one has, as more of the same; no quote where there is none."""
    before = {(one.source, place) for one in shown for place in range(one.start, one.end)}
    more = [one for one in draft.citations if (one.source, one.start) not in before][:most]
    numbered = [replace(one, id=number) for number, one in enumerate(more, start=1)]
    return frame_quotes(numbered, language, opening=_frame("more", language))


def quote_passages(opened: OpenGeneration, passages: Sequence[Passage], language: str) -> Draft:
    """Quote whole passages, one after the other: where a question asks for a certain place."""
    citations: list[Citation] = []
    for passage in passages:
        number = len(citations) + 1
        citations += [cite_whole(opened, passage, number)] if passage.note else cite_by_voice(opened, passage, number)
    return frame_quotes(citations, language)


def frame_quotes(
    citations: Sequence[Citation],
    language: str,
    *,
    opening: AnswerSentence | None = None,
    names_author: bool = False,
) -> Draft:
    """Quotes with the lines that say whose words they are.

    Args:
        citations: What is quoted, in order.
        language: Of the lines.
        opening: The first line, where it is no answer's.
        names_author: Whether the author's own words have their line from the first one on: below another's name.

    """
    sentences = [opening or _frame("answer", language)]
    before: tuple[str, str, str] | None = None
    columns = ""
    for citation in citations:
        voice = (citation.attribution, citation.about or citation.speaker, citation.source)
        if citation.attribution != "own":
            below_own = before is None or before[0] == "own"
            if voice != before and not (below_own and _names_itself(citation)):
                sentences.append(_frame_other(citation, language))
        elif citation.kind == "cited_source" and voice != before:
            author = citation.author or citation.source
            sentences.append(_frame("own_work", language, title=citation.title, author=author))
        elif (before is not None or names_author) and voice != before:
            # Without this the author would seem to go on in the words of whoever was quoted last.
            sentences.append(_frame("own", language, author=citation.author or citation.title))
        before = voice
        above = citation.leans_on.text if citation.passage_kind == "table_row" and citation.leans_on else ""
        # A heading or a paragraph above a table names no columns.
        if "|" in above and above != columns:
            columns = above
            sentences.append(_frame("columns", language, columns=columns))
        sentences.append(AnswerSentence(citation.text, (citation.id,), "verbatim"))
    return Draft(tuple(sentences), tuple(citations))


def _names_itself(citation: Citation) -> bool:
    """Whether a quote of the analysis begins with who speaks ("Ann Lee: “..."): a line would say the name twice."""
    label, colon, _ = citation.text.partition(":")
    speaker = citation.speaker.casefold()
    return bool(colon) and citation.kind != "cited_source" and f" {speaker}".endswith(f" {label.strip().casefold()}")


def _frame_other(citation: Citation, language: str) -> AnswerSentence:
    """The line before what is not the author's own, or only his judgement of another's view; of a work, with its title.

    Without the title, what a work quotes would seem to stand in the analysis.
    """
    if citation.attribution == "summed_up":
        author = citation.author or citation.title
        return _frame("summed_up", language, author=author, about=citation.about or citation.title)
    place = {"title": citation.title} if citation.kind == "cited_source" else {}
    name = f"{citation.attribution}_in" if place else citation.attribution
    if citation.attribution == "reported":
        return _frame(name, language, **place)
    # "die Kämmerin" opens a line here.
    speaker = citation.speaker[:1].upper() + citation.speaker[1:]
    return _frame(name, language, speaker=speaker, **place)


def hedge(draft: Draft, language: str) -> Draft:
    """The draft, opened as what comes closest where it was to be opened as an answer."""
    first, *rest = draft.sentences
    if first != _frame("answer", language):
        return draft
    return replace(draft, sentences=(_frame("closest", language), *rest))


def _frame(name: str, language: str, **values: str) -> AnswerSentence:
    return AnswerSentence(frame(name, language, **values), (), "frame")


def _choose(opened: OpenGeneration, hits: Sequence[Hit], language: str, settings: VerbatimSettings) -> list[_Candidate]:
    candidates = sorted(
        (candidate for hit in hits[: settings.passages] for candidate in _candidates(opened, hit, settings)),
        key=lambda candidate: -candidate.score,
    )
    # Beside what states something, a note's "Ebd., S. 4." is no answer; alone it may be what was asked for.
    stating = [one for one in candidates if not is_scrap(one.passage, _plain(opened, one.passage, one.sentence))]
    candidates = stating or candidates
    near = [candidate for candidate in candidates if candidate.score >= candidates[0].score - settings.margin]
    vectors = opened.fetch_vectors(candidate.row for candidate in near)
    near = _spoken_first(opened, near, vectors, language, settings)
    chosen: list[_Candidate] = []

    def says_the_same(one: _Candidate, other: _Candidate) -> bool:
        cosine = float(np.dot(vectors[one.row], vectors[other.row]))
        return cosine >= settings.same_cosine or _shares_words(opened, one, other)

    for most, of_one_passage in ((settings.spread, 1), (settings.most, settings.of_one_passage)):
        for candidate in near:
            from_here = sum(other.passage.id == candidate.passage.id for other in chosen)
            was_said = any(candidate is other or says_the_same(candidate, other) for other in chosen)
            if len(chosen) < most and from_here < of_one_passage and not was_said:
                chosen.append(candidate)
    return chosen


def _with_refutations(opened: OpenGeneration, chosen: Sequence[_Candidate]) -> list[_Candidate]:
    """What was chosen, each followed by the sentence behind it where that one says that it is not so."""
    found: list[_Candidate] = []
    for one in chosen:
        if not any(one.sentence == other.sentence and one.passage == other.passage for other in found):
            found.append(one)
        following = next((sentence for sentence in one.passage.sentences if sentence.start >= one.sentence.end), None)
        if following and refutes(_plain(opened, one.passage, following)):
            row = sentence_row(opened, one.passage, following)
            found.append(_Candidate(one.passage, following, one.score, row))
    return found


def _spoken_first(
    opened: OpenGeneration,
    candidates: list[_Candidate],
    vectors: Mapping[int, Vector],
    language: str,
    settings: VerbatimSettings,
) -> list[_Candidate]:
    """The candidates with one in the asker's language before all, where it says what the best one says."""
    if not candidates or candidates[0].passage.language == language:
        return candidates
    best = candidates[0]
    for one in candidates[1:]:
        alike = one.passage.language == language and float(np.dot(vectors[one.row], vectors[best.row]))
        if alike >= settings.translated_cosine and _numbers(opened, one) == _numbers(opened, best):
            return [one, *(other for other in candidates if other is not one)]
    return candidates


def _numbers(opened: OpenGeneration, one: _Candidate) -> frozenset[str]:
    return frozenset(re.findall(r"\d+(?:\.\d+)?", plain_numbers(_plain(opened, one.passage, one.sentence))))


def _candidates(opened: OpenGeneration, hit: Hit, settings: VerbatimSettings) -> list[_Candidate]:
    found = []
    for sentence, cosine in zip(hit.passage.sentences, hit.sentence_scores, strict=True):
        if sentence.names_only and not hit.passage.names_only:
            continue
        score = (1 - settings.sentence_weight) * hit.score + settings.sentence_weight * cosine
        score -= settings.question_penalty * _plain(opened, hit.passage, sentence).endswith("?")
        passage, quoted = hit.passage, sentence
        introduced = opened.introduced.get(passage.id, ()) if sentence is passage.sentences[-1] else ()
        if introduced and introduced[0].kind == "list_item":
            score -= settings.introduction_penalty
        elif introduced and sentence.attribution == "own":
            # "..., der behauptete:" - what he said is the answer, and leans on this sentence.
            passage, quoted = introduced[0], introduced[0].sentences[0]
        row = sentence_row(opened, passage, quoted)
        found.append(_Candidate(passage, _whole_quotation(passage, quoted, settings), score, row))
    return found


def _plain(opened: OpenGeneration, passage: Passage, sentence: Sentence) -> str:
    return opened.document(passage.source_id).plain(sentence.start, sentence.end)


def _whole_quotation(passage: Passage, sentence: Sentence, settings: VerbatimSettings) -> Sentence:
    """The sentence with its neighbours of the same quotation: half of what somebody said may bend it."""
    if sentence.attribution != "quoted":
        return sentence
    position = first = last = passage.sentences.index(sentence)
    while first > 0 and _same_voice(passage.sentences[first - 1], passage.sentences[position]):
        first -= 1
    while last + 1 < len(passage.sentences) and _same_voice(passage.sentences[last + 1], passage.sentences[position]):
        last += 1
    start, end = passage.sentences[first], passage.sentences[last]
    if end.end - start.start > settings.quotation_length:
        return sentence
    return replace(start, end=end.end)


def _same_voice(one: Sentence, other: Sentence) -> bool:
    return (one.speaker, one.attribution, one.names_only) == (other.speaker, other.attribution, other.names_only)


def sentence_row(opened: OpenGeneration, passage: Passage, sentence: Sentence) -> int:
    """The row of the chunk that is a sentence of a passage."""
    rows = opened.rows[passage.id]
    return next(
        row for row in rows if (opened.chunk(row).start, opened.chunk(row).end) == (sentence.start, sentence.end)
    )


def _shares_words(opened: OpenGeneration, one: _Candidate, other: _Candidate) -> bool:
    first, second = (
        {word.casefold() for word in _WORD.findall(_plain(opened, candidate.passage, candidate.sentence))}
        for candidate in (one, other)
    )
    smaller = min(len(first), len(second))
    return smaller > 3 and len(first & second) / smaller > 0.85
