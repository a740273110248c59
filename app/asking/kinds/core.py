"""The clause of a message that asks, without what its writer tells of himself: "I'm in a hurry. What is it about?"."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.asking.kinds.subject import find_subject
from ingest.records import Manifest

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_CLAUSE = re.compile(r"(?<=[.!?;:])\s+|\s*,\s+(?=(?:so )?(?:dass|damit)(?!\w))|\s*,\s+|\s+[–—-]\s+")
_OF_ASKER = re.compile(
    r"(?i)(?<!\w)(?:ich|wir|(?<!part )(?<!section )(?<!chapter )(?<!teil )(?<!kapitel )(?<!abschnitt )(?<!war )i"
    r"|i'm|i’m|i've|i’ve|i'd|i’d|we|я|мы)(?!\w)"
    r"|^\W*(?:hab|habe|muss|musste|brauche?|bin|will|kann|soll|need|gotta|have to|must)(?!\w)"
)
_OF_OTHERS = re.compile(
    r"(?i)(?<!\w)(?:meine?[mnr]?|unsere?[mnr]?|my|our|the|der|die)\s+(?:\w+\s+)?"
    r"(?:chef\w*|boss|redakt\w+|editors?|kolleg\w*|colleagues?|ressortleit\w*|vorgesetzte\w*|manager\w*|producers?"
    r"|leser\w*|readers?|moderator\w*|presenter|praktikant\w*|intern|head of \w+)(?!\w)"
    r"|(?<!\w)(?:sekunden?|minuten?|minütchen|seconds?|minutes?|secs?|mins?|keine zeit|no time|in eile|in a hurry|eilig"
    r"|auf sendung|on air|go live|redaktionsschluss|deadline)(?!\w)"
)
"""Of whom the asker works for, and of how little time there is."""
_MEANS_PART = re.compile(r"(?i)(?<!\w)(?:abschnitt|kapitel|teil|section|chapter|part)\s*(?:nr\.?|no\.?)?\s*\d")
"""A clause that says which part is meant stays, whoever speaks in it."""
_ASKS_FOR = re.compile(
    r"(?i)\?\W*$|(?<!\w)(?:kannst|könntest|können|könnten|würdest|would|can|could|will)\s+(?:du|sie|you|u)(?!\w)"
    r"|(?<!\w)(?:was|we[rmn]|wie|wann|wo|worum|wovon|worauf|wohin|warum|welche\w*"
    r"|what|whats|who|when|why|how|which|where|что|как|о чём)(?!\w)"
)
_AUDIENCE = re.compile(
    r"(?i)[\s,.–-]+(?:so,? dass (?:es |das |ihn |sie )?(?:auch )?(?:jemand|man|jede[rn]?)(?!\w).*"
    r"|for (?:(?:someone|somebody|anyone|people|readers|beginners|laymen|outsiders)(?!\w)"
    r"|(?:a|an|my|our) (?:\w+ )?(?:readers?|editor|boss|friends?|colleagues?|child|kids?|grandmother|mother|class"
    r"|students?|audience|layman|beginner|newcomer|outsider)(?!\w)).*"
    r"|für (?:(?:jemand(?:en)?|leute|leser\w*|menschen|laien|anfänger\w*|außenstehende\w*)(?!\w)"
    r"|(?:meine?n?|unsere?n?|eine?n?) (?:\w+ )?(?:chef\w*|kolleg\w*|redaktion|redakteur\w*|freund\w*|oma|mutter|kind"
    r"|laien|leser\w*|klasse|schüler\w*)(?!\w)).*)$"
)
"""For whom the answer is, where a sentence ends in that: "..., for someone who never heard of it"."""
_REASON = re.compile(r"(?i)^\W*(?:so dass|sodass|dass|damit|weil|denn|because|since|so that|so (?=i |we ))")
"""A clause of the asker that begins so asks for nothing, though it may end the question."""


def find_core(message: str, wanted: re.Pattern[str], is_topic: Callable[[str], bool]) -> str:
    """The message without the clauses in which its writer speaks of himself; the whole where no other clause is left.

    Args:
        message: The cleaned message.
        wanted: What asks for an answer of the kind: a clause with it stays, as does one that asks for anything.
        is_topic: Whether a clause names something of the dossier: it may be what the answer is to be about.

    """
    audience = _AUDIENCE.search(message)
    if audience and wanted.search(message[: audience.start()]):
        message = message[: audience.start()]
    clauses = [one for one in _CLAUSE.split(message) if one.strip()]
    left = [one for one in clauses if not _is_aside(one) or _stays(one, wanted) or is_topic(one)]
    return message if not left or len(left) == len(clauses) else ", ".join(one.rstrip(" .,;") for one in left)


def _is_aside(clause: str) -> bool:
    if _MEANS_PART.search(clause):
        return False
    return _OF_ASKER.search(clause) is not None or _OF_OTHERS.search(clause) is not None


def _stays(clause: str, wanted: re.Pattern[str]) -> bool:
    if wanted.search(clause):
        return True
    return _ASKS_FOR.search(clause) is not None and not _REASON.search(clause)


def find_asking_alone(question: str, manifest: Manifest) -> str | None:
    """The one sentence that asks, beside others that only tell something and name no work; None without such."""
    sentences = _SENTENCE_END.split(question)
    asking = [one for one in sentences if one.endswith("?")]
    if len(asking) != 1 or len(sentences) == 1:
        return None
    beside = " ".join(one for one in sentences if one is not asking[0])
    subject = find_subject(beside, manifest)
    return None if subject.named or subject.has_genre else asking[0]
