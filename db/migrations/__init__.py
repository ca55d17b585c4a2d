"""Steps that bring a timeline written by an older version up to this one."""

import sqlite3
from pathlib import Path

from db import backup, schema
from db.errors import CannotWrite
from db.file import opening


def upgrade(path: Path) -> None:
    """Back up an older timeline, then migrate it in one transaction; it stays as it was if that fails."""
    from sqlalchemy.exc import DBAPIError

    connection = opening.connect(path, write=True)
    try:
        backup.make(connection, path, reason="before migration")
        run(connection)
    except (sqlite3.Error, DBAPIError) as error:
        error = error.orig if isinstance(error, DBAPIError) else error
        raise CannotWrite(
            f"“{path.name}” could not be brought up to this version ({error}); it is as it was, and a backup was made."
        ) from error
    finally:
        connection.close()


def run(connection: sqlite3.Connection) -> None:
    """Apply every migration that the file lacks and set its `user_version`, all in one transaction."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    with engine.connect() as bound:
        connection.execute("BEGIN IMMEDIATE")
        config.attributes["connection"] = bound
        command.upgrade(config, "head")
        connection.execute(f"PRAGMA user_version={schema.SCHEMA_VERSION}")
        bound.commit()
