"""The models' DDL as an SQL script: what a test holds the migrations against."""

from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from db.models import Base

FULL_TEXT = {
    "event_text": ("title", "summary", "place", "note"),
    "name_text": ("name",),
    "quote_text": ("quote", "title"),
}
"""FTS5 tables and their columns; contentless, since the words stand in the records themselves."""


_ALEMBIC = """CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)"""


def script() -> str:
    """Return the DDL of all models and full-text tables, one statement after the other."""
    statements: list[str] = []
    for table in Base.metadata.sorted_tables:
        statements.append(_compiled(CreateTable(table)))
        indexes = sorted(table.indexes, key=lambda each: str(each.name))
        statements.extend(_compiled(CreateIndex(index)) for index in indexes)
    for name, columns in FULL_TEXT.items():
        listed = ", ".join(columns)
        statements.append(
            f"CREATE VIRTUAL TABLE {name} USING fts5({listed}, content='', tokenize='unicode61 remove_diacritics 0')"
        )
    statements.append(_ALEMBIC)
    statements.append("INSERT INTO alembic_version VALUES ('0001')")
    return "\n".join(f"{statement};\n" for statement in statements)


def _compiled(element: ExecutableDDLElement) -> str:
    lines = str(element.compile(dialect=SQLiteDialect())).strip().splitlines()
    return "\n".join(line.rstrip() for line in lines)
