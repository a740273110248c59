"""Where a text or a section begins or ends, and its second or last paragraph: a place that no number names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from app.asking.kinds.described import find_described_section, find_described_source
from app.asking.kinds.guessing import SHIPPED, begin_of, read_model
from app.asking.kinds.ordinals import CARDINAL, ORDINAL, read_cardinal, read_ordinal
from app.asking.kinds.overview import documents_meant
from app.asking.kinds.overview_wording import describe
from app.asking.kinds.sections import describe_section, find_headed, find_section, section_below
from app.asking.kinds.subject import Subject, find_author, find_subject
from app.asking.kinds.texts import resolve_subject
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration
from ingest.records import Document, Passage
from ingest.structure.known_works import split_authors
from ingest.text.names import name_key
from ingest.text.terms import find_content_words

_PIECE = (
    r"(?:textabs[äa]tze?s?|abs[äa]tze?[ns]?|abs[äa]tzen|s[äa]tze[ns]?|satz|zeilen?|worten?|wörter"
    r"|paragraphs?|sentences?|lines?|words|абзац\w*|предложени\w*)"
)
_SENTENCE = re.compile(r"(?i)(?<!\w)(?:s[äa]tz|sentence|предложени)")
_COUNTS = {"two": 2, "couple of": 2, "paar": 2, "beiden": 2, "zwei": 2, "three": 3, "few": 3, "drei": 3}
_BEFORE_LAST = r"vorletzte[nrsm]?|penultimate|(?:second|next)[ -]to[ -]last|second[ -]last|предпоследн\w+"
_FIRST = r"(?:aller)?erste[nrsm]?|first|opening|initial|starting|anfangs|eingangs|einleitende[nrsm]?|перв\w+"
_LAST = r"(?:aller)?letzte[nrsm]?|last|final|closing|concluding|schluss|end|abschließende[nrsm]?|последн\w+"
_NTH_PIECE = re.compile(
    rf"(?i)(?<!\w)(?:(?P<before>{_BEFORE_LAST})|(?P<last>{_LAST})|(?P<first>{_FIRST})"
    rf"|(?P<nth>{ORDINAL}|\d{{1,2}}(?:\.|st|nd|rd|th)))[\s-]*"
    rf"(?:(?P<count>{'|'.join(_COUNTS)}|\d)\s+)?{_PIECE}(?!\w)"
)
_PIECE_NTH = re.compile(rf"(?i)(?<!\w)(?:paragraph|absatz)\s+(?P<number>\d{{1,2}}|{CARDINAL})(?!\w)")
_BEGINS = re.compile(
    r"(?i)(?<!\w)(?:beginn(?:t|en)|fängt|fangen|startet|starts?|begins?|opens?|anfang|the (?:beginning|start|opening)"
    r"|начинается|начало)(?!\w)"
)
_ENDS = re.compile(
    r"(?i)(?<!\w)(?:endet|enden|schließt|hört|hören|ends?|closes?|finish(?:es)?|the (?:end|ending|close)|das ende"
    r"|заканчивается|кончается)(?!\w)"
)
_HOW = re.compile(r"(?i)(?<!\w)(?:wie|how|womit|(?:mit|in|with) (?:welche[mnrs]?|was für|what|which)|как|чем)(?!\w)")
_OPENING_OF = re.compile(
    r"(?i)(?<!\w)(?:(?:den |der |vom |zum )?(?:anfang|beginn|einstieg)(?= (?:de[rs]|von|vom)(?!\w))"
    r"|(?:the )?(?:beginning|opening|very start)(?= of(?!\w))|начало(?= \w))"
)
"""What has an opening otherwise ("the opening of the bridge") names no text."""
_SHOW = re.compile(
    r"(?i)(?<!\w)(?:lies|lesen sie|zeig\w*|zitier\w*|vor|mir|read|show|give|quote|me|please|bitte)(?!\w)"
)
_PARTICLE = re.compile(r"(?i)(?<!\w)(?:an|auf|los|off|with|gerade|out|up|bitte|please|pls)(?!\w)")
_WORDING = re.compile(
    rf"(?i)(?<!\w)(?:{_PIECE}|(?:im |vollen )*(?:wortlaut|original)|wording|verbatim|word for word|wörtlich\w*|exakt"
    r"|genau|exactly|exact|zitier\w*|quote|vorlesen|read out)(?!\w)"
)
_ENOUGH = re.compile(
    r"(?i)(?<!\w)(?:genügt|reicht|langt|völlig|enough|suffic\w+|fine|do|nur|only|just|allein\w*|einfach|simply|gleich)(?!\w)"
)
_PROSE = frozenset({"paragraph", "abstract", "lead", "block_quote", "list_intro", "list_item"})
_BELONGING = frozenset({"list_item", "post", "table_row"})
"""What is shown with the line above it and is no paragraph of its own."""
_OPENING = frozenset({"abstract", "lead"})
_BYLINE, _STEM = 350, 5
"""Characters of a paragraph that may be a byline; letters of an author's name there, whatever its ending."""
_BESIDE_PIECE = 2
"""Words that may tell of which text a piece is asked for; more ask for something in it."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class _Edge:
    number: int
    """Which paragraph, from 1; -1 for the last."""
    rest: str
    """The question without what says so."""
    of_piece: bool
    """Whether it says paragraph or sentence, so that a text is surely meant."""
    count: int = 1
    """How many are wanted from there on, or up to there."""
    of_sentences: bool = False
    """Whether sentences are counted, not paragraphs."""


def find_asked_edge(question: str, opened: OpenGeneration, encoder: Encoder | None = None) -> tuple[Passage, ...]:
    """The paragraph that a question asks for; empty where it asks for none, or of no text here.

    Args:
        question: The cleaned question.
        opened: The opened generation.
        encoder: Tells which section a question describes in its own words; None: it has to name it.

    """
    edge = _read_edge(question)
    if edge is None:
        return ()
    subject = resolve_subject(edge.rest, opened)
    documents = documents_meant(subject, opened)
    author = None if subject.named else find_author(edge.rest, opened.corpus.manifest)
    own = opened.held_document(author) if author else None
    documents = [own] if own else documents
    if not documents:
        return ()
    section = find_section(edge.rest, documents, numbered=documents[:1])
    if section:
        return _pick(section.passages, edge, opened)
    parts = (find_subject(one, opened.corpus.manifest) for one in describe_section(edge.rest))
    described = [text for one in parts for text in describe(one)]
    if described:
        heading = find_described_section(described, documents[0], opened, encoder) if encoder else None
        return _pick(section_below(documents[0], heading), edge, opened) if heading else ()
    left = _say_left(subject)
    is_named = bool(own or subject.named or subject.by_genre)
    # "Fazit" asks for an end elsewhere; here it may be the heading.
    said = find_content_words(_ENOUGH.sub(" ", subject.rest))
    heading = find_headed(said, documents[0], whole=not (is_named or subject.has_genre))
    if heading is None and left and is_named and encoder:
        heading = find_described_section([" ".join(left)], documents[0], opened, encoder)
    if heading:
        return _pick(section_below(documents[0], heading), edge, opened)
    document = _find_text(edge, left, documents, opened, encoder) if own is None else own
    return _pick(document.passages, edge, opened, whole=True) if document else ()


def _say_left(subject: Subject) -> list[str]:
    """The words of a question that say more than that a piece of a text is wanted, and how much of it."""
    asking = read_model(SHIPPED).asking
    text = _ENOUGH.sub(" ", " ".join(describe(subject)[-1:]))
    return [word for word in find_content_words(text) if begin_of(word) not in asking]


def _find_text(
    edge: _Edge, leftover: Sequence[str], documents: Sequence[Document], opened: OpenGeneration, encoder: Encoder | None
) -> Document | None:
    """The text whose paragraph is asked for; None where something else may begin or end."""
    subject = resolve_subject(edge.rest, opened)
    left = [word for word in leftover if not _is_said_of(word, documents[0], opened)]
    is_text = bool(subject.named or subject.has_genre or subject.by_genre)
    if not left and (is_text or edge.of_piece or subject.is_whole):
        return documents[0]
    if not (edge.of_piece and is_text) or len(left) > _BESIDE_PIECE or encoder is None or subject.named:
        return None
    source = find_described_source(" ".join(left), opened.corpus.manifest, encoder)
    return opened.held_document(source.id) if source else None


def _is_said_of(word: str, document: Document, opened: OpenGeneration) -> bool:
    """Whether a word only says of what a text is: its author, its title, who wrote it."""
    source = opened.corpus.manifest.source(document.source_id)
    said = find_content_words(f"{source.title} {source.author or ''} {opened.corpus.manifest.title}")
    return any(one.startswith(word[: max(4, len(word) - 2)]) for one in said)


def _read_edge(question: str) -> _Edge | None:
    piece = _NTH_PIECE.search(question)
    if piece:
        rest = f"{question[: piece.start()]} {question[piece.end() :]}"
        for word in (_BEGINS, _ENDS, _HOW, _PARTICLE, _WORDING):
            rest = word.sub(" ", rest)
        return _read_piece(piece, rest)
    numbered = _PIECE_NTH.search(question)
    # German "Paragraph 3" is a section of a law.
    if numbered and (describe_section(question) or numbered[0].lower().startswith("absatz")):
        number = read_cardinal(numbered["number"])
        return _Edge(number, _PIECE_NTH.sub(" ", question), of_piece=True) if number else None
    noun = _OPENING_OF.search(question)
    if noun:
        rest = _WORDING.sub(" ", _SHOW.sub(" ", f"{question[: noun.start()]} {question[noun.end() :]}"))
        return _Edge(1, rest, of_piece=True)
    how = _HOW.search(question)
    for pattern, number in ((_BEGINS, 1), (_ENDS, -1)):
        verb = pattern.search(question)
        if how and verb and how.start() < verb.start():
            rest = _PARTICLE.sub(" ", _HOW.sub(" ", pattern.sub(" ", question)))
            return _Edge(number, re.sub(rf"(?i)(?<!\w){_PIECE}(?!\w)", " ", rest), of_piece=False)
    return None


def _read_piece(piece: re.Match[str], rest: str) -> _Edge | None:
    number = -2 if piece["before"] else -1 if piece["last"] else 1 if piece["first"] else read_ordinal(piece["nth"])
    count = piece["count"] or "1"
    many = int(count) if count.isdigit() else _COUNTS[count.lower()]
    of_sentences = _SENTENCE.search(piece[0]) is not None
    return _Edge(number, rest, of_piece=True, count=many, of_sentences=of_sentences) if number else None


def _pick(
    passages: Sequence[Passage], edge: _Edge, opened: OpenGeneration, *, whole: bool = False
) -> tuple[Passage, ...]:
    """The paragraph in that place. Args: whole: of a whole text, which begins with its abstract, where it has one."""
    number = edge.number
    prose = [one for one in passages if one.kind in _PROSE and one.note is None and one.id in opened.passages]
    front = [one for one in prose if whole and one.kind in _OPENING]
    body = [one for one in prose if one not in front] or prose
    if edge.of_sentences:
        return _pick_sentences(body, front[:1], edge, opened, whole=whole)
    if edge.of_piece:
        body = [one for one in body if one.kind not in _BELONGING or one.introduced_by is None]
    if whole and number > 0 and body and _is_byline(body[0], opened):
        # What says whose text it is and from where is not how it begins; who asks may mean it, though.
        return tuple(body[:2]) if number == 1 else tuple(body[number : number + 1])
    picked = _slice(body, edge)
    shown = [*front[:1], *picked] if number == 1 else picked
    return tuple(each for one in shown for each in (one, *_belonging(one, edge, opened)))


def _slice(row: Sequence[_Item], edge: _Edge) -> Sequence[_Item]:
    """What stands in that place of a row, with those before or behind it where several are wanted."""
    if edge.number > 0:
        return row[edge.number - 1 : edge.number - 1 + edge.count]
    end = len(row) + edge.number + 1
    return row[max(0, end - edge.count) : end] if end > 0 else ()


def _belonging(passage: Passage, edge: _Edge, opened: OpenGeneration) -> Sequence[Passage]:
    """The points or posts that a paragraph leads to: without them it says little."""
    introduced = opened.introduced.get(passage.id, ()) if edge.of_piece else ()
    return [one for one in introduced if one.kind in _BELONGING]


def _pick_sentences(
    body: Sequence[Passage], front: Sequence[Passage], edge: _Edge, opened: OpenGeneration, *, whole: bool
) -> tuple[Passage, ...]:
    """The sentences in that place, each passage cut down to its own of them."""
    if whole and body and _is_byline(body[0], opened):
        front, body = (*front[:1], body[0]), body[1:]
    picked = list(_slice([(one, each) for one in body for each in one.sentences], edge))
    if edge.number == 1:
        picked = [*((one, one.sentences[0]) for one in front[:2]), *picked]
    found: list[Passage] = []
    for passage, sentence in picked:
        if found and found[-1].id == passage.id:
            found[-1] = replace(found[-1], end=sentence.end, sentences=(*found[-1].sentences, sentence))
        else:
            found.append(replace(passage, start=sentence.start, end=sentence.end, sentences=(sentence,)))
    return tuple(found)


def _is_byline(passage: Passage, opened: OpenGeneration) -> bool:
    """Whether a text's first paragraph is short and only says whose it is, from when: with its author and its year."""
    source, document = opened.corpus.manifest.source(passage.source_id), opened.documents[passage.source_id]
    text = document.plain(passage.start, passage.end)
    authors = [name_key(one.split()[-1]) for one in split_authors(source.author or "") if one.split()]
    names_author = any(key in {name_key(word) for word in re.findall(r"\w+", text)} for key in authors)
    names_author = names_author or any(key[:_STEM] in name_key(text) for key in authors)
    return len(text) <= _BYLINE and names_author and bool(source.date) and str(source.date)[:4] in text
