"""Timeline files made and looked at with none of the guards, and a user for whom permissions hold."""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path

from db import schema
from db.file import opening
from desktop.cli import COMMANDS

NOBODY = 65534


def made(path: Path, *statements: str) -> Path:
    """Write an empty timeline and run more statements on it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        schema.create(connection)
        for statement in statements:
            connection.execute(statement)
    return path


def digest(path: Path) -> str:
    """Return a hash of what a closed file holds."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def look(path: Path, *, write: bool) -> None:
    """Open a timeline as the program does, read all of it, and close it."""
    opening.read_header(path)
    with closing(opening.connect(path, write=write)) as connection:
        opening.check(connection, path, thorough=True)
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()


def _load_all() -> None:
    """Read what the program reads late: another user may not be able to, where root keeps the project private."""
    schema.script()
    for name, _ in COMMANDS.values():
        import_module(f"desktop.cli.{name}")
    import_module("db.codebook.codebook")
    import_module("rapidfuzz")


@contextmanager
def ordinary_user() -> Iterator[Path]:
    """Give a folder of one's own, inside which permissions hold even where the tests run as root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = os.geteuid() == 0
        if root:
            _load_all()
            os.chown(folder, NOBODY, -1)
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            folder.chmod(0o700)
            if root:
                os.seteuid(0)
