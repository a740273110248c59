"""The words of those whom a question asks for theirs: they are quoted before what else answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.answering.verbatim import Draft, add_behind, add_quotes, write_verbatim
from app.asking.finding import Searcher, find_hits
from app.asking.inquiry import Inquiry
from index.records import Hit
from index.store.opened import OpenGeneration
from ingest.records import Passage, Sentence
from ingest.text.names import name_key, surname_key
from ingest.voices.holders import Holder

_WORD = re.compile(r"[^\W\d_]+")
_TURNS = frozenset({"paragraph", "post", "block_quote"})
_MOST_TURNS, _FARTHER = 4, 0.01
"""Turns behind a first reply that may answer the same question, and how much less near (a cosine) each is than the one
before it."""
_LOOKED_AT = 40
"""Passages among which his are sought."""
_SHORTEST = 40
"""Characters of a passage that says something."""
_MOST, _FURTHER, _MARGIN = 4, 2, 0.06
"""Quotes of his words, of what he says to a question that another answered first, and how much weaker than the best of
them (a cosine) one may be."""
_OF_EACH = 2
"""Quotes of the words of each of several."""
_BEHIND = 4
"""Quotes of what else answers."""


def speaks(holder: Holder, sentence: Sentence, passage: Passage, opened: OpenGeneration) -> bool:
    """Whether a sentence gives somebody's words: as his, or in a text of his in his own name.

    There, what names him says who wrote it.
    """
    if sentence.attribution == "own":
        source = opened.corpus.manifest.source(passage.source_id)
        text = opened.document(passage.source_id).text[sentence.start : sentence.end]
        return (source.edition_of or source.id) in holder.works and holder.key not in map(name_key, _WORD.findall(text))
    return sentence.attribution != "summed_up" and surname_key(sentence.speaker) == holder.key


def hear_speakers(
    draft: Draft, inquiry: Inquiry, read: Sequence[Hit], searcher: Searcher, *, before: bool = True
) -> Draft:
    """The draft with the best of what those say themselves whom the question means; unchanged where they say nothing.

    Args:
        draft: What answers, whoever says it.
        inquiry: The question.
        read: What was found for it, the best of it read with the question: that is not done again.
        searcher: Finds what they say.
        before: Whether that comes first, not behind the draft.

    """
    heard: Draft | None = None
    opened = searcher.opened
    for holder in inquiry.speakers:
        words = _find_words(holder, inquiry, read, searcher)
        heard = add_quotes(heard, words, inquiry.spoken, most=len(words.citations)) if heard else words
    if heard is None or not heard.citations:
        return draft
    # What answers best and is his already stays first: his other words were not all read with the question.
    if before and not _begins_with(draft, inquiry.speakers, opened):
        return add_behind(heard, draft, inquiry.spoken, most=_BEHIND)
    return add_behind(draft, heard, inquiry.spoken, most=_MOST)


def _begins_with(draft: Draft, speakers: Sequence[Holder], opened: OpenGeneration) -> bool:
    """Whether the first quote is in the words of the one who is meant."""
    if len(speakers) != 1 or not draft.citations:
        return False
    first = draft.citations[0]
    passage = opened.passages[first.passage]
    sentence = next((one for one in passage.sentences if one.start <= first.start < one.end), None)
    return sentence is not None and speaks(speakers[0], sentence, passage, opened)


def _find_words(holder: Holder, inquiry: Inquiry, read: Sequence[Hit], searcher: Searcher) -> Draft:
    """The best of what somebody says, and what he says to a question that another answered first."""
    opened, language = searcher.opened, inquiry.spoken
    within = holder.works[0] if holder.works else None
    # With the question before it, what tells who he is would be nearest.
    asked = inquiry if inquiry.told else replace(inquiry, words=inquiry.text, views=(inquiry.text,))
    found = find_hits(asked, opened, searcher.encoder, searcher.settings, limit=_LOOKED_AT, within=within).hits
    # Most of his words were not read with the question: what was moves forward by it, never back.
    known = {one.passage.id: one for one in read if (one.signals.answers or 0.0) > 0}
    hits = [known.get(one.passage.id, one) for one in found]
    most = _MOST if len(inquiry.speakers) == 1 else _OF_EACH
    settings = replace(searcher.settings.verbatim, most=most, margin=_MARGIN)
    heard = write_verbatim(opened, _keep_own(hits, holder, opened), language, settings)
    further = write_verbatim(opened, _keep_own(_find_further(hits, holder, opened), holder, opened), language, settings)
    return add_quotes(heard, further, language, most=_FURTHER)


def _keep_own(hits: Iterable[Hit], holder: Holder, opened: OpenGeneration) -> tuple[Hit, ...]:
    """The hits with words of his, the others in them put behind; best first, each passage once."""
    own: dict[str, Hit] = {}
    for hit in hits:
        his = [speaks(holder, one, hit.passage, opened) for one in hit.passage.sentences]
        if any(his) and hit.passage.end - hit.passage.start >= _SHORTEST:
            scores = zip(hit.sentence_scores, his, strict=True)
            heard = replace(hit, sentence_scores=tuple(score - (not is_his) for score, is_his in scores))
            own[hit.passage.id] = max(heard, own.get(hit.passage.id, heard), key=lambda one: one.score)
    return tuple(sorted(own.values(), key=lambda one: -one.score))


def _find_further(hits: Sequence[Hit], holder: Holder, opened: OpenGeneration) -> Iterator[Hit]:
    """What is said to a question after a hit, the first reply to it, of another: it need not name the topic either."""
    replies = {one.id for one in opened.replies.values()}
    for hit in hits:
        his = (speaks(holder, one, hit.passage, opened) for one in hit.passage.sentences)
        if hit.passage.id not in replies or any(his):
            continue
        passages = opened.document(hit.passage.source_id).passages
        place = next(row for row, one in enumerate(passages) if one.id == hit.passage.id)
        for behind, one in enumerate(passages[place + 1 : place + 1 + _MOST_TURNS], start=1):
            if one.kind not in _TURNS or one.id in opened.replies:
                break
            less = _FARTHER * behind
            near = (max(hit.sentence_scores) - less,) * len(one.sentences)
            yield replace(hit, passage=one, score=hit.score - less, sentence_scores=near)
