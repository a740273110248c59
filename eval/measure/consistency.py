"""Whether all that a reader sees of an answer follows from the dossier: texts, frames, labels, evidence.

A quote may stand at its offsets and yet be shown under a wrong name, below a claim of nobody's, or beside evidence that
is not there. Everything about a citation follows from its place, so it is made again from there and compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.answering.citations import cite_sentence, cite_whole
from app.answering.verbatim import frame_quotes
from app.asking.missing_works import MissingWork, missing_work_frame
from app.checking.quotes import find_problems
from app.records import Answer, AnswerSentence, Citation, Evidence, render_answer
from index.store.opened import OpenGeneration
from prompts import frame, is_frame

OPENINGS = (
    "answer", "closest", "more", "list_whole", "list_part", "list_other", "comparison_side", "comparison_work",
    "shorter", "shorter_some", "shortest", "stands", "sure", "picked", "around", "reads_on", "nearby", "said_of",
    "selection_more", "elsewhere", "place_line", "noted", "not_noted", "no_notes", "only_in", "item_of",
    "absent_section", "absent_sections", "absent_note", "absent_notes", "absent_page", "absent_pages", "absent_point",
    "absent_table", "absent_tables",
    "mentioned", "mentioned_once", "mentioned_elsewhere", "mentioned_similar", "mentioned_at", "mentioned_more",
    "overview_whole", "overview_section", "overview_end", "overview_reported",
)  # fmt: skip
"""The lines that open quotes."""
_NAMING = ("comparison_side", "comparison_work", "place_line", "stands", "sure", "said_of")
"""Those below which the author's own words have a line, too."""
_CLOSING = "not_mentioned"
_INSTEAD = ("prose_failed", "prose_empty", "prose_doubted", "prose_stopped")
"""The lines that stand above the quotes where a language model was asked and no prose is shown."""
_OF_A_PASSAGE = ("source", "kind", "title", "author", "date", "section", "language", "url", "sha256", "quote", "text")


def find_broken(answer: Answer, opened: OpenGeneration) -> dict[int, str]:
    """What is wrong with each citation that is not what its place makes it, by its number."""
    broken = {}
    for citation in answer.citations:
        problems = find_problems(opened, citation)
        if problems:
            broken[citation.id] = problems[0]
        elif not _is_made_from_its_place(citation, opened):
            broken[citation.id] = f"citation {citation.id}: it is not labelled as its place is"
    return broken


def find_inconsistencies(answer: Answer, opened: OpenGeneration) -> tuple[str, ...]:
    """What does not follow from citations and dossier, a line each: the shown text, the frames, the evidence."""
    return tuple(_look(answer, opened))


def _look(answer: Answer, opened: OpenGeneration) -> Iterator[str]:
    if answer.status == "answered":
        if answer.answer != render_answer(answer.sentences):
            yield "the text that is shown is not that of its sentences"
        quotes = replace(answer, sentences=_leave_out_prose(answer))
        if [one.text for one in quotes.sentences] != [one.text for one in _frame_again(quotes)]:
            yield "the sentences are not the quotes with the lines that say whose words they are"
    elif answer.status == "abstained" and answer.answer not in _refusals(answer, opened):
        yield "the refusal is not one of the product's own"
    for evidence in answer.evidence:
        if not _is_passage(evidence, opened):
            yield f"evidence {evidence.id} is not a passage as it stands in the dossier"


def _frame_again(answer: Answer) -> Iterator[AnswerSentence]:
    """The quotes with the lines that belong to them, part by part: each opens with a line of the product's own."""
    by_id = {citation.id: citation for citation in answer.citations}
    opening, part, closing = None, list[Citation](), list[AnswerSentence]()
    for sentence in answer.sentences:
        if sentence.support == "frame" and is_frame(sentence.text, (_CLOSING,), answer.language):
            closing.append(sentence)
        elif sentence.support == "frame" and is_frame(sentence.text, OPENINGS, answer.language):
            if opening:
                yield from _frame_part(part, opening, answer.language)
            opening, part = sentence, []
        part += [by_id[number] for number in sentence.citations]
    if opening:
        yield from _frame_part(part, opening, answer.language)
    yield from closing


def _leave_out_prose(answer: Answer) -> tuple[AnswerSentence, ...]:
    """The quotes with their lines: what stands below prose, or below the line that says why there is none."""
    names = ("prose", *_INSTEAD)
    return tuple(
        one for one in answer.sentences
        if one.support != "supported" and not (one.support == "frame" and is_frame(one.text, names, answer.language))
    )  # fmt: skip


def _frame_part(part: Sequence[Citation], opening: AnswerSentence, language: str) -> tuple[AnswerSentence, ...]:
    beside = is_frame(opening.text, _NAMING, language)
    return frame_quotes(part, language, opening=opening, names_author=beside).sentences


def _refusals(answer: Answer, opened: OpenGeneration) -> set[str]:
    if answer.reason != "source_not_obtained":
        return {frame(name, answer.language) for name in (str(answer.reason), "no_more", "model_refused")}
    works = [source for source in opened.corpus.manifest.sources if source.id not in opened.documents]
    missing = [MissingWork(work, number) for work in works for number in (work.footnotes or (None,))]
    return {missing_work_frame(one, answer.language) for one in missing}


def _is_made_from_its_place(citation: Citation, opened: OpenGeneration) -> bool:
    passage = opened.passages.get(citation.passage)
    if passage is None or not passage.start <= citation.start < citation.end <= passage.end:
        return False
    whole = cite_whole(opened, passage, citation.id)
    sentence = next((s for s in passage.sentences if s.start <= citation.start < s.end), None)
    if sentence is None:
        return citation == whole
    part = replace(sentence, start=citation.start, end=citation.end)
    return citation in (cite_sentence(opened, passage, part, citation.id), whole)


def _is_passage(evidence: Evidence, opened: OpenGeneration) -> bool:
    passage = opened.passages.get(evidence.passage)
    if passage is None or (evidence.start, evidence.end) != (passage.start, passage.end):
        return False
    whole = cite_whole(opened, passage, evidence.id)
    return all(getattr(evidence, name) == getattr(whole, name) for name in _OF_A_PASSAGE)
