"""Whether a sentence says that what stands before it is not so."""

from __future__ import annotations

import re

_REFUTES = re.compile(
    r"(?i)^\W*(?:"
    # German
    r"(?:das|dies|beides|die (?:zahl|angabe|behauptung)|diese \w+)\s+(?:ist|war|stimmt|trifft|sind|waren)\b[^.]{0,30}?"
    r"\b(?:falsch|unwahr|unzutreffend|irrig|irreführend|ein irrtum|nicht(?=[,.])"
    r"|(?:nicht|nie|kaum) (?:wahr|richtig|so|zu))"
    r"|(?:falsch|unsinn|irrtum|ein irrtum)\b|in (?:wahrheit|wirklichkeit)\b"
    # English
    r"|(?:this|that|the (?:figure|claim|statement)|these \w+)\s+(?:is|was|are|were)\s[^.]{0,30}?"
    r"\b(?:false|wrong|untrue|incorrect|mistaken|misleading|a myth|an error|not (?:true|so|right|the case))"
    r"|not so\b|in (?:truth|reality)\b"
    # Russian
    r"|это\s+(?:неверно|не так|ошибка|неправда|заблуждение)|на самом деле\b"
    r")"
)


def refutes(sentence: str) -> bool:
    """Whether a sentence opens by denying what was said before it: "Das ist falsch", "This is not true"."""
    return bool(_REFUTES.match(sentence))
