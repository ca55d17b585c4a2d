"""The DDL of a timeline file as this version writes it, and the creation of an empty one."""

import re
import sqlite3
from functools import cache
from pathlib import Path

APPLICATION_ID = 0x4C494149
"""`LIAI` in ASCII, at offset 68 of every timeline."""

SCHEMA_VERSION = 1
"""SQLite's `user_version`; it counts the migrations a file has gone through."""

MIGRATIONS = Path(__file__).parent / "migrations"


@cache
def script(version: int = SCHEMA_VERSION) -> str:
    """Return the whole DDL of one version as an SQL script."""
    return (MIGRATIONS / f"schema_{version}.sql").read_text(encoding="utf-8")


@cache
def ddl() -> dict[tuple[str, str], str]:
    """Return every item of the schema as `{(type, name): normalised SQL}`, as this version writes it."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(script())
        rows = connection.execute("SELECT type, name, sql FROM sqlite_schema")
        return {(kind, name): normalised(sql or "") for kind, name, sql in rows}
    finally:
        connection.close()


def normalised(sql: str) -> str:
    """Return DDL with white space folded, for comparison."""
    return re.sub(r"\s+", " ", sql).strip()


def create(connection: sqlite3.Connection) -> None:
    """Write the empty schema, the application id and the version; one transaction, nothing if it fails."""
    connection.executescript(
        f"BEGIN IMMEDIATE;\nPRAGMA application_id={APPLICATION_ID};\nPRAGMA user_version={SCHEMA_VERSION};\n"
        f"{script()}\nCOMMIT;"
    )
