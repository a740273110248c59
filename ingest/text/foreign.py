"""Whether a text is in none of the languages that are known: told by function words, and by letters in Cyrillic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

# Function words. Left out: those that are words of German, English or Russian, too ("die", "des", "no", "как").
FUNCTION_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "fr": "le la les une et est que qui quoi quel quelle quels quelles où quand comment pourquoi combien dans"
        " pour par avec sur pas ne ce cet cette ces cela ça il elle ils elles nous vous je leur leurs aux du"
        " au ont été était sont fut selon entre mais ou donc qu dit fait plus sans sous chez après avant"
        " depuis contre aussi l d peut avoir être",
        "es": "el la los las una y que qué quién quiénes cómo cuándo dónde cuál cuáles cuántos cuántas por para con"
        " del se su sus fue fueron ha han está están sobre más pero entre como este esta lo según también"
        " desde hasta muy sin porque era dijo de al puede pueden",
        "it": "il lo la gli le di del della dei delle che chi cosa quando dove perché quale quali quanti è non una"
        " con sul sulla nel nella nelle alla alle dal dalla si sono hanno anche più ma ed suo sua secondo ha"
        " detto sull dell nell all l",
        "pt": "os uma da dos das em na nos nas que quem como quando onde por qual quais quantos é não com para pelo"
        " pela foi são está mais mas sobre entre também ao aos seu sua de disse porque",
        "nl": "de het een en van niet dat wie wat waar wanneer waarom hoe welke hoeveel zijn werd worden heeft"
        " hebben voor met op te aan bij naar uit ook maar door zei deze dit hij zij wij om tot zich nog geen",
        "pl": "w z na nie się jest że jak kto co czy gdzie kiedy dlaczego jaki jaka jakie ile przez od dla przed"
        " oraz lub ale był była było były został ma jego jej ich który która które po powiedział tym tego są"
        " przy",
        "cs": "se na že co kdo jak kdy kde proč který která které kolik byl byla bylo byli pro při od ale nebo jako"
        " jsou není tento tato podle mezi ve ze řekl jeho jejich být",
        "sk": "sa na že čo kto ako kedy kde prečo ktorý ktorá ktoré koľko bol bola bolo boli pre pri od ale alebo"
        " sú nie podľa medzi vo zo povedal jeho ich byť je",
        "hr": "je se na da što tko kako kada gdje zašto koji koja koje koliko bio bila bilo bili od ali ili kao su"
        " nije ovo prema između rekao iz za",
        "sv": "och att det som på är av för till inte har ett vem vad när hur vilka vilken varför eller från där"
        " sade enligt mellan också blev",
        "da": "og at det som på er af til ikke har et hvem hvad når hvor hvilke hvorfor eller fra der sagde ifølge"
        " mellem også blev jeg",
        "no": "og det som på av til ikke har et hvem hva når hvor hvilke hvorfor eller fra sa ifølge mellom også"
        " ble jeg",
        "fi": "ja ei että oli mutta kuka mitä missä milloin miksi kuinka ovat hän joka tai kun sanoi mukaan",
        "hu": "és egy nem hogy az ki hol mikor miért volt mit mint ez azt szerint csak már",
        "ro": "și în din este că nu cu pe ce cine cum când unde care pentru sunt mai sau prin lui spus după",
        "tr": "ve bir bu için ile kim nasıl neden nerede kaç değil olarak daha çok gibi kadar mi mı dedi göre olan ne",
        "uk": "що хто це який яка яке які чому де коли скільки про але або чи був була було були є його її вони"
        " вона він ви також від між буде має немає щоб якщо тільки дуже й із зі щодо бути сказав сказала в'ю"
        " цей ця ці",
        "be": "што хто гэта які якая якія чаму калі колькі пра але або ці быў была было былі яго яе яны яна ён"
        " таксама ад паміж будзе мае няма каб сказаў",
        "bg": "какво кой коя кое кои къде кога защо колко това тази този тези са се ще със във като който която"
        " които беше бяха има няма след според между още че",
        "sr": "шта ко када зашто који која које колико је су се није био била било били ово према између рекао али"
        " као од",
        "ru": "что как кто где когда почему какой какая какие какое сколько это этот эта эти об из был была было"
        " были или его её они она он от уже только может быть если чтобы после через при также ли по с бы же",
    }.items()
}
_SPOKEN_BY: dict[str, list[str]] = {}
for _language, _listed in FUNCTION_WORDS.items():
    for _word in sorted(_listed):
        _SPOKEN_BY.setdefault(_word, []).append(_language)
_PARTICLES = frozenset("de la del du di da dos das do y e el los las le les van von het".split())
"""They join names, too: in front of a capital letter they say nothing of the text ("Ministro de la Defensa")."""
_MARKED = re.compile("[ąćęłńśźżčďěňřšťůýžáéíóúàèìòùâêîôûñçãõøæåășțğışőűœ]")
"""Letters that German and English write in borrowed words and names only."""
_LETTERS = {
    "uk": re.compile("[іїєґ]"),
    "be": re.compile("ў"),
    "sr": re.compile("[ђјљњћџ]"),
    "mk": re.compile("[ѓќѕ]"),
    "kk": re.compile("[әғқңөұүһ]"),
    "bg": re.compile("ъ(?![еёюя])"),
    "ru": re.compile("[ыэё]|ъ[еёюя]"),
}
"""Letters that Russian, or none but it among its neighbours, has."""
_LOOKED_AT = 200
"""Words; what is longer does not change its language so often."""
_THICK = 0.2
"""Share of function words in a text that is in their language; in any other, a few."""
_VERY_THICK = 0.4
"""The same where there are only two."""
_MARGIN = 2
_FEWEST = 3
"""Words that speak for another language in a question that is called foreign: two stand in many a name."""


def is_foreign_by_words(words: Sequence[str], own: Mapping[str, Collection[str]]) -> bool:
    """Whether function words say that a text in Latin letters is in none of the languages of `own`.

    `words` are as written; `own` has the function words of each known language, by its code. In small letters, a word
    with a letter that German and English lack speaks for any other language, too, unless one is known that has it.
    """
    looked_at = words[:_LOOKED_AT]
    telling = [word.casefold() for word in _leave_out_particles(looked_at)]
    ours = max((sum(word.casefold() in listed for word in looked_at) for listed in own.values()), default=0)
    counts = Counter(language for word in telling for language in _SPOKEN_BY.get(word, ()) if language not in own)
    best, theirs = counts.most_common(1)[0] if counts else ("", 0)
    if set(own) <= {"de", "en", "ru"}:
        theirs += sum(best not in _SPOKEN_BY.get(word.casefold(), ()) for word in looked_at if _is_marked(word))
    is_thick = theirs >= _THICK * len(looked_at)
    if theirs < _FEWEST:  # "Kto był dyrektorem stoczni?"
        is_thick = theirs >= _VERY_THICK * len(looked_at) and any(map(_is_marked, looked_at))
    return is_thick and theirs - ours >= _MARGIN


def _is_marked(word: str) -> bool:
    small = word.casefold()
    return bool(_MARKED.search(small)) and (word == small or small in _SPOKEN_BY)


def _leave_out_particles(words: Sequence[str]) -> Iterator[str]:
    in_name = False
    for word in reversed(words):
        in_name = word[0].isupper() or (in_name and word in _PARTICLES)
        if not (in_name and word in _PARTICLES):
            yield word


def is_foreign_by_letters(words: Sequence[str], known: Collection[str]) -> bool:
    """Whether letters and function words say that a text in Cyrillic letters is in none of the `known` languages.

    `words` are as written. Ukrainian, Belarusian, Serbian and others have letters that Russian has not, and the other
    way round: one such word tells where none speaks for a known language, else two more than speak for it.
    """
    votes: Counter[str] = Counter()
    small = [word.casefold() for word in words[:_LOOKED_AT]]
    for language in FUNCTION_WORDS.keys() | _LETTERS.keys():
        letters, listed = _LETTERS.get(language), FUNCTION_WORDS.get(language, frozenset())
        votes[language] = sum(word in listed or bool(letters and letters.search(word)) for word in small)
    if any(_LETTERS["be"].search(word) for word in small):  # It has і and ы, too.
        votes["be"] += votes["uk"] + votes["ru"]
    ours = max((votes[language] for language in known), default=0)
    theirs = max(count for language, count in votes.items() if language not in known)
    return theirs >= (ours + _MARGIN if ours else 1)
