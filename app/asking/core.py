"""The clause of a message that asks, without what its writer tells of himself: "I'm in a hurry. What is it about?"."""

from __future__ import annotations

import re

_CLAUSE = re.compile(r"(?<=[.!?;:])\s+|\s*,\s+(?=(?:so )?(?:dass|damit)(?!\w))|\s*,\s+|\s+[–—-]\s+")
_OF_ASKER = re.compile(
    r"(?i)(?<!\w)(?:ich|wir|i|i'm|i’m|i've|i’ve|i'd|i’d|we|я|мы)(?!\w)"
    r"|^\W*(?:hab|habe|muss|musste|brauche?|bin|will|kann|soll|need|gotta|have to|must)(?!\w)"
)
_ASKS_FOR = re.compile(
    r"(?i)\?\W*$|(?<!\w)(?:kannst|könntest|können|könnten|würdest|would|can|could|will)\s+(?:du|sie|you|u)(?!\w)"
    r"|(?<!\w)(?:was|we[rmn]|wie|wann|wo|worum|wovon|worauf|wohin|warum|welche\w*"
    r"|what|whats|who|when|why|how|which|where|что|как|о чём)(?!\w)"
)
_AUDIENCE = re.compile(
    r"(?i)[\s,.–-]+(?:so,? dass (?:es |das |ihn |sie )?(?:auch )?"
    r"(?:jemand|man|jede[rn]?|ein\w*|mein\w*|unser\w*|die|der)(?!\w).*"
    r"|for (?:someone|somebody|anyone|people|readers|a |an |my |our ).*"
    r"|für (?:jemand(?:en)?|leute|leser\w*|menschen|meine?n?|unsere?n?|eine?n?)(?!\w).*)$"
)
"""For whom the answer is, where a sentence ends in that: "..., for someone who never heard of it"."""
_REASON = re.compile(r"(?i)^\W*(?:so dass|sodass|dass|damit|weil|denn|because|since|so that|so (?=i |we ))")
"""A clause of the asker that begins so asks for nothing, though it may end the question."""
_TOPIC = re.compile(
    r"(?i)(?<!\w)(?:interess\w+|interested|focus\w*|geht(?:'s| es)? (?:mir |uns )?um|speziell|besonders|especially"
    r"|particularly|nur zu[rm]?|regarding|concerning|bezüglich|hinsichtlich|wegen)(?!\w)"
)
"""Words that a clause of the asker tells his topic by: it stays."""


def find_core(message: str, wanted: re.Pattern[str]) -> str:
    """The message without the clauses in which its writer speaks of himself; the whole where no other clause is left.

    A clause that asks stays, and so do one that has what is `wanted`, and one that says what he is interested in.
    """
    audience = _AUDIENCE.search(message)
    if audience and wanted.search(message[: audience.start()]):
        message = message[: audience.start()]
    clauses = [one for one in _CLAUSE.split(message) if one.strip()]
    left = [one for one in clauses if not _OF_ASKER.search(one) or _stays(one, wanted)]
    return message if not left or len(left) == len(clauses) else ", ".join(one.rstrip(" .,;") for one in left)


def _stays(clause: str, wanted: re.Pattern[str]) -> bool:
    if wanted.search(clause) or _TOPIC.search(clause):
        return True
    return _ASKS_FOR.search(clause) is not None and not _REASON.search(clause)
