"""Tables of Liaison's own columns from a sheet of any kind of file, with the strict reader's sentences."""

import pytest

from db.imports import tables
from db.imports.incoming import UnreadableTable
from db.imports.tables import own


def test_a_sheet_of_own_columns_is_a_table() -> None:
    sheet = tables.read_text("Date,Title,Date text\n2004,a,spring\n2005,b\n", "a").sheet
    table = own.of_sheet("a.xlsx", sheet)
    assert table.columns == ("date", "title", "date_text")
    assert table.rows == [(2, ["2004", "a", "spring"])]
    assert [bad.row for bad in table.problems] == [3]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("date,titel", "did you mean title"),
        ("date,place", "lacks the column title"),
        ("date,title,title", "twice"),
    ],
)
def test_a_sheet_of_other_columns_is_refused(header: str, said: str) -> None:
    sheet = tables.read_text(f"{header}\n2004,a\n", "a", tables.TableOptions(header=True)).sheet
    with pytest.raises(UnreadableTable, match=said):
        own.of_sheet("a.xlsx", sheet)
