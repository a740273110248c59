"""Read a dossier's `aliases.toml`: names and terms that are one thing in several spellings or languages.

The file is optional. Each `[[alias]]` has a `kind` and, by language code, the forms in which the thing is written.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

from ingest.errors import DossierError
from ingest.records import Alias, AliasKind

ALIASES = "aliases.toml"
_KINDS: tuple[str, ...] = get_args(AliasKind)
_LANGUAGE = re.compile(r"[a-z]{2}")


def read_aliases(folder: Path) -> tuple[Alias, ...]:
    """The aliases of a dossier, none where it has no such file; DossierError says which entry is wrong."""
    path = folder / ALIASES
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise DossierError(f"the aliases cannot be read ({error})", where=path) from error
    except tomllib.TOMLDecodeError as error:
        raise DossierError(f"the aliases are not TOML ({error})", where=path) from error
    entries = table.get("alias", [])
    if set(table) - {"alias"} or not isinstance(entries, list):
        raise DossierError("the aliases are no list of [[alias]]", where=path, remedy="begin each with [[alias]]")
    return tuple(_read_alias(entry, position, path) for position, entry in enumerate(entries, start=1))


def _read_alias(entry: object, position: int, path: Path) -> Alias:
    if not isinstance(entry, dict) or entry.get("kind") not in _KINDS:
        raise DossierError(f"alias {position} has no kind", where=path, remedy=f"kind = one of {', '.join(_KINDS)}")
    forms = {}
    for language, texts in entry.items():
        if language == "kind":
            continue
        if not _LANGUAGE.fullmatch(language) or not isinstance(texts, list):
            raise DossierError(f"alias {position} has {language!r} with no list", where=path, remedy='de = ["..."]')
        if not all(isinstance(text, str) and text.strip() for text in texts):
            raise DossierError(f"alias {position} has a form that is no text", where=path, remedy='de = ["..."]')
        forms[language] = tuple(texts)
    if not any(forms.values()):
        raise DossierError(f"alias {position} has no form", where=path, remedy='de = ["Krim"], en = ["Crimea"]')
    return Alias(entry["kind"], forms)
