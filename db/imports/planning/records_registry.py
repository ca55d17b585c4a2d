"""The actors of a timeline, and those that an import makes, found by their ids in datasets and by their names."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from db import heirs
from db.imports.planning.records_rows import Values, fetched
from db.models.base import DATE_COLUMNS
from db.search import fold

Level = Literal["main", "alias", "short"]
"""Whether a name is the one that an actor is shown by, another, or an abbreviation."""

_LEVELS: Final[tuple[Level, ...]] = ("main", "alias", "short")
_FIELDS: Final = ("name", "kind", "parent_id", "country_id", "family", "note", *DATE_COLUMNS)


@dataclass(slots=True)
class Bearing:
    """One name of an actor: the id of its row, which is 0 where it is to be made, and when it was in use."""

    id: int
    edtf: str


@dataclass(slots=True, eq=False)
class KnownActor:
    """One actor with what it has; `changes` and the new names and ids are what the import adds."""

    id: int
    values: Values
    new: bool = False
    names: dict[str, list[Bearing]] = field(default_factory=dict[str, list[Bearing]])
    """Names as they are folded."""
    ids: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    """Ids by dataset (`plain_scheme`), those it is to get included."""
    home: int | None = None
    """The country that it has, be it from what it is an organ of."""
    changes: Values = field(default_factory=dict[str, object])
    names_added: int = 0
    names_dated: int = 0
    ids_added: int = 0

    @property
    def touched(self) -> bool:
        """Whether the import changes anything of it."""
        return bool(self.changes or self.names_added or self.names_dated or self.ids_added)


class Registry:
    """Finds actors by ids and names."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        sql = f"SELECT a.id, {heirs.home('a')}, {', '.join(f'a.{name}' for name in _FIELDS)} FROM actor a ORDER BY a.id"
        self.actors: dict[int, KnownActor] = {
            record: KnownActor(record, dict(zip(_FIELDS, values, strict=True)), home=home)
            for record, home, *values in fetched(connection, sql)
        }
        self._by_id: dict[tuple[str, str], list[KnownActor]] = defaultdict(list)
        self._meant: dict[tuple[str, str], KnownActor] = {}
        self._by_name: dict[str, dict[int, Level]] = defaultdict(dict)
        for actor in self.actors.values():
            self._by_name[fold(actor.values["name"])][actor.id] = "main"
        self._read_names(connection)
        for record, scheme, value in fetched(
            connection, "SELECT actor_id, scheme, value FROM actor_identifier ORDER BY id"
        ):
            self.identify(self.actors[record], scheme, value)

    def _read_names(self, connection: sqlite3.Connection) -> None:
        sql = "SELECT id, actor_id, folded, kind, edtf FROM actor_name ORDER BY id"
        for row, record, folded, kind, edtf in fetched(connection, sql):
            self.actors[record].names.setdefault(folded, []).append(Bearing(row, edtf))
            level: Level = "short" if kind == "abbreviation" else "alias"
            if self._by_name[folded].setdefault(record, level) == "short":
                self._by_name[folded][record] = level

    def add(self, actor: KnownActor) -> None:
        """Take in an actor that the import makes; other rows find it by its ids only."""
        self.actors[actor.id] = actor

    def identify(self, actor: KnownActor, scheme: str, value: str) -> None:
        """Note that an actor has an id in a dataset."""
        plain = plain_scheme(scheme)
        actor.ids.setdefault(plain, set()).add(value)
        self._by_id[plain, value].append(actor)

    def has(self, actor: KnownActor, scheme: str, value: str) -> bool:
        """Tell whether an actor has an id in a dataset, in the timeline or by an earlier row."""
        return actor in self._by_id.get((plain_scheme(scheme), value), ())

    def mean(self, actor: KnownActor, scheme: str, value: str) -> None:
        """Note that an id means this actor in the file, whoever else has it."""
        self._meant[plain_scheme(scheme), value] = actor

    def identified(self, identifier: tuple[str, str], name: str = "") -> KnownActor | None:
        """Return the actor with an id; of several the one that the file means, then the one so called."""
        key = plain_scheme(identifier[0]), identifier[1]
        bearers = self._by_id.get(key, ())
        if key in self._meant or not bearers:
            return self._meant.get(key)
        folded = fold(name)
        named = [actor for actor in bearers if fold(actor.values["name"]) == folded]
        named += [actor for actor in bearers if folded in actor.names]
        return (named or bearers)[0]

    def named(self, folded: str, level: Level) -> Iterator[KnownActor]:
        """Yield the actors of the timeline that a name means: by their main names, by others too, or by any."""
        for record, known in self._by_name.get(folded, {}).items():
            if _LEVELS.index(known) <= _LEVELS.index(level):
                yield self.actors[record]


def plain_scheme(scheme: str) -> str:
    """Return what the spellings of a dataset's name have in common: Party Facts and partyfacts are one."""
    return "".join(sign for sign in fold(scheme) if sign.isalnum())
