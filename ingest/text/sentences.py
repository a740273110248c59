"""Where sentences end, in German, English and Russian text that is full of abbreviations, dates and note markers.

Scripts without capital letters (Chinese, Arabic, Hebrew, Hindi, Georgian) have marks of their own, or a full stop and
white space, whatever follows.

A sentence is the smallest thing this product quotes, so the rule errs on the long side: a wrong cut would put half a
statement into an answer, a missing one only quotes more than needed.
"""

from __future__ import annotations

import re

from ingest.records import Slice

# A possible end: terminal punctuation, what closes after it (quotes, brackets), note markers, then white space. The
# wide marks of Chinese and Japanese need none.
_OWN_MARKS = "؟۔।॥։።፧။។༎"
_WIDE_MARKS = "。！？｡"
_END = re.compile(
    rf"(?P<stop>[.!?…{_OWN_MARKS}{_WIDE_MARKS}]+)(?P<close>[\"'“”‘’»)\]」』）】》〉]*)(?P<notes>(?:\[\d{{1,3}}\])*)"
    rf"(?P<gap>\s+|$|(?<=[{_WIDE_MARKS}」』）】》〉”’\]]))"
)
_TOKEN = re.compile(r"[^\s(„“”‚‘«\"'\[]+$")
_ABBREVIATIONS = frozenset(
    # German
    "abb abs art bd bzw ca dr ders dies ebd ehem evtl gem ggf hg hrsg insb jh kap kgl lt mind mio mrd nr o.g pkt"
    " prof rd s s.o s.u sog st stellv str tel u.a u.ä usf usw vgl v.a verf vorsitz z z.b z.t ziff zit d.h i.d.r"
    " i.e a.a.o n.chr v.chr jan feb febr apr aug sept okt nov dez"
    # English
    " approx cf co corp dept ed eds e.g est etc fig gen gov inc jr lt ltd mr mrs ms no op para pp p sen sgt sr vol"
    " vs u.s u.k u.n mar dec oct sep"
    # Russian
    " г гг т.д т.е т.п ст стр см им руб млн млрд тыс др проф акад".split()
)
MONTHS = frozenset(
    "januar jänner februar märz april mai juni juli august september oktober november dezember"
    " january february march may june july october december"
    " января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)
_CLOSERS_THEN_END = frozenset(("usw", "etc"))
_ROMAN = re.compile(r"[IVXLCDM]+$")
_ORDINAL = re.compile(r"(?:\d{1,2}\.)?(?:/?\d{1,2})$|\d{1,2}\.\d{1,2}$")
_MONTH_BEFORE = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\.?\s\d{1,2}$"
)
_SIGHT = 80
"""Characters looked at before and after a full stop."""
_OPENERS = "„“”‚‘’«\"'([…–—"


def split_sentences(text: str, start: int, end: int) -> tuple[Slice, ...]:
    """Cut `text[start:end]` into sentences that touch no white space at their borders and cover all else.

    Note markers that follow a sentence belong to it. Offsets are those of `text`.
    """
    cuts = []
    for match in _END.finditer(text, start, end):
        after = match.end("gap")
        if not match["gap"] and match["stop"][-1] not in _WIDE_MARKS:
            continue
        if after < end and _ends_sentence(
            text[max(start, match.start("stop") - _SIGHT) : match.start("stop")],
            match,
            text[after : min(end, after + _SIGHT)],
        ):
            cuts.append((match.end("notes"), after))
    slices, begin = [], start
    for stop, resume in cuts:
        slices.append(_trim(text, begin, stop))
        begin = resume
    slices.append(_trim(text, begin, end))
    return tuple(piece for piece in slices if piece.start < piece.end)


def _ends_sentence(before: str, match: re.Match[str], after: str) -> bool:
    stop = match["stop"]
    follower = after.lstrip(_OPENERS + " \u00a0")
    if not follower or follower.startswith(("http://", "https://", "www.")):
        return False
    if stop[-1] in _WIDE_MARKS:
        # “你好！”他说。: with what is called or asked in quotation marks, its sentence may go on.
        return bool(match["gap"] or stop[-1] in "。｡" or not match["close"])
    if stop[-1] in _OWN_MARKS:
        return True
    if stop.endswith("…") and not match["close"]:
        return after[0].isupper() and before.endswith((".", "!", "?"))
    if not (follower[0].isupper() or follower[0].isdigit() or _has_no_case(follower[0])):
        return False
    if stop != "." or match["close"] or match["notes"]:
        # "wären!)" or "Punkte).[2]" end a sentence; a quotation mark after a question inside a title may not.
        return not (match["close"] and after.startswith(("In:", "in:")))
    return _dot_ends_sentence(before, after, follower)


def _has_no_case(letter: str) -> bool:
    """Whether a letter's script has no capitals in running text (Georgian has some, for headlines only)."""
    return (letter.isalpha() and not letter.isupper() and not letter.islower()) or "\u10d0" <= letter <= "\u10ff"


def _dot_ends_sentence(before: str, after: str, follower: str) -> bool:
    token = _TOKEN.search(before)
    word = token.group() if token else ""
    first = re.split(r"[\s\u00a0.,;:)]", follower, maxsplit=1)[0]
    if word and word[-1].isdigit() and (_ORDINAL.search(word) or len(word) <= 2):
        # "14. Juni", "am 23.11. 2025", "XXXI."; but a year, an amount or "Jan. 3." may well end a sentence.
        if _MONTH_BEFORE.search(before):
            return True
        return not (first.lower() in MONTHS or first.isdigit() or "." in word or _is_ordinal(word, first))
    if _ROMAN.fullmatch(word) or (len(word) == 1 and word.isalpha()) or re.fullmatch(r"(?:\w\.)+\w", word):
        return False
    bare = word.lower().strip("()[]")
    if bare in _ABBREVIATIONS:
        return bare in _CLOSERS_THEN_END and follower[0].isupper()
    return bool(word) or after[0].isupper()


def _is_ordinal(word: str, first: str) -> bool:
    return word.isdigit() and int(word) <= 31 and len(word) <= 2 and first[:1].isupper()


def _trim(text: str, start: int, end: int) -> Slice:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Slice(start, end)
