"""Checks on citations: pure functions, no model. What they find is recorded beside the sentence, not dropped.

A check compares with the document, never with the answer's own output, and what nothing has checked is not supported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.records import AnswerSentence, Citation
from index.store.opened import OpenGeneration


def find_problems(opened: OpenGeneration, citation: Citation) -> tuple[str, ...]:
    """What is wrong with a citation; empty when its quote stands at its offsets, letter for letter."""
    document = opened.documents.get(citation.source)
    if document is None:
        return (f"citation {citation.id}: the source {citation.source!r} is not in the dossier",)
    problems = []
    if document.text[citation.start : citation.end] != citation.quote:
        problems.append(f"citation {citation.id}: the quote does not stand at {citation.start}-{citation.end}")
    if document.snapshot_sha256 != citation.sha256:
        problems.append(f"citation {citation.id}: the snapshot is another one")
    return tuple(problems)


def check_sentences(
    opened: OpenGeneration, sentences: Sequence[AnswerSentence], citations: Sequence[Citation]
) -> tuple[AnswerSentence, ...]:
    """Return the sentences with what was found: a verbatim one must stand in the document where its citation says."""
    by_id = {citation.id: citation for citation in citations}
    return tuple(_check(opened, sentence, by_id) for sentence in sentences)


def _check(opened: OpenGeneration, sentence: AnswerSentence, by_id: dict[int, Citation]) -> AnswerSentence:
    if sentence.support == "frame":
        return sentence
    problems = [f"citation {number} was not issued" for number in sentence.citations if number not in by_id]
    cited = [by_id[number] for number in sentence.citations if number in by_id]
    problems += [problem for citation in cited for problem in find_problems(opened, citation)]
    if not cited:
        problems.append("the sentence has no citation")
    elif sentence.support == "verbatim" and not any(_says(opened, citation, sentence.text) for citation in cited):
        problems.append("the document does not say this at its citation")
    elif sentence.support != "verbatim":
        problems.append("nothing has checked this sentence")
    return replace(sentence, support="unsupported", problems=tuple(problems)) if problems else sentence


def _says(opened: OpenGeneration, citation: Citation, text: str) -> bool:
    """Whether the cited slice of the document, without its declared note markers, is `text`."""
    document = opened.documents.get(citation.source)
    return document is not None and document.plain(citation.start, citation.end) == text
