"""The first schema, whole: everything of the design's words has its table from here on."""

from alembic import op

from db import schema

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Execute the frozen script of version 1, except for the table that Alembic keeps itself."""
    connection = op.get_bind().connection.dbapi_connection
    assert connection is not None
    for statement in schema.script(1).split(";\n"):
        if statement.strip() and "alembic_version" not in statement:
            connection.execute(statement)
