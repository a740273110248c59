"""Follow-up questions without a language model: does a question lean on what was asked before, and what it means then.

"Und was sagt Putin dazu?" cannot be searched for by itself. Where a question points back - by a pronoun, by how it
begins, or by saying hardly anything of its own - the earlier questions of the conversation are searched along with it.
A question that stands by itself is left alone: people change the subject.
"""

from __future__ import annotations

import re

from ingest.text.terms import find_terms

_BACK = {
    "de": "er ihm ihn es sie ihr ihnen dessen deren denen dies dieser diese dieses diesem diesen jener jene jenes"
    " dazu davon daran darauf darin daraus darüber darunter dabei damit dafür dagegen danach davor dadurch daher"
    " deswegen deshalb dort dorthin dahin da so solche solcher solches seine seiner seinen seinem sein ihre ihrer"
    " ihren ihrem selbst selber beide beiden letztere letzterer letzteres stattdessen sonst noch außerdem wovon woran",
    "en": "he him his she her hers it its they them their theirs this these those there then so such both either"
    " neither one ones same else instead latter former himself herself itself themselves too also that",
}
_BEGINNINGS = {
    "de": "und|aber|oder|also|sondern|(?:wieso|weshalb|warum)(?= (?:das|nicht|eigentlich|denn)\\b)|was ist mit"
    "|wie sieht es mit",
    "en": "and|but|or|so|what about|how about|how come|why(?= (?:not|that|so)\\b)|which ones?\\b|anything",
}
_POINTLESS = {
    "de": re.compile(r"\b(?:gibt es|es gibt|gab es|es gab|handelt es sich|es sich)\b", re.IGNORECASE),
    "en": re.compile(
        r"\b(?:(?:is|are|was|were) there|there (?:is|are|was|were)|that(?= (?:the |a |an |there ))"
        r"|that(?= [^\W_]+ (?:will|would|has|have|had|is|was|are|were|can|could)\b))",
        re.IGNORECASE,
    ),
}
"""Phrases in which a word of `_BACK` stands for nothing that was said before."""
_BARE_ARTICLE = re.compile(r"\b(?:das|die|der|den|dem)(?: [a-zäöüß]+){0,3}\s*[?.!]*$")
"""German: an article with no noun behind it ("wurde das beschlossen?") stands for something said before."""
_PRONOUN = re.compile(
    r"(?i)(?<!\w)das(?= (?:in|im|an|am|auf|für|zu|zum|zur|von|vom|mit|bei|beim|pro|je|nach|seit|bis|denn|dann"
    r"|eigentlich|genau|nicht|noch|auch|schon|wirklich|konkret|alles|jetzt|heute)(?!\w))"
)
"""German: "das" before one of these has no noun."""
_ENDINGS = {
    "de": re.compile(
        r"(?<!\w)(?:dann|stattdessen|auch nicht|auch|sonst|davor|danach|dabei|dagegen|darin|drin|davon|dazu"
        r"|daran|darauf|damit|dafür|dort|da|trotzdem|besser|schlechter"
        r"|schlimmer|teurer|billiger|höher|niedriger|größer|kleiner|schneller|länger|anders)\W*$"
    ),
    "en": re.compile(
        r"(?<!\w)(?:then|too|instead|either|as well|before that|after that|though|anyway|worse|better|cheaper|higher"
        r"|lower|bigger|smaller|faster|slower|longer|shorter|safer)\W*$"
    ),
}
"""At the end of a short question these compare with what was said, or follow from it."""
_THAN = re.compile(r"(?<!\w)(?:als|wie|than|as|wenn|if)(?!\w)")
_NO_VERB = re.compile(
    r"^\W*(?:auf|mit|in|im|an|bei|unter|nach|vor|seit|bis|für|gegen|von|aus|zu|wegen|über|on|with|at|under|after|before"
    r"|since|until|for|against|from|by|by way of|to|because of|about)(?: \w+){0,3}"
    r" (?:welche[mnrs]?|which|what|wem|wen|whom|wann|when)(?: [^\W\d_]+){0,2}\W*$"
)
"""A question that begins with a preposition and ends with what it asks for: "under which article?"."""
_FEW_TERMS = 1
"""A question of so many terms of its own says hardly anything by itself."""
_SHORT = 4
"""A question of up to so many terms may have one of them before the word that points back."""
_LONG = 9
"""Terms from which on a question says enough by itself, whatever it points back to."""


def leans_on_history(question: str, language: str) -> bool:
    """Whether a question can only be understood with what was said before."""
    pointless = _POINTLESS.get(language)
    words = re.findall(r"[^\W_]+", (pointless.sub(" ", question) if pointless else question).casefold())
    if not words:
        return False
    terms = find_terms(question, language)
    if len(terms) <= _FEW_TERMS:
        return True
    if len(terms) >= _LONG:
        return False
    folded = question.casefold()
    if len(terms) <= _SHORT and (_NO_VERB.search(folded) or _ends_back(folded, language)):
        return True
    begins = _BEGINNINGS.get(language)
    if begins and re.match(rf"\W*(?:{begins})\b", question.casefold()):
        return True
    has_pronoun = _BARE_ARTICLE.search(question) or _PRONOUN.search(question)
    if language == "de" and len(terms) <= _SHORT and has_pronoun:
        return True
    back = set(_BACK.get(language, "").casefold().split())
    for position, word in enumerate(words):
        # "Trump und seine Gesandten": what has its own antecedent points no further back.
        if word in back and len(find_terms(" ".join(words[:position]), language)) <= (len(terms) <= _SHORT):
            return True
    return False


def _ends_back(question: str, language: str) -> bool:
    ending = _ENDINGS.get(language)
    return ending is not None and ending.search(question) is not None and not _THAN.search(question)
