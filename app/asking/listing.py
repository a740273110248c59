"""Answering a question for several things: the list that it asks for, or the passages that have them between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from app.answering.citations import cite_sentence
from app.answering.lists import (
    ListSettings,
    Weighed,
    complete_items,
    complete_told,
    quote_list,
    weigh_lists,
    write_list,
    write_paragraph,
)
from app.answering.verbatim import SPREAD, Draft, add_behind, add_quotes, frame_quotes, write_verbatim
from app.answering.wholes import Whole, announces, count_told, find_parts, is_headed
from app.asking.finding import Searcher, find_hits
from app.asking.inquiry import Inquiry
from app.asking.kinds.attested import find_attesting, keep_attested
from app.asking.kinds.comparison import speaks_of_author
from app.asking.kinds.lists import find_asked_terms, read_wanted_number
from app.asking.kinds.subject import analysis_of, find_author, find_subject
from app.asking.listed import keep_section, quote_meant_item, weigh_names, weigh_owners
from app.asking.reading import read_where_needed, read_whole, spread_over, was_read
from index.records import Hit
from ingest.records import Passage

_LOOKED_AT = 40
"""Passages among which lists are sought: most items of one are not near a question for all of them."""
_NEAR = 3
"""Best hits of which one has to stand in a work that is called only by what it is: "the survey"."""
_OF_SUREST = 8
"""Quotes of the passage that reading finds likeliest to answer."""
_ANSWERS = 1.5
"""Logit from which on a passage is quoted beside a list that seems to be the answer."""
_WIDELY = ListSettings(looked_at=_LOOKED_AT)
_NEARLY, _SURE = 0.03, 0.3
"""How much less than the best passage (a cosine) a list may score to be shown behind it; the logit from which on it is
shown whatever it scores."""
_ADDED = 8
"""Quotes of such a list."""
_BESIDE_LIST = 4
"""Quotes of the best paragraph beside a list that stands elsewhere."""
_COUNTED, _AS_MANY = 0.012, 0.02
"""What is added to the score (a cosine) of a paragraph whose sentences count things; and as many as are wanted."""
_ANNOUNCED, _HEADED = 0.03, 0.015
"""The same where one says how many there are of what is asked for; and where its heading names that."""
_OF_PARTS = 8
"""Parts of a section whose first sentences are quoted where what leads to them is among the best hits."""


def write_listing(inquiry: Inquiry, searcher: Searcher) -> Draft:
    """The list that a question asks for, whole; else the best paragraph's sentences with the best of others."""
    opened, language = searcher.opened, inquiry.spoken
    wanted = read_wanted_number(inquiry.text)
    terms = find_asked_terms(inquiry.text, inquiry.language)
    near = keep_section(_find_near(inquiry, searcher), inquiry.text, opened)
    near = _lift(near, wanted, terms, searcher)
    # What is expected of passages tells them apart better than reading does.
    read = partial(_read_all, inquiry=inquiry, searcher=searcher) if was_read(near) else None
    scored = weigh_lists(opened, near, wanted, _WIDELY, read=read)
    scored = {
        whole: replace(one, score=one.score + _weigh_told(whole.members[0], terms, searcher))
        for whole, one in scored.items()
    }
    if not read:
        scored = weigh_lists(opened, near, wanted)
    scored = weigh_names(weigh_owners(scored, inquiry.text, opened), inquiry.text, opened)
    listed = write_list(opened, near, language, wanted=wanted, scored=scored)
    if listed:
        best = max(scored, key=lambda one: scored[one].score)
        listed = quote_meant_item(best, near, opened, language) or listed
    running = write_paragraph(opened, near, language, verbatim=searcher.settings.verbatim)
    if listed:
        draft = _add_beside(listed, near, running, inquiry, searcher)
        if not read or _is_sure(scored, wanted):
            return draft
        return add_behind(draft, write_verbatim(opened, near, language, SPREAD), language, most=_BESIDE_LIST)
    first = running or write_verbatim(opened, near, language, searcher.settings.verbatim)
    if not running and not read:
        return complete_told(opened, first, language, most=_ADDED)
    return _add_parts(_spread(first, near, scored, inquiry, searcher), near, inquiry, searcher)


def _is_sure(scored: Mapping[Whole, Weighed], wanted: int | None) -> bool:
    """Whether the best list is surely what is asked for: by reading it, or by how many items it has."""
    best = max(scored, key=lambda one: scored[one].score)
    return (scored[best].logit or 0.0) > _SURE or len(best.items) == wanted


def _lift(hits: Sequence[Hit], wanted: int | None, terms: frozenset[str], searcher: Searcher) -> Sequence[Hit]:
    """The hits, those that tell of several things before what is no nearer than they are then."""
    more = {hit.passage.id: _weigh_told(hit.passage, terms, searcher, wanted) for hit in hits}
    ordered = [hit for hit in hits if not more[hit.passage.id]]
    for hit in (one for one in hits if more[one.passage.id]):
        lifted = replace(hit, score=hit.score + more[hit.passage.id])
        place = next((row for row, one in enumerate(ordered) if one.score < lifted.score), len(ordered))
        ordered.insert(place, lifted)
    return ordered


def _weigh_told(passage: Passage, terms: frozenset[str], searcher: Searcher, wanted: int | None = None) -> float:
    """What is added to the score of a passage: for counting, for saying how many there are, for its heading."""
    told = count_told(searcher.opened, passage)
    counted = (_AS_MANY if told == wanted else _COUNTED) if told else 0.0
    announced = _ANNOUNCED if announces(searcher.opened, passage, terms) else 0.0
    return max(counted, announced) + (_HEADED if is_headed(passage, terms) else 0.0)


def _add_parts(draft: Draft, near: Sequence[Hit], inquiry: Inquiry, searcher: Searcher) -> Draft:
    """The draft with a sentence for each part of the section that the best hit only leads to."""
    opened, language = searcher.opened, inquiry.spoken
    parts = find_parts(opened, near[0].passage)
    firsts = [cite_sentence(opened, one, one.sentences[0], number) for number, one in enumerate(parts, start=1)]
    return add_behind(draft, frame_quotes(firsts, language), language, most=_OF_PARTS) if firsts else draft


def _add_beside(
    listed: Draft, near: Sequence[Hit], running: Draft | None, inquiry: Inquiry, searcher: Searcher
) -> Draft:
    """A list with the best passage behind it, or with those that surely answer: its things may stand there instead."""
    opened, language = searcher.opened, inquiry.spoken
    if not _is_in_list(near[0], listed):
        best = running or write_verbatim(opened, near, language, searcher.settings.verbatim)
        return add_behind(listed, best, language, most=_BESIDE_LIST)
    sure = [hit for hit in near if (hit.signals.answers or 0.0) >= _ANSWERS and not _is_in_list(hit, listed)]
    beside = write_verbatim(opened, sure, language, searcher.settings.verbatim) if sure else None
    return add_behind(listed, beside, language, most=_BESIDE_LIST)


def _spread(
    running: Draft, near: Sequence[Hit], scored: Mapping[Whole, Weighed], inquiry: Inquiry, searcher: Searcher
) -> Draft:
    """The best paragraph with the best of others, a list that is nearly as near, and what reading finds likeliest."""
    opened, language = searcher.opened, inquiry.spoken
    spread = spread_over(near)
    draft = add_quotes(running, write_verbatim(opened, near, language, spread), language, most=spread.most)
    best = max(scored, key=lambda one: scored[one].score, default=None)
    if best and (scored[best].score >= near[0].score - _NEARLY or (scored[best].logit or 0.0) > _SURE):
        draft = add_behind(draft, quote_list(opened, best, language), language, most=_ADDED)
    draft = complete_told(opened, complete_items(opened, draft, language, most=_ADDED), language, most=_ADDED)
    surest = max((hit for hit in near if was_read([hit])), key=lambda hit: hit.signals.answers or 0.0, default=near[0])
    if surest is near[0]:
        return draft
    # Of two passages the one may be nearer, the other tell more.
    told = write_paragraph(opened, [surest], language, verbatim=searcher.settings.verbatim)
    return add_behind(draft, told, language, most=_OF_SUREST)


def _find_near(inquiry: Inquiry, searcher: Searcher) -> Sequence[Hit]:
    """Many hits, the best of them read where that tells more; of the held text alone that a question names.

    Its author's name will do: "Wennigsen's recommendations".
    """
    opened = searcher.opened
    manifest = opened.corpus.manifest
    subject = find_subject(inquiry.named, manifest)
    meant = subject.source or subject.by_genre or (None if subject.named else find_author(inquiry.named, manifest))
    writer = None if meant or subject.named or not speaks_of_author(inquiry.text) else analysis_of(manifest)
    meant = writer.id if writer else meant
    document = opened.held_document(meant) if meant else None
    found = find_hits(inquiry, opened, searcher.encoder, searcher.settings, limit=_LOOKED_AT, within=meant)
    own = tuple(hit for hit in found.hits if document and hit.passage.source_id == document.source_id)
    # A survey need not be the work that is called so: where that has nothing that is near, another is meant.
    if (writer or meant == subject.by_genre) and own and found.hits.index(own[0]) >= _NEAR:
        own = ()
    attested = keep_attested(found.hits, find_attesting(inquiry.text, opened), opened)
    wide = replace(found, hits=own or tuple(attested))
    return read_where_needed(wide, inquiry.words, opened, searcher.reranker, searcher.settings.reading).hits


def _read_all(wholes: Sequence[Whole], *, inquiry: Inquiry, searcher: Searcher) -> list[float]:
    return [read_whole(one, inquiry.words, searcher.opened, searcher.reranker) for one in wholes]


def _is_in_list(hit: Hit, listed: Draft) -> bool:
    """Whether the sentence of a hit that answers best is quoted with the list."""
    best = hit.passage.sentences[hit.sentence_scores.index(max(hit.sentence_scores))]
    return any(one.passage == hit.passage.id and one.start <= best.start < one.end for one in listed.citations)
