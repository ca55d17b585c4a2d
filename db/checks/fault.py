"""What a check finds."""

from dataclasses import dataclass, field
from typing import Any, Final

MOST: Final = 100
"""Faults of one kind that are listed; how many more there are is told."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: its kind, the table and the row it is in, a sentence, and what a repair does."""

    kind: str
    """pages, schema, references, dates, names, search, columns, history, saved or rounds."""
    message: str
    table: str = ""
    row: int = 0
    mended: str = ""
    """What `repair` does about it; empty where it can't do anything."""

    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON form; ids are text, for they have up to 19 digits."""
        return {
            "kind": self.kind, "table": self.table, "row": str(self.row) if self.row else None,
            "message": self.message, "mended": self.mended,
        }  # fmt: skip

    def __str__(self) -> str:
        where = f"{self.table} {self.row}: " if self.row else f"{self.table}: " if self.table else ""
        return f"{where}{self.message}"


@dataclass(slots=True)
class Report:
    """What was looked at, and what was found; more than MOST faults of one kind are only counted."""

    file: str
    looked_at: list[str] = field(default_factory=list[str])
    faults: list[Fault] = field(default_factory=list[Fault])
    more: dict[str, int] = field(default_factory=dict[str, int])
    """How many faults of a kind are not listed."""

    def add(self, fault: Fault) -> None:
        """Take in one fault."""
        if sum(each.kind == fault.kind for each in self.faults) < MOST:
            self.faults.append(fault)
        else:
            self.more[fault.kind] = self.more.get(fault.kind, 0) + 1

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON form."""
        return {
            "file": self.file,
            "sound": self.sound,
            "looked_at": self.looked_at,
            "faults": [each.to_dict() for each in self.faults],
            "more": self.more,
        }
