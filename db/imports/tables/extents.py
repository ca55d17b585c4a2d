"""How large the sheet of a workbook is, told from its XML: a reader lays out all cells up to the last one.

A few bytes can name a cell in the last row and another in the last column, for which 17,000,000,000 cells would be
laid out.
"""

import re
from typing import Final

_DIMENSION: Final = re.compile(
    rb'<(?:\w+:)?dimension ref="(?:[A-Z]{1,3}[0-9]{1,7}:)?([A-Z]{1,3})([0-9]{1,7})"'
)
_PARTS: Final = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^>]*)")
_REFERENCE: Final = re.compile(rb'(?:^|\s)r=["\']([A-Z]*)([0-9]*)["\']')
_ODS_PARTS: Final = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)")
_ODS_ROWS: Final = re.compile(rb'number-rows-repeated="([0-9]{1,9})')
_ODS_COLUMNS: Final = re.compile(rb'number-columns-repeated="([0-9]{1,9})')


def of_xlsx(xml: bytes) -> tuple[int, int]:
    """Return the rows and columns of a sheet in XLSX: as it says, if no cell lies beyond, else by every cell."""
    found = _DIMENSION.search(xml, 0, 4096)
    cells = xml.count(b"<c ")
    if found is not None and cells == xml.count(b'<c r="') and xml.count(b":c ") == xml.count(b"<c>") == 0:
        beyond = (
            b'<c r="(?:' + _beyond(found[1], b"A-Z") + b"[0-9]|[A-Z]+" + _beyond(found[2], b"0-9") + b'")'
        )
        if re.search(beyond, xml) is None:
            return int(found[2]), column(found[1])
    return _counted(xml)


def _beyond(last: bytes, signs: bytes) -> bytes:
    """Return the pattern of what comes after a number or the letters of a column, in their order."""
    final = signs[2:]
    ways = [b"[" + signs + b"]{%d,}" % (len(last) + 1)]
    for place, sign in enumerate(last):
        if sign < final[0]:
            rest = b"[" + signs + b"]{%d}" % (len(last) - place - 1)
            ways.append(last[:place] + b"[" + bytes([sign + 1]) + b"-" + final + b"]" + rest)
    return b"(?:" + b"|".join(ways) + b")"


def _counted(xml: bytes) -> tuple[int, int]:
    rows = columns = 0
    row = at = 0
    for part in _PARTS.finditer(xml):
        said = _REFERENCE.search(part[2])
        if part[1] == b"row":
            row = int(said[2]) if said is not None and said[2] else row + 1
            at = 0
        elif said is not None:
            at, row = column(said[1]), int(said[2] or row)
        else:
            at += 1
        rows, columns = max(rows, row), max(columns, at)
    return rows, columns


def column(name: bytes) -> int:
    """Return the number of a column, from 1 (A)."""
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def of_ods(xml: bytes) -> tuple[int, int]:
    """Return the rows of the longest and the columns of the widest table in ODS, repeated ones counted.

    Empty cells count only if another one comes after them.
    """
    most_rows = widest = rows = at = 0
    for part in _ODS_PARTS.finditer(xml):
        kind, attributes = part[1], part[2]
        if kind == b"table":
            rows = 0
        elif kind == b"table-row":
            found = _ODS_ROWS.search(attributes)
            rows += int(found[1]) if found else 1
            at = 0
        else:
            found = _ODS_COLUMNS.search(attributes)
            at += int(found[1]) if found else 1
            if b"value-type" in attributes:
                widest, most_rows = max(widest, at), max(most_rows, rows)
    return most_rows, widest
