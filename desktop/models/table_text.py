"""Tables of cells as text and HTML, the way spreadsheets copy and paste them."""

import csv
import html
import io
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QMimeData

from db.table.guarding import is_formula

_TSV: Final = "text/tab-separated-values"
_MOST_HTML: Final = 20_000
"""Rows that are put on the clipboard as HTML too; more take longer than anybody waits."""
_AS_TEXT: Final = " style=\"mso-number-format:'\\@'\""
"""Has Excel keep a cell as text that it would run as a formula."""


def to_tsv(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as text; cells with tabs, line breaks or quotes are quoted."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return out.getvalue()


def from_tsv(text: str) -> list[list[str]]:
    """Return the cells of a text; a line break at its end adds no row."""
    if not text:
        return []
    return [row or [""] for row in csv.reader(io.StringIO(text, newline=""), dialect="excel-tab")]


def to_html(rows: Sequence[Sequence[str]]) -> str:
    """Return rows, of which the first holds the headings, as an HTML table; all text in it stays text."""
    head = "".join(f"<th>{_escaped(cell)}</th>" for cell in rows[0]) if rows else ""
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in rows[1:])
    return (
        '<html><head><meta charset="utf-8"></head><body><table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}</tbody>\n</table></body></html>\n"
    )


def to_mime(rows: Sequence[Sequence[str]]) -> QMimeData:
    """Return rows, the headings first, for the clipboard: as text with tabs, and as a table for word processors."""
    data = QMimeData()
    text = to_tsv(rows)
    data.setText(text)
    data.setData(_TSV, text.encode())
    if len(rows) <= _MOST_HTML:
        data.setHtml(to_html(rows))
    return data


def _cell(text: str) -> str:
    return f"<td{_AS_TEXT if is_formula(text) else ''}>{_escaped(text)}</td>"


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
