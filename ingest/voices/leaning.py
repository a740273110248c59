"""Which sentences cannot stand alone: they open with a word that points back ("Damit", "Der hatte", "This")."""

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
_SKIPPED = "„“”‚‘’«»\"'([…–— "


def points_back(sentence: str) -> bool:
    """Whether `sentence` opens with a word that needs the sentence before it."""
    opening = sentence.lstrip(_SKIPPED)
    if sentence.startswith("…"):
        return True
    if _EMPTY_IT.match(opening):
        return False
    return bool(_ARTICLE_AND_VERB.match(opening) or _PREPOSITION.match(opening) or _POINTING.match(opening))
