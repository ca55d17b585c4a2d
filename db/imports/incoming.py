"""What a file says, in records and in Liaison's own words: what every format is read into and a plan is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.errors import Problem


class UnreadableTable(Problem):
    """A file can't be imported as it is; the sentence says what and where."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """One thing that is wrong with a file: the row as a spreadsheet counts it, the column, a sentence."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f"row {self.row}, {self.column}" if self.column else f"row {self.row}"
        return f"{where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Table:
    """Events as cells: `rows` holds each row's number and its cells, in the order of `columns`.

    The columns are those of `db.table.event_table.COLUMNS`; `said` names the file's own column behind each of them
    where it is called otherwise, so that a problem names what the user sees.
    """

    columns: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    problems: list[BadCell]
    said: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class IncomingName:
    """A name or alias; `kind` is one of `db.words.NAME_KINDS`, `edtf` when it was in use."""

    text: str
    language: str = ""
    kind: str = "other"
    edtf: str = ""


@dataclass(frozen=True, slots=True)
class IncomingActor:
    """An actor; found by any of its identifiers (scheme, value), else by name within its country."""

    row: int
    name: str
    kind: str = "party"
    country: str = ""
    """ISO code or name of a country; empty where there is none."""
    family: str = "unknown"
    edtf: str = ""
    """Its existence."""
    parent: tuple[str, str] | None = None
    """Identifier of the actor it is an organ or member of."""
    names: tuple[IncomingName, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class IncomingStanding:
    """A dated standing of the actor that bears an identifier; `kind` is one of `db.words.STANDINGS`."""

    row: int
    actor: tuple[str, str]
    kind: str
    edtf: str
    note: str = ""
    source: int | None = None
    """Place in `Incoming.sources` of the source that says so."""
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class IncomingSuccession:
    """An actor that became another, by renaming, merger or split; both by an identifier."""

    row: int
    predecessor: tuple[str, str]
    successor: tuple[str, str]
    kind: str = ""
    edtf: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class IncomingContext:
    """A dated span or day that is no exchange; `kind` is one of `db.words.CONTEXT_KINDS`."""

    row: int
    title: str
    edtf: str
    kind: str = "other"
    colour: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class IncomingSource:
    """A source with the columns of `db.models.Source`; `edtf` is when it was published."""

    row: int
    title: str
    edtf: str = ""
    title_translated: str = ""
    author: str = ""
    publisher: str = ""
    kind: str = ""
    language: str = ""
    retrieved: str = ""
    url: str = ""
    archive_url: str = ""
    note: str = ""


@dataclass(slots=True)
class Incoming:
    """Everything that one file, or several that belong together, say."""

    file: str
    """Name of the file, as messages and the edit's label show it."""
    format: str
    """Key of the format it was read as."""
    events: Table | None = None
    actors: list[IncomingActor] = field(default_factory=list[IncomingActor])
    successions: list[IncomingSuccession] = field(default_factory=list[IncomingSuccession])
    standings: list[IncomingStanding] = field(default_factory=list[IncomingStanding])
    contexts: list[IncomingContext] = field(default_factory=list[IncomingContext])
    sources: list[IncomingSource] = field(default_factory=list[IncomingSource])
    problems: list[BadCell] = field(default_factory=list[BadCell])
    """What can't be used of the records other than events; those of events are in their table."""
    distinct: bool = False
    """Whether each row is an event of its own by the rules of the dataset, however alike two are."""
    left_out: list[str] = field(default_factory=list[str])
    """Sentences that say what the file holds and Liaison has no place for, with counts."""
