"""What records an edit: the tables that users edit, the triggers on them, and old values as JSON."""

import sqlite3
from collections.abc import Iterator, Sequence

OWN_TABLES = frozenset({"edit", "change", "column_cache", "alembic_version"})
"""Tables that the program keeps for itself and history leaves alone."""

_GROUP = 6
"""Columns that an update compares at once, so that those of a group that stayed cost little."""


def install(connection: sqlite3.Connection) -> None:
    """Put the recording triggers on the one writer connection; they vanish with it."""
    # Else every recorded row would write a journal of its own to disk.
    connection.execute("PRAGMA temp_store=MEMORY")
    connection.execute("PRAGMA recursive_triggers=ON")  # or INSERT OR REPLACE would delete unrecorded
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS edit_now (id INTEGER PRIMARY KEY)")
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS bulk_now"
        ' (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, "table" TEXT NOT NULL, op TEXT NOT NULL)'
    )
    for table in user_tables(connection):
        put_triggers(connection, table)


def user_tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables that users edit: all but the program's own and those of full text."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    virtual = [name for name, sql in rows if sql.upper().startswith("CREATE VIRTUAL")]
    return sorted(
        name
        for name, _ in rows
        if name not in OWN_TABLES
        and not name.startswith("sqlite_")
        and not any(name == v or name.startswith(f"{v}_") for v in virtual)
    )


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return a table's stored columns, generated ones left out."""
    rows = connection.execute(f'PRAGMA table_xinfo("{table}")')
    return [row[1] for row in rows if row[6] == 0]


def put_triggers(connection: sqlite3.Connection, table: str) -> None:
    """Record from now on what happens to each row of a table."""
    for statement in _triggers(table, columns(connection, table)):
        connection.execute(statement)


def drop_triggers(connection: sqlite3.Connection, table: str) -> None:
    """Record no longer what happens to each row of a table: the caller does it himself."""
    for verb in ("insert", "update", "delete"):
        connection.execute(f'DROP TRIGGER temp."history_{table}_{verb}"')


def _triggers(table: str, names: list[str]) -> Iterator[str]:
    record = 'INSERT INTO change (edit_id, "table", row_id, op, old) VALUES ((SELECT id FROM edit_now), '
    groups = [names[place : place + _GROUP] for place in range(0, len(names), _GROUP)]
    changed = " || ".join(f"CASE WHEN {_differs(group)} THEN {_each(group)} ELSE '' END" for group in groups)
    bodies = {
        "INSERT": ("", f"{record}'{table}', new.id, 'I', NULL)"),
        "UPDATE": (
            f"WHEN {_differs(names)} ",
            f"{record}'{table}', new.id, 'U', '{{' || substr({changed}, 2) || '}}')",
        ),
        "DELETE": ("", f"{record}'{table}', old.id, 'D', {as_json(names, 'old')})"),
    }
    for verb, (condition, body) in bodies.items():
        yield (
            f'CREATE TEMP TRIGGER "history_{table}_{verb.lower()}" AFTER {verb} ON main."{table}" '
            f"{condition}BEGIN {body}; END"
        )


def _differs(names: Sequence[str]) -> str:
    return " OR ".join(f'old."{name}" IS NOT new."{name}"' for name in names)


def _each(names: Sequence[str]) -> str:
    return " || ".join(
        f"""CASE WHEN old."{name}" IS NOT new."{name}" THEN ',"{name}":' || {_encoded(name, "old")} ELSE '' END"""
        for name in names
    )


def as_json(names: Sequence[str], row: str) -> str:
    """Return SQL for the values of some columns of a row (`old`, or a table's alias) as a JSON object.

    json_object rounds floats and refuses BLOBs in SQLite 3.40, so a row that holds one is put together.
    """
    odd = " OR ".join(f"typeof({row}.\"{name}\") IN ('real', 'blob')" for name in names)
    whole = " || ',' || ".join(f"""'"{name}":' || {_encoded(name, row)}""" for name in names)
    plain = ", ".join(f"""'{name}', {row}."{name}\"""" for name in names)
    return f"CASE WHEN {odd} THEN '{{' || {whole} || '}}' ELSE json_object({plain}) END"


def _encoded(name: str, row: str) -> str:
    value = f'{row}."{name}"'
    return (
        f"CASE typeof({value}) WHEN 'blob' THEN '{{\"hex\":\"' || hex({value}) || '\"}}' "
        f"WHEN 'real' THEN printf('%!.17g', {value}) ELSE json_quote({value}) END"
    )
