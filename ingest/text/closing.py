"""Whether a heading opens a text's conclusion."""

from __future__ import annotations

import re

_CONCLUSION = re.compile(
    r"(?i)^\W*(?:[\divx]+[.)]?\s+)?(?:fazit|schluss\w*|ausblick|zusammenfassung|resümee|ergebnis(?:se)?|bilanz|empfehlungen"
    r"|schlussfolgerung(?:en)?|conclusions?|concluding|summary|outlook|findings|recommendations?"
    r"|заключение|выводы|итоги)(?!\w)"
)


def opens_conclusion(heading: str) -> bool:
    """Whether a heading says that a text's conclusion follows: "Fazit und Ausblick", "5. Conclusions"."""
    return bool(_CONCLUSION.match(heading))
