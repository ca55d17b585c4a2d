"""The countries of actors and the keys of terms, by which the direction of a planned event is derived."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from db import direction, heirs
from db.imports.planning.cells import Values, Who


class Homes:
    """Knows the countries of actors and the keys of types and channels, for deriving directions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._keys: dict[int, str] = dict(connection.execute('SELECT id, "key" FROM term').fetchall())
        sql = f"SELECT a.id, {heirs.home('a')} FROM actor a"
        self._homes: dict[int, int | None] = dict(connection.execute(sql).fetchall())
        self._focal = {connection.execute(f"SELECT {direction.FOCAL_HOME}").fetchone()[0]} - {None}

    def direction(self, values: Values, takings: Iterable[Who]) -> str | None:
        """Return the direction that an event's place and participants say."""
        homes: dict[str, set[int]] = defaultdict(set)
        for actor, _, _, side, _, _ in takings:
            home = self._homes.get(actor) if actor is not None else None
            if home is not None:
                homes[side].add(home)
        means = self._keys.get(values["channel_id"]) or self._keys.get(values["type_id"])
        return direction.derived(
            means, values["country_id"], homes["focal"] or self._focal, homes["counterpart"]
        )
