"""The ask-flow on one screen: question -> language -> hits -> evidence or abstention -> draft -> checked answer."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from time import perf_counter

import numpy as np

from app.answering.citations import cite_passage
from app.answering.verbatim import Draft, quote_passages, render_answer, write_verbatim
from app.asking.abstention import Judgement, judge
from app.asking.followups import Inquiry, understand
from app.asking.sources import asks_for_sources, find_asked_note, find_missing_work, missing_work_frame
from app.asking.unread import find_unread_work
from app.checking.citations import check_sentences
from app.desk import Desk
from app.records import Answer, AnswerSentence, Question, SearchResult, Timings
from index.records import Found
from index.search.retrieve import embed_question, retrieve
from index.search.scoring import nearest_gap
from index.store.opened import OpenGeneration
from ingest.text.canonical import canonicalize
from ingest.text.language import detect_language
from prompts import LANGUAGES, frame

GENERATOR = "verbatim"


def ask(question: Question, desk: Desk) -> Answer:
    """Answer a question in verbatim quotes, or abstain with the reason; FundstelleError when it cannot search."""
    started = perf_counter()
    text = clean_question(question.text)
    opened = desk.generation()
    language = question_language(text, question, opened)
    blank = Answer(question.text, language, "abstained", None, GENERATOR, opened.generation.id, "", id=question.id)
    if not has_words(text):
        return _frame_only(blank, "empty_question")
    if len(text) > desk.settings.question_limit:
        reason = frame("too_long", language, length=str(len(text)), limit=str(desk.settings.question_limit))
        return replace(blank, status="failed", reason=reason, answer=reason)

    inquiry = understand(text, earlier_questions(question), language)
    found = find_hits(inquiry, language, opened, desk)
    retrieved = perf_counter()
    judgement = judge(inquiry.words, language, found, opened, desk.settings.abstention)
    blank = replace(
        blank,
        evidence=tuple(cite_passage(opened, hit, number) for number, hit in enumerate(found.hits, start=1)),
        probability=round(judgement.probability, 4),
        confidence=judgement.confidence,
        follows=inquiry.earlier,
        timings_ms=_timings(started, retrieved, retrieved, retrieved),
    )
    asked_note = find_asked_note(text, opened)
    refusal = None if asked_note else _find_refusal(text, found, judgement, blank, opened, desk)
    if refusal:
        return refusal
    if asked_note:
        # The place was asked for: nothing is weighed there.
        blank = replace(blank, probability=None, confidence=None)
        draft = quote_passages(opened, asked_note, language)
    else:
        draft = write_verbatim(opened, found.hits, language, desk.settings.verbatim)
    if not draft.citations:
        return _frame_only(blank, "not_in_dossier")
    generated = perf_counter()
    checked = Draft(check_sentences(opened, draft.sentences, draft.citations), draft.citations)
    return replace(
        blank,
        status="answered",
        answer=render_answer(checked),
        sentences=checked.sentences,
        citations=checked.citations,
        timings_ms=_timings(started, retrieved, generated, perf_counter()),
    )


def _find_refusal(
    text: str, found: Found, judgement: Judgement, blank: Answer, opened: OpenGeneration, desk: Desk
) -> Answer | None:
    """The abstention with its reason, None where the question is to be answered."""
    reported = desk.settings.abstention.reported
    missing = find_missing_work(text, found.hits, opened, probability=judgement.probability, reported=reported)
    if missing is None and not judgement.answerable:
        missing = find_unread_work(text, opened.corpus.manifest)
    if missing:
        return _frame_only(blank, "source_not_obtained", missing_work_frame(missing, blank.language))
    return None if judgement.answerable else _frame_only(blank, "not_in_dossier")


def search(query: Question, desk: Desk, *, limit: int) -> SearchResult:
    """The best passages for a query, whole and ranked, without an answer."""
    text = clean_question(query.text)
    opened = desk.generation()
    language = question_language(text, query, opened)
    inquiry = understand(text, earlier_questions(query), language)
    hits = find_hits(inquiry, language, opened, desk, limit=limit).hits if has_words(text) else ()
    evidence = tuple(cite_passage(opened, hit, number) for number, hit in enumerate(hits, start=1))
    return SearchResult(query.text, language, opened.generation.id, evidence, id=query.id)


def find_hits(
    inquiry: Inquiry, language: str, opened: OpenGeneration, desk: Desk, *, limit: int | None = None
) -> Found:
    """Retrieve for an inquiry; notes that only name works take part when it asks for sources."""
    settings = replace(desk.settings.retrieval, with_naming_notes=asks_for_sources(inquiry.text))
    vector = np.mean([embed_question(view, desk.encoder, opened) for view in inquiry.views], axis=0)
    vector = np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
    hits = retrieve(opened, inquiry.words, vector, language, limit=limit or desk.settings.evidence, settings=settings)
    return Found(hits, nearest_gap(opened, vector, language))


def earlier_questions(question: Question) -> tuple[str, ...]:
    """What the reader asked before, cleaned, oldest first."""
    cleaned = (clean_question(turn.text) for turn in question.history if turn.role == "user")
    return tuple(text for text in cleaned if has_words(text))


def clean_question(text: str) -> str:
    """The question without characters nobody sees and with single spaces."""
    return " ".join(canonicalize(text.replace("\t", " ")).split())


def has_words(text: str) -> bool:
    """Whether anything is asked: a letter or a digit."""
    return any(unicodedata.category(char)[0] in "LN" for char in text)


def question_language(text: str, question: Question, opened: OpenGeneration) -> str:
    """The language to answer in: the question's, else the conversation's, the asker's, the dossier's first."""
    spoken = dict.fromkeys((*LANGUAGES, *opened.corpus.manifest.languages))
    fallback = question.language or opened.corpus.manifest.languages[0]
    for turn in question.history:
        if turn.role == "user":
            fallback = detect_language(turn.text, tuple(spoken), fallback=fallback)
    return detect_language(text, tuple(spoken), fallback=fallback)


def _frame_only(blank: Answer, reason: str, text: str | None = None) -> Answer:
    sentence = AnswerSentence(text or frame(reason, blank.language), (), "frame")
    return replace(blank, reason=reason, answer=sentence.text, sentences=(sentence,))


def _timings(started: float, retrieved: float, generated: float, done: float) -> Timings:
    def milliseconds(start: float, end: float) -> int:
        return round((end - start) * 1000)

    return Timings(
        milliseconds(started, retrieved),
        milliseconds(retrieved, generated),
        milliseconds(generated, done),
        milliseconds(started, done),
    )
