"""The rows of a package's tables as CSV, and the copies of sources that it only lists."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, cast

from db.replication.selection import Selection
from db.replication.shape import COPIES, COPIES_KEY, Shape

_AT_ONCE: Final = 2000

Watch = Callable[[int], None]
"""Called with the number of rows written since the last call; may raise, and no package is made then."""


def count(connection: sqlite3.Connection, shape: Shape, chosen: Selection) -> int:
    """Return how many rows of a table the package holds."""
    end, values = chosen.where(shape.table)
    rows: int = connection.execute(f'SELECT count(*) FROM "{shape.table}" {end}', values).fetchone()[0]
    if shape.table == "setting":
        return rows - bool(_listed_copies(connection))
    return rows + len(_missing_copies(connection, chosen)) if shape.table == COPIES else rows


def written(connection: sqlite3.Connection, shape: Shape, chosen: Selection, watch: Watch) -> Iterator[bytes]:
    """Yield a table as CSV in parts: RFC 4180, UTF-8, text in quotes, numbers bare, sorted by id."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(shape.names)
    for rows in _parts(connection, shape, chosen):
        writer.writerows(rows)
        watch(len(rows))
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
    yield out.getvalue().encode()


def _parts(
    connection: sqlite3.Connection, shape: Shape, chosen: Selection
) -> Iterator[Sequence[Sequence[Any]]]:
    if shape.table == COPIES:
        yield _copies(connection, chosen)
        return
    end, values = chosen.where(shape.table)
    if shape.table == "setting":
        end, values = """WHERE "key" <> ?""", (COPIES_KEY,)
    columns = ", ".join(field.select for field in shape.fields)
    cursor = connection.execute(
        f'SELECT {columns} FROM "{shape.table}" {end} ORDER BY "{shape.table}".id', values
    )
    while rows := cursor.fetchmany(_AT_ONCE):
        yield rows


# --- copies of sources ---------------------------------------------------------------------------------------


def _copies(connection: sqlite3.Connection, chosen: Selection) -> list[tuple[Any, ...]]:
    end, values = chosen.where(COPIES)
    present = connection.execute(
        f"SELECT id, source_id, name, media_type, sha256, length(data) FROM attachment {end}", values
    ).fetchall()
    rows = sorted([*present, *_missing_copies(connection, chosen)])
    return [(str(row[0]), str(row[1]), *row[2:]) for row in rows]


def _missing_copies(connection: sqlite3.Connection, chosen: Selection) -> list[tuple[Any, ...]]:
    """Return the copies that this timeline's own package told of and nobody has attached again."""
    listed = _listed_copies(connection)
    if not listed:
        return []
    end, values = chosen.where("source")
    sources = {row[0] for row in connection.execute(f"SELECT id FROM source {end}", values)}
    there = set(connection.execute("SELECT source_id, sha256 FROM attachment").fetchall())
    return [row for row in listed if row[1] in sources and (row[1], row[4]) not in there]


def _listed_copies(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    found = connection.execute("""SELECT value FROM setting WHERE "key" = ?""", (COPIES_KEY,)).fetchone()
    return [tuple(row) for row in cast("list[list[Any]]", json.loads(found[0]))] if found else []


def copies_setting(rows: Sequence[Sequence[Any]]) -> str:
    """Return the setting that keeps the list of copies which a package tells of and does not hold."""
    return json.dumps([list(row) for row in rows], ensure_ascii=False)
