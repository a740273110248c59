"""Whose words one sentence gives: the signs in the order of their weight, each a function that knows or passes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.reading import PassageKind
from ingest.records import AUTHOR, UNNAMED, Slice
from ingest.text.names import name_key, surname_key
from ingest.voices.clauses import Sentence, read_sentence
from ingest.voices.context import OWN, Attributed, Context, Dossier
from ingest.voices.continuing import find_going_on
from ingest.voices.indirect_mood import Mood, find_mood, weighs_report
from ingest.voices.lexicon import find_phrases
from ingest.voices.phrases import PRONOUNS
from ingest.voices.quoting import asks, read_quotation
from ingest.voices.reporting import (
    UNLIKE,
    chain_speaker,
    find_hearsay,
    find_told,
    give_to,
    looks_spoken,
    opinion_of,
    other_than_subject,
    subject_of_main_clause,
)
from ingest.voices.saying import Said, find_said, is_text
from ingest.voices.speakable import mend_name
from ingest.voices.subjects import find_first_subject, find_subject
from ingest.voices.weighing import Sign, weigh
from ingest.voices.whom import find_focus, find_name, resolve

_REMEMBERED = 5
"""Subjects among which a pronoun looks for one that fits."""
_THIS = re.compile(r"(?i)(?:this|the present|diese[rsmn]?|(?:der|die|das) vorliegende|эт(?:от|а|о))\s+")
_THE = re.compile(r"(?i)(?:the|der|die|das)\s+(?=[\w-]+$)")
_OF_THE_TEXT = frozenset({"abstract", "lead"})
_TAKEN_UP = frozenset("es sie er it they he she он она они".split())
_MYSELF = re.compile(r"(?<!\w)(?:I|me|[Mm]y|[Ii]ch|mir|mich|meine[rsmn]?|[Яя]|мне|меня)(?!\w)")
_NO_ONE = re.compile(r"(?i)(?:neither|nobody|no one|none|niemand\w*|keine[rs]?|никто)(?!\w)")
_LONG_QUOTATION = 6
"""Words from which on a quotation makes a sentence another's even where nobody is said to speak."""


def attribute_sentence(
    dossier: Dossier,
    piece: Slice,
    following: Sequence[Slice],
    note_speaker: str | None,
    context: Context,
    kind: PassageKind,
) -> tuple[Attributed, Context]:
    """Attribute one sentence; the second value is the context for the next one.

    Args:
        dossier: What is known of the document.
        piece: The sentence.
        following: The sentences behind it in its passage: a quotation may name its speaker at its end only.
        note_speaker: The speaker of the work that its last note cites, or None.
        context: What came before.
        kind: What its passage is.

    """
    sentence = read_sentence(dossier.text, piece, dossier.quotations, context.language)
    about_text = bool(context.focus and is_text(context.focus, context.language))
    said = find_said(sentence, context.language, about_text=about_text)
    mood = find_mood(sentence.words(0, len(sentence.tokens)), sentence.outside) if context.language == "de" else None
    sign, attributed = _decide(dossier, sentence, said, mood, following, note_speaker, context, kind)
    attributed = weigh(dossier, sentence, said, sign, attributed, note_speaker, context)
    attributed = _without_the_teller(sentence, sign, said, attributed)
    if attributed.attribution == "paraphrased" and _is_itself(dossier, attributed.speaker, context.language, kind):
        attributed = OWN
    if _is_of_no_one(sentence, sign, said, attributed):
        attributed = OWN
    if attributed.attribution == "paraphrased":
        attributed = replace(give_to(mend_name(attributed.speaker, context.language)), about=attributed.about)
    only_heard = sign == "none" and attributed.attribution == "reported"
    return attributed, replace(_advance(dossier, sentence, said, mood, attributed, context), only_heard=only_heard)


def _without_the_teller(sentence: Sentence, sign: Sign, said: Sequence[Said], attributed: Attributed) -> Attributed:
    """What is told of others, but nobody's whom only the sentences around name where the author tells of himself.

    Who is reported says of himself "she had asked", never "I asked": "I asked the office and was told that ...".
    """
    if attributed.attribution != "paraphrased" or sign not in ("saying", "going on", "none"):
        return attributed
    if any(one.who and not _MYSELF.fullmatch(one.who) for one in said) or not _MYSELF.search(sentence.outside):
        return attributed
    return Attributed(UNNAMED, "reported") if sign == "saying" and any(one.has_content for one in said) else OWN


def _is_of_no_one(sentence: Sentence, sign: Sign, said: Sequence[Said], attributed: Attributed) -> bool:
    """„Niemand am Kai hielt das für ...“, "Neither blamed the hall": that nobody says so is what the author says."""
    if sign == "saying" and _NO_ONE.match(sentence.outside):
        return not any(one.is_tag for one in said)  # „Niemand sah etwas, sagte Müller.“
    return attributed.attribution == "paraphrased" and bool(_NO_ONE.match(attributed.speaker))


def _is_itself(dossier: Dossier, speaker: str, language: str, kind: PassageKind) -> bool:
    """Whether a speaker is the text's own author, or the text: "This report tells", "Regenbrecht argues" in his own.

    An abstract may call its text "the report"; elsewhere that is one that was spoken of before.
    """
    words = {name_key(word) for word in re.findall(r"\w+", speaker)}
    author = {name_key(word) for word in re.findall(r"\w+", dossier.source.author or "")}
    surname = surname_key(dossier.source.author or "")
    pointing = _THIS.match(speaker)
    pointing = pointing or (_THE.match(speaker) if kind in _OF_THE_TEXT else None)
    behind = speaker[pointing.end() :].split()[:2] if pointing else []
    is_text_itself = any(is_text(word, language) for word in behind[:1]) or is_text(" ".join(behind), language)
    return is_text_itself or (bool(words) and surname in words and words <= author)


def _decide(
    dossier: Dossier,
    sentence: Sentence,
    said: Sequence[Said],
    mood: Mood | None,
    following: Sequence[Slice],
    note_speaker: str | None,
    context: Context,
    kind: PassageKind,
) -> tuple[Sign, Attributed]:
    """What the first sign that there is says; the author's own where there is none."""
    quoted = read_quotation(dossier, sentence, said, following, note_speaker, mood, context)
    if quoted:
        return "quotation", quoted
    summed = _summing_up(dossier, sentence, context)
    if summed:
        return "summing up", summed
    told = find_told(dossier, sentence, said, mood, note_speaker, context)
    if told:
        return "saying", told
    heard = find_hearsay(dossier, sentence, context)
    if heard:
        return "hearsay", heard
    if mood == "indirect" and not weighs_report(sentence.outside):
        return "mood", give_to(
            note_speaker
            or subject_of_main_clause(dossier, sentence, context)
            or other_than_subject(dossier, sentence, chain_speaker(context), context)
        )
    going_on = find_going_on(dossier, sentence, mood, note_speaker, context, kind)
    if going_on:
        return "going on", going_on
    if context.points and not sentence.ends_with_colon:
        return "points", give_to(context.points)
    if context.listing and not sentence.ends_with_colon:
        return "list", give_to(context.listing)
    if not asks(sentence) and any(one.has_content and one.who is None and not one.passive for one in said):
        return "saying", give_to(note_speaker or context.topic or _taken_up(dossier, sentence, said, context))
    if sentence.quoted >= _LONG_QUOTATION and looks_spoken(sentence) and not asks(sentence):
        near = context.speaker if context.spoke_in == context.paragraph else None
        return "quotation" if note_speaker else "woven", give_to(
            note_speaker or opinion_of(dossier, sentence, context) or context.topic or near
        )
    return "none", OWN


def _taken_up(dossier: Dossier, sentence: Sentence, said: Sequence[Said], context: Context) -> str | None:
    """Who says what a sentence tells by a word of saying without a subject: a pronoun's, a name's, who spoke before."""
    opening = next(iter(sentence.words(0, len(sentence.tokens))), "").lower()
    if opening in _TAKEN_UP:
        return resolve(dossier, opening, sentence, context)
    who = next((one.who for one in said if one.who and one.who.lower() not in PRONOUNS), None)
    if who:  # "Asked for his opinion, the engineer put the chance at one in three."
        return resolve(dossier, who, sentence, context)
    in_speech = context.last_paragraph == context.paragraph and context.last.attribution != "own"
    return find_focus(dossier, sentence, context) or (chain_speaker(context) if in_speech else None)


def _summing_up(dossier: Dossier, sentence: Sentence, context: Context) -> Attributed | None:
    """What the author takes somebody's position to amount to, where there is somebody."""
    if not find_phrases(context.language).summing_up.search(sentence.outside):
        return None
    named = next((mention.voice for mention in dossier.voices.find(sentence.outside)), None)
    near = context.speaker if context.paragraph - context.spoke_in <= 1 else None
    about = named or context.named or near or context.paper
    if near and not named and context.named and context.last.attribution != "own":
        about = context.last.speaker if context.last.speaker not in (UNNAMED, AUTHOR) else context.named
    subject = (
        _who_wants(dossier, sentence, context)
        or find_focus(dossier, sentence, context)
        or find_name(dossier, sentence.outside)
    )
    if not named and subject:
        about = subject
    about = about or _text_spoken_of(sentence, context)
    return Attributed(AUTHOR, "summed_up", about) if about and about != UNNAMED else None


def _text_spoken_of(sentence: Sentence, context: Context) -> str | None:
    """„... läuft das Weißbuch darauf hinaus“: the first text that the sentence speaks of."""
    for match in re.finditer(
        r"(?:(?:das|die|der|dem|den|the|its|their|his|her)\s)?(?P<noun>[\w-]{4,})", sentence.outside
    ):
        if is_text(match["noun"], context.language):
            return match[0]
    return None


_WANTING = frozenset(
    "will wollen wollte wollten want wants wanted means meint meinen fordert demands хочет хотят".split()
)


def _who_wants(dossier: Dossier, sentence: Sentence, context: Context) -> str | None:
    for position, token in enumerate(sentence.tokens):
        if token.text in _WANTING:
            who = find_subject(sentence, position, context.language, "")
            if who and who.lower() not in PRONOUNS:
                return resolve(dossier, who, sentence, context)
    return None


def _advance(
    dossier: Dossier,
    sentence: Sentence,
    said: Sequence[Said],
    mood: Mood | None,
    attributed: Attributed,
    context: Context,
) -> Context:
    mentions = list(dossier.voices.find(sentence.outside))
    last = next((one.voice for one in reversed(mentions) if not UNLIKE.search(sentence.outside[: one.start])), None)
    other = (
        attributed.speaker
        if attributed.attribution not in ("own", "summed_up") and attributed.speaker != UNNAMED
        else None
    )
    if other:
        dossier.people.meet(other)
    subject = find_focus(dossier, sentence, context)
    announced = presented = None
    if not other and said:
        who = next((one.who for one in said if one.who), None)
        announced = resolve(dossier, who, sentence, context) if who else None
    if sentence.ends_with_colon:
        first = find_first_subject(sentence, context.language)
        presented = announced or subject or (resolve(dossier, first, sentence, context) if first else None)
    focus = other or announced or subject
    return replace(
        context,
        last=attributed,
        was_indirect=bool(other) and (mood is not None or (context.was_indirect and attributed == context.last)),
        in_present=_is_in_present(said, attributed, context),
        last_paragraph=context.paragraph,
        speaker=other or context.speaker,
        spoke_in=context.paragraph if other else context.spoke_in,
        focus=focus or context.focus,
        recent=(focus, *(one for one in context.recent if one != focus))[:_REMEMBERED] if focus else context.recent,
        focus_before=focus,
        presented=presented,
        named=last or context.named,
        topic=last or context.topic,
        paper=_paper(dossier, sentence, attributed, context) or context.paper,
        announced=announced,
    )


def _is_in_present(said: Sequence[Said], attributed: Attributed, context: Context) -> bool:
    """Whether the sentence tells in the present what somebody holds, with no clause of what he says."""
    telling = [one for one in said if one.has_content]
    if telling:
        return all(one.is_present and not one.by_clause for one in telling)
    return context.in_present and attributed == context.last


def _paper(dossier: Dossier, sentence: Sentence, attributed: Attributed, context: Context) -> str | None:
    """The text that the sentence speaks of."""
    if attributed.attribution != "own" and is_text(attributed.speaker, context.language):
        return attributed.speaker
    for word in re.findall(r"[\w-]{4,}", sentence.outside):
        if word.lower() in dossier.people.papers and is_text(word, context.language):
            return dossier.people.papers[word.lower()]
    return None


def sums_up_here(dossier: Dossier, sentences: Sequence[Slice], context: Context) -> Context:
    """The context behind a passage: whether its last sentence introduces a list that sums a view up."""
    if not sentences or context.last.attribution != "summed_up":
        return context
    text = dossier.text[sentences[-1].start : sentences[-1].end].rstrip()
    return replace(context, sums_up=context.last.about) if text.endswith(":") else context
