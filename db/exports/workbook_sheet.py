"""A sheet of a workbook that is written row after row, every text in it as text."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false

from functools import cache
from html import escape
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_column = cache(xl_col_to_name)


class TextSheet(Worksheet):
    """Writes cells of text itself.

    XlsxWriter 3.2 puts a text that begins with `<r>` and ends with `</r>` into the file as it stands, with whatever
    tags are in it; and this is half as slow.
    """

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        text = getattr(cell, "string", None)
        if text is None:
            super()._write_cell(row, col, cell)
            return
        if "_x" in text or not text.isprintable():
            text = self._escape_control_characters(text)
        space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
        style = cell.format._get_xf_index()
        where = f'r="{_column(col)}{row + 1}" s="{style}"'
        self.fh.write(f'<c {where} t="inlineStr"><is><t{space}>{escape(text, quote=False)}</t></is></c>')
