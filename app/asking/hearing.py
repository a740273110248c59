"""The words of the one person whom a question asks for his: they are quoted before what else answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.answering.verbatim import Draft, add_behind, write_verbatim
from app.asking.finding import Searcher, find_hits
from app.asking.inquiry import Inquiry
from index.records import Hit
from index.store.opened import OpenGeneration
from ingest.records import Passage, Sentence
from ingest.text.names import surname_key
from ingest.voices.holders import Holder

_TURNS = frozenset({"paragraph", "post", "block_quote"})
_LOOKED_AT = 40
"""Passages among which his are sought."""
_SHORTEST = 40
"""Characters of a passage that says something."""
_MOST, _MARGIN = 3, 0.06
"""Quotes of his words, and how much weaker than the best of them (a cosine) one may be."""
_BEHIND = 4
"""Quotes of what else answers."""


def speaks(holder: Holder, sentence: Sentence, passage: Passage, opened: OpenGeneration) -> bool:
    """Whether a sentence gives somebody's words: as his, or in a text of his in his own name."""
    if sentence.attribution == "own":
        source = opened.corpus.manifest.source(passage.source_id)
        return (source.edition_of or source.id) in holder.works
    return sentence.attribution != "summed_up" and surname_key(sentence.speaker) == holder.key


def hear_speaker(draft: Draft, inquiry: Inquiry, searcher: Searcher) -> Draft:
    """The draft behind the best of what the one whom the question means says himself; unchanged where he says nothing."""
    if inquiry.speaker is None:
        return draft
    own = _find_words(inquiry.speaker, inquiry, searcher)
    if not own:
        return draft
    settings = replace(searcher.settings.verbatim, most=_MOST, margin=_MARGIN)
    heard = write_verbatim(searcher.opened, own, inquiry.spoken, settings)
    return add_behind(heard, draft, inquiry.spoken, most=_BEHIND) if heard.citations else draft


def _find_words(holder: Holder, inquiry: Inquiry, searcher: Searcher) -> tuple[Hit, ...]:
    opened = searcher.opened
    within = holder.works[0] if holder.works else None
    # With the question before it, what tells who he is would be nearest.
    asked = inquiry if inquiry.told else replace(inquiry, words=inquiry.text, views=(inquiry.text,))
    found = find_hits(asked, opened, searcher.encoder, searcher.settings, limit=_LOOKED_AT, within=within)
    own: dict[str, Hit] = {}
    for hit in (*found.hits, *_find_further(found.hits, opened)):
        his = [speaks(holder, one, hit.passage, opened) for one in hit.passage.sentences]
        if any(his) and hit.passage.end - hit.passage.start >= _SHORTEST:
            scores = zip(hit.sentence_scores, his, strict=True)
            heard = replace(hit, sentence_scores=tuple(score - (not is_his) for score, is_his in scores))
            own[hit.passage.id] = max(heard, own.get(hit.passage.id, heard), key=lambda one: one.score)
    return tuple(sorted(own.values(), key=lambda one: -one.score))


def _find_further(hits: Sequence[Hit], opened: OpenGeneration) -> Iterator[Hit]:
    """What further people say to a question to which a hit is the first reply: they need not name its topic either."""
    replies = {one.id for one in opened.replies.values()}
    for hit in hits:
        if hit.passage.id not in replies:
            continue
        passages = opened.document(hit.passage.source_id).passages
        place = next(row for row, one in enumerate(passages) if one.id == hit.passage.id)
        for one in passages[place + 1 :]:
            if one.kind not in _TURNS or one.id in opened.replies:
                break
            near = (max(hit.sentence_scores),) * len(one.sentences)
            yield replace(hit, passage=one, sentence_scores=near)
