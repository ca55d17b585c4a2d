"""A table of foreign columns turned into Liaison's own, row by row; equal texts are understood once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from db.bulk import collector_paused
from db.imports.incoming import BadCell, Incoming, IncomingActor, IncomingSource, Table, UnreadableTable
from db.imports.mapping import cells, citing, dates, takings
from db.imports.mapping.value import Mapping
from db.imports.tables.book import Sheet
from db.table.cell_text import write_identifiers
from db.table.event_table import COLUMNS

FORMAT: Final = "table"
"""Key of plain tables among the formats."""

_Fill = Callable[["Row"], str]


@dataclass(slots=True)
class Row:
    """A row on its way: its cells, and what belongs into notes and tags because its own column can't take it."""

    number: int
    cells: list[str]
    notes: list[str] = field(default_factory=list[str])
    tags: list[str] = field(default_factory=list[str])
    words: str = ""

    def begin(self) -> None:
        """Forget what was gathered from the row before."""
        if self.notes or self.tags:
            self.notes, self.tags = [], []


def incoming(mapping: Mapping, sheet: Sheet, file: str = "") -> Incoming:
    """Return what a table says by a mapping; raises UnreadableTable where it lacks a column that is mapped."""
    with collector_paused():
        return _Application(mapping, sheet).run(file or sheet.name)


class _Application:
    """Fills the own columns of each row, and gathers actors with countries, and sources."""

    def __init__(self, mapping: Mapping, sheet: Sheet) -> None:
        self._mapping = mapping
        self._sheet = sheet
        self._place = {name: at for at, name in reversed(list(enumerate(sheet.names)))}
        self._check_columns()
        self._problems: list[BadCell] = list(sheet.problems)
        self._homes: takings.Homes = {}
        self._sources: dict[tuple[str, str], IncomingSource] = {}
        self._said: dict[str, str] = {}

    def run(self, file: str) -> Incoming:
        """Return what the table says."""
        fills = self._fills()
        makers = list(fills.values())
        rows: list[tuple[int, list[str]]] = []
        row = Row(0, [])
        for row.number, row.cells in self._sheet.rows:
            row.begin()
            told = len(self._problems)
            made = [fill(row) for fill in makers]
            if len(self._problems) == told:
                rows.append((row.number, made))
        for column in ("title", "date"):
            if column not in fills:
                self._problems.append(
                    BadCell(self._sheet.header_row or 1, "", f"no column says the {column}")
                )
        self._problems.sort(key=lambda bad: bad.row)
        table = Table(tuple(fills), rows, self._problems, self._said)
        made_actors = [
            IncomingActor(min(rows.values()), name, country=next(iter(rows)))
            for name, rows in self._homes.items()
            if len(rows) == 1
        ]
        return Incoming(file, FORMAT, table, made_actors, sources=list(self._sources.values()))

    def _check_columns(self) -> None:
        missing = [name for name in dict.fromkeys(self._mapping.used()) if name not in self._place]
        if missing:
            near = get_close_matches(missing[0], self._place, n=1)
            meant = f" (did you mean “{near[0]}”?)" if near else ""
            listed = ", ".join(f"“{name}”" for name in missing[:10])
            raise UnreadableTable(
                f"“{self._sheet.name}” has no column {listed}{meant}, which the mapping names; nothing was imported."
            )

    def _fills(self) -> dict[str, _Fill]:
        """Return what fills each own column, in the order in which they must run: notes and tags come last."""
        mapping = self._mapping
        fills: dict[str, _Fill] = {}
        if mapping.date.columns:
            fills["date"] = self._date()
            fills["date_text"] = lambda row: row.words
            self._said |= {"date": " + ".join(mapping.date.columns), "date_text": mapping.date.words}
        rules = {rule.own: rule for rule in mapping.cells}
        last = [own for own in ("tags", "note") if own in rules or cells.overflows(mapping.cells, own)]
        for own in [*(own for own in rules if own not in last), *last]:
            fills[own] = cells.filler(rules.get(own), own, self._place)
            if own in rules:
                self._said[own] = " + ".join(cells.columns_of(rules[own]))
        if mapping.participants:
            fills["participants"] = self._participants(fills.pop("participants", None))
            self._said["participants"] = " + ".join(
                c for group in mapping.participants for c in group.columns
            )
        if mapping.sources:
            fills["sources"] = self._cited(fills.pop("sources", None))
            self._said["sources"] = " + ".join(c for source in mapping.sources for c in source.columns)
        if mapping.identifiers:
            fills["identifiers"] = self._identified()
            self._said["identifiers"] = " + ".join(column for _, column in mapping.identifiers)
        self._said = {own: said for own, said in self._said.items() if said and said != own}
        order = list(COLUMNS)
        return dict(
            sorted(fills.items(), key=lambda each: (each[0] in ("tags", "note"), order.index(each[0])))
        )

    def _date(self) -> _Fill:
        make = dates.maker(self._mapping.date, self._place)
        parts = [
            self._place[name] for name in (*self._mapping.date.columns, self._mapping.date.words) if name
        ]
        known: dict[tuple[str, ...], dates.Said | dates.Refused] = {}

        def fill(row: Row) -> str:
            key = tuple([row.cells[at] for at in parts])
            found = known.get(key)
            if found is None:
                try:
                    found = make(row.cells)
                except dates.Refused as refused:
                    found = refused
                known[key] = found
            if isinstance(found, dates.Refused):
                self._problems.append(BadCell(row.number, found.column, found.reason))
                return ""
            row.words = found[1]
            return found[0]

        return fill

    def _participants(self, also: _Fill | None) -> _Fill:
        makers = [takings.maker(rule, self._place) for rule in self._mapping.participants]
        homes = self._homes

        def fill(row: Row) -> str:
            said: list[str] = [] if also is None else list(filter(None, (also(row),)))
            for make in makers:
                written, known = make(row.cells)
                said += written
                for name, country in known:
                    homes.setdefault(name, {}).setdefault(country, row.number)
            return "; ".join(said)

        return fill

    def _cited(self, also: _Fill | None) -> _Fill:
        makers = [citing.maker(rule, self._place) for rule in self._mapping.sources]

        def fill(row: Row) -> str:
            said: list[str] = [] if also is None else list(filter(None, (also(row),)))
            for rule, make in zip(self._mapping.sources, makers, strict=True):
                cited = make(row.number, row.cells)
                if cited.fault:
                    self._problems.append(BadCell(row.number, rule.published, cited.fault))
                said += filter(None, (cited.written,))
                for source in cited.sources:
                    self._sources.setdefault((source.url, "" if source.url else source.title), source)
            return "; ".join(said)

        return fill

    def _identified(self) -> _Fill:
        pairs = [(scheme, self._place[column]) for scheme, column in self._mapping.identifiers]

        def fill(row: Row) -> str:
            said = [(scheme, value) for scheme, at in pairs if (value := row.cells[at].strip())]
            return write_identifiers(said) if said else ""

        return fill
