"""Whether an open file can be trusted: its schema against what Liaison writes, its pages and references."""

import re
import sqlite3
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from db.errors import CannotOpen, Interrupted
from db.schema import SCHEMA_VERSION, ddl, normalised

Schema = Mapping[tuple[str, str], str]
"""`{(type, name): normalised SQL}` of every item of a file."""

NOTHING_CHANGED: Final = "nothing was changed"

_CAUSES: Final = (
    ("SQLITE_NOTADB", "is no SQLite database", "choose another file"),
    ("SQLITE_CORRUPT", "is damaged", "restore a backup, or carry its rows over into a new timeline"),
    ("SQLITE_BUSY", "is being written by another program", "try again in a moment"),
    ("SQLITE_LOCKED", "is being written by another program", "try again in a moment"),
    ("SQLITE_FULL", "can't grow because the disk is full", "free some space and try again"),
    ("SQLITE_READONLY_DBMOVED", "was replaced, moved or deleted while it was open", "save a copy"),
    (
        "SQLITE_READONLY_ROLLBACK",
        "was not closed cleanly and can't be put right while it may only be read",
        "open it for editing, or copy it together with its “-journal” file to a folder you may write to",
    ),
    ("SQLITE_READONLY", "may only be read", "save a copy in a folder you may write to"),
    (
        "SQLITE_IOERR",
        "can't be reached (disk or network error)",
        "check the disk or the connection, then try again",
    ),
    ("SQLITE_CANTOPEN", "can't be opened", "check that you may read the file and write to its folder"),
    ("SQLITE_TOOBIG", "can't hold a value that large", "make it smaller"),
    ("SQLITE_NOMEM", "needs more memory than there is", "close other programs and try again"),
)
"""Beginnings of SQLite's error names, the longer ones first, with what happened and what to do."""

_CODE: Final = re.compile(r"(?i)\b(check|generated|as|default|references|select)\b")
"""Words by which DDL brings expressions in; SQLite's statistics and FTS5's shadow tables never hold them."""

_STEPS: Final = 10_000
"""Steps of SQLite's virtual machine between two looks at the clock."""


class SearchDamaged(CannotOpen):
    """Only a full-text index is damaged: the records are sound, and it can be built anew from them."""


def explain(error: sqlite3.Error, path: object, kept: str = NOTHING_CHANGED) -> str | None:
    """Return the sentence for an error of SQLite that the user can act on, or None for a bug of ours."""
    name = getattr(error, "sqlite_errorname", "")
    for prefix, happened, todo in _CAUSES:
        if name.startswith(prefix):
            return f"“{path}” {happened}; {kept}; {todo}."
    return None


def check(
    connection: sqlite3.Connection,
    path: Path | str,
    *,
    thorough: bool,
    progress: Callable[[], bool] | None = None,
    seconds: float = 120.0,
    expected: Schema | None = None,
) -> None:
    """Compare the schema with what Liaison writes; when thorough, check every page and reference too.

    The schema comes first: the integrity check runs the file's own constraints and expressions.

    Args:
        connection: one that `db.file.opening.connect` made, so that the file's schema is not trusted.
        path: the file, for the sentences.
        thorough: also run `integrity_check` and `foreign_key_check`.
        progress: asked every few milliseconds; True stops the check.
        seconds: time after which the check gives up.
        expected: the schema to compare with; without it, the one of this version.

    Raises:
        CannotOpen: the file is foreign, damaged, or takes too long.
        SearchDamaged: nothing but a full-text index is damaged.
        Interrupted: `progress` asked to stop.
    """
    watch = _Watch(progress, seconds)
    connection.set_progress_handler(watch, _STEPS)
    try:
        _check_schema(connection, path, expected)
        if thorough:
            _check_content(connection, path)
            _check_search(connection, path, watch)
    except UnicodeDecodeError as error:
        raise CannotOpen(
            f"“{path}” is damaged (names in its schema are no text); nothing was changed; restore a backup."
        ) from error
    except sqlite3.Error as error:
        watch.raise_if_stopped(path)
        raise CannotOpen(
            explain(error, path) or f"“{path}” can't be read ({error}); nothing was changed."
        ) from error
    finally:
        connection.set_progress_handler(None, 0)


class _Watch:
    """Stops a statement when the user asks for it or its time is over."""

    def __init__(self, progress: Callable[[], bool] | None, seconds: float) -> None:
        self._progress = progress
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._asked = False
        self._late = False

    def __call__(self) -> bool:
        self._asked = self._progress is not None and self._progress()
        self._late = time.monotonic() > self._until
        return self._asked or self._late

    def raise_if_stopped(self, path: Path | str) -> None:
        if self._asked:
            raise Interrupted(f"The check of “{path}” was stopped; nothing was changed.")
        if self._late:
            raise CannotOpen(
                f"The check of “{path}” took more than {self._seconds:g} seconds and was stopped; "
                "nothing was changed; copy the file to a fast disk and try again, or restore a backup."
            )


def _check_schema(connection: sqlite3.Connection, path: Path | str, expected: Schema | None) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    newer = expected is None and version > SCHEMA_VERSION
    allowed = ddl() if expected is None else expected
    seen: set[tuple[str, str]] = set()
    for kind, name, table, sql in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"):
        item = (str(kind), str(name))
        fine = not _runs_code(item[0], sql) if newer else _is_ours(item, table, sql, allowed)
        if item in seen or not fine:
            raise CannotOpen(
                f"“{path}” contains something that Liaison did not write ({item[0]} “{item[1]}”) and is not "
                "opened; nothing was changed; carry its rows over into a new timeline."
            )
        seen.add(item)
    for kind, name in allowed:
        if (kind, name) not in seen and not newer:
            raise CannotOpen(
                f"“{path}” lacks the {kind} “{name}” that every timeline has and is not opened; "
                "nothing was changed; restore a backup, or carry its rows over into a new timeline."
            )


def _is_ours(item: tuple[str, str], table: object, sql: object, allowed: Schema) -> bool:
    """Tell whether a row of `sqlite_schema` is one that this version, or SQLite on its behalf, writes."""
    kind, name = item
    if kind == "index" and sql is None:
        return ("table", str(table)) in allowed and re.fullmatch(
            rf"sqlite_autoindex_{re.escape(str(table))}_\d+", name
        ) is not None
    if kind == "table" and (name in _STATISTICS or _is_shadow(name, allowed)):
        return table == name and _CODE.search(str(sql)) is None
    return allowed.get(item) == normalised(str(sql))


_STATISTICS: Final = frozenset({"sqlite_stat1", "sqlite_stat4", "sqlite_sequence"})
_SHADOWS: Final = frozenset({"data", "idx", "content", "docsize", "config"})


def _is_shadow(name: str, allowed: Schema) -> bool:
    """Tell whether a table holds data of one of our full-text indexes; the DDL is SQLite's own."""
    stem, _, part = name.rpartition("_")
    return part in _SHADOWS and _is_full_text(allowed.get(("table", stem)))


def _is_full_text(sql: object) -> bool:
    return re.match(r"(?i)CREATE VIRTUAL TABLE \S+ USING fts5\b", normalised(str(sql))) is not None


def _runs_code(kind: str, sql: object) -> bool:
    """Tell whether an item could run by itself; no version, however new, has such items."""
    virtual = re.match(r"(?i)\s*CREATE\s+VIRTUAL\b", str(sql)) is not None
    return kind not in {"table", "index"} or (virtual and not _is_full_text(sql))


def _check_content(connection: sqlite3.Connection, path: Path | str) -> None:
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise CannotOpen(
            f"“{path}” is damaged ({' '.join(str(verdict).split())}); nothing was changed; "
            "restore a backup, or carry its rows over into a new timeline."
        )
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise CannotOpen(
            f"“{path}” is damaged (a row of “{broken[0]}” points to a missing row of “{broken[2]}”); "
            "nothing was changed; restore a backup, or carry its rows over into a new timeline."
        )


def _check_search(connection: sqlite3.Connection, path: Path | str, watch: "_Watch") -> None:
    """Read every full-text index whole; `integrity_check` before SQLite 3.44 does not look inside."""
    tables = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    for name in [str(name) for name, sql in tables if _is_full_text(sql) and str(name).isidentifier()]:
        try:
            connection.execute(f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, '{name}', row)")
            try:
                connection.execute("SELECT sum(cnt) FROM temp.terms").fetchone()
                connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()
            finally:
                connection.execute("DROP TABLE temp.terms")
        except sqlite3.Error as error:
            watch.raise_if_stopped(path)
            raise SearchDamaged(
                f"The search index “{name}” of “{path}” is damaged, its records are sound; nothing was done; "
                "have the index built anew."
            ) from error
