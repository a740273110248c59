"""Everybody who has a role in a dossier's texts, each once: one text gives the role, another the full name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.text.names import name_key
from ingest.text.terms import find_content_words
from ingest.voices.role_words import is_feminine
from ingest.voices.roles import Role


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with the roles that texts give him."""

    name: str
    """The fullest that there is."""
    roles: tuple[Role, ...] = ()
    works: tuple[str, ...] = ()
    """Ids of the sources that he wrote."""

    @property
    def last(self) -> str:
        """The last name."""
        return self.name.split()[-1]

    @property
    def key(self) -> str:
        """Of the last name; see `name_key`."""
        return name_key(self.last)

    @property
    def is_woman(self) -> bool:
        """Whether a German role says so."""
        return any(one.language == "de" and is_feminine(one.head) for one in self.roles if one.head)

    @property
    def said(self) -> frozenset[str]:
        """The keys of all words that tell of him."""
        return frozenset(name_key(word) for one in self.roles for word in find_content_words(one.phrase))


def gather_holders(roles: Iterable[Role], authors: Mapping[str, Sequence[str]]) -> tuple[Holder, ...]:
    """People by name: a last name alone is his who is called so in full, where that is one.

    Args:
        roles: What the texts give.
        authors: The full names of authors, with the ids of their sources.

    """
    found: dict[str, Holder] = {name: Holder(name, works=tuple(works)) for name, works in authors.items()}
    by_last: dict[str, list[str]] = {}
    for name in found:
        _index(name, by_last)
    alone: list[Role] = []
    for role in roles:
        words = role.name.split()
        if len(words) == 1:
            alone.append(role)
            continue
        first = name_key(words[0])
        same = next((one for one in _list_called(words[-1], by_last) if name_key(one.split()[0]) == first), None)
        if same is None:
            same = role.name
            _index(same, by_last)
        held = found.get(same, Holder(same))
        found[same] = replace(held, roles=(*held.roles, role))
    for role in alone:
        keys = _keys_of(role.name)
        same_last = [one for name in _list_called(role.name, by_last) if (one := found[name]).key in keys]
        if len(same_last) == 1:
            held = same_last[0]
            found[held.name] = replace(held, roles=(*held.roles, role))
        elif not same_last:
            found[role.name] = Holder(role.name, (role,))
            _index(role.name, by_last)
    return tuple(one for one in found.values() if one.roles or one.works)


def _index(name: str, by_last: dict[str, list[str]]) -> None:
    """Put a name where it is found by the keys of its last word, behind those that are there."""
    for key in _keys_of(name.split()[-1]):
        by_last.setdefault(key, []).append(name)


def _list_called(last: str, by_last: Mapping[str, Sequence[str]]) -> list[str]:
    """The names whose last word is `last`, endings aside, each once."""
    return list(dict.fromkeys(name for key in sorted(_keys_of(last)) for name in by_last.get(key, ())))


def _keys_of(name: str) -> frozenset[str]:
    """The keys of a name and of what it may be the genitive of."""
    return frozenset((name_key(name), name_key(name.removesuffix("s"))))
