"""Whose points a list gives by the line before it, and whose statement a section is by its heading.

„Die Forderungen des Ministers:“, "Points raised by the union:" and „Der Verband stellt vier Bedingungen:“ say whose the
points are without a verb of saying; „Gegen die Forderungen des Ministers spricht dreierlei:“ does not.
"""

from __future__ import annotations

import re

from ingest.text.dictionary import find_lemma
from ingest.voices.phrases import PREPOSITIONS, REFERENT, is_first_person, take_phrase_at

_POINTS = {
    "de": r"(?:\w+)?(?:[Ff]orderung|[Bb]edingung|[Vv]orschl[aä]g|[Ee]mpfehlung|[Ww]ünsch|[Ww]unsch|[Aa]uflage|[Zz]usage|[Aa]nregung|[Vv]orstellung|[Zz]iel|[Ee]inw[aä]nd"
    r"|[Ee]rgebnis|[Ss]chl[uü]ss|[Ff]eststellung|[Bb]efund)\w{0,3}",
    "en": r"(?:demand|condition|proposal|recommendation|request|term|pledge|promise|finding|conclusion|objection|suggestion)s?",
    "ru": r"(?:требовани|услови|предложени|рекомендаци|пожелани|просьб|обещани|вывод|возражени)\w{0,3}",
}
"""What somebody puts forward: a sentence that ends on several of these announces them."""
_NAMED = {
    "de": rf"(?:{_POINTS['de']}|(?:\w+)?(?:[Pp]unkte?|[Pp]arameter|[Aa]nliegen|[Aa]rgumente?|[Bb]edenken|[Kk]ritik\w*|[Pp]osition|[Hh]altung|[Ss]icht|[Vv]orwürfe|[Ff]ragen|[Ss]orgen|[Ww]arnungen|[Mm]einung)n?)",
    "en": rf"(?:{_POINTS['en']}|(?:point|parameter|principle|concern|argument|complaint|position|view|worry|worrie|claim|request|question|priority|prioritie|wish|wishe)s?)",
    "ru": rf"(?:{_POINTS['ru']}|(?:пункт|параметр|довод|аргумент|претензи|опасени|позици|мнени|замечани|вопрос|тезис)\w{{0,3}})",
}
_STATEMENTS = {
    "de": r"(?:\w+)?(?:[Ss]tellungnahme|[Bb]emerkung|[Aa]nmerkung|[Ee]rwiderung|[Ee]ntgegnung|[Rr]eplik|[Ee]inw[aä]nd|[Bb]edenken|[Ff]eststellung|[Ee]mpfehlung)\w{0,3}",
    "en": r"(?:remark|comment|observation|response|repl(?:y|ie)|rejoinder|objection|finding|recommendation)s?",
    "ru": r"(?:замечани|комментари|мнени|ответ|возражени|отзыв|рекомендаци)\w{0,3}",
}
"""What a section is called that gives what somebody says of the matter."""
_OWNED = {
    "de": (
        r"(?:[Dd]ie\s|[Dd]as\s)?(?:[\w-]+e\s)?{noun}\s(?:der|des|von|vom|einer|eines|durch)\s(?P<who>[^,.;:()«»„“]{{2,60}}?)",
        r"(?P<genitive>[A-ZÄÖÜ][\w-]+?)s\s(?:[\w-]+e\s)?{noun}",
        r"(?P<his>[Ss]eine|[Ii]hre|[Dd]eren|[Dd]essen)\s(?:[\w-]+e\s)?{noun}",
    ),
    "en": (
        r"(?:[Tt]he\s)?(?:[\w-]+\s)?{noun}\s(?:(?:raised|made|put\sforward|advanced|set)\s)?(?:of|by|from)\s(?P<who>[^,.;:()«»“”]{{2,60}}?)",
        r"(?P<genitive>(?:[Tt]he\s|[Aa]n?\s)?(?:[\w-]+\s){{0,3}}?[\w-]+)(?:’s|'s|s’|s')\s(?:[\w-]+\s)?{noun}",
        r"(?P<his>[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\s(?:[\w-]+\s)?{noun}",
    ),
    "ru": (r"{noun}\s(?P<who>[^,.;:()«»]{{2,60}}?)", r"(?P<his>[Ее]го|[Её]ё|[Ее]е|[Ии]х)\s{noun}"),
}
"""The noun with whose it is; every form may open the line."""
_READS = {
    "de": r"(?:\s(?:zu[mr]?|für|gegen|an)\s[^:.]{2,50})?(?:\s(?:lauten?|lautete[nt]?|sind|waren|umfass\w+)(?:\s(?:die\s)?(?:folgende\w*|wie\sfolgt))?|\sim\s(?:Überblick|Einzelnen|Wortlaut)|\sauf\seinen\sBlick)?",
    "en": r"(?:\s(?:on|for|about|to|against)\s[^:.]{2,50})?(?:\s(?:are|were|is|was|read|include[ds]?)(?:\s(?:these|as\sfollows|the\sfollowing))?|\s(?:at\sa\sglance|in\sfull|in\sbrief))?",
    "ru": r"(?:\s(?:к|по|для)\s[^:.]{2,50})?(?:\s(?:таковы|следующие|звучат\sтак))?",
}
_PUTS = {
    "de": r"(?:stell\w*|nenn\w*|nannte\w*|formulier\w*|erh[eo]b\w*|mach\w*|kam|kamen|kommt|kommen|leg\w*|unterbreite\w*|knüpf\w*|verb[ai]nd\w*|zieht|ziehen|zog|zogen|richte\w*|äußer\w*|hat|haben|hatte\w*)",
    "en": r"(?:sets?|made|makes?|raise[sd]?|list(?:s|ed)?|attach(?:es|ed)?|tie[sd]?|puts?|came|comes?|reach(?:es|ed)?|draws?|drew|lays?|laid|issue[sd]?|submit\w*|present(?:s|ed)?|name[sd]?|lodge[sd]?"
    r"|offer(?:s|ed)?|gave|gives?|advance[sd]?|spel(?:ls|led|t))",
    "ru": r"(?:выдви\w+|назва\w+|называ\w+|сформулир\w+|предъяв\w+|став[ия]\w+|постав\w+|приш\w+|приход\w+|высказ\w+|вн[её]с\w+|сдела\w+|дела\w+|привод\w+|прив[её]л\w*)",
}
_SEVERAL = {
    "de": r"(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|\d+|mehrere\w?|einige\w?|folgende\w?|diese|eine\sReihe\s(?:von\s)?)",
    "en": r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|some|the\sfollowing|these|a\s(?:list|number|series|set)\sof)",
    "ru": r"(?:два|две|три|четыре|пять|шесть|семь|\d+|несколько|следующи\w+|таки\w+|ряд)",
}
_NOT_HIS = re.compile(
    r"(?<!\w)(?:muss|müssen|müsste\w*|soll\w*|erfüll\w*|must|should|meets?|fulfils?|faces?|должен|должн[аоы])(?!\w)"
)
_NOBODY = frozenset("es das dies dem it this that there these here daraus dafür dagegen это".split())


def find_list_owner(line: str, language: str) -> str | None:
    """The words for whoever's points the list behind `line` gives; `REFERENT` for a possessive, None where it is open.

    Args:
        line: The sentence before the list, or the heading above it.
        language: "de", "en" or "ru"; nothing is found in any other.

    """
    if language not in _NAMED:
        return None
    line = line.strip()
    return _owner(line, _NAMED[language], language) or _who_puts(line, language)


def find_section_owner(heading: str, language: str) -> str | None:
    """The words for whoever's statement a section is by its heading („Stellungnahme der Kämmerin“); None: the author's."""
    if language not in _STATEMENTS:
        return None
    return _owner(re.sub(r"^[\d.)\s]+", "", heading.strip()), _STATEMENTS[language], language, possessive=False)


def _owner(line: str, noun: str, language: str, *, possessive: bool = True) -> str | None:
    """Whose something is in a line that is nothing but its name."""
    for form in _OWNED[language]:
        match = re.fullmatch(form.format(noun=f"(?i:{noun})") + _READS[language] + r"[:.]?", line)
        if match is None:
            continue
        found = match.groupdict()
        if found.get("his"):
            return REFERENT if possessive else None
        who = found.get("genitive") or _take_owner(found["who"], language)
        return who if who and not is_first_person(who) else None
    return None


def _take_owner(words: str, language: str) -> str | None:
    """A noun phrase in the nominative that is all of `words`, but for what is said of it with a preposition."""
    who = take_phrase_at(words, 0, language)
    behind = words[len(who) :].split() if who and words.startswith(who) else [""]
    if who is None or (behind and behind[0] not in PREPOSITIONS.get(language, ())):
        return None
    *before, last = who.split()
    lemma = find_lemma(last, "de") if language == "de" and last.endswith("s") else None
    return " ".join([*before, lemma or last])


def _who_puts(line: str, language: str) -> str | None:
    """The subject of a sentence that ends on how many points he puts forward."""
    ending = re.search(
        rf"(?<!\w){_SEVERAL[language]}\s(?:[\w-]+\s)?{_POINTS[language]}(?:\s(?:auf|vor|out|forward))?[:.]$", line
    )
    before = line[: ending.start()] if ending else ""
    verb = re.search(rf"(?<!\w){_PUTS[language]}(?!\w)", before)
    if verb is None or _NOT_HIS.search(before):
        return None
    who = take_phrase_at(before[: verb.start()], 0, language)
    return who if who and who.lower() not in _NOBODY and not is_first_person(who) else None
