"""Workbooks (XLSX, XLS, ODS) as rows of text: days as ISO dates, numbers as they print."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from db.imports.incoming import UnreadableTable
from db.imports.tables import delimited, extents, reading
from db.imports.tables.book import MOST_COLUMNS, MOST_LETTERS, Book, Reading, Row, TableOptions
from db.imports.tables.zips import Zip

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MOST_CELLS: Final = 20_000_000
_NOTHING: Final = "nothing was imported"
_ERROR: Final = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*? t="e"')
_MOST_NAMED: Final = 5
_WRONG_1904: Final = re.compile(rb'date1904="(?:1|true)"')


def read(path: Path, data: bytes, options: TableOptions, most: int | None = None) -> Book:
    """Read a sheet of a workbook: the one that is named, or the first visible one with anything in it."""
    notes: list[str] = []
    epoch: Literal[1900, 1904] = 1900
    if data.startswith(b"PK"):
        epoch = _measure(path, Zip(path, data), notes)
    book = _opened(path, data)
    names = tuple(_called(path, lambda: book.sheet_names))
    name, rows = _chosen(path, book, names, options.sheet)
    made, above = reading.made(path, name, _texts(path, rows, most, notes), options)
    sheet = reading.with_epoch(made, epoch)
    return Book(sheet, names, Reading("", "", sheet.header is not None, name), (*notes, *above))


def _measure(path: Path, packed: Zip, notes: list[str]) -> Literal[1900, 1904]:
    """Check every part before it is laid out in memory; return the year from which days are counted."""
    wrong: list[str] = []
    epoch: Literal[1900, 1904] = 1900
    for name in packed.names:
        if not name.endswith((".xml", ".rels")):
            continue
        xml = packed.xml(name)
        if name == "xl/workbook.xml" and _WRONG_1904.search(xml):
            epoch = 1904
        if b"<c " in xml or b":c " in xml or b"<c>" in xml:
            _within(path, *extents.of_xlsx(xml))
            if b't="e"' in xml:
                wrong += [found[1].decode() for found in _ERROR.finditer(xml)]
        elif name == "content.xml":
            _within(path, *extents.of_ods(xml))
    if wrong:
        more = f" and {len(wrong) - _MOST_NAMED} more" if len(wrong) > _MOST_NAMED else ""
        listed = ", ".join(wrong[:_MOST_NAMED])
        notes.append(f"Cells with an error such as #N/A were read as empty: {listed}{more}.")
    return epoch


def _within(path: Path, rows: int, columns: int) -> None:
    if columns > MOST_COLUMNS:
        raise UnreadableTable(delimited.too_wide(path, columns, "a sheet"))
    if rows * columns > MOST_CELLS:
        raise UnreadableTable(
            f"“{path}” has a sheet of {rows:,} rows and {columns:,} columns; {_NOTHING}; "
            f"a sheet may have {MOST_CELLS:,} cells; delete what lies far off."
        )


def _opened(path: Path, data: bytes) -> "CalamineWorkbook":
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        return _called(path, lambda: CalamineWorkbook.from_filelike(BytesIO(data)))
    except PasswordError as error:
        raise UnreadableTable(
            f"“{path}” is locked by a password; {_NOTHING}; save it without one."
        ) from error


def _called(path: Path, call: Callable[[], Any]) -> Any:
    """Return what a call of the library gives; all that it may raise for a broken file is told."""
    from python_calamine import CalamineError, PasswordError

    try:
        return call()
    except PasswordError:
        raise
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableTable(f"“{path}” can't be read as a workbook ({error}); {_NOTHING}.") from error
    except BaseException as error:
        if (
            type(error).__name__ != "PanicException"
        ):  # what the library's own bugs raise, outside of Exception
            raise
        raise UnreadableTable(f"“{path}” is damaged beyond reading; {_NOTHING}.") from error


def _chosen(
    path: Path, book: "CalamineWorkbook", names: tuple[str, ...], wanted: str | None
) -> tuple[str, list[list[Any]]]:
    if wanted is not None and wanted not in names:
        listed = ", ".join(f"“{name}”" for name in names[:10])
        raise UnreadableTable(f"“{path}” has no sheet “{wanted}”; {_NOTHING}; it has {listed}.")
    shown = [each.name for each in book.sheets_metadata if str(each.visible).endswith("Visible.Visible")]
    shown = [name for name in shown if name in names] or list(names)
    for name in [wanted] if wanted is not None else shown:
        rows = _called(path, lambda: book.get_sheet_by_name(name).to_python(skip_empty_area=False))  # noqa: B023
        if rows:
            return name, rows
    raise UnreadableTable(f"“{path}” is empty; {_NOTHING}; the first row of a sheet should name the columns.")


# --- cells -------------------------------------------------------------------------------------------------


def _texts(path: Path, rows: list[list[Any]], most: int | None, notes: list[str]) -> list[Row]:
    """Return the rows that hold anything as text, without the columns on the right that are all empty."""
    kinds: Counter[type] = Counter()

    def text(cell: object) -> str:
        kinds[type(cell)] += 1
        return _text(cell)

    found: list[Row] = []
    for number, cells in islice(enumerate(rows, 1), None if most is None else most + 1):
        said = [cell if type(cell) is str else text(cell) for cell in cells]
        if any(said):
            found.append((number, said))
    width = _filled(said for _, said in found)
    for number, said in found:
        del said[width:]
        for cell in said:
            if len(cell) > MOST_LETTERS:
                raise UnreadableTable(
                    f"“{path}”, row {number}: a cell has more than {MOST_LETTERS:,} characters; {_NOTHING}."
                )
    if kinds[datetime]:
        notes.append(f"Times of day were left out of {kinds[datetime]:,} cells; the days were kept.")
    return found


def _filled(rows: Iterable[list[str]]) -> int:
    """Return how many columns there are up to the last one that holds anything."""
    width = 0
    for cells in rows:
        while len(cells) > width and any(cells[width:]):
            width += 1
            while width < len(cells) and cells[width]:
                width += 1
    return width


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes" if not cell.second else "seconds")
    return "" if cell is None else str(cell)
