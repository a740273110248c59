"""Sentences that tell in the author's words what somebody else says, thinks or wants."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.records import UNNAMED, PassageKind
from ingest.text.dictionary import find_lemma
from ingest.voices.clauses import Sentence
from ingest.voices.context import Attributed, Context, Dossier
from ingest.voices.indirect_mood import Mood, read_mood, weighs_report
from ingest.voices.lexicon import find_phrases, is_claim_noun
from ingest.voices.phrases import PRONOUNS, is_person, take_phrase_at
from ingest.voices.quoting import heard_in
from ingest.voices.saying import Said, is_text
from ingest.voices.subjects import find_first_subject, find_subject
from ingest.voices.whom import find_focus, resolve

# "wird ... klassifiziert": said by whoever was named last.
_PASSIVE = re.compile(
    r"(?<!\w)(?:wird|werden|wurde|wurden)\b[^.;]*(?<!\w)(?:klassifiziert|festgestellt|klargemacht|bezeichnet|behauptet|angekündigt|erklärt"
    r"|beklagt|begründet|gefordert|verlangt|genannt|beschrieben|dargestellt|beziffert|eingestuft|empfohlen|betont)(?!\w)"
    r"|^(?:Begründet|Gefordert|Verlangt|Betont|Beklagt|Erklärt|Vorgeschlagen|Empfohlen)\s(?:wird|werden|wurde|wurden)\b"
)
_DENIED = re.compile(
    r"(?<!\w)(?:nicht|nie|kein\w*)\s(?:\w+\s)?(?:genannt|gefordert|behauptet|bezeichnet|erklärt|verlangt|beschrieben)(?!\w)"
)
_THERE = re.compile(r"(?<!\w)(?:darin|dort|hierin|therein|in it)(?!\w)", re.IGNORECASE)
# "Die Europäer sollen selbst in Führung gehen": a demand, in a paragraph about a paper that paper's.
_DEMAND = re.compile(r"[^,.;:()]{0,60}(?<!\w)(?:soll|sollen|should|shall|is to|are to)(?!\w)")
_MAY = re.compile(r"(?<!\w)(?:kann|könnte|muss|müsste|darf|dürfte|mag|sollte|can|could|may|might|must|should)(?!\w)")
_FIRST_PERSON = re.compile(r"(?<!\w)(?:ich|wir|uns|mir|I|we|us|me)(?!\w)")
_PLANNED = re.compile(r"[^,.;:()]{0,60}(?<!\w)(?:soll|sollen|shall|is to be|are to be)(?!\w)")
_THAT = re.compile(r",\s(?:dass|ob|wonach)\s|\s(?:that|whether)\s")
_CAUSING = re.compile(
    r"(?<!\w)(?:dazu|dafür|dadurch|verhinder\w+|bewirk\w+|erreich\w+|bedeutet\w*|heißt|means?|meant|ensures?d?|ensured|guarantees?|prevents?|prevented)"
    r"(?:,\s(?:dass|ob)|\sthat)(?!\w)"
)
_THUS = re.compile(
    r"(?<!\w)(?:danach|demnach),\s|(?:^|[.;]\s)(?:Demnach|Demzufolge|Danach|Dem\s?zufolge|Accordingly)\s"
)
_AFTER_IT = re.compile(
    r"(?:^|[.;]\s)Danach\s(?:kann|können|soll|sollen|muss|müssen|darf|dürfen|gilt|gelten|ist|sind|wird|werden)\s"
)
_HEARSAY_INFINITIVE = re.compile(
    r"^Es\s(?:soll|sollen)\s[^.;]*?geben(?!\w)|(?<!\w)(?:soll|sollen)\s(?:[^.;]*?\s)?(?:\w+(?:t|en)\shaben|(?:\w*(?:gewesen|worden|gegangen|gekommen|geblieben|gestorben"
    r"|geflohen|gereist|schwunden|gefahren|gefallen|gestiegen|gesunken|entstanden|passiert|geschehen|getaucht|erschienen|getroffen"
    r"|getreten|geflogen|gescheitert|gebrochen|entkommen|ertrunken|geplatzt|gestürzt|gewachsen|gelungen|unglückt))\ssein)(?!\w)"
)
_WOULD = re.compile(r"^[^,;:]*?(?<!\w)would(?!\w)|(?<!\w)would(?!\w)[^,;:]*$")
_PAST_PERFECT = re.compile(
    r"(?:(?<!\w)had|(?<=[Hh]e|[Ww]e)[’']d|(?<=hey)[’']d)\s(?:(?:\w+ly|not|never|also|already|since|long|once|always|only|just|both|all)\s)?"
    r"(?:been|had|\w+ed|\w+en|\w+n|put|told|said|made|met|lost|left|kept|sent|rung|sung|begun|come|become|run|found|paid|bought|brought"
    r"|caught|taught|thought|built|cost|cut|hit|set|shut|read|heard|held|led|fed|fought|felt|dealt|meant|slept|stood|sat|spent|won|hung|sunk|done)(?!\w)"
)
_UNMET = re.compile(
    r"(?:^|,\s)(?:[Hh]ätten?|[Ww]ären?)\s[^.;:]*?,\s(?:\w+\s)?(?:wären?|hätten?)(?!\w)"
    r"|^(?:If|Had)\s[^.;:]*?(?:had|Had)?[^.;:]*?,[^.;:]*?would\s(?:\w+\s)?have(?!\w)|would\shave\s[^.;:,]*?\sif\s[^.;:,]*?\shad(?!\w)"
)
"""What would have been had something been otherwise: the author weighs, where nothing says that somebody else does."""
_PERSONAL = re.compile(r"(?<!\w)(?:[Ss]he|[Hh]e|[Tt]hey)(?:\shad|[’']d)(?!\w)")
_BACKSHIFTED = re.compile(r"(?<!\w)(?:could|might|had\sto|need\snot|ought\sto|would)(?!\w)")
"""Modals of English reported speech, told in the past."""
_PRESENT = re.compile(r"(?<!\w)(?:is|are|has|have|does|do|isn’t|aren’t)(?!\w)(?!\s(?:been|had))")
_HE_WOULD = re.compile(r"(?:He|She|They)\s(?:would|could|had)\s")
_OF_THE_SPEAKER = re.compile(r"(?<!\w)(?:she|her|he|his|him|they|their|them)(?!\w)", re.IGNORECASE)
UNLIKE = re.compile(r"(?:anders als|im Gegensatz zu|unlike|contrary to)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
# „Aus der Opposition kam die Forderung, ...“
_FROM = re.compile(
    r"(?:Aus|Von|Vonseiten|Bei|In|Unter)\s(?P<who>(?:de[mnr]\s)?[A-ZÄÖÜ][^,.;:()«»]{2,60}?)\s(?:kam|kamen|kommt|kommen|gab|herrsch\w+|wuchs|wächst|laut\w*|wurde)(?!\w)"
)
# „Nach Pfister ist das Wehr ...“, „Für die Äbtissin begann alles ...“, "To the Italians this smelled of surrender"
_VIEWPOINT = re.compile(
    r"^(?:(?P<after>Nach|По)\s(?P<name>[^\W\d_a-zäöüßа-яё][\w-]+(?:\s[^\W\d_a-zäöüßа-яё][\w-]+){0,2})(?=\s[a-zäöüа-я])"
    r"|Für\s(?P<fuer>(?:de[nm]|die|das)?\s?[A-ZÄÖÜ][\w-]+(?:\s[A-ZÄÖÜ][\w-]+){0,2})(?=\s(?:ist|war|sind|waren|begann|beginnt|steht|stand|bleibt|liegt|lag|gilt|galt|zählt|klingt|bedeutet)\s)"
    r"|For\s(?P<for>(?:the\s|many\s|most\s|some\s)[^,.;:]{3,50}),\s(?:the|this|that|it|such)\s(?:[^,.;:]{1,40}\s)?(?:is|was|are|were)\s(?=(?:an?|the|no|not|more|less|simply|merely)\s)"
    r"|(?:To|For)\s(?P<to>(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})(?=,?\s(?:this|it|that|these|they|the\s\w+\s(?:is|was|looks?|looked))\s))"
)
_VOTE = re.compile(
    r"(?<!\w)(?:(?:mit|bei|gegen)\s(?:\d+|zwei|drei|vier|fünf|einer|keiner)\s(?:\w+-)?(?:Ja-|Nein-|Gegen)?(?:[Ss]timmen?|Enthaltung(?:en)?)|einstimmig"
    r"|by\s\w+\svotes\sto\s\w+|unanimously|единогласно)(?!\w)"
)
"""The result of a vote: a fact that minutes tell."""
_IN_TEXT = re.compile(r"^(?:In|Im|Auf|On|Laut|В|Within)\s(?P<who>[^,.;:()«»]{3,90})")
_TELLING = re.compile(
    r"(?<!\w)(?:(?:was|were|is|are|had"
    r" been)\s(?:\w+ly\s)?(?:sold|billed|described|presented|called|said|portrayed|put|set|framed|listed|treated)"
    r"|ist\s(?:\w+\s)*?die\sRede)(?!\w)"
)
_MOL = re.compile(r"(?<!\w)(?:мол|дескать)(?!\w)")
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
    if _VOTE.search(sentence.outside) and not any(one.who and one.has_content for one in said):
        return None
    match = find_phrases(context.language).hearsay.search(sentence.outside)
    heard = len(re.findall(r"\w+", sentence.outside[: match.start()])) if match else None
    asks = sentence.outside.rstrip(' ”“»«"').endswith("?")
    goes_on = context.last.attribution != "own" and context.last_paragraph == context.paragraph
    for one in said:
        if not one.has_content or (asks and not one.is_tag and not one.by_clause):
            continue
        if one.who and one.who.lower() in ("man", "one") and _MAY.search(sentence.outside):
            continue
        if heard is not None and not one.is_tag and one.word >= heard:
            continue
        if one.who is None:
            if not one.passive or mood == "indirect" or heard is not None:
                continue
            there = context.topic or (context.paper if _THERE.search(sentence.outside) else None)
            return give_to(note_speaker or there or (chain_speaker(context) if goes_on else None))
        if mood == "indirect" and not one.is_tag and _in_indirect_clause(sentence):
            return give_to(chain_speaker(context))
        if not (one.by_clause and one.who.lower() not in PRONOUNS) and _recalls(sentence, context):
            return give_to(context.last.speaker)
        return give_to(resolve(dossier, one.who, sentence, context, one.at))
    return None


def _recalls(sentence: Sentence, context: Context) -> bool:
    """„Officers had briefed her“: in reported speech of hers, that is hers too."""
    in_speech = context.last_paragraph == context.paragraph and context.last.attribution == "paraphrased"
    if context.language == "en" and in_speech and _HE_WOULD.match(sentence.outside):
        return True
    match = _PAST_PERFECT.search(sentence.outside)
    return (
        context.language == "en"
        and in_speech
        and bool(match and _OF_THE_SPEAKER.search(sentence.outside[match.end() :]))
    )


def _in_indirect_clause(sentence: Sentence) -> bool:
    """Whether the first verb of the sentence is in the indirect mood: all of it is then reported."""
    first, end = sentence.pieces[0]
    return any(read_mood(word) == "indirect" for word in sentence.words(first, end))


def find_hearsay(dossier: Dossier, sentence: Sentence, context: Context) -> Attributed | None:
    """What is only heard: „es heißt“, "reportedly", „soll gesagt haben“."""
    if context.language == "de" and _HEARSAY_INFINITIVE.search(sentence.outside):
        return Attributed(UNNAMED, "reported")
    if context.language == "ru" and _MOL.search(sentence.outside):
        first = " ".join(sentence.words(*sentence.pieces[0])[:4]) if len(sentence.pieces) > 2 else None
        return give_to(find_focus(dossier, sentence, context) or first or chain_speaker(context))
    if not find_phrases(context.language).hearsay.search(sentence.outside):
        return None
    heard = heard_in(dossier, sentence, context)
    return give_to(heard or (context.paper if _THERE.search(sentence.outside) else None))


def subject_of_main_clause(dossier: Dossier, sentence: Sentence, context: Context) -> str | None:
    """„Das Ministerium hält sich bedeckt: Man werde entscheiden“, „Dem hielt die Union entgegen, die Zahl sei falsch“.

    What follows a main clause in the indirect mood is what its subject says, whatever its verb.
    """
    first, end = sentence.pieces[0]
    if end >= len(sentence.tokens) or sentence.tokens[end].text not in (":", ","):
        return None
    if any(read_mood(word) for word in sentence.words(first, end)):
        return None
    if not any(read_mood(word) == "indirect" for piece in sentence.pieces[1:] for word in sentence.words(*piece)):
        return None
    subject = find_first_subject(sentence, context.language)
    if subject and any(is_claim_noun(word, "de") for word in subject.split()[:2]):
        came = _FROM.match(sentence.outside)
        return resolve(dossier, came["who"], sentence, context) if came else None
    if {"wird", "werden", "wurde", "wurden"} & set(sentence.words(first, end)):
        return _opens_in_text(sentence, context) or (context.paper if subject is None else None)
    return (
        resolve(dossier, subject, sentence, context)
        if subject and subject.lower() not in ("es", "das", "dies")
        else None
    )


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
    if context.listing:
        return context.listing
    near = context.paragraph - context.last_paragraph <= 1
    if context.last.attribution not in ("own", "summed_up") and near:
        return context.last.speaker
    if context.announced:
        return context.announced
    if context.focus_before:
        return context.focus_before
    if context.speaker and context.spoke_in == context.paragraph:
        return context.speaker
    return context.named or context.focus or context.speaker


def find_going_on(
    dossier: Dossier,
    sentence: Sentence,
    mood: Mood | None,
    note_speaker: str | None,
    context: Context,
    kind: PassageKind,
) -> Attributed | None:
    """What goes on with the speech before it, or tells what a text says."""
    if _VOTE.search(sentence.outside) and mood is None:
        return None
    return (
        _of_a_viewpoint(dossier, sentence, context)
        or _of_a_text(dossier, sentence, mood, note_speaker, context)
        or _of_the_last_speaker(dossier, sentence, mood, context)
        or _of_the_topic(dossier, sentence, context, kind)
        or _of_the_note(sentence, note_speaker, context)
        or _wants(dossier, sentence, context)
    )


def _of_a_viewpoint(dossier: Dossier, sentence: Sentence, context: Context) -> Attributed | None:
    """„Nach Pfister ist das Wehr von selbst gebrochen“: a person whose view it is opens the sentence."""
    match = _VIEWPOINT.match(sentence.outside)
    if match is None:
        return None
    who = match["name"] or match["fuer"] or match["for"] or match["to"]
    if match["to"] or match["for"] or is_person(who) or any(dossier.people.knows(word) for word in who.split()):
        return give_to(resolve(dossier, who, sentence, context))
    return None


def _in_speech(context: Context) -> bool:
    """Whether the sentence before, in the same paragraph, tells what somebody says."""
    return context.last_paragraph == context.paragraph and context.last.attribution in ("paraphrased", "reported")


def _of_a_text(
    dossier: Dossier, sentence: Sentence, mood: Mood | None, note_speaker: str | None, context: Context
) -> Attributed | None:
    """„Die Bank wird darin als ... bezeichnet“, „Demnach soll ...“, "In the memo this was called ..."."""
    outside = sentence.outside
    papers = (
        mention.voice
        for mention in dossier.voices.find(outside)
        if mention.voice in dossier.voices.papers and not UNLIKE.search(outside[: mention.start])
    )
    here = note_speaker or next(papers, None) or context.topic
    last = context.last.speaker if _in_speech(context) else None
    told_by = here or last or context.named or _THERE.search(outside)
    if told_by and _PASSIVE.search(outside) and not _DENIED.search(outside):
        return give_to(here or last or _paper_named(dossier, sentence, context))
    same = context.last_paragraph == context.paragraph
    if _THUS.search(outside) and ("Danach" not in outside or (same and _AFTER_IT.search(outside))):
        return give_to(context.topic or context.paper or chain_speaker(context))
    opened = _opens_in_text(sentence, context)
    if opened and (_PASSIVE.search(outside) or mood or _TELLING.search(outside)):
        return give_to(opened)
    return None


_SAME_FORMS = frozenset(
    "gingen hielten liefen fielen ließen blieben schrieben hießen riefen stiegen litten griffen trieben schienen fingen hingen"
    " sollten wollten".split()
)
_BACK_AGAIN = frozenset(
    "am im um nach vor während dann daraufhin danach später schließlich anschließend bei auf in".split()
)


def _is_backshifted(outside: str) -> bool:
    return bool(_BACKSHIFTED.search(outside)) and not _PRESENT.search(outside)


def _looks_indirect(dossier: Dossier, sentence: Sentence) -> bool:
    """„Elf Mitglieder schuldeten noch den Beitrag“: plurals that are the same in the indirect mood go on with it."""
    first, end = sentence.pieces[0]
    words = sentence.words(first, end)
    if not words or words[0].lower() in _BACK_AGAIN or dossier.people.knows(words[0]):
        return False
    return any(
        word in _SAME_FORMS
        or (len(word) > 5 and word.endswith("ten") and find_lemma(word, "de") == re.sub(r"e?ten$", "en", word))
        for word in words[1:]
    )


def _tells_deed(dossier: Dossier, sentence: Sentence, before: str) -> bool:
    """Whether somebody named is the subject of the past perfect: the author then tells what he had done before."""
    return any(dossier.people.knows(word) for word in re.findall(r"[^\W\d_][\w’'-]+", before))


def _of_the_last_speaker(
    dossier: Dossier, sentence: Sentence, mood: Mood | None, context: Context
) -> Attributed | None:
    """What he goes on to say without a word that says so: "would", "had been", „müssten“, „soll“."""
    outside = sentence.outside
    quoted = context.last.attribution == "quoted" and context.last_paragraph == context.paragraph
    if (
        quoted
        and mood == "unreal"
        and any(read_mood(word) and word.endswith("en") for word in re.findall(r"\w+", outside))
    ):
        # „...“, sagte er. Die Formulare stünden bereit: after a quotation the indirect mood goes on in its plural.
        return None if weighs_report(outside) or _FIRST_PERSON.search(outside) else give_to(context.last.speaker)
    himself = bool(_FIRST_PERSON.search(outside)) or bool(_UNMET.search(outside))
    if quoted and context.language == "en" and _PAST_PERFECT.search(outside) and _PERSONAL.search(outside):
        return give_to(context.last.speaker)
    backshifted = _WOULD.search(outside) or (
        _PAST_PERFECT.search(outside) and not context.announced == find_focus(dossier, sentence, context)
    )
    if context.language == "en" and context.announced and backshifted and not _FIRST_PERSON.search(outside):
        return give_to(context.announced)
    near = context.spoke_in == context.paragraph and context.speaker and not context.last.attribution == "summed_up"
    if context.language == "en" and near and not himself and _is_backshifted(outside):
        return give_to(context.speaker)
    if not _in_speech(context) or himself:
        return None
    if context.language == "de" and mood == "unreal" and not weighs_report(outside):
        return give_to(context.last.speaker)
    if context.language == "de" and context.was_indirect and _looks_indirect(dossier, sentence):
        return give_to(context.last.speaker)
    if context.language == "en":
        his = _OF_THE_SPEAKER.search(outside) or sentence.quoted > 1
        perfect = _PAST_PERFECT.search(outside)
        if _WOULD.search(outside) or (
            perfect and (his or not _tells_deed(dossier, sentence, outside[: perfect.start()]))
        ):
            return give_to(context.last.speaker)
    return context.last if _PLANNED.match(outside) else None


def _of_the_topic(dossier: Dossier, sentence: Sentence, context: Context, kind: PassageKind) -> Attributed | None:
    """What a paper asks for that the paragraph is about, and what any text is said to tell."""
    is_paper = context.topic in dossier.voices.papers and kind == "paragraph"
    if is_paper and _DEMAND.match(dossier.text[sentence.start : sentence.end]):
        return give_to(context.topic)
    if context.language != "ru" and _THAT.search(sentence.outside) and not _CAUSING.search(sentence.outside):
        subject = find_first_subject(sentence, context.language)
        if subject and is_text(subject, context.language):
            return give_to(resolve(dossier, subject, sentence, context))
    return None


def _of_the_note(sentence: Sentence, note_speaker: str | None, context: Context) -> Attributed | None:
    """What goes on with a reported work and carries a note that cites it once more."""
    goes_on = note_speaker is not None and context.last == Attributed(note_speaker, "paraphrased")
    return context.last if goes_on and not _names_text(sentence.outside, context) else None


def _opens_in_text(sentence: Sentence, context: Context) -> str | None:
    """The text that the sentence opens in ("In the memo this was ...", "In dem Schreiben werde ...")."""
    match = _IN_TEXT.match(sentence.outside)
    if match is None:
        return None
    who = take_phrase_at(match["who"], 0, context.language)
    return who if who and is_text(who, context.language) else None


def _paper_named(dossier: Dossier, sentence: Sentence, context: Context) -> str | None:
    """The paper that a passive speaks of: the manifest's named last, or with "darin" the one described last."""
    named = context.named if context.named in dossier.voices.papers else None
    if _THERE.search(sentence.outside):
        return context.paper or named
    return named or context.paper or context.named


def _names_text(outside: str, context: Context) -> bool:
    return any(is_text(word, context.language) for word in re.findall(r"[\w-]{4,}", outside))


def _wants(dossier: Dossier, sentence: Sentence, context: Context) -> Attributed | None:
    """„Die Gemeinde will beide Häuser erhalten“: what somebody wants he has said."""
    if context.language != "de" or not sentence.pieces:
        return None
    first, end = sentence.pieces[0]
    for position in range(first, end):
        if sentence.tokens[position].text in ("will", "wollen") and position < end - 1:
            who = find_subject(sentence, position, "de", "wollen")
            if who and who.lower() not in PRONOUNS and not who.lower().startswith(("wer", "man")):
                return give_to(resolve(dossier, who, sentence, context))
    return None


def looks_spoken(sentence: Sentence) -> bool:
    """Whether a quotation is more than a heading or a name: it has a small verb or a mark inside."""
    longest = max((token.text for token in sentence.tokens if token.kind == "quote"), key=len, default="")
    return bool(re.search(r"[.,!?…]", longest[1:-1])) or longest[1:2].islower()
