"""What is exported: the chosen events in order of time, and what says which they are and of which state."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from db import filters
from db.codebook import codebook_terms
from db.exports import Options, Step
from db.reading import raw
from db.table.event_table import TableRow, fetch
from db.version import VERSION

PROGRAM: Final = f"Liaison {VERSION}"
_AT_ONCE: Final = 500
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=None)  # noqa: DTZ001 - as all moments of this module, in UTC
_LATEST: Final = "SELECT id, made_at FROM edit ORDER BY id DESC LIMIT 1"
_ALL: Final = "SELECT id FROM event WHERE id IN ({}) ORDER BY sort_lo, sort_width, title, id"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The events to write, with what a file says about itself.

    There is no clock in it: `moment` is when the timeline was edited last (UTC), so that the same timeline and
    program give the same bytes.
    """

    session: Session
    ids: Sequence[int]
    filter: str
    """The filter's text; empty where all events are meant."""
    name: str
    """What the timeline is called."""
    codebook: int
    """Version of the codebook."""
    revision: int
    moment: datetime
    picked: bool = False
    """Whether the events were picked by hand among those that pass the filter."""
    options: Options = field(default_factory=Options)
    step: Step | None = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection to read by."""
        return raw(self.session)

    @property
    def whole(self) -> bool:
        """Whether nothing was chosen: what belongs to no event goes out too then."""
        return not self.filter and not self.picked

    @property
    def which(self) -> str:
        """Which events these are, in words."""
        said = "Events picked by hand" if self.picked else "Events"
        if self.filter:
            return f"{said} that pass the filter {self.filter}"
        return said if self.picked else "All events"

    def rows(self) -> Iterator[TableRow]:
        """Yield the events in order of time, and tell the progress."""
        for number, row in enumerate(fetch(self.connection, self.ids)):
            if number % _AT_ONCE == 0:
                self.tell(number)
            yield row
        self.tell(len(self.ids))

    def tell(self, done: int, total: int | None = None) -> None:
        """Tell how many records are done."""
        if self.step is not None:
            total = len(self.ids) if total is None else total
            self.step(min(done, total), max(1, total))


def choose(
    session: Session,
    filter_text: str,
    name: str,
    *,
    ids: Sequence[int] | None = None,
    options: Options | None = None,
    step: Step | None = None,
) -> Chosen:
    """Return what a filter lets pass, or of that the events with these ids; raises FilterError."""
    connection = raw(session)
    wanted = filters.parse(filter_text)
    filters.check(wanted, connection)
    sql, values = filters.compile(wanted)
    found = [row[0] for row in connection.execute(_ALL.format(sql), values)]
    if ids is not None:
        among = frozenset(ids)
        found = [event for event in found if event in among]
    revision, moment = connection.execute(_LATEST).fetchone() or (0, "")
    return Chosen(
        session,
        found,
        str(wanted),
        name,
        codebook_terms.version(session),
        revision,
        _moment(moment),
        picked=ids is not None,
        options=options or Options(),
        step=step,
    )


def _moment(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=None, microsecond=0) if said else _BEGINNING
