"""Events of a foreign file on their way into a table of Liaison's own columns, with what is wrong and what is left."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from db.errors import BadInput
from db.imports.incoming import BadCell, Table, UnreadableTable
from db.imports.tables.book import MOST_LETTERS
from db.table.event_table import COLUMNS

MOST_EVENTS: Final = 1_000_000
"""More events than a timeline holds are no file of one, but one made to fill memory."""


class EventRows:
    """Collects the events of a file: a row for each, a problem for each that can't be used."""

    def __init__(self, *columns: str, said: Mapping[str, str] | None = None) -> None:
        unknown = set(columns) - COLUMNS.keys()
        if unknown:
            raise KeyError(unknown)
        self._columns = columns
        self._said = dict(said or {})
        self._rows: list[tuple[int, list[str]]] = []
        self._problems: list[BadCell] = []
        self._met: set[str] = set()
        self.left: Counter[str] = Counter()
        """What Liaison has no place for, and how often it is so."""
        self.remarks: list[str] = []
        """Sentences on what reading changed."""

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, row: int, **cells: str) -> None:
        """Take in an event; columns that are not given stay empty. Raises UnreadableTable for far too many."""
        if len(self._rows) >= MOST_EVENTS:
            raise UnreadableTable(
                f"the file holds more than {MOST_EVENTS:,} events; nothing was imported; split it up."
            )
        texts = [_clean(cells.get(column, "")) for column in self._columns]
        if max(map(len, texts)) > MOST_LETTERS:
            column = max(self._columns, key=lambda name: len(cells.get(name, "")))
            self.refuse(row, column, f"it has more than {MOST_LETTERS:,} characters")
            return
        self._rows.append((row, texts))

    def refuse(self, row: int, column: str, reason: BadInput | str) -> None:
        """Tell what is wrong with an event, in a column of Liaison's."""
        self._problems.append(BadCell(row, self._said.get(column, column), str(reason)))

    def repeats(self, identifier: str) -> bool:
        """Whether an event with this id was met before; it is remembered and, the second time, counted as left."""
        if identifier in self._met:
            self.left["Rows that repeat the id of a row before them"] += 1
            return True
        self._met.add(identifier)
        return False

    def table(self) -> Table:
        """Return what was collected."""
        return Table(self._columns, self._rows, self._problems, self._said)

    def left_out(self) -> list[str]:
        """Return the sentences on what Liaison has no place for."""
        return [*self.remarks, *(f"{what}: {count:,}." for what, count in self.left.items())]


def _clean(text: str) -> str:
    return text.replace("\0", "\ufffd") if "\0" in text else text


def joined(parts: Iterable[str | None], between: str = ", ") -> str:
    """Return the parts that say anything, each once, in their order."""
    return between.join(dict.fromkeys(part.strip() for part in parts if part and part.strip()))


def file_said(paths: Iterable[object]) -> str:
    """Return the names of files as messages show them."""
    names = [getattr(path, "name", str(path)) for path in paths]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
