"""The paragraphs of a plain text: its lines, or what stands between blank lines where it was wrapped at some width."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.text.dictionary import find_lemma
from ingest.text.words import is_word

BULLETS = "•·▪■●◦○►▶➢✓‣∙◆◇❖➤➔✔□❑"
"""Signs that open a point of a list and nothing else."""
_STARTS_ANEW = re.compile(
    rf"(?:[{BULLETS}*–—-][ \t\u00a0]+(?=\S)|#{{1,6}} |\||>\s|\[\^?\d{{1,3}}\]|[⁰¹²³⁴-⁹]{{1,3}}\s|(?:Anm|Fn)\.\s?\d)"
)
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s+\S")
_ENDS_DIVIDED = re.compile(r"[^\W\d_]{2,}-$")
_POINT = re.compile(
    rf"[{BULLETS}*–—-][ \t\u00a0]+(?=\S)|\[\^?\d{{1,3}}\]:?\s|[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}\s"
    r"|(?:Anm|Fn|Прим)\.?\s?\d{1,3}[:.)\s]"
)
"""What opens a point or a note, below which lines may hang."""
_ENDS = '.!?:;…]”“»«)"'
_SHOWN = 5
_NARROWEST = 30
"""Characters; shorter lines are a list or verse, whatever they look like."""
_FEWEST_PAIRS = 3
"""Pairs of lines that tell; of fewer, each must be full, in mid-sentence, and go on in small letters."""
_FILLED = 0.9
"""Share of the width from which on a line, with the next one's first word, counts as full."""
_DIVIDED = re.compile(r"(?P<head>[^\W\d_]+)-\n[ \t]*(?P<tail>[^\W\d_]+)(?P<rest>[^\s-]*)(?P<gap>[ \t]*)")
_SOFT = re.compile("\u00ad[ \t]*\n[ \t]*(?P<tail>[^\\s]+)(?P<gap>[ \t]*)")
_OTHER_HYPHEN = re.compile("[\u2010\u00ac](?=[ \t]*\n[ \t]*[^\\W\\d_])")
_MANNER = re.compile(r"(?:[сц]ки|ьи|ому|ему)$")
_SHORTEST = 4
"""Letters of the first part of a word from which on it tells something that it is no word itself."""
_COMBINING = re.compile(
    r"\w*[oо]|(?:anti|semi|multi|poly|quasi|mini|maxi|inter|trans|hyper|super|ultra|meta|para|extra|infra|intra|post)"
)
_SYLLABLES = frozenset("be co com con de dis em en ex im in mis per pre pro re sub un".split())
"""Words of English that open longer ones, and that no hyphen follows where the dictionary has the whole."""
_ENDINGS = frozenset("ever ment ness ply".split())
"""Words that end longer ones, likewise."""
JOINING_WORDS = frozenset("und oder bzw beziehungsweise sowie bis noch als and or to nor и или".split())
"""Before these a hyphen at a line's end stays: "Vor- und Nachteile"."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: one line, or several that were one before they were wrapped."""

    start: int
    end: int
    text: str
    """On one line, with single spaces; no-break and thin spaces stay."""
    blank_before: bool
    """Whether an empty line, or the beginning of the text, stands before it."""
    indent: int = 0
    """Characters of white space in front of it."""


def is_wrapped(text: str) -> bool:
    """Whether the lines of a text are not its paragraphs."""
    return find_width(tuple(_single_lines(text))) is not None


def find_lines(text: str) -> tuple[Line, ...]:
    """The paragraphs of `text` in order."""
    single = tuple(_single_lines(text))
    width = find_width(single)
    if width is None:
        return tuple(_join_points(text, single))
    found: list[Line] = []
    open_: list[Line] = []
    for line in single:
        if open_ and not _goes_on(open_[-1], line, width):
            found.append(_join(text, open_))
            open_ = []
        open_.append(line)
    if open_:
        found.append(_join(text, open_))
    return tuple(found)


def _join_points(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those that hang below the first one of a list's point joined with it."""
    open_: list[Line] = []
    for line in lines:
        hangs = open_ and not line.blank_before and line.indent > open_[0].indent and _is_point(open_[0])
        if hangs and not _STARTS_ANEW.match(line.text) and not _NUMBERED.match(line.text):
            open_.append(line)
            continue
        if open_:
            yield _join(text, open_)
        open_ = [line]
    if open_:
        yield _join(text, open_)


def _is_point(line: Line) -> bool:
    return bool(_POINT.match(line.text) or _NUMBERED.match(line.text))


def show_hyphens(text: str) -> str:
    """The text with a plain hyphen at line ends that have another one, and words whole that a soft hyphen divides."""
    text = _SOFT.sub(lambda match: f"{match['tail']}\n" if match["gap"] else match["tail"], text)
    return _OTHER_HYPHEN.sub("-", text)


def join_divided_words(text: str, *, wrapped: bool | None = None) -> tuple[str, tuple[str, ...]]:
    """Put words together that a wrapped text divides at line ends, and list those that stay because it is not sure.

    A word is whole where the text itself or a dictionary has it, or where its second part is no word by itself.
    Never before "und" and the like ("Vor- und Nachteile"), capitals or digits. `wrapped`: whether lines are known not
    to be paragraphs; None: their width tells.
    """
    if "-\n" not in text or not (is_wrapped(text) if wrapped is None else wrapped):
        return text, ()
    vocabulary = Counter(word.casefold() for word in re.findall(r"[^\W\d_]+", _DIVIDED.sub(r" \g<rest>", text)))
    unsure: list[str] = []

    def join(match: re.Match[str]) -> str:
        head, tail = match["head"], match["tail"]
        one_word = tell_one_word(head, tail, vocabulary)
        if one_word:
            # The line ends behind the whole word, so that lines keep their width.
            return f"{head}{tail}{match['rest']}\n" if match["gap"] else head + tail + match["rest"]
        if one_word is None:
            unsure.append(f"{head}-{tail}")
        return match[0]

    return _DIVIDED.sub(join, text), tuple(unsure)


def tell_one_word(head: str, tail: str, vocabulary: Mapping[str, int]) -> bool | None:
    """Whether what a hyphen divides at a line's end is one word; None where nothing tells.

    Args:
        head: The letters before the hyphen.
        tail: The letters that open the next line.
        vocabulary: Words of the same text, in small letters, and how often each stands in it; those with capitals in
            them as they are written, too.

    """
    whole = vocabulary.get((head + tail).casefold(), 0)
    if vocabulary.get(f"{head}-{tail}".casefold(), 0) > whole or tail.casefold() in JOINING_WORDS:
        return False
    if tail[0].isupper() and vocabulary.get(head + tail):
        return True  # "TraceMonkey", as it is written elsewhere.
    if head.isupper() and tail.isupper() and len(tail) > 1:
        return bool(whole)  # "ANNI-VERSARY", where all letters are capitals: "EU-LEADER" looks the same.
    if not tail[0].islower() or head.isupper() or (not whole and _keeps_hyphen(head, tail)):
        return False
    return True if whole or is_one_word(head, tail) else None


def _keeps_hyphen(head: str, tail: str) -> bool:
    """Whether Russian writes the two with a hyphen: "юго-западный", "по-русски"."""
    if find_lemma(f"{head}-{tail}".lower(), "ru"):
        return True
    return head.casefold() == "по" and bool(_MANNER.search(tail)) and not is_word(head + tail, "ru")


def tell_divided(unsure: Sequence[str]) -> list[str]:
    """A remark on the words that may be one or two; none where all are sure."""
    if not unsure:
        return []
    more = " ..." if len(unsure) > _SHOWN else ""
    return [f"{len(unsure)} words divided at line ends may be one or two, and stay: {', '.join(unsure[:_SHOWN])}{more}"]


def is_one_word(head: str, tail: str) -> bool:
    """Whether two parts of a word make one: a dictionary has it, or the second part is no word by itself."""
    whole = head + tail
    if is_word(whole, "de") or is_word(whole, "ru") or not any(is_word(tail, one) for one in ("de", "en", "ru")):
        return True
    if _is_broken_off(head) or _is_noun_written_small(head, tail):
        return True
    # English has "longterm" in its dictionary, and writes "long-term".
    parts = is_word(head, "en") and is_word(tail, "en")
    return is_word(whole, "en") and (not parts or head.lower() in _SYLLABLES or tail in _ENDINGS)


def _is_noun_written_small(head: str, tail: str) -> bool:
    """Whether the second part is a German noun without its capital: behind a hyphen that is written it has one."""
    return head[0].isupper() and is_word(tail, "de") and not find_lemma(tail, "de") and not is_word(tail, "en")


def _is_broken_off(head: str) -> bool:
    """Whether what stands before a hyphen is no word, no name and nothing that is put before words."""
    known = any(is_word(head, one) for one in ("de", "en", "ru"))
    return head.islower() and len(head) >= _SHORTEST and not known and not _COMBINING.fullmatch(head)


def find_width(lines: Sequence[Line]) -> int | None:
    """The width in characters at which lines are wrapped; None where a line is a paragraph.

    Wrapped lines are full (the next one's first word would not have fitted), end in mid-sentence, and go on in small
    letters.
    """
    pairs = [
        (one, other)
        for one, other in itertools.pairwise(lines)
        if not other.blank_before
        and not _STARTS_ANEW.match(other.text)
        and not _STARTS_ANEW.match(one.text)
        and other.indent <= one.indent
        and not (_NUMBERED.match(one.text) and _NUMBERED.match(other.text))
    ]
    if not pairs:
        return None
    lengths = sorted(len(one.text) for one, _ in pairs)
    width = lengths[min(len(lengths) - 1, len(lengths) * 95 // 100)]
    full = sum(_is_full(one, other, width) for one, other in pairs)
    broken = sum(one.text[-1] not in _ENDS for one, _ in pairs)
    small = sum(other.text[0].islower() for _, other in pairs)
    if len(pairs) < _FEWEST_PAIRS and not full == broken == small == len(pairs):
        return None
    is_wrapped = width >= _NARROWEST and full >= 0.7 * len(pairs) and broken * 2 > len(pairs) and small * 5 > len(pairs)
    return width if is_wrapped else None


def _is_full(line: Line, following: Line, width: int) -> bool:
    if _ENDS_DIVIDED.search(line.text) and following.text[0].islower():
        return True
    return len(line.text) + 1 + len(following.text.split(" ", 1)[0]) > _FILLED * width


def _goes_on(line: Line, following: Line, width: int) -> bool:
    if following.blank_before or _STARTS_ANEW.match(following.text):
        return False
    if following.indent > line.indent and not _is_point(line):
        return False  # A paragraph's first line.
    full = _is_full(line, following, width)
    if _NUMBERED.match(following.text) and (not full or line.text[-1] in ".;:"):
        return False
    return full or following.text[0].islower()


def _join(text: str, lines: Sequence[Line]) -> Line:
    start, end = lines[0].start, lines[-1].end
    return Line(start, end, _on_one_line(text[start:end]), lines[0].blank_before, lines[0].indent)


def _single_lines(text: str) -> Iterator[Line]:
    position, blank = 0, True
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped[0])
            yield Line(start, start + len(stripped), _on_one_line(stripped), blank, start - position)
        blank = not stripped
        position += len(raw) + 1


def _on_one_line(text: str) -> str:
    return re.sub(r"[ \t\n]+", " ", text)
