"""Which sentences cannot stand alone: they open with a word that points back ("Damit", "Der hatte", "This").

What is read beside others needs less than what is shown as a text's own opening: a connective, too, opens midway.
"""

from __future__ import annotations

import re

_POINTING_DE = (
    "damit|dies|diese|diesen|dieser|dieses|diesem|er|sie|es|ihm|ihn|ihnen|letzterer|letztere|letzteres|ersterer|erstere|daher"
    "|dagegen|dafür|dazu|dabei|davon|dadurch|darin|darauf|daraus|deshalb|deswegen|außerdem|stattdessen|zusätzlich|denn|beide"
    "|seine|seinen|seinem|seiner|ihre|ihren|ihrem|ihrer|solche|solcher|jene|jener|gleichzeitig|andererseits|zugleich|ebenfalls"
    "|schließlich|indessen|dort|selbst|hingegen|allerdings|trotzdem|somit|folglich|vielmehr|im gegenzug"
)
_POINTING_EN = (
    "this|these|that|those|it|he|she|they|his|her|its|their|such|but|however|therefore|thus|hence|instead|also|moreover"
    "|furthermore|both|the latter|the former|for example|at the same time|on the other hand|nevertheless"
)
_POINTING_RU = "это|этот|эта|эти|он|она|они|его|их|поэтому|однако|но|а"
_POINTING = re.compile(rf"(?:{_POINTING_DE}|{_POINTING_EN}|{_POINTING_RU})(?!\w)", re.IGNORECASE)
# "Der hatte", "Das steht": an article that is no article, because its verb follows at once.
_ARTICLE_AND_VERB = re.compile(
    r"(?:der|die|das|den|dem)\s+(?:hatte|hat|haben|hatten|ist|sind|war|waren|wird|werden|wurde|wurden|soll|sollen|kann|können"
    r"|steht|stehen|will|wollen|muss|müssen|gilt|gelten|bedeutet|zeigt|widerspricht)(?!\w)",
    re.IGNORECASE,
)
# "In dieser Rede": the pointing word comes second. "Vor diesem Hintergrund" points at a section, not at a sentence.
_PREPOSITION = re.compile(
    r"(?:in|mit|nach|aus|bei|unter|zu|von|an)\s+(?:diesem|dieser|diesen|denselben|derselben|ihm|ihr|this|these)(?!\w)",
    re.IGNORECASE,
)
# "Es kommt darauf an": an "es" that stands for nothing.
_EMPTY_IT = re.compile(
    r"es\s+(?:kommt darauf|gibt|geht um|heißt|bleibt abzuwarten|ist daher)"
    r"|it\s+(?:is|was|remains)\s+(?:clear|likely|unclear)",
    re.IGNORECASE,
)
_GOING_ON_DE = (
    r"auch(?! (?:wenn|ohne|nur|als|ob)(?!\w))|zudem|ferner|überdies|weiterhin|darüber hinaus|hinzu kommt|demnach"
    r"|demgegenüber|danach|anschließend|dennoch|gleichwohl|jedoch|doch|aber|und|oder|ebenso|insofern|insoweit"
    r"|hierfür|hierzu|hierbei|hiermit|hier|also|deren|dessen|desgleichen"
    r"|so (?:ist|war|wird|wurde|hat|hatte|soll|kann|kam|heißt|entsteht|entstand)"
    r"|(?:vor|auf|durch|für|über|gegen|um|wegen|seit|zwischen|trotz|neben|hinter|während)"
    r" (?:diese[mnrs]?|ihm|ihn|ihr|ihnen|sie)"
    r"|(?:es|das|dies) (?:ist|war|wird) (?:daher|deshalb|deswegen|also|somit|folglich|auch|ebenfalls|zudem)"
    r"|(?:als|wenn|weil|obwohl|nachdem|bevor|sobald) (?:er|sie|diese[rs]?)"
    r"|(?:einer|eine|eines|keiner|keine|viele|manche) davon"
)
_GOING_ON_EN = (
    "and|or|so (?:he|she|it|they|the|did|was|were|is|are)|yet|nor|still|besides|in addition|on top of that"
    "|as a result|by contrast|in contrast|in turn|meanwhile|then|accordingly|consequently|otherwise|similarly|likewise"
    "|here|hers|theirs|neither|to that end|even so|for (?:this|that)|against (?:this|that)|on (?:this|that|these|those)"
    "|after (?:this|that)|by then|it (?:is|was) (?:therefore|thus|also)"
    "|(?:when|if|because|after|before|while|as|until) (?:he|she|they|this|these)"
    "|(?:one|some|most|none|each|all|many) of (?:them|these|those)"
)
_GOING_ON_RU = "также|кроме того|тогда|затем|при этом|и|или|она|оно|там|здесь|таким образом"
_GOING_ON = re.compile(rf"(?:{_GOING_ON_DE}|{_GOING_ON_EN}|{_GOING_ON_RU})(?!\w)", re.IGNORECASE)
_SKIPPED = "„“”‚‘’«»\"'([…–— "


def points_back(sentence: str) -> bool:
    """Whether `sentence` opens with a word that needs the sentence before it."""
    opening = sentence.lstrip(_SKIPPED)
    if sentence.startswith("…"):
        return True
    if _EMPTY_IT.match(opening):
        return False
    return bool(_ARTICLE_AND_VERB.match(opening) or _PREPOSITION.match(opening) or _POINTING.match(opening))


def opens_midway(sentence: str) -> bool:
    """Whether `sentence` leans on the one before it, or goes on from it: a reader who sees it first looks for that."""
    return points_back(sentence) or _GOING_ON.match(sentence.lstrip(_SKIPPED)) is not None
