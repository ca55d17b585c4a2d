"""Names in a table that is imported: records found by any alias, or planned to be made."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from db.errors import BadInput
from db.ids import IDS
from db.search import fold


@dataclass(slots=True)
class Named:
    """Finds the records of one kind by their names; those that bear an alias give way to one called so.

    `in_any_order` is for people: who bears the words of a name in another order is meant where nobody bears it as it
    stands.
    """

    what: str
    creates: bool
    in_any_order: bool = False
    added: dict[int, str] = field(default_factory=dict[int, str])
    """Names of the records to be made, by their new ids."""
    _main: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    _other: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    _shown: list[str] = field(default_factory=list[str])
    _met: dict[str, int] = field(default_factory=dict[str, int])

    def know(self, record: int, name: str, others: Iterable[str] = ()) -> None:
        """Take in a record with its main name and others."""
        self._shown.append(name)
        self._main.setdefault(fold(name.strip()), []).append(record)
        for other in others:
            self.know_alias(record, fold(other.strip()))

    def know_alias(self, record: int, folded: str) -> None:
        """Take in one more name of a record, as it is folded."""
        bearers = self._other.setdefault(folded, [])
        if folded and record not in bearers:
            bearers.append(record)

    def find(self, name: str) -> int:
        """Return the id of the record a name means, a new one if there is none; raises BadInput."""
        met = self._met.get(name)
        if met is None:
            met = self._met[name] = self._look_up(name)
        return met

    def answer(self, name: str, record: int) -> None:
        """Let a name mean a record whatever it resembles, in all its spellings with spaces around it."""
        self._met[name] = record
        self._main[fold(name.strip())] = [record]

    def _look_up(self, name: str) -> int:
        folded = fold(name.strip())
        bearers = self._main.get(folded) or self._other.get(folded) or self._turned(folded)
        if len(bearers) > 1:
            raise BadInput(
                f"“{name}” is the name of {len(bearers)} records: use one that only one of them bears"
            )
        if bearers:
            return bearers[0]
        if not self.creates:
            raise BadInput(f"there is no {self.what} “{name}”{self._nearest(folded)}")
        record = IDS.next()
        self.added[record] = name.strip()
        self.know(record, name)
        return record

    def _turned(self, folded: str) -> list[int]:
        """Return the records that bear the words of a name in another order."""
        if not self.in_any_order:
            return []
        from db.registry.name_index import orders

        others = orders(folded)[1:]
        return list(dict.fromkeys(
            record
            for names in (self._main, self._other)
            for other in others
            for record in names.get(other, ())
        ))  # fmt: skip

    def _nearest(self, folded: str) -> str:
        names = {fold(name): name for name in self._shown}
        near = get_close_matches(folded, names, n=3, cutoff=0.5)
        return f"; did you mean {', '.join(names[each] for each in near)}?" if near else ""


def _rows(connection: sqlite3.Connection, sql: str, *parameters: str) -> list[Any]:
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, parameters).fetchall()


def aliased(connection: sqlite3.Connection, table: str, what: str) -> Named:
    """Return the finder of actors, people or mechanisms, which are made where they are new."""
    found = Named(what, creates=True, in_any_order=table == "person")
    for record, name in _rows(connection, f"SELECT id, name FROM {table}"):
        found.know(record, name)
    for record, folded in _rows(connection, f"SELECT {table}_id, folded FROM {table}_name"):
        found.know_alias(record, folded)
    return found


def terms(connection: sqlite3.Connection, vocabulary: str) -> Named:
    """Return the finder of a vocabulary's terms by key or label; only tags are made where they are new."""
    found = Named(vocabulary, creates=vocabulary == "tag")
    sql = 'SELECT id, "key", label FROM term WHERE vocabulary = ? ORDER BY position, label'
    for record, key, label in _rows(connection, sql, vocabulary):
        found.know(record, key, (label,))
    return found


def countries(connection: sqlite3.Connection) -> Named:
    """Return the finder of countries by code or name in any of the languages kept."""
    found = Named("country", creates=False)
    sql = "SELECT id, name, code, alpha3, name_zh, name_ja, name_ko FROM country"
    for record, name, *others in _rows(connection, sql):
        found.know(record, name, filter(None, others))
    return found


def word(words: Sequence[str], what: str, text: str) -> str:
    """Return the fixed word that a text is; raises BadInput naming all of them."""
    folded = fold(text)
    for each in words:
        if each == folded:
            return each
    raise BadInput(f"“{text}” is no {what}: use {', '.join(words)}")
