# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
"""Events and what they rest on as a workbook (XLSX): a sheet for each table, days as dates, no formulas."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO, Final

from db.errors import Problem
from db.exports import sheets
from db.exports.chosen import PROGRAM, Chosen
from db.exports.losses import LONGEST_CELL
from db.table.guarding import guarded, is_formula

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS: Final = 1_048_576
"""Rows of a sheet, the heading included."""
_EARLIEST: Final = date(1900, 3, 1)
"""Before it the programs that read workbooks count days differently, or not at all."""
_TOLD_AT: Final = 500

Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class _Look:
    """The formats of cells."""

    head: "Format"
    plain: "Format"
    wrapped: "Format"
    day: "Format"
    guarded: "Format"
    guarded_wrapped: "Format"

    @classmethod
    def of(cls, book: "Workbook") -> "_Look":
        top = {"valign": "top"}
        wrapped = {**top, "text_wrap": True}
        formats = (
            {"bold": True, "bottom": 1, "bg_color": "#EEF1F4", "valign": "top", "text_wrap": True},
            top,
            wrapped,
            {**top, "num_format": "yyyy-mm-dd", "align": "left"},
            {**top, "quote_prefix": True},
            {**wrapped, "quote_prefix": True},
        )
        return cls(*(book.add_format(each) for each in formats))


def write_xlsx(chosen: Chosen, out: BinaryIO) -> int:
    """Write the workbook, sheet after sheet; raises Problem where a table has more rows than a sheet holds."""
    from xlsxwriter.exceptions import FileCreateError

    tables = sheets.tables(chosen)
    counts = [table.count() for table in tables]
    check_rows(tables, counts)
    with TemporaryDirectory(prefix="liaison-") as folder:  # where XlsxWriter keeps rows
        book = _book(chosen, out, folder)
        try:
            _fill(book, chosen, tables, counts)
            book.close()
        except FileCreateError as error:  # what the disk said is in it
            raise error.args[0] from error
        finally:
            _let_go(book)
    return len(chosen.ids)


def _book(chosen: Chosen, out: BinaryIO, folder: str) -> "Workbook":
    from xlsxwriter.workbook import Workbook

    book = Workbook(out, {"constant_memory": True, "tmpdir": folder})
    book.set_properties({"title": chosen.name, "comments": f"{chosen.which}. Codebook {chosen.codebook}.",
                         "author": PROGRAM, "created": chosen.moment})  # fmt: skip
    return book


def _fill(book: "Workbook", chosen: Chosen, tables: Sequence[sheets.Table], counts: Sequence[int]) -> None:
    from db.exports.workbook_sheet import TextSheet

    look, done, total = _Look.of(book), 0, max(1, sum(counts))
    for table, count in zip(tables, counts, strict=True):
        sheet = book.add_worksheet(table.name, TextSheet)
        tell = partial(_tell, chosen, done, total)
        _Sheet(sheet, look, guard=chosen.options.guard).write(table, tell)
        done += count
        chosen.tell(done, total)


def _tell(chosen: Chosen, done: int, total: int, rows: int) -> None:
    chosen.tell(done + rows, total)


def _let_go(book: "Workbook") -> None:
    """Close what XlsxWriter leaves open where it did not come to an end."""
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None:
            sheet.row_data_fh.close()


def check_rows(tables: Sequence[sheets.Table], counts: Sequence[int]) -> None:
    """Raise Problem where a table has more rows than a sheet holds."""
    for table, count in zip(tables, counts, strict=True):
        if count + 1 > MOST_ROWS:
            raise Problem(
                f"The sheet “{table.name}” would have {count:,} rows, and a workbook holds {MOST_ROWS - 1:,}; nothing "
                "was written. Choose fewer events by a filter, or CSV."
            )


class _Sheet:
    """Fills one sheet, row after row."""

    def __init__(self, sheet: "Worksheet", look: _Look, *, guard: bool) -> None:
        self._sheet = sheet
        self._look = look
        self._guard = guard

    def write(self, table: sheets.Table, tell: Callable[[int], None]) -> None:
        """Write heading and rows."""
        sheet, look = self._sheet, self._look
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.name, look.head)
        sheet.freeze_panes(1, 0)
        wraps = [column.wraps for column in table.columns]
        number = 0
        for number, cells in enumerate(table.rows(), 1):
            self._row(number, cells, wraps)
            if number % _TOLD_AT == 0:
                tell(number)
        sheet.autofilter(0, 0, max(number, 1), len(table.columns) - 1)

    def _row(self, number: int, cells: Iterable[Cell], wraps: Sequence[bool]) -> None:
        sheet, look = self._sheet, self._look
        for place, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                # An import takes an apostrophe before a formula's sign away, so such a text gets a second one.
                text = guarded(cell) if cell[:1] == "'" else cell
                text = text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
                if self._guard and is_formula(text):
                    style = look.guarded_wrapped if wraps[place] else look.guarded
                else:
                    style = look.wrapped if wraps[place] else look.plain
                sheet.write_string(number, place, text, style)
            elif isinstance(cell, int):
                sheet.write_number(number, place, cell, look.plain)
            elif cell >= _EARLIEST:
                sheet.write_datetime(number, place, datetime(cell.year, cell.month, cell.day), look.day)  # noqa: DTZ001
            else:
                sheet.write_string(number, place, cell.isoformat(), look.plain)
