"""Events as plain tables of Liaison's own columns (CSV, TSV), and as JSON, the way `liaison query` prints them."""

import csv
import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

from db.exports.chosen import Chosen
from db.table.event_table import COLUMNS, to_cells, to_json
from db.table.guarding import FIRST, guarded


def write_csv(chosen: Chosen, out: BinaryIO) -> int:
    """Write CSV: UTF-8, commas, one line of headings."""
    return _write(chosen, out, csv.excel)


def write_tsv(chosen: Chosen, out: BinaryIO) -> int:
    """Write TSV: UTF-8, tabs, one line of headings; cells with tabs or line breaks are in quotation marks."""
    return _write(chosen, out, csv.excel_tab)


def write_json(chosen: Chosen, out: BinaryIO) -> int:
    """Write a list of objects, lists as lists, with the four days of each date."""
    count, before = 0, "[\n"
    for row in chosen.rows():
        count += 1
        told = json.dumps(to_json(row), ensure_ascii=False, indent=1)
        lines = told.encode("utf-8", "backslashreplace").replace(b"\n", b"\n ")
        out.write(before.encode() + b" " + lines)
        before = ",\n"
    out.write(b"\n]\n" if count else b"[]\n")
    return count


def _write(chosen: Chosen, out: BinaryIO, dialect: type[csv.Dialect]) -> int:
    if chosen.options.bom:
        out.write(BOM_UTF8)
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    table = csv.writer(text, dialect, lineterminator="\n")
    table.writerow(COLUMNS)
    count = 0
    for cells in _cells(chosen):
        table.writerow(cells)
        count += 1
    text.flush()
    text.detach()
    return count


def _cells(chosen: Chosen) -> Iterator[list[str]]:
    for row in chosen.rows():
        cells = to_cells(row).values()
        if chosen.options.guard:
            yield [guarded(cell) if cell[:1] in FIRST else cell for cell in cells]
        else:
            yield [*cells]
