"""Answering a question for several things: the list that it asks for, or the passages that have them between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from app.answering.lists import ListSettings, quote_list, weigh_lists, write_list, write_paragraph
from app.answering.verbatim import Draft, VerbatimSettings, add_quotes, write_verbatim
from app.answering.wholes import Whole
from app.asking.finding import Searcher, find_hits
from app.asking.inquiry import Inquiry
from app.asking.lists import read_wanted_number
from app.asking.reading import read_where_needed, read_whole
from app.asking.subject import find_author, find_subject
from index.records import Hit

_LOOKED_AT = 40
"""Passages among which lists are sought: most items of one are not near a question for all of them."""
_WIDELY = ListSettings(looked_at=_LOOKED_AT)
_SURE = 1.0
"""Logit from which on a list that was read whole is shown behind a paragraph that seems to answer better."""
_ADDED = 8
"""Quotes of such a list."""
_BESIDE_LIST = 4
"""Quotes of the best paragraph beside a list that stands elsewhere."""
_SPREAD = VerbatimSettings(most=6, spread=6, margin=0.05)
"""Quotes of other passages beside the best one: things that are asked for need not stand together."""


def write_listing(inquiry: Inquiry, searcher: Searcher) -> Draft | None:
    """The list that a question asks for, whole; else the best paragraph's sentences with the best of others.

    None where neither is there.
    """
    opened, language = searcher.opened, inquiry.spoken
    near = _find_near(inquiry, searcher)
    wanted = read_wanted_number(inquiry.text)
    # What is expected of passages tells them apart better than reading does: there, what is read only comes behind.
    was_read = near[0].signals.answers is not None
    scored = weigh_lists(opened, near, wanted, _WIDELY, read=partial(_read_all, inquiry=inquiry, searcher=searcher))
    listed = write_list(opened, near, language, wanted=wanted, scored=scored if was_read else None)
    running = write_paragraph(opened, near, language, verbatim=searcher.settings.verbatim)
    if listed:
        # Its things may stand in the best paragraph instead, as running text.
        if running is None or _is_in_list(near[0], listed):
            return listed
        return add_quotes(listed, running, language, most=_BESIDE_LIST)
    if running is None:
        return None
    # Its things may stand elsewhere all the same.
    draft = add_quotes(running, write_verbatim(opened, near, language, _SPREAD), language, most=_SPREAD.most)
    sure = [one for one, weighed in scored.items() if weighed.logit is not None and weighed.logit >= _SURE]
    if not sure:
        return draft
    best = max(sure, key=lambda one: scored[one].score)
    return add_quotes(draft, quote_list(opened, best, language), language, most=_ADDED)


def _find_near(inquiry: Inquiry, searcher: Searcher) -> Sequence[Hit]:
    """Many hits, the best of them read where that tells more; of the held text alone that a question names.

    Its author's name will do: "Wennigsen's recommendations".
    """
    opened = searcher.opened
    manifest = opened.corpus.manifest
    subject = find_subject(inquiry.text, manifest)
    meant = subject.source or subject.by_genre or (None if subject.named else find_author(inquiry.text, manifest))
    document = opened.held_document(meant) if meant else None
    found = find_hits(inquiry, opened, searcher.encoder, searcher.settings, limit=_LOOKED_AT, within=meant)
    own = tuple(hit for hit in found.hits if document and hit.passage.source_id == document.source_id)
    wide = replace(found, hits=own or found.hits)
    return read_where_needed(wide, inquiry.words, opened, searcher.reranker, searcher.settings.reading).hits


def _read_all(wholes: Sequence[Whole], *, inquiry: Inquiry, searcher: Searcher) -> list[float]:
    return [read_whole(one, inquiry.words, searcher.opened, searcher.reranker) for one in wholes]


def _is_in_list(hit: Hit, listed: Draft) -> bool:
    """Whether the sentence of a hit that answers best is quoted with the list."""
    best = hit.passage.sentences[hit.sentence_scores.index(max(hit.sentence_scores))]
    return any(one.passage == hit.passage.id and one.start <= best.start < one.end for one in listed.citations)
