"""Sentences that tell in the author's words what somebody else says, thinks or wants."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.records import UNNAMED
from ingest.voices.clauses import Sentence
from ingest.voices.context import Attributed, Context, Dossier
from ingest.voices.indirect_mood import Mood, read_mood
from ingest.voices.lexicon import find_phrases, is_claim_noun
from ingest.voices.phrases import PRONOUNS, take_phrase_at
from ingest.voices.quoting import heard_in
from ingest.voices.saying import Said, is_text
from ingest.voices.subjects import find_first_subject
from ingest.voices.whom import find_focus, resolve

THERE = re.compile(r"(?<!\w)(?:darin|dort|hierin|therein|in it)(?!\w)", re.IGNORECASE)
_MAY = re.compile(
    r"(?<!\w)(?:kann|könnte|muss|müsste|darf|dürfte|mag|sollte|möchte|wünschte|würde|can|could|may|might|must|should)(?!\w)"
)
_HEARSAY_INFINITIVE = re.compile(
    r"^Es\s(?:soll|sollen)\s[^.;]*?geben(?!\w)|(?<!\w)(?:soll|sollen)\s(?:[^.;]*?\s)?(?:\w+(?:t|en)\shaben|(?:\w*(?:gewesen|worden|gegangen|gekommen|geblieben|gestorben"
    r"|geflohen|gereist|schwunden|gefahren|gefallen|gestiegen|gesunken|entstanden|passiert|geschehen|getaucht|erschienen|getroffen"
    r"|getreten|geflogen|gescheitert|gebrochen|entkommen|ertrunken|geplatzt|gestürzt|gewachsen|gelungen|unglückt))\ssein)(?!\w)"
)
PAST_PERFECT = re.compile(
    r"(?:(?<!\w)had|(?<=[Hh]e|[Ww]e)[’']d|(?<=hey)[’']d)\s(?:(?:\w+ly|not|never|also|already|since|long|once|always|only|just|both|all)\s)?"
    r"(?:been|had|\w+ed|\w+en|\w+n|put|told|said|made|met|lost|left|kept|sent|rung|sung|begun|come|become|run|found|paid|bought|brought"
    r"|caught|taught|thought|built|cost|cut|hit|set|shut|read|heard|held|led|fed|fought|felt|dealt|meant|slept|stood|sat|spent|won|hung|sunk|done|gone|undergone|struck|stuck|won|grown)(?!\w)"
)
_HE_WOULD = re.compile(r"(?:He|She|They)\s(?:would|could|had)\s")
OF_THE_SPEAKER = re.compile(r"(?<!\w)(?:she|her|he|his|him|they|their|them)(?!\w)", re.IGNORECASE)
UNLIKE = re.compile(r"(?:anders als|im Gegensatz zu|unlike|contrary to)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
# „Aus der Opposition kam die Forderung, ...“
_FROM = re.compile(
    r"(?:Aus|Von|Vonseiten|Bei|In|Unter)\s(?P<who>(?:de[mnr]\s)?[A-ZÄÖÜ][^,.;:()«»]{2,60}?)\s(?:kam|kamen|kommt|kommen|gab|herrsch\w+|wuchs|wächst|laut\w*|wurde)(?!\w)"
)
VOTE = re.compile(
    r"(?<!\w)(?:(?:mit|bei|gegen)\s(?:\d+|zwei|drei|vier|fünf|einer|keiner)\s(?:\w+-)?(?:Ja-|Nein-|Gegen)?(?:[Ss]timmen?|Enthaltung(?:en)?)|einstimmig"
    r"|^(?:It|This)\s(?:was|is)\s(?:then\s|therefore\s|further\s)?(?:agreed|resolved|decided)\s(?:that|to)"
    r"|by\s\w+\svotes\sto\s\w+|unanimously|единогласно)(?!\w)"
)
"""The result of a vote, what is resolved: a fact that minutes tell."""
_IN_TEXT = re.compile(r"^(?:In|Im|Auf|On|Laut|В|Within)\s(?P<who>[^,.;:()«»]{3,90})")
_MOL = re.compile(r"(?<!\w)(?:мол|дескать)(?!\w)")
# Where in a text it stands: "she" is then the text that the sentence's note cites.
_PLACE = re.compile(
    r"(?<!\w)(?:(?:in|auf)\s(?:\w+\s)?(?:Anmerkung|Fußnote|Präambel|Seite|Absatz|Artikel|Anhang|Anlage)"
    r"|(?:in|on)\s(?:an?|the|its)\s(?:footnote|note|preamble|page|clause|annex|appendix)|в\s(?:примечании|сноске|приложении|преамбуле))(?!\w)"
)
_NEUTER = frozenset("es it оно".split())
_FOR = re.compile(r"(?<!\w)(?:für|for|to|для)\s(?P<who>[^,.;:()«»]{3,90})", re.IGNORECASE)


def opinion_of(dossier: Dossier, sentence: Sentence, context: Context) -> str | None:
    """Whose quotation it is where only „für Ministerin Brandt ist das »...«“ tells."""
    for match in _FOR.finditer(sentence.outside):
        for word in match["who"].split()[:5]:
            if dossier.people.knows(word):
                return resolve(dossier, match["who"], sentence, context)
    return None


def give_to(speaker: str | None) -> Attributed:
    """What is somebody's, or somebody's whom nothing names."""
    return Attributed(speaker, "paraphrased") if speaker and speaker != UNNAMED else Attributed(UNNAMED, "reported")


def find_told(
    dossier: Dossier,
    sentence: Sentence,
    said: Sequence[Said],
    mood: Mood | None,
    note_speaker: str | None,
    context: Context,
) -> Attributed | None:
    """What the sentence itself says that somebody says."""
    if VOTE.search(sentence.outside) and not any(one.who and one.has_content for one in said):
        return None
    match = find_phrases(context.language).hearsay.search(sentence.outside)
    heard = len(re.findall(r"\w+", sentence.outside[: match.start()])) if match else None
    rumoured = _find_rumour(sentence, context.language)
    asks = sentence.outside.rstrip(' ”“»«"').endswith("?")
    goes_on = context.last.attribution != "own" and context.last_paragraph == context.paragraph
    for one in said:
        if not one.has_content or (asks and not one.is_tag and not one.by_clause):
            continue
        if one.who and one.who.lower() == "wer" and not one.is_tag:
            continue
        if one.who and one.who.lower() in ("man", "one") and _MAY.search(sentence.outside):
            continue
        if heard is not None and not one.is_tag and one.word >= heard:
            continue
        if rumoured is not None and not one.is_tag and one.word >= rumoured:
            continue  # „Kollegen sollen vorgeschlagen haben, ...“
        if one.who is None:
            if not one.passive or mood == "indirect" or heard is not None:
                continue
            there = context.topic or (context.paper if THERE.search(sentence.outside) else None)
            return give_to(note_speaker or there or (chain_speaker(context) if goes_on else None))
        if mood == "indirect" and not one.is_tag and _in_indirect_clause(sentence):
            return give_to(chain_speaker(context))
        if not (one.by_clause and one.who.lower() not in PRONOUNS) and _recalls(sentence, context):
            return give_to(context.last.speaker)
        speaker = resolve(dossier, one.who, sentence, context, one.at, is_tag=one.is_tag)
        nameless = one.who.lower() in _NEUTER and not (speaker and is_text(speaker, context.language))
        of_a_text = nameless or bool(_PLACE.search(sentence.outside))
        cites_other = note_speaker and one.who.lower() in PRONOUNS and of_a_text
        return give_to(note_speaker if cites_other else speaker)
    return None


def _find_rumour(sentence: Sentence, language: str) -> int | None:
    """How many words stand before „soll“ where it makes the whole clause hearsay; None where none does."""
    match = _HEARSAY_INFINITIVE.search(sentence.outside) if language == "de" else None
    return len(re.findall(r"\w+", sentence.outside[: match.start()])) if match else None


def _recalls(sentence: Sentence, context: Context) -> bool:
    """„Officers had briefed her“: in reported speech of hers, that is hers too."""
    in_speech = context.last_paragraph == context.paragraph and context.last.attribution == "paraphrased"
    if context.language == "en" and in_speech and _HE_WOULD.match(sentence.outside):
        return True
    match = PAST_PERFECT.search(sentence.outside)
    return (
        context.language == "en"
        and in_speech
        and bool(match and OF_THE_SPEAKER.search(sentence.outside[match.end() :]))
    )


def _in_indirect_clause(sentence: Sentence) -> bool:
    """Whether the first verb of the sentence is in the indirect mood: all of it is then reported."""
    first, end = sentence.pieces[0]
    words = sentence.words(first, end)
    return any(read_mood(word) == "indirect" for word in (*(words[:1] and [words[0].lower()]), *words))


def find_hearsay(dossier: Dossier, sentence: Sentence, context: Context) -> Attributed | None:
    """What is only heard: „es heißt“, "reportedly", „soll gesagt haben“."""
    if context.language == "de" and _HEARSAY_INFINITIVE.search(sentence.outside):
        return Attributed(UNNAMED, "reported")
    if context.language == "ru" and _MOL.search(sentence.outside):
        first = " ".join(sentence.words(*sentence.pieces[0])[:4]) if len(sentence.pieces) > 2 else None
        return give_to(find_focus(dossier, sentence, context) or first or chain_speaker(context))
    if not find_phrases(context.language).hearsay.search(sentence.outside):
        return None
    heard = (
        heard_in(dossier, sentence, context)
        or opens_in_text(sentence, context)
        or _heard_by(dossier, sentence, context)
    )
    return give_to(heard or (context.paper if THERE.search(sentence.outside) else None))


_HEARD_BY = re.compile(
    r"(?:said|argued|claimed|alleged|reported|thought|believed|suggested|objected|asked|noted|stated|feared|proposed)\sby\s(?P<who>[^,.;:()«»]{3,60}?)"
    r"(?=\s(?:that|whether|if|how|why|to)\s|[,.;:()«»]|$)"
)
_IN_WHICH = re.compile(
    r"(?P<text>[^,.;:()«»]{3,80}?)(?:\s(?:was|is|were)\s[^,;:]{2,40})?,\s(?:in\swhich|wherein|in\s(?:dem|der|denen)|worin)\s(?:it\s|es\s)"
)


def _heard_by(dossier: Dossier, sentence: Sentence, context: Context) -> str | None:
    """Whoever is named behind a passive or before "in which": "asked by a member", "a letter in which it was said"."""
    by = _HEARD_BY.search(sentence.outside)
    if by:
        who = take_phrase_at(by["who"], 0, context.language)
        return resolve(dossier, who, sentence, context) if who else None
    match = _IN_WHICH.match(sentence.outside)
    who = take_phrase_at(match["text"], 0, context.language) if match else None
    return resolve(dossier, who, sentence, context) if who and is_text(who, context.language) else None


def subject_of_main_clause(dossier: Dossier, sentence: Sentence, context: Context) -> str | None:
    """„Das Ministerium hält sich bedeckt: Man werde entscheiden“, „Dem hielt die Union entgegen, die Zahl sei falsch“.

    What follows a main clause in the indirect mood is what its subject says, whatever its verb.
    """
    first, end = sentence.pieces[0]
    if end >= len(sentence.tokens) or sentence.tokens[end].text not in (":", ",") or sentence.begins_with(_BELOW):
        return None
    named = _named_first(dossier, sentence)
    if named:
        return resolve(dossier, named, sentence, context)
    words = sentence.words(first, end)
    if any(read_mood(word) for word in (words[0].lower(), *words)):
        return None
    goes_on = context.topic or context.last.attribution != "own"
    later = sentence.pieces[1:2] if goes_on else sentence.pieces[1:]
    if not any(read_mood(word) == "indirect" for piece in later for word in sentence.words(*piece)):
        return None
    subject = find_first_subject(sentence, context.language)
    if subject and any(is_claim_noun(word, "de") for word in subject.split()[:2]):
        came = _FROM.match(sentence.outside)
        return resolve(dossier, came["who"], sentence, context) if came else None
    if subject and (subject.lower() in _ADVERBS or _is_reported_thing(dossier, subject, sentence, context)):
        return None
    if {"wird", "werden", "wurde", "wurden"} & set(sentence.words(first, end)):
        return opens_in_text(sentence, context)
    return (
        resolve(dossier, subject, sentence, context)
        if subject and subject.lower() not in ("es", "das", "dies")
        else None
    )


_BELOW = frozenset("wenn wo als falls sofern da weil obwohl solange sobald bevor nachdem während seit dass ob".split())
_ADVERBS = frozenset("dann abends morgens tags mittags nachts da dort hier nun so also zudem".split())


def _is_reported_thing(dossier: Dossier, subject: str, sentence: Sentence, context: Context) -> bool:
    """„Die Gläser klirrten, im Sommer könne man ...“: in a report that goes on, what its first clause is about.

    The plural of a weak verb's past is that of its indirect mood; nobody who speaks is its subject.
    """
    if not context.was_indirect or context.last_paragraph != context.paragraph or ":" in sentence.outside:
        return False
    if sentence.tokens[sentence.pieces[0][1]].text != ",":
        return False
    return find_focus(dossier, sentence, context) is None and not is_text(subject, context.language)


def _named_first(dossier: Dossier, sentence: Sentence) -> str | None:
    """„Juri Brandt, der Vorsitzende, will neu bauen; das sei billig“: the name that the sentence opens with."""
    name = sentence.words(*sentence.pieces[0])
    if not (
        1 < len(name) < _LONGEST_NAME and all(word[0].isupper() for word in name) and dossier.people.knows(name[-1])
    ):
        return None
    parts = [sentence.tokens[end].text for _, end in sentence.pieces if end < len(sentence.tokens)]
    behind = next((row + 1 for row, mark in enumerate(parts) if mark in (";", ":")), None)
    if behind is None or any(_is_indirect(sentence, row) for row in range(behind)):
        return None
    return " ".join(name) if any(_is_indirect(sentence, row) for row in range(behind, len(sentence.pieces))) else None


_LONGEST_NAME = 4


def _is_indirect(sentence: Sentence, row: int) -> bool:
    return any(read_mood(word) == "indirect" for word in sentence.words(*sentence.pieces[row]))


def other_than_subject(dossier: Dossier, sentence: Sentence, speaker: str | None, context: Context) -> str | None:
    """„Obermoser übertreibe“ is not what Obermoser says."""
    if speaker is None or sentence.start == sentence.end:
        return speaker
    opening = sentence.words(0, 1)
    if opening and dossier.people.knows(opening[0]) and dossier.people.resolve(opening[0]) == speaker:
        return next((one for one in context.recent if one != speaker), None)
    return speaker


def chain_speaker(context: Context) -> str | None:
    """Who goes on speaking in indirect speech that has no verb of saying."""
    if context.points or context.listing:
        return context.points or context.listing
    near = context.paragraph - context.last_paragraph <= 1
    if context.last.attribution not in ("own", "summed_up") and near and not context.only_heard:
        return context.last.speaker
    if context.announced:
        return context.announced
    if context.focus_before:
        return context.focus_before
    if context.speaker and context.spoke_in == context.paragraph:
        return context.speaker
    return context.named or context.focus or context.speaker


def opens_in_text(sentence: Sentence, context: Context) -> str | None:
    """The text that the sentence opens in ("In the memo this was ...", "In dem Schreiben werde ...")."""
    match = _IN_TEXT.match(sentence.outside)
    if match is None:
        return None
    who = take_phrase_at(match["who"], 0, context.language)
    return who if who and is_text(who, context.language) else None


def looks_spoken(sentence: Sentence) -> bool:
    """Whether a quotation is more than a heading or a name: it has a small verb or a mark inside."""
    longest = max((token.text for token in sentence.tokens if token.kind == "quote"), key=len, default="")
    return bool(re.search(r"[.,!?…]", longest[1:-1])) or longest[1:2].islower()
