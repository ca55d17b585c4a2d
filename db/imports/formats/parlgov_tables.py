"""The tables of ParlGov as they are published: which file is which, and their rows by column."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

from db.imports import tables
from db.imports.incoming import BadCell, UnreadableTable
from db.imports.tables import TableOptions

_COLUMNS: Final[Mapping[str, frozenset[str]]] = {
    "Party": frozenset(("id", "country", "family", "name_short", "name_english", "name", "foundation_date")),
    "PartyNameChange": frozenset(("party", "party_change", "name", "name_english", "date")),
    "PartyChange": frozenset(("party", "party_new", "type", "date")),
    "CabinetParty": frozenset(("cabinet", "party", "pm", "defector")),
    "Cabinet": frozenset(("id", "country", "start_date", "termination_date", "caretaker")),
    "Country": frozenset(("id", "name", "name_short", "code_iso2")),
    "PartyFamily": frozenset(("id", "party", "family")),
}
"""Columns by which each table is known, without the `_id` that older editions have behind some of them."""
_ALONE: Final = frozenset(_COLUMNS) - {"PartyFamily"}
"""Tables that nothing else looks like."""

_WHAT: Final = {
    "PartyFamily": "further families",
    "PartyNameChange": "earlier names",
    "PartyChange": "mergers and splits",
    "Cabinet": "cabinets",
    "CabinetParty": "who sat in cabinets",
}
_MIDDLE: Final = "-07-01"


class Record(dict[str, str]):
    """The cells of a row by column; `row` is its number in its file."""

    def __init__(self, row: int, cells: Mapping[str, str]) -> None:
        super().__init__(cells)
        self.row = row

    @property
    def data(self) -> Mapping[str, Any]:
        """What the column `data_json` holds beside the others."""
        try:
            found: Any = json.loads(self.get("data_json") or "{}")
        except (ValueError, RecursionError):
            return {}
        return cast("Mapping[str, Any]", found) if isinstance(found, dict) else {}


def which(columns: Sequence[str]) -> str | None:
    """Return the name of the table that has columns of these names."""
    names = set(map(_plain_name, columns))
    return next((table for table, known in _COLUMNS.items() if names >= known), None)


def recognised(header: str) -> bool:
    """Tell whether a header line is of a table of ParlGov and of nothing else."""
    return which([name.strip().strip('"') for name in re.split(r"[,;\t]", header)]) in _ALONE


class Tables:
    """The tables that were given, each with its rows."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._rows: dict[str, list[Record]] = {}
        self.problems: list[BadCell] = []
        for path in _files(paths):
            self._read(path)
        if "Party" not in self._rows:
            raise UnreadableTable(
                "ParlGov's table Party is needed beside the others; nothing was imported; choose it together with them."
            )

    def rows(self, table: str) -> Sequence[Record]:
        """Return the rows of a table, none where it was not given."""
        return self._rows.get(table, ())

    def missing(self) -> list[str]:
        """Return what is left out for want of tables, in one sentence, if anything."""
        lacking = [f"{name}: {what}" for name, what in _WHAT.items() if name not in self._rows]
        return [f"Tables of ParlGov that were not given: {'; '.join(lacking)}."] if lacking else []

    def tell(self, table: str, record: Record, column: str, sentence: str) -> None:
        """Tell what is wrong with a cell."""
        self.problems.append(BadCell(record.row, column, f"{table}: {sentence}"))

    def day(self, table: str, record: Record, column: str) -> date | None:
        """Return the day in a cell, None for none; a bad one is told."""
        text = record.get(column, "")
        if not text:
            return None
        found = iso_day(text)
        if found is None:
            self.tell(table, record, column, f"“{text[:40]}” is no day such as 1955-11-15")
        return found

    def _read(self, path: Path) -> None:
        sheet = tables.read(path, TableOptions(header=True)).sheet
        table = which(sheet.names)
        if table is None:
            raise UnreadableTable(
                f"“{path.name}” is none of ParlGov's tables; nothing was imported; leave it out."
            )
        if table in self._rows:
            raise UnreadableTable(
                f"“{path.name}” is a second table {table}; nothing was imported; leave one out."
            )
        self.problems += sheet.problems
        names = list(map(_plain_name, sheet.names))
        self._rows[table] = [
            Record(row, dict(zip(names, map(_plain, cells), strict=True))) for row, cells in sheet.rows
        ]


def iso_day(text: str) -> date | None:
    """Return the day that a text is, None for what is none."""
    try:
        return date.fromisoformat(text) if len(text) == len("yyyy-mm-dd") else None
    except ValueError:
        return None


def as_known(record: Record, column: str, day: date) -> str:
    """Return a day as EDTF, of its year where ParlGov knows no more: it writes the first of July then.

    `data_json` marks those that really are the first of July.
    """
    text = day.isoformat()
    said = record.data
    sure = said.get("date_as_is") is True or said.get(column) is True
    return text[: -len(_MIDDLE)] if text.endswith(_MIDDLE) and not sure else text


def _plain_name(column: str) -> str:
    return column.removesuffix("_id") if column != "id" else column


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
                header = opened.readline(65_536).strip()
            if recognised(header) or header == "id,party,family":
                yield file
