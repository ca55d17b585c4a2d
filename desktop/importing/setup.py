"""What a user has decided about one import so far, and what looking at the file says about it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from db.imports.formats import Options
from db.imports.tables.book import TableOptions

if TYPE_CHECKING:
    from db.imports.incoming import Incoming
    from db.imports.mapping.proposal import Proposal
    from db.imports.mapping.value import Mapping
    from db.imports.tables.book import Book
    from db.replication.importing import Imported

TABLE, OWN, PACKAGE = "table", "own", "package"
"""What a file can be beside the formats that have a key of their own."""


@dataclass(frozen=True, slots=True)
class Setup:
    """The files, or a text that was pasted, and how they are to be read; None and "" are left to be found."""

    paths: tuple[Path, ...] = ()
    text: str = ""
    format: str = ""
    table: TableOptions = field(default_factory=TableOptions)
    options: Options = field(default_factory=Options)
    mapping: "Mapping | None" = None

    @property
    def name(self) -> str:
        """What messages and the edit's label call it."""
        if not self.paths:
            return "the clipboard"
        more = len(self.paths) - 1
        return f"{self.paths[0].name} and {more} more" if more else self.paths[0].name


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the files found."""

    format: str
    """Key of the format: TABLE, OWN, PACKAGE or that of a preset."""
    book: "Book | None" = None
    """The table, if it is one."""
    proposal: "Proposal | None" = None
    incoming: "Incoming | None" = None
    """Everything that was read, if it is of a preset."""
    package: "Imported | None" = None
    """What a replication package holds."""
    saved: str = ""
    """Name of the mapping kept in the timeline that was made for such a table."""
