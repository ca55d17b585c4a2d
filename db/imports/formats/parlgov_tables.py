"""The tables of ParlGov as they are published: which file is which, and their rows by column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from db.imports import tables
from db.imports.incoming import BadCell, UnreadableTable
from db.imports.tables import TableOptions

Cells = Mapping[str, str]

TABLES: Final[Mapping[str, frozenset[str]]] = {
    "Party": frozenset(("id", "country", "family", "name_short", "name_english", "name", "foundation_date")),
    "PartyNameChange": frozenset(("party", "party_change", "name", "name_english", "date")),
    "PartyChange": frozenset(("party", "party_new", "type", "date")),
    "PartyFamily": frozenset(("id", "party", "family")),
    "Cabinet": frozenset(("id", "country", "start_date", "previous_cabinet", "caretaker")),
    "CabinetParty": frozenset(("cabinet", "party", "pm", "defector")),
    "Country": frozenset(("id", "name", "name_short", "code_iso2", "oecd_accession_date")),
}
"""Columns by which each table is known."""

_NEEDED: Final = {
    "Party": "parties, names and families",
    "Country": "the countries of parties",
    "PartyNameChange": "earlier names",
    "PartyChange": "mergers and splits",
    "Cabinet": "standings",
    "CabinetParty": "standings",
}


def which(header: str) -> str | None:
    """Return the name of the table that has a header line."""
    names = {name.strip().strip('"') for name in re.split(r"[,;\t]", header)}
    return next((table for table, columns in TABLES.items() if names >= columns), None)


class Tables:
    """The tables that were given, each with its rows; several files of one table are read one after the other."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._rows: dict[str, list[tuple[int, Cells]]] = {}
        self.problems: list[BadCell] = []
        for path in _files(paths):
            self._read(path)
        if not self._rows:
            raise UnreadableTable(
                "These files are no tables of ParlGov (Party, Country, PartyNameChange, PartyChange, Cabinet, "
                "CabinetParty); nothing was imported; import them as tables."
            )

    def rows(self, table: str) -> Iterator[tuple[int, Cells]]:
        """Yield number and cells of each row of a table, none where it was not given."""
        yield from self._rows.get(table, ())

    def has(self, *names: str) -> bool:
        """Tell whether all of these tables were given."""
        return all(name in self._rows for name in names)

    def missing(self) -> list[str]:
        """Return a sentence for each table that was not given."""
        return [
            f"The table {name} of ParlGov was not given: {what} are left out."
            for name, what in _NEEDED.items()
            if name not in self._rows
        ]

    def _read(self, path: Path) -> None:
        sheet = tables.read(path, TableOptions(header=True)).sheet
        table = next((name for name, columns in TABLES.items() if columns <= set(sheet.names)), None)
        if table is None:
            raise UnreadableTable(
                f"“{path.name}” has not the columns of a table of ParlGov; nothing was imported; leave it out."
            )
        self.problems += sheet.problems
        self._rows.setdefault(table, []).extend(
            (number, dict(zip(sheet.names, map(_plain, cells), strict=True))) for number, cells in sheet.rows
        )


def _plain(cell: str) -> str:
    return cell.strip().replace("\r\n", "\n")


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files that are given; of a folder its tables of ParlGov."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.glob("*.csv")):
            with file.open(encoding="utf-8-sig", errors="replace") as opened:
                if which(opened.readline(65_536)):
                    yield file
