"""What all records share: the id, and the six columns of an uncertain date."""

from typing import Annotated

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.dates import UncertainDate, from_edtf
from db.ids import IDS


class Base(DeclarativeBase):
    """Base of all models: one integer primary key `id`, drawn from the process's own prefix."""

    id: Mapped[int] = mapped_column(primary_key=True, default=IDS.next, sort_order=-10)


Text = Annotated[str, mapped_column(default="", server_default="")]
"""Text that is empty rather than missing."""

Order = Annotated[int, mapped_column(default=0, server_default="0")]
"""Place in a list that the user orders."""

Unverified = Annotated[bool, mapped_column(default=False, server_default="0")]
"""True where nobody has checked the record against a source."""


class Dated:
    """Six columns of an uncertain date: EDTF, the source's words, and four days (null where open).

    `edtf` is empty where no date is known at all; all four days are null then.
    """

    edtf: Mapped[str] = mapped_column(default="", server_default="")
    date_text: Mapped[str] = mapped_column(default="", server_default="")
    start_lo: Mapped[int | None]
    start_hi: Mapped[int | None]
    end_lo: Mapped[int | None]
    end_hi: Mapped[int | None]

    @property
    def date(self) -> UncertainDate | None:
        """The date, or None where nothing is known."""
        return from_edtf(self.edtf, self.date_text) if self.edtf else None

    @date.setter
    def date(self, value: UncertainDate | None) -> None:
        for name, part in date_columns(value).items():
            setattr(self, name, part)


def date_columns(value: UncertainDate | None) -> dict[str, str | int | None]:
    """Return the six column values of a date, for bulk inserts and updates."""
    if value is None:
        days: tuple[int | None, ...] = (None,) * 4
        return dict(zip(DATE_COLUMNS, ("", "", *days), strict=True))
    return dict(zip(DATE_COLUMNS, (value.edtf, value.text, *value.start, *value.end), strict=True))


DATE_COLUMNS = ("edtf", "date_text", "start_lo", "start_hi", "end_lo", "end_hi")


def reference(target: str, *, gone: str = "CASCADE") -> ForeignKey:
    """Return a foreign key to `target.id`; `gone` is what happens when the target is deleted."""
    return ForeignKey(f"{target}.id", ondelete=gone, onupdate="RESTRICT")


def one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    """Return a check that a column holds one of the fixed words."""
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_word")


__all__ = [
    "DATE_COLUMNS",
    "Base",
    "Dated",
    "Order",
    "Text",
    "Unverified",
    "date_columns",
    "one_of",
    "reference",
]
