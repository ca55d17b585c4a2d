"""The cells of a file: encodings, delimited text, workbooks."""

from pathlib import Path

from db.imports.tables.book import Book, Reading, Row, Sheet, TableOptions

__all__ = ["ENCODINGS", "Book", "Reading", "Row", "Sheet", "TableOptions", "read", "read_text"]

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "gb18030": "Chinese, simplified (GBK, GB18030)",
    "big5": "Chinese, traditional (Big5)",
    "cp932": "Japanese (Shift-JIS)",
    "cp949": "Korean (EUC-KR)",
    "cp1252": "Western European (Latin-1, Windows-1252)",
}
"""Encodings that are found and can be chosen, with what they are called."""


def read(path: Path, options: TableOptions | None = None, *, most: int | None = None) -> Book:
    """Read a table: delimited text, or a workbook (XLSX, XLS, ODS) by what it begins with.

    `most` ends the reading after so many rows, for a preview. Raises UnreadableTable, whose sentence says what is
    wrong and where; rows that can't be used are told in `Sheet.problems`.
    """
    from db.imports.tables import reading

    return reading.read(path, options or TableOptions(), most)


def read_text(text: str, name: str, options: TableOptions | None = None) -> Book:
    """Read delimited text that is in memory, as rows copied in a spreadsheet; raises UnreadableTable."""
    from db.imports.tables import reading

    return reading.read_text(text, name, options or TableOptions())
