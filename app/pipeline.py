"""The ask-flow on one screen: question -> language -> hits -> evidence or abstention -> draft -> checked answer."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from time import perf_counter

from app.abstention import judge
from app.checks import check_sentences
from app.citations import cite_passage
from app.desk import Desk
from app.records import Answer, AnswerSentence, Evidence, Question, SearchResult, Timings
from app.sources import asks_for_sources, find_asked_note, find_missing_work, missing_work_frame
from app.verbatim import Draft, quote_passages, render_answer, write_verbatim
from index.opened import OpenGeneration
from index.records import Hit
from index.retrieval import embed_question, retrieve
from ingest.canonical import canonicalize
from ingest.language import detect_language
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

    hits = find_hits(text, language, opened, desk)
    evidence = tuple(cite_passage(opened, hit, number) for number, hit in enumerate(hits, start=1))
    retrieved = perf_counter()
    judgement = judge(text, language, hits, opened, desk.settings.abstention)
    asked_note = find_asked_note(text, opened)
    missing = find_missing_work(
        text, hits, opened, probability=judgement.probability, reported=desk.settings.abstention.reported
    )
    blank = replace(blank, probability=round(judgement.probability, 4))
    unanswered = _frame_only(blank, "not_in_dossier", evidence=evidence)
    unanswered = replace(unanswered, timings_ms=_timings(started, retrieved, retrieved, retrieved))
    if missing and not asked_note:
        told = _frame_only(blank, "source_not_obtained", missing_work_frame(missing, language), evidence=evidence)
        return replace(told, timings_ms=unanswered.timings_ms)
    if not judgement.answerable and not asked_note:
        return unanswered

    if asked_note:
        draft = quote_passages(opened, asked_note, language)
    else:
        draft = write_verbatim(opened, hits, language, desk.settings.verbatim)
    if not draft.citations:
        return unanswered
    generated = perf_counter()
    checked = Draft(check_sentences(opened, draft.sentences, draft.citations), draft.citations)
    done = perf_counter()
    return replace(
        blank,
        status="answered",
        answer=render_answer(checked),
        sentences=checked.sentences,
        citations=checked.citations,
        evidence=evidence,
        timings_ms=_timings(started, retrieved, generated, done),
    )


def search(query: Question, desk: Desk, *, limit: int) -> SearchResult:
    """The best passages for a query, whole and ranked, without an answer."""
    text = clean_question(query.text)
    opened = desk.generation()
    language = question_language(text, query, opened)
    hits = find_hits(text, language, opened, desk, limit=limit) if has_words(text) else ()
    evidence = tuple(cite_passage(opened, hit, number) for number, hit in enumerate(hits, start=1))
    return SearchResult(query.text, language, opened.generation.id, evidence, id=query.id)


def find_hits(
    text: str, language: str, opened: OpenGeneration, desk: Desk, *, limit: int | None = None
) -> tuple[Hit, ...]:
    """Retrieve for a cleaned question; notes that only name works take part when it asks for sources."""
    settings = replace(desk.settings.retrieval, with_naming_notes=asks_for_sources(text))
    vector = embed_question(text, desk.encoder, opened)
    return retrieve(opened, text, vector, language, limit=limit or desk.settings.evidence, settings=settings)


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


def _frame_only(blank: Answer, reason: str, text: str | None = None, evidence: tuple[Evidence, ...] = ()) -> Answer:
    sentence = AnswerSentence(text or frame(reason, blank.language), (), "frame")
    return replace(blank, reason=reason, answer=sentence.text, sentences=(sentence,), evidence=evidence)


def _timings(started: float, retrieved: float, generated: float, done: float) -> Timings:
    def milliseconds(start: float, end: float) -> int:
        return round((end - start) * 1000)

    return Timings(
        milliseconds(started, retrieved),
        milliseconds(retrieved, generated),
        milliseconds(generated, done),
        milliseconds(started, done),
    )
