"""The ask-flow on one screen: question -> inquiry -> hits -> evidence or abstention -> draft -> checked sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.answering.citations import cite_hits
from app.answering.verbatim import Draft, hedge
from app.asking.abstention import Judgement, doubt, judge
from app.asking.clock import Clock
from app.asking.events import Done, Event, EvidenceFound, SentenceChecked, Understood, gather_answer
from app.asking.finding import Searcher, find_hits
from app.asking.inquiry import Inquiry, clean_question, has_words, make_inquiry, understand_question
from app.asking.joined import JOINING, judge_joined, split_lists
from app.asking.judging import judge_again, judge_sides
from app.asking.missing_works import find_missing_place, find_missing_work, missing_work_frame
from app.asking.people import People
from app.asking.prose import tell_prose
from app.asking.recalling import Known, Recall, Referred, refer, reply_of
from app.asking.referring import read_reference
from app.asking.understanding import Understanding, understand_kind
from app.asking.writing import write_answer
from app.checking.premises import find_unmentioned, keep_certain
from app.checking.quotes import check_sentences
from app.prose.writing import Writer
from app.records import Answer, AnswerSentence, Citation, Kind, Question
from app.settings import Settings
from index.encoders.protocol import Encoder
from index.encoders.remembering import RememberingEncoder
from index.records import Found
from index.reranking.remembering import RememberingReranker
from index.reranking.reranker import Reranker
from index.store.opened import OpenGeneration
from prompts import frame

_READ_AGAIN: frozenset[Kind] = frozenset({"list", "comparison"})
"""What is not refused before the best passages were read: nobody expects questions for several things at once."""
_SLACK = 1000
"""Characters over the limit that are still looked at: what nobody sees goes first."""


def ask_events(
    question: Question,
    *,
    opened: OpenGeneration,
    settings: Settings,
    open_encoder: Callable[[], Encoder],
    reranker: Reranker,
    writer: Writer | None = None,
    known: Known | None = None,
) -> Iterator[Event]:
    """Answer a question in verbatim quotes, with prose over them where a model writes, or abstain with the reason.

    Args:
        question: What was asked.
        opened: The generation that answers.
        settings: How hits are found, judged and quoted.
        open_encoder: Called when something has to be embedded; a question without words needs no model.
        reranker: Reads the best hits together with the question.
        writer: Writes over the quotes; None: they are the whole answer.
        known: Answers of this conversation that were given again.

    FundstelleError when it cannot search.

    """
    clock = Clock()
    # Of what will be refused for its length, no more is read than tells its language.
    read = replace(question, text=question.text[: settings.question_limit + _SLACK])
    searcher = Searcher(opened, settings, RememberingEncoder(open_encoder), RememberingReranker(reranker))
    inquiry = understand_question(read, opened.corpus.manifest, People(opened, searcher.encoder))

    def ask_again(earlier: Question, known: Known) -> Answer:
        events = ask_events(
            earlier, opened=opened, settings=settings, open_encoder=open_encoder, reranker=reranker, known=known
        )
        return gather_answer(events)

    recall = Recall(read, ask_again, {} if known is None else known)
    referred = refer(inquiry, recall, opened, settings.verbatim) if inquiry.refers else None
    if referred:
        yield from _say_of(referred, question, inquiry, searcher, writer, clock)
    else:
        yield from _ask_anew(question, inquiry, searcher, writer, clock, recall)


def _ask_anew(
    question: Question, inquiry: Inquiry, searcher: Searcher, writer: Writer | None, clock: Clock, recall: Recall
) -> Iterator[Event]:
    """What a question by itself gets, or one that leans on those before it."""
    opened = searcher.opened
    # More of what was shown whole is whatever else answers; what a note stands behind is one thing.
    plain = question.plain or inquiry.again == "more" or inquiry.noted
    understood = understand_kind(inquiry, opened, searcher.encoder, plain=plain)
    follows = () if understood.reply else inquiry.earlier
    yield Understood(question, understood.language, opened.generation.id, follows, understood.kind)
    at_once = _reply(understood, clock) or _refuse(question, inquiry, searcher.settings, clock)
    if at_once:
        yield from at_once
        return
    yield from _answer(inquiry, understood, searcher, writer, clock, recall.shown if inquiry.again == "more" else ())


def _say_of(
    referred: Referred, question: Question, inquiry: Inquiry, searcher: Searcher, writer: Writer | None, clock: Clock
) -> Iterator[Event]:
    """What is said of an earlier answer, under what was found for that."""
    of, opened = referred.of, searcher.opened
    # What that asked of an answer in its turn tells nobody what this one is about.
    about = of.follows[-1] if of.follows and read_reference(of.question) else of.question
    yield Understood(question, inquiry.spoken, opened.generation.id, (about,), of.kind)
    understood = Understanding(of.kind, inquiry.spoken, reply=reply_of(referred), draft=referred.draft)
    if referred.reason:
        yield EvidenceFound(of.evidence, of.probability, of.confidence)
        yield from _abstain(referred.reason, referred.reply, clock)
        return
    if referred.draft is None:
        yield from _reply(understood, clock)
        return
    yield EvidenceFound(of.evidence, of.probability, of.confidence)
    clock.note("retrieve")
    yield from _check(referred.draft, opened)
    clock.note("check")
    if writer:
        yield from tell_prose(inquiry, understood, referred.draft, opened, writer, of.probability)
        clock.note("write")
    yield Done("answered", None, clock.timings())


def _answer(
    inquiry: Inquiry,
    understood: Understanding,
    searcher: Searcher,
    writer: Writer | None,
    clock: Clock,
    shown: Sequence[Citation],
) -> Iterator[Event]:
    """Seek, weigh and quote; where nothing is quoted, say why."""
    opened, settings = searcher.opened, searcher.settings
    judgement = None
    draft = understood.draft
    # What is shown beside a place that was asked for is worth no reading.
    found = find_hits(inquiry, opened, searcher.encoder, settings) if draft else searcher.find(inquiry)
    clock.note("retrieve")
    if draft:
        # The place was asked for: nothing is weighed there.
        yield EvidenceFound(cite_hits(opened, found.hits), None, None)
    else:
        inquiry, found, judgement = _weigh(inquiry, understood, found, searcher)
        missing = find_missing_place(inquiry.text, found.hits, opened) or find_missing_work(
            inquiry.text, found.hits, opened.corpus.manifest, judgement, settings.abstention, held=opened.documents
        )
        if judgement.answerable and not missing:
            draft = write_answer(inquiry, understood, found.hits, searcher, shown=shown)
        unmentioned = find_unmentioned(inquiry.text, inquiry.language, draft.leading, opened) if draft else ()
        judgement = doubt(judgement) if unmentioned else judgement
        yield EvidenceFound(cite_hits(opened, found.hits), round(judgement.probability, 4), judgement.confidence)
        if missing:
            yield from _abstain("source_not_obtained", missing_work_frame(missing, inquiry.spoken), clock)
            return
        if draft is None or not draft.citations:
            name = "no_more" if inquiry.again == "more" and judgement.answerable else "not_in_dossier"
            yield from _abstain("not_in_dossier", frame(name, inquiry.spoken), clock)
            return
        draft = hedge(draft, inquiry.spoken) if judgement.confidence == "doubtful" else draft
        draft = _note_unmentioned(draft, unmentioned, inquiry, opened)
    clock.note("generate")
    yield from _check(draft, opened)
    clock.note("check")
    if writer:
        probability = judgement.probability if judgement else None
        taken_back = yield from tell_prose(inquiry, understood, draft, opened, writer, probability)
        clock.note("write")
        if taken_back:
            yield from _abstain("not_in_dossier", frame("model_refused", inquiry.spoken), clock)
            return
    yield Done("answered", None, clock.timings())


def _weigh(
    inquiry: Inquiry, understood: Understanding, found: Found, searcher: Searcher
) -> tuple[Inquiry, Found, Judgement]:
    """Judge what was found; before it is refused, look once more where the way of asking may have hidden it."""
    opened, settings = searcher.opened, searcher.settings
    judgement = judge(inquiry.words, inquiry.language, found, opened, settings.abstention)
    if understood.topic and not judgement.answerable:
        # How an overview is asked for says nothing of what it is to be of.
        inquiry = make_inquiry(understood.topic, inquiry.language)
        found = searcher.find(inquiry)
        judgement = judge(inquiry.words, inquiry.language, found, opened, settings.abstention)
    if not judgement.answerable and understood.kind in _READ_AGAIN:
        judgement = judge_again(judgement, inquiry, found, searcher)
    if not judgement.answerable and understood.sides:
        judgement = judge_sides(judgement, understood.sides, inquiry, searcher)
    if understood.kind in JOINING:
        judgement = judge_joined(judgement, split_lists(inquiry), searcher)
    return inquiry, found, judgement


def _note_unmentioned(draft: Draft, unmentioned: Sequence[str], inquiry: Inquiry, opened: OpenGeneration) -> Draft:
    """The draft, with a line that says what the question names and nothing around the quotes does."""
    if unmentioned and draft.behind:
        unmentioned = find_unmentioned(inquiry.text, inquiry.language, draft.citations, opened)
    certain = keep_certain(unmentioned, inquiry.language, draft.citations, opened)
    if not certain:
        return draft
    said = frame("not_mentioned", inquiry.spoken, numbers=", ".join(certain))
    return replace(draft, sentences=(*draft.sentences, AnswerSentence(said, (), "frame")))


def _refuse(question: Question, inquiry: Inquiry, settings: Settings, clock: Clock) -> tuple[Event, ...]:
    """What is said to a question without words, or one that is too long; empty for every other one."""
    if not has_words(inquiry.text):
        return tuple(_abstain("empty_question", frame("empty_question", inquiry.spoken), clock))
    asked = clean_question(question.text)
    if len(asked) > settings.question_limit:
        length, limit = str(len(asked)), str(settings.question_limit)
        return (Done("failed", frame("too_long", inquiry.spoken, length=length, limit=limit), clock.timings()),)
    return ()


def _reply(understood: Understanding, clock: Clock) -> tuple[Event, ...]:
    """What is said without evidence; empty where something has to be sought."""
    if not understood.reply:
        return ()
    said = (SentenceChecked(sentence, ()) for sentence in understood.reply)
    return (*said, Done("replied", None, clock.timings()))


def _check(draft: Draft, opened: OpenGeneration) -> Iterator[SentenceChecked]:
    issued: set[int] = set()
    for sentence in check_sentences(opened, draft.sentences, draft.citations):
        new = tuple(one for one in draft.citations if one.id in sentence.citations and one.id not in issued)
        issued.update(sentence.citations)
        yield SentenceChecked(sentence, new)


def _abstain(reason: str, text: str, clock: Clock) -> Iterator[Event]:
    yield SentenceChecked(AnswerSentence(text, (), "frame"), ())
    yield Done("abstained", reason, clock.timings())
