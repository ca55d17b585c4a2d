"""The words of an import's plan: what happens to each row, what is asked, and what was answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol

from db.imports.incoming import BadCell

Does = Literal["create", "update", "skip", "reject", "merge", "link"]
"""What happens to a row: `skip` says nothing new, `merge` and `link` belong to an event that is there or planned."""
Answer = Literal["keep", "link", "merge", "skip"]
"""What becomes of a row that may repeat an event: an event of its own, a second source, part of it, nothing."""

ANSWERS: Final = ("keep", "link", "merge", "skip")


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What happens to one row of a file; `record` is the id of what it makes or changes, 0 if there is none."""

    row: int
    what: str
    """Kind of record: event, actor, source …"""
    does: Does
    record: int
    title: str
    reason: str = ""
    column: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON form."""
        record = f"e{self.record}" if self.record and self.what == "event" else None
        return {
            "row": self.row, "what": self.what, "does": self.does, "event": record, "title": self.title,
            "column": self.column, "reason": self.reason,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A record that a name may mean, with a likeness from 0 to 100."""

    id: int
    name: str
    score: int


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """A name that nothing bears, and the records whose names resemble it; asked once for all rows."""

    kind: str
    """actor, person or mechanism."""
    name: str
    rows: int
    """How many rows name it."""
    candidates: tuple[NameCandidate, ...]
    answer: int | None = None
    """The record that is meant; None makes a new one."""

    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON form."""
        listed = [{"id": str(each.id), "name": each.name, "score": each.score} for each in self.candidates]
        answer = None if self.answer is None else str(self.answer)
        return {
            "kind": self.kind, "name": self.name, "rows": self.rows, "candidates": listed, "answer": answer,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class DuplicateQuestion:
    """A row that may tell of an event which is there, or which another row tells of."""

    row: int
    event: int
    """The id of the event it resembles: one of the timeline, or the one that the other row will make."""
    other_row: int
    """The row that tells of it too; 0 where it is in the timeline."""
    score: int
    """Likeness from 0 to 100."""
    why: str
    mine: Mapping[str, str]
    """Cells of the row, by own column."""
    theirs: Mapping[str, str]
    proposed: Answer
    answer: Answer

    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON form."""
        return {
            "row": self.row,
            "other_row": self.other_row or None,
            "event": None if self.other_row else f"e{self.event}",
            "score": self.score,
            "why": self.why,
            "this": dict(self.mine),
            "other": dict(self.theirs),
            "proposed": self.proposed,
            "answer": self.answer,
        }


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a user decided about a plan; what is not in it is decided by default."""

    names: Mapping[tuple[str, str], int | None] = field(default_factory=dict[tuple[str, str], int | None])
    """The record that a name of a kind means; None for a new one."""
    remembered: bool = True
    """Whether a name that was answered becomes an alias of its record."""
    duplicates: Mapping[int, Answer] = field(default_factory=dict[int, Answer])
    """Answers by row."""
    all_duplicates: Answer | Literal["proposed"] = "keep"
    """The answer for rows without one."""
    leave_out_rejected: bool = False
    """Whether rows with problems are left out; else nothing is imported while there are any."""


class PlannedRecords(Protocol):
    """What becomes of the records of a file that are no events."""

    @property
    def writes(self) -> bool:
        """Whether there is anything to write."""
        ...

    def row_plans(self) -> Iterator[RowPlan]:
        """Yield what happens to each record, in the order of the file."""
        ...

    def counts(self) -> dict[str, int]:
        """Return totals such as `actors_created`, `actors_updated`, `standings_created`."""
        ...

    def new_names(self, kind: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
        """Yield id, name and aliases of the records of a kind that would be made, so that events can name them."""
        ...

    @property
    def problems(self) -> list[BadCell]:
        """What can't be used."""
        ...

    def meant(self, kind: str) -> Iterator[tuple[str, int]]:
        """Yield the names that mean one record of a kind within the file, whoever else bears them."""
        ...

    def new_sources(self) -> Iterator[tuple[int, str, str]]:
        """Yield id, title and address of the sources that would be made, so that events can cite them."""
        ...
