"""How many years a text steps on or back: "two years later", "im Jahr darauf", "год спустя"."""

from __future__ import annotations

import re

from app.checking.claims.amounts import find_amounts

_MONTHS = 12
_LATER, _EARLIER = (
    r"later|after|on|danach|darauf|später|спустя",
    r"earlier|before|previously|zuvor|vorher|früher|назад|ранее",
)
_BEHIND = re.compile(rf"\s*(?:(?P<later>{_LATER})|(?P<earlier>{_EARLIER}))(?!\w)", re.IGNORECASE)
_AHEAD = re.compile(r"(?:(?P<later>nach|after|через)|(?P<earlier>vor))\s*\Z", re.IGNORECASE)
_NEXT = re.compile(
    r"(?<!\w)(?:(?:following|next) year|year (?:after|later)|jahr (?:darauf|danach|später)|folgejahr\w*"
    r"|(?:nächst|folgend)e[nms] jahr\w*|(?:следующ|будущ)\w+ год\w*|год спустя|через год)(?!\w)",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"(?<!\w)(?:(?:previous|preceding) year|year (?:before|earlier)|jahr (?:zuvor|davor|vorher)|vorjahr\w*|годом ранее"
    r"|предыдущ\w+ год\w*)(?!\w)",
    re.IGNORECASE,
)


def find_steps(plain: str, language: str) -> set[int]:
    """The whole years that `plain` steps from one of its dates to another; negative for steps back."""
    steps = {1} if _NEXT.search(plain) else set()
    steps |= {-1} if _LAST.search(plain) else set()
    for amount in find_amounts(plain, language):
        years = {
            int(one.value / _MONTHS) for one in amount.readings if one.unit == "month" and one.value % _MONTHS == 0
        }
        way = _BEHIND.match(plain, amount.end) or _AHEAD.search(plain[max(0, amount.start - 10) : amount.start])
        if way:
            steps |= {-step if way["earlier"] else step for step in years}
    return steps
