"""Interviews without names before the turns: a question in a paragraph of its own or at the head of its answer's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.records import Slice
from ingest.voices.interviews import addresses
from ingest.voices.turns import Passages, is_told_between, says_i, speaks_of_himself

_LONGEST_QUESTION = 30
"""In words. Interviewers ask briefly; an essay's questions stand within its paragraphs."""
_LONGEST_PROMPT = 8
"""Words of a question that is none by its mark ("Let's begin with the car.")."""
_DASHES = frozenset("–—-")
_FEWEST_QUESTIONS = 3
"""From so many questions with a paragraph behind them on a text is an interview."""
_LONGEST_RUN = 3
"""Sentences at the head of a paragraph that may be its question, the last of them with the mark."""
_CONVERSATION = re.compile(
    r"(?<!\w)(?:Interview\w*|Gespräch\w*|Fragen\san|sprach\w*\smit|sprachen|trafen|conversations?|talked|talks\sto|spoke|met"
    r"|Q\s?&\s?A|Questions\s(?:to|for)|интервью|бесед\w*|разговор\w*|поговорил\w*|встретил\w*|спросил\w*)(?!\w)",
    re.IGNORECASE,
)
_REPLY = re.compile(r"(?:Ja|Nein|Doch|Yes|No|Да|Нет)(?:[,.!]|\s[—–-])")


def find_answers(text: str, passages: Sequence[tuple[str, Slice]]) -> tuple[frozenset[int], frozenset[int]]:
    """The rows of the questions and of the answers; both empty where the text is no interview.

    Args:
        text: The document's text.
        passages: The kind of each passage and where it stands.

    """
    asked = [_asks(text[extent.start : extent.end]) for _, extent in passages]
    pairs = [
        row for row in range(len(passages) - 1) if asked[row] and not asked[row + 1] and _follow(text, passages, row)
    ]
    if len(pairs) < _FEWEST_QUESTIONS:
        return frozenset(), frozenset()
    prompts = [
        row
        for row in range(len(passages) - 1)
        if row not in pairs and row + 1 < pairs[-1] and _is_prompt(text, passages, row) and not asked[row + 1]
    ]
    questions = {*pairs, *(prompt for prompt in prompts if prompt - 1 not in pairs)}
    answers = {row + 1 for row in questions}
    for row in range(min(answers) + 1, len(passages)):
        extent = passages[row][1]
        is_open = row not in questions | answers and row - 1 in answers and _is_body(passages[row])
        if is_open and speaks_of_himself(text[extent.start : extent.end]):
            answers.add(row)
    return frozenset(questions), frozenset(answers)


def _asks(passage: str) -> bool:
    return passage.rstrip(' ”“»«"*_').endswith("?") and len(passage.split()) <= _LONGEST_QUESTION


def _is_body(passage: tuple[str, Slice]) -> bool:
    return passage[0] in ("paragraph", "block_quote")


def _follow(text: str, passages: Sequence[tuple[str, Slice]], row: int) -> bool:
    """Whether the passage behind `row` may answer it: a paragraph, or behind a question with a dash one with a dash."""
    return _is_body(passages[row + 1]) or (_has_dash(text, passages[row]) and _has_dash(text, passages[row + 1]))


def _has_dash(text: str, passage: tuple[str, Slice]) -> bool:
    return passage[0] == "list_item" and text[max(0, passage[1].start - 8) : passage[1].start].rstrip()[-1:] in _DASHES


def _is_prompt(text: str, passages: Sequence[tuple[str, Slice]], row: int) -> bool:
    kind, extent = passages[row]
    words = text[extent.start : extent.end].split()
    return kind == "paragraph" and 1 < len(words) <= _LONGEST_PROMPT and _is_body(passages[row + 1])


def find_asked_within(text: str, passages: Passages) -> Mapping[int, int]:
    """Where questions and answers share their paragraphs, for each of these how many of its sentences ask.

    A newspaper sets the question in bold and lets the answer run on; as plain text nothing parts them. An essay asks at
    the head of a paragraph, too: in an interview the questions speak to somebody who answers of himself, and what
    stands before says that it is one, or he is called by name. None asks in a paragraph that only goes on; empty where
    the text is no such interview.

    Args:
        text: The document's text.
        passages: Kind and sentences of each passage, in order.

    """
    asked = {row: _count_asking(text, one) for row, (kind, one) in enumerate(passages) if kind == "paragraph"}
    pairs = [row for row, count in asked.items() if count]
    if len(pairs) < _FEWEST_QUESTIONS or not _CONVERSATION.search(text[: passages[pairs[0]][1][0].start]):
        return {}
    addressing = [row for row in pairs if addresses(_words(text, passages[row][1][: asked[row]]))]
    personal = [row for row in pairs if says_i(_words(text, passages[row][1][asked[row] :]))]
    between = [row for row in asked if pairs[0] <= row <= pairs[-1]]
    if min(len(addressing), len(personal)) * 2 < len(pairs) or len(pairs) * 2 < len(between):
        return {}
    found = {row: asked[row] for row in pairs}
    for row in asked:
        if row < pairs[0] or row in found:
            continue
        sentences = passages[row][1]
        if _is_prompted(text, sentences):
            found[row] = 1
        elif row - 1 in found and says_i(_words(text, sentences)) and not is_told_between(text, sentences):
            found[row] = 0
    return found


def _count_asking(text: str, sentences: Sequence[Slice]) -> int:
    """How many sentences at the head of a paragraph are its question, where others follow; 0 where it does not ask."""
    for count in range(1, min(_LONGEST_RUN, len(sentences) - 1) + 1):
        head = _words(text, sentences[:count])
        if len(head.split()) > _LONGEST_QUESTION:
            return 0
        if head.rstrip(' ”“»«"*_').endswith("?"):
            return count
    return 0


def _is_prompted(text: str, sentences: Sequence[Slice]) -> bool:
    """Whether a statement at the head of a paragraph is answered: by a yes or no, or because it speaks to somebody."""
    if len(sentences) < 2:
        return False
    head, rest = _words(text, sentences[:1]), _words(text, sentences[1:])
    short = len(head.split()) <= _LONGEST_QUESTION
    return short and not says_i(head) and (bool(_REPLY.match(rest)) or (addresses(head) and says_i(rest)))


def _words(text: str, sentences: Sequence[Slice]) -> str:
    return text[sentences[0].start : sentences[-1].end]
