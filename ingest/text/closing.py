"""Whether a heading opens a text's conclusion, or its summary."""

from __future__ import annotations

import re

_CONCLUSION = re.compile(
    r"(?i)^\W*(?:[\divx]+[.)]?\s+)?(?:fazit|schluss\w*|ausblick|zusammenfassung|resümee|ergebnis(?:se)?|bilanz|empfehlungen"
    r"|schlussfolgerung(?:en)?|conclusions?|concluding|summary|outlook|findings|recommendations?"
    r"|заключение|выводы|итоги)(?!\w)"
)
_SUMMARY = re.compile(
    r"(?i)^\W*(?:[\divx]+[.)]?\s+)?(?:zusammenfassung|kurzfassung|auf einen blick|das wichtigste(?: in kürze)?"
    r"|überblick|kernaussagen|wesentliche ergebnisse|abstract|(?:executive |short )?summary|overview|at a glance"
    r"|in brief|key (?:findings|points|messages)|main findings|резюме|аннотация|краткое содержание|кратко)\W*$"
)


def opens_conclusion(heading: str) -> bool:
    """Whether a heading says that a text's conclusion follows: "Fazit und Ausblick", "5. Conclusions"."""
    return bool(_CONCLUSION.match(heading))


def opens_summary(heading: str) -> bool:
    """Whether a heading says no more than that a summary of the text follows: "Zusammenfassung", "Key findings"."""
    return bool(_SUMMARY.match(heading))
