"""Sentences most of whose words are quoted, and who speaks in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.records import UNNAMED, Slice
from ingest.voices.clauses import Sentence, read_sentence
from ingest.voices.context import Attributed, Context, Dossier
from ingest.voices.indirect_mood import Mood
from ingest.voices.phrases import take_phrase_at
from ingest.voices.saying import Said, find_said, is_text
from ingest.voices.whom import resolve

_QUOTED_SHARE = 0.5
_LONGEST_TAG = 10
"""Words beside a quotation that may only say who speaks."""
_WOVEN_SHARE = 0.8
_FEWEST_QUOTED = 3
"""Words that a quotation has at the least if it makes a sentence somebody's."""
_CAME = re.compile(r"«»,?\s(?:came|kam|tönte|schallte|ertönte)\s(?P<who>[^,.;:()«»]{3,80})")


def read_quotation(
    dossier: Dossier,
    sentence: Sentence,
    said: Sequence[Said],
    following: Sequence[Slice],
    note_speaker: str | None,
    mood: Mood | None,
    context: Context,
) -> Attributed | None:
    """A sentence most of whose words are quoted, or that quotes at length behind a colon."""
    run = dossier.quotations.run(sentence.start)
    inside_run = run is not None and run.start < sentence.start
    long_enough = sentence.quoted >= (2 if note_speaker else _FEWEST_QUOTED) or (
        sentence.share > 0.9 and (inside_run or _starts_with_quote(sentence))
    )
    tagged = any(one.is_tag for one in said) and sentence.quoted >= _FEWEST_QUOTED
    only_tagged = tagged and (_starts_with_quote(sentence) or inside_run) and _words_outside(sentence) <= _LONGEST_TAG
    behind_colon = sentence.quoted >= 4 and bool(re.search(r":\s*«»", sentence.outside))
    if not ((sentence.share >= _QUOTED_SHARE and long_enough) or behind_colon or only_tagged):
        return None
    lent = not note_speaker or asks(sentence)  # Who asks in a phrase of a work asks himself, its note notwithstanding.
    if not behind_colon and not inside_run and lent and _is_woven_in(sentence):
        return None
    if (
        sentence.share >= _QUOTED_SHARE
        and not behind_colon
        and _is_term(sentence, said, dossier_note=bool(note_speaker))
    ):
        return None
    speaker = note_speaker or _speaker_of(dossier, sentence, said, context)
    if speaker is None:
        speaker = _speaker_of_run(dossier, sentence, following, context)
    return Attributed(speaker or UNNAMED, "quoted")


def asks(sentence: Sentence) -> bool:
    """Whether the sentence itself asks, and not only what it quotes: the mark stands outside the quotation."""
    return sentence.outside.rstrip(" ”“»«\"'").endswith("?")


def _is_woven_in(sentence: Sentence) -> bool:
    """Whether the quotation is a part of the author's own sentence ("accused them of “marking their own homework”")."""
    quotes = [token for token in sentence.tokens if token.kind == "quote"]
    longest = max((token.text for token in quotes), key=len, default="")
    begins = longest.lstrip('„“”«»"‚‘’…[( ')[:1]
    return begins.islower() and not _starts_with_quote(sentence) and sentence.share < _WOVEN_SHARE


def _words_outside(sentence: Sentence) -> int:
    return sum(token.kind == "word" for token in sentence.tokens)


def _starts_with_quote(sentence: Sentence) -> bool:
    return bool(sentence.tokens) and sentence.tokens[0].kind == "quote"


def _is_term(sentence: Sentence, said: Sequence[Said], *, dossier_note: bool) -> bool:
    """Whether what is quoted is a title or a name within a sentence of few words of its own."""
    longest = max((token.text for token in sentence.tokens if token.kind == "quote"), key=len, default="")
    return (
        not said
        and sentence.quoted < 6
        and not dossier_note
        and not re.search(r"[.,!?…]", longest)
        and sentence.share < 0.9
    )


def _speaker_of(dossier: Dossier, sentence: Sentence, said: Sequence[Said], context: Context) -> str | None:
    for one in said:
        if one.who:
            speaker = resolve(dossier, one.who, sentence, context, one.at)
            if speaker:
                return speaker
    came = _CAME.search(sentence.outside)
    if came:
        return take_phrase_at(came["who"], 0, context.language) or came["who"]
    heard = heard_in(dossier, sentence, context)
    if heard:
        return heard
    label = _LABEL.match(sentence.outside)
    if label and not said and not _opens_with_place(label["who"]):
        named = label["in"] or label["of"] or label["who"]
        return resolve(dossier, named.strip(), sentence, context)
    mentions = list(dossier.voices.find(sentence.outside))
    if mentions and re.search(r":\s*«»", sentence.outside):
        return mentions[-1].voice if not said else mentions[0].voice
    return None


def _speaker_of_run(dossier: Dossier, sentence: Sentence, following: Sequence[Slice], context: Context) -> str | None:
    """Who speaks in a quotation that this sentence does not give to anybody: named before it, or at its end."""
    run = dossier.quotations.run(sentence.start)
    goes_on = context.last.attribution == "quoted" and context.last_paragraph == context.paragraph
    if goes_on and run is not None and run.start < sentence.start:
        return context.last.speaker
    if context.announced or context.presented:
        return context.announced or context.presented
    tagged = _tagged_later(dossier, sentence, following, context)
    if tagged:
        return tagged
    if goes_on or (context.last.attribution != "own" and context.last_paragraph == context.paragraph):
        return context.last.speaker
    return (
        context.focus_before
        or (context.named if context.topic else None)
        or context.speaker
        or context.named
        or context.focus
    )


# "The Chair: «»", „Antrag B (Frau Kemper): «»“, „Zwischenruf einer Frau: «»“
_LABEL = re.compile(
    r"^(?P<who>[A-ZÄÖÜА-Я][^«»:,;()]{1,60}?(?:\s(?:von|der|des|einer|eines|by|from|of)\s(?P<of>[^«»:;()]{3,60}))?)(?:\s\((?P<in>[^()]{3,80})\))?:\s*«»"
)


def _opens_with_place(label: str) -> bool:
    """Whether what stands before a colon tells where something stands („In seinem Tagebuch steht nur ein Satz:“)."""
    return label.split()[0].lower() in _PLACES


_PLACES = frozenset("in im am an auf bei beim unter über nach vor zu zum zur at on under в на".split())


def _tagged_later(dossier: Dossier, sentence: Sentence, following: Sequence[Slice], context: Context) -> str | None:
    end = sentence.end
    for piece in following[:8]:
        run = dossier.quotations.run(piece.start)
        if run is None or run.start > end:
            return None
        later = read_sentence(dossier.text, piece, dossier.quotations, context.language)
        speaker = _speaker_of(dossier, later, find_said(later, context.language), context)
        if speaker:
            return speaker
        end = piece.end
    return None


_HEARD_IN = re.compile(
    r"(?:heißt|hieß|hieß)\s(?:\w+\s)?es\s(?:\w+\s)?(?:in|im|bei|aus|von|vom|beim)\s(?P<who>[^,.;:()«»]{3,90})"
    r"|^(?:Aus|Von|Vom|Vonseiten)\s(?P<who4>[^,.;:()«»]{3,60}?)\s(?:heißt|hieß)\ses"
    r"|(?:so|es)\s(?:steht|stand)\s(?:es\s)?(?:in|im|auf)\s(?P<who3>[^,.;:()«»]{3,90})"
    r"|^(?:In|Im|Auf)\s(?P<who5>[^,.;:()«»]{3,60}?)\s(?:steht|stand|heißt|hieß|findet|fand|lautet)\s"
    r"|es\s(?:heißt|hieß)\s(?:\w+\s)?(?:in|im|bei|aus|von|vom|beim)\s(?P<who2>[^,.;:()«»]{3,90})"
)


def heard_in(dossier: Dossier, sentence: Sentence, context: Context) -> str | None:
    """„...“, heißt es in einer Stellungnahme des Verbands."""
    match = _HEARD_IN.search(sentence.outside)
    if match is None:
        return None
    if match["who5"] and not is_text(match["who5"], "de"):
        return None
    phrase = (match["who"] or match["who2"] or match["who3"] or match["who4"] or match["who5"]).strip()
    if re.match(r"(?:(?:de[mnr]|einem|einer)\s)?(?:\w+\s)?(?:Reihen|Publikum|Saal|Zuhörerschaft)(?!\w)", phrase):
        return None
    if not is_text(phrase, "de"):
        part = re.match(
            r"(?:\w+\s)?(?:Kapitel|Abschnitt|Absatz|Artikel|Anhang|Nachsatz|Vorwort|Schluss|Fußnote)(?!\w)", phrase
        )
        return context.paper or context.speaker if part else phrase
    known = resolve(dossier, phrase, sentence, context)
    return context.paper if known == phrase and context.paper and " " not in phrase.split(" ", 1)[-1] else known
