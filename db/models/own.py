"""What the file keeps about itself: settings, saved filters and charts, its history, the column cache."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Order, Text, one_of

EDIT_KINDS = ("edit", "undo", "redo")
EDIT_STATES = ("done", "undone", "redoable", "spent")


class Setting(Base):
    """A setting of this timeline, such as the focal actor."""

    __tablename__ = "setting"
    key: Mapped[str]
    value: Mapped[Text]
    __table_args__ = (Index("setting_key", "key", unique=True),)


class SavedFilter(Base):
    """A filter saved by name in its text form."""

    __tablename__ = "saved_filter"
    name: Mapped[str]
    text: Mapped[Text]
    position: Mapped[Order]
    __table_args__ = (CheckConstraint("name <> ''", name="named"), Index("saved_filter_name", "name"))


class SavedChart(Base):
    """A chart saved by name; `options` is JSON."""

    __tablename__ = "saved_chart"
    name: Mapped[str]
    options: Mapped[Text]
    position: Mapped[Order]
    __table_args__ = (CheckConstraint("name <> ''", name="named"), Index("saved_chart_name", "name"))


class SavedMapping(Base):
    """How the columns of a foreign table are read, saved by name as TOML."""

    __tablename__ = "saved_mapping"
    name: Mapped[str]
    text: Mapped[Text]
    position: Mapped[Order]
    __table_args__ = (CheckConstraint("name <> ''", name="named"), Index("saved_mapping_name", "name"))


class Edit(Base):
    """One edit of the file: its label, moment (UTC, ISO), author and program version.

    `state` is `done` (can be undone), `undone`, `redoable` (an undo that can be taken back) or `spent`.
    Ids count up from 1, so that the highest is the file's revision.
    """

    __tablename__ = "edit"
    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)
    label: Mapped[str]
    made_at: Mapped[str]
    author: Mapped[Text]
    version: Mapped[Text]
    kind: Mapped[str] = mapped_column(default="edit", server_default="edit")
    of_id: Mapped[int | None]
    state: Mapped[str] = mapped_column(default="done", server_default="done")
    __table_args__ = (
        one_of("kind", EDIT_KINDS),
        one_of("state", EDIT_STATES),
        Index("edit_state", "state", "id"),
    )


class Change(Base):
    """The inverse of one row change. `op` is what was done: I, U or D; `old` is JSON of what it replaced."""

    __tablename__ = "change"
    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)
    edit_id: Mapped[int] = mapped_column(ForeignKey("edit.id", ondelete="CASCADE"))
    table: Mapped[str]
    row_id: Mapped[int]
    op: Mapped[str]
    old: Mapped[str | None]
    __table_args__ = (one_of("op", ("I", "U", "D")), Index("change_edit", "edit_id"))


class ColumnCache(Base):
    """Columns of all events as int32 arrays, valid only for the revision they were made from."""

    __tablename__ = "column_cache"
    name: Mapped[str]
    revision: Mapped[int]
    data: Mapped[bytes]
    __table_args__ = (Index("column_cache_name", "name", unique=True),)
