"""Models, frozen scripts and migrations describe one and the same schema."""

import sqlite3
import tomllib
from pathlib import Path

from db import migrations, schema, version
from db.file import opening
from db.models import USER_TABLES, Base, ddl
from db.timeline import Timeline

ROOT = Path(__file__).parents[2]


def test_the_script_is_what_the_models_say() -> None:
    assert schema.script() == ddl.script()


def test_migrating_from_nothing_gives_the_same_schema(tmp_path: Path) -> None:
    path = tmp_path / "old.liaison"
    sqlite3.connect(path).execute(f"PRAGMA application_id={schema.APPLICATION_ID}").connection.close()
    connection = opening.connect(path, write=True)
    migrations.run(connection)
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    found = {(kind, name): schema.normalised(sql or "") for kind, name, sql in rows}
    assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA_VERSION
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    connection.close()
    assert found == schema.ddl()


def test_a_file_says_what_it_is(timeline: Timeline) -> None:
    timeline.close()
    header = opening.read_header(timeline.path)
    assert (header.application_id, header.user_version) == (schema.APPLICATION_ID, schema.SCHEMA_VERSION)


def test_every_reference_has_an_index() -> None:
    """Without one, deleting a record would scan every table that may point to it."""
    bare = [
        f"{name}.{column.name}"
        for name in USER_TABLES
        for column in Base.metadata.tables[name].columns
        if column.foreign_keys
        and not any(index.columns[0] is column for index in Base.metadata.tables[name].indexes)
    ]
    assert bare == []


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == version.VERSION
