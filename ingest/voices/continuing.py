"""Sentences that go on with what somebody says, or tell what a text says, without a word that says so."""

from __future__ import annotations

import re

from ingest.reading import PassageKind
from ingest.text.dictionary import find_lemma
from ingest.voices.clauses import Sentence
from ingest.voices.context import Attributed, Context, Dossier
from ingest.voices.indirect_mood import Mood, read_mood, weighs_report
from ingest.voices.phrases import PRONOUNS, is_person
from ingest.voices.reporting import (
    OF_THE_SPEAKER,
    PAST_PERFECT,
    THERE,
    UNLIKE,
    VOTE,
    chain_speaker,
    give_to,
    opens_in_text,
)
from ingest.voices.saying import is_text
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
# "Die Europäer sollen selbst in Führung gehen": a demand, in a paragraph about a paper that paper's.
_DEMAND = re.compile(r"[^,.;:()]{0,60}(?<!\w)(?:soll|sollen|should|shall|is to|are to)(?!\w)")
_FIRST_PERSON = re.compile(r"(?<!\w)(?:[Ii]ch|[Ww]ir|[Uu]ns|mir|I|[Ww]e|us|me)(?!\w)")
_PLANNED = re.compile(r"[^,.;:()]{0,60}(?<!\w)(?:soll|sollen|shall|is to be|are to be)(?!\w)")
_THAT = re.compile(r",\s(?:dass|ob|wonach)\s|\s(?:that|whether)\s")
_CAUSING = re.compile(
    r"(?<!\w)(?:dazu|dafür|dadurch|verhinder\w+|bewirk\w+|erreich\w+|bedeutet\w*|heißt|means?|meant|ensures?d?|ensured|guarantees?|prevents?|prevented)"
    r"(?:,\s(?:dass|ob)|\sthat)(?!\w)"
)
_THUS = re.compile(r"(?<!\w)demnach,\s|(?:^|[.;]\s)(?:Demnach|Demzufolge|Danach|Dem\s?zufolge|Accordingly)\s")
_AFTER_IT = re.compile(
    r"(?:^|[.;]\s)Danach\s(?:kann|können|soll|sollen|muss|müssen|darf|dürfen|gilt|gelten|ist|sind|wird|werden)\s"
)
_WOULD = re.compile(r"^[^,;:]*?(?<!\w)would(?!\w)|(?<!\w)would(?!\w)[^,;:]*$")
_UNMET = re.compile(
    r"(?:^|,\s)(?:[Hh]ätten?|[Ww]ären?)\s[^.;:]*?,\s(?:\w+\s)?(?:wären?|hätten?)(?!\w)"
    r"|^(?:If|Had)\s[^.;:]*?(?:had|Had)?[^.;:]*?,[^.;:]*?would\s(?:\w+\s)?have(?!\w)|would\shave\s[^.;:,]*?\sif\s[^.;:,]*?\shad(?!\w)"
)
"""What would have been had something been otherwise: the author weighs, where nothing says that somebody else does."""
_CONCEDES = re.compile(
    r"(?<!\w)(?:wäre|hätte|würde|könnte|müsste)\s(?:\w+\s){0,2}?(?:freilich|wohlgemerkt|indes|immerhin)(?!\w)"
)
"""In the singular, where „sei“ would report, an author answers so what he has just reported."""
_PERSONAL = re.compile(r"(?<!\w)(?:[Ss]he|[Hh]e|[Tt]hey)(?:\shad|[’']d)(?!\w)")
_BACKSHIFTED = re.compile(r"(?<!\w)(?:could|might|had\sto|need\snot|ought\sto|would)(?!\w)")
"""Modals of English reported speech, told in the past."""
_PRESENT = re.compile(r"(?<!\w)(?:is|are|has|have|does|do|isn’t|aren’t)(?!\w)(?!\s(?:been|had))")
# „Nach Pfister ist das Wehr ...“, „Für die Äbtissin begann alles ...“, "To the Italians this smelled of surrender"
_VIEWPOINT = re.compile(
    r"^(?:(?P<after>Nach|По)\s(?P<name>[^\W\d_a-zäöüßа-яё][\w-]+(?:\s[^\W\d_a-zäöüßа-яё][\w-]+){0,2})(?=\s[a-zäöüа-я])"
    r"|Für\s(?P<fuer>(?:de[nm]|die|das)?\s?[A-ZÄÖÜ][\w-]+(?:\s[A-ZÄÖÜ][\w-]+){0,2})(?=\s(?:ist|war|sind|waren|bleibt|bedeutet|wäre)\s[^,.;:]{2,60}?\s(?:eine?n?|keine?n?|nichts|nur)\s|\s(?:begann|beginnt)\s)"
    r"|For\s(?P<for>(?:the\s|many\s|most\s|some\s)[^,.;:]{3,50}),\s(?:the|this|that|it|such)\s(?:[^,.;:]{1,40}\s)?(?:is|was|are|were)\s(?=(?:an?|the|no|not|more|less|simply|merely)\s)"
    r"|(?:To|For)\s(?P<to>(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})(?=,?\s(?:this|it|that|these|they|the\s\w+\s(?:is|was|looks?|looked))\s))"
)
_TELLING = re.compile(
    r"(?<!\w)(?:(?:was|were|is|are|had"
    r" been)\s(?:\w+ly\s)?(?:sold|billed|described|presented|called|said|portrayed|put|set|framed|listed|treated)"
    r"|ist\s(?:\w+\s)*?die\sRede)(?!\w)"
)


def find_going_on(
    dossier: Dossier,
    sentence: Sentence,
    mood: Mood | None,
    note_speaker: str | None,
    context: Context,
    kind: PassageKind,
) -> Attributed | None:
    """What goes on with the speech before it, or tells what a text says."""
    if VOTE.search(sentence.outside) and mood is None:
        return None
    return (
        _of_a_viewpoint(dossier, sentence, context)
        or _of_a_text(dossier, sentence, mood, note_speaker, context)
        or _of_the_last_speaker(dossier, sentence, mood, context)
        or _of_the_topic(dossier, sentence, context, kind)
        or (_of_the_note(sentence, note_speaker, context) if kind != "footnote" else None)
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
    paper = context.named if context.named in dossier.voices.papers else context.paper
    told_by = here or last or paper or THERE.search(outside)
    if told_by and _PASSIVE.search(outside) and not _DENIED.search(outside):
        return give_to(here or last or _paper_named(dossier, sentence, context))
    same = context.last_paragraph == context.paragraph
    if _THUS.search(outside) and ("Danach" not in outside or (same and _AFTER_IT.search(outside))):
        return give_to(context.topic or context.paper or chain_speaker(context))
    opened = opens_in_text(sentence, context)
    if opened and (_PASSIVE.search(outside) or mood or _TELLING.search(outside)):
        return give_to(opened)
    return None


_SAME_FORMS = frozenset(
    "gingen hielten liefen fielen ließen blieben schrieben hießen riefen stiegen litten griffen trieben schienen"
    " fingen hingen sollten wollten".split()
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
    if quoted and context.language == "en" and PAST_PERFECT.search(outside) and _PERSONAL.search(outside):
        return give_to(context.last.speaker)
    backshifted = _WOULD.search(outside) or (
        PAST_PERFECT.search(outside) and context.announced != find_focus(dossier, sentence, context)
    )
    if context.language == "en" and context.announced and backshifted and not _FIRST_PERSON.search(outside):
        return give_to(context.announced)
    near = context.spoke_in == context.paragraph and context.speaker and context.last.attribution != "summed_up"
    shifts = not context.in_present
    if context.language == "en" and near and shifts and not himself and _is_backshifted(outside):
        return give_to(context.speaker)
    if not _in_speech(context) or himself:
        return None
    if context.language == "de" and mood == "unreal" and not weighs_report(outside) and not _CONCEDES.search(outside):
        return give_to(context.last.speaker)
    if context.language == "de" and context.was_indirect and _looks_indirect(dossier, sentence):
        return give_to(context.last.speaker)
    if context.language == "en" and shifts:
        his = OF_THE_SPEAKER.search(outside) or sentence.quoted > 1
        perfect = PAST_PERFECT.search(outside)
        if (_WOULD.search(outside) and not _PRESENT.search(re.split(r"[,;:]", outside, maxsplit=1)[0])) or (
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


def _paper_named(dossier: Dossier, sentence: Sentence, context: Context) -> str | None:
    """The paper that a passive speaks of: the manifest's named last, or with "darin" the one described last."""
    named = context.named if context.named in dossier.voices.papers else None
    if THERE.search(sentence.outside):
        return context.paper or named
    return named or context.paper


def _names_text(outside: str, context: Context) -> bool:
    return any(is_text(word, context.language) for word in re.findall(r"[\w-]{4,}", outside))


_DECIDING = re.compile(
    r"^(?!.*(?<!\w)nicht(?!\w)).*(?<!\w)(?:entscheiden|beraten|abstimmen|tagen|zusammentreten)(?!\w)"
)
"""What a body will do is no wish of its („Im Herbst will der Landtag entscheiden“)."""


def _wants(dossier: Dossier, sentence: Sentence, context: Context) -> Attributed | None:
    """„Die Gemeinde will beide Häuser erhalten“: what somebody wants he has said."""
    if context.language != "de" or not sentence.pieces:
        return None
    first, end = sentence.pieces[0]
    for position in range(first, end):
        if sentence.tokens[position].text in ("will", "wollen") and position < end - 1:
            who = find_subject(sentence, position, "de", "wollen")
            if _DECIDING.search(sentence.outside):
                return None
            if who and who.lower() not in PRONOUNS and not who.lower().startswith(("wer", "man")):
                return give_to(resolve(dossier, who, sentence, context))
    return None
