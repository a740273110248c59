"""Which list a question means, and which item of it: by the section it names, by whose list it is, by what is near."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.answering.citations import cite_by_voice, cite_sentence
from app.answering.lists import Weighed
from app.answering.verbatim import Draft, frame_quotes
from app.answering.wholes import Whole
from app.asking.kinds.sections import find_headed, find_section, section_below
from app.asking.kinds.subject import analysis_of, find_subject
from index.records import Hit
from index.store.opened import OpenGeneration
from ingest.records import Document, Manifest, Passage, Sentence
from ingest.structure.works import find_named_works
from ingest.text.german import is_common_noun
from ingest.text.terms import find_content_words, find_name_terms, find_names

_LONG_ITEM = 40
"""Words that the items of a list have on average where each is a paragraph of its own, and may answer alone."""
_APART = 0.02
"""How much nearer (a cosine) one of them is then than the next. In the conversations over the bundled dossier (`dev`,
`open`) the best is .007 and .010 nearer for the two questions for all points of such a list; of those for one of its
points .022 to .080 for sixteen, .001 to .013 for five."""
_ANOTHERS = 0.03
"""What a list of another work loses (a cosine) where there is one of the work that the question names."""
_FEW_OF = re.compile(r"(?<![\w.,])\d{1,2}(?= [^\W\d_])")
"""A number of things."""
_OF_OTHER_NAME = 0.03
"""What a list loses (a cosine) that lacks a name of the question which another has."""
_FEWEST_WORDS = 2
"""Words of a heading that asks what a question asks."""


def keep_section(hits: Sequence[Hit], question: str, opened: OpenGeneration) -> Sequence[Hit]:
    """The hits in the section that a question names by its number or in quotes; all where it names none with a hit."""
    documents = _analysis_first(opened)
    section = find_section(question, documents, numbered=documents[:1])
    if section is None or not (section.by_number or section.is_quoted):
        return hits
    inside = {one.id for one in section.passages}
    return [hit for hit in hits if hit.passage.id in inside] or hits


def weigh_owners(scored: Mapping[Whole, Weighed], question: str, opened: OpenGeneration) -> Mapping[Whole, Weighed]:
    """The lists, those of other works than the question names for less; as they are where it names none with a list."""
    manifest = opened.corpus.manifest
    analysis = analysis_of(manifest)
    named = set(find_subject(question, manifest).named) - {analysis.id if analysis else ""}
    own = {whole for whole in scored if named & _owners(whole, manifest)}
    if not own:
        return scored
    return {whole: one if whole in own else replace(one, score=one.score - _ANOTHERS) for whole, one in scored.items()}


def weigh_names(scored: Mapping[Whole, Weighed], question: str, opened: OpenGeneration) -> Mapping[Whole, Weighed]:
    """The lists, those for less that lack a name or number of the question which stands in, or right above, another.

    "The parameters of 12 February": the paragraph that leads to them says whose they are, and when. One that is about a
    work which the question does not name only refers to them.
    """
    # "The 5 parameters" are not to have a 5 in them.
    names = [one for one in find_names(_FEW_OF.sub(" ", question)) if not is_common_noun(one)]
    asked = set(find_name_terms(" ".join(names)))
    has = {whole: asked.intersection(find_name_terms(_with_surroundings(whole, opened))) for whole in scored}
    told = set[str]().union(*has.values())
    works = frozenset(find_named_works(question, opened.corpus.manifest))

    def lacks(whole: Whole) -> bool:
        line = whole.introduction
        named = find_named_works(_text(line, opened), opened.corpus.manifest)[:1] if line and told else ()
        return not has[whole] >= told or not works.issuperset(named)

    return {
        whole: replace(one, score=one.score - _OF_OTHER_NAME) if lacks(whole) else one for whole, one in scored.items()
    }


def _with_surroundings(whole: Whole, opened: OpenGeneration) -> str:
    return " ".join((*(_text(one, opened) for one in whole.members), *whole.members[0].headings[-1:]))


def _owners(whole: Whole, manifest: Manifest) -> set[str]:
    """The work that a list stands in, the one that its line is about, and those that the heading above it names.

    "In short, with this paper he goes furthest:" names none, below a heading that does.
    """
    first = whole.members[0]
    return {first.source_id, *first.works[:1], *find_subject(" ".join(first.headings[-1:]), manifest).named}


def quote_meant_item(whole: Whole, hits: Sequence[Hit], opened: OpenGeneration, language: str) -> Draft | None:
    """The one item that answers, of a list whose items are paragraphs; None where the list answers as a whole.

    "Which economic promises ...?" asks for one of five points on a plan, and the other four are about other things.
    """
    words = [len(_text(one, opened).split()) for one in whole.items]
    if sum(words) < _LONG_ITEM * len(words) or any(one.kind != "list_item" for one in whole.items):
        return None
    scores = {hit.passage.id: hit.score for hit in hits}
    near = sorted((scores[one.id] for one in whole.items if one.id in scores), reverse=True)
    if not near or (len(near) > 1 and near[0] - near[1] < _APART):
        return None
    best = max(whole.items, key=lambda one: scores.get(one.id, float("-inf")))
    line = whole.introduction
    if line and scores.get(line.id, float("-inf")) > near[0]:
        return None
    return frame_quotes(cite_by_voice(opened, best, 1), language)


def quote_headed(question: str, hits: Sequence[Hit], opened: OpenGeneration, language: str) -> Draft | None:
    """The best sentence of each paragraph below the heading that asks the same as a question; None without such."""
    words = find_content_words(question)
    if len(words) < _FEWEST_WORDS:
        return None
    for document in _analysis_first(opened):
        heading = find_headed(words, document, whole=True)
        below = section_below(document, heading) if heading else ()
        paragraphs = [one for one in below if one.id in opened.passages and one.kind in ("paragraph", "list_item")]
        if paragraphs:
            cited = [
                cite_sentence(opened, one, _best_sentence(one, hits), number)
                for number, one in enumerate(paragraphs, start=1)
            ]
            return frame_quotes(cited, language)
    return None


def _best_sentence(passage: Passage, hits: Sequence[Hit]) -> Sentence:
    scores = next((hit.sentence_scores for hit in hits if hit.passage.id == passage.id), None)
    return passage.sentences[scores.index(max(scores))] if scores else passage.sentences[0]


def _text(passage: Passage, opened: OpenGeneration) -> str:
    return opened.document(passage.source_id).plain(passage.start, passage.end)


def _analysis_first(opened: OpenGeneration) -> list[Document]:
    analysis = analysis_of(opened.corpus.manifest)
    return sorted(opened.documents.values(), key=lambda one: analysis is None or one.source_id != analysis.id)
