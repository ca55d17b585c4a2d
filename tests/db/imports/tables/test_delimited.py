"""Delimited text: delimiters found, headers told, and broken or hostile files refused with one sentence."""

import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import Problem
from db.imports import tables
from db.imports.incoming import UnreadableTable
from db.imports.tables import TableOptions
from db.imports.tables.book import MOST_BYTES


def saved(tmp_path: Path, text: str | bytes, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt"])
def test_the_delimiter_is_found_whatever_the_ending_says(tmp_path: Path, sign: str, name: str) -> None:
    rows = [
        ["date", "title", "who"],
        ["2004-03", "Talks, long; and | dry", "A; B"],
        ["2005", "More, talks", "C|D"],
    ]
    text = "".join(sign.join(f'"{cell}"' for cell in row) + "\n" for row in rows)
    book = tables.read(saved(tmp_path, text, name))
    assert book.reading.delimiter == sign
    assert [list(book.sheet.names), *[cells for _, cells in book.sheet.rows]] == rows


def test_a_delimiter_inside_texts_is_none() -> None:
    book = tables.read_text("name;words\na;x, y, z\nb;u\nc;v, w\n", "a")
    assert book.reading.delimiter == ";"


def test_one_column_needs_no_delimiter() -> None:
    assert [cells for _, cells in tables.read_text("name\nCDU/CSU\nSPD\n", "a").sheet.rows] == [
        ["CDU/CSU"],
        ["SPD"],
    ]


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("date,title\n2004,a\n", True),
        ("2004-03-01,Talks in Beijing\n2004-03-02,Talks in Tokyo\n", False),
        ("party,person\nLDP,Aso\nSPD,Klingbeil\n", True),
        ("1,2,3\n4,5,6\n", False),
        ("country,2004,2005\nJapan,3,4\n", True),
        ("held,Talks,Beijing\nheld,More talks,Beijing\nheld,A visit,Tokyo\n", False),
    ],
)
def test_a_header_is_told_from_a_row(text: str, header: bool) -> None:
    book = tables.read_text(text, "a")
    assert book.reading.has_header == header
    told = tables.read_text(text, "a", TableOptions(header=not header))
    assert len(told.sheet.rows) == len(book.sheet.rows) + (1 if header else -1)


def test_columns_without_names_are_called_by_letters() -> None:
    sheet = tables.read_text("1,2\n", "a", TableOptions(header=False)).sheet
    assert (sheet.header, sheet.names) == (None, ("A", "B"))
    assert tables.read_text("a,,b\n1,2,3\n", "a").sheet.names == ("a", "B", "b")


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    sheet = tables.read_text('a,b\n\n"x\ny",2\n\n3,4\n', "a").sheet
    assert sheet.rows == [(3, ["x\ny", "2"]), (5, ["3", "4"])]


def test_codes_keep_their_zeros_and_namibia_its_code() -> None:
    sheet = tables.read_text("code,country\n040,NA\n007,JP\n", "a").sheet
    assert [cells for _, cells in sheet.rows] == [["040", "NA"], ["007", "JP"]]


def test_ragged_rows_are_told_one_by_one() -> None:
    sheet = tables.read_text("a,b\n1,2\n1\n1,2,3\n1,2,\n", "a", TableOptions(delimiter=",")).sheet
    assert [cells for _, cells in sheet.rows] == [["1", "2"], ["1", "2"]]
    assert [(bad.row, bad.message) for bad in sheet.problems] == [
        (3, "1 cells stand under 2 columns"), (4, "3 cells stand under 2 columns"),
    ]  # fmt: skip


def test_columns_of_one_name_are_told() -> None:
    (bad,) = tables.read_text("date,name,name\n2004,a,b\n", "a").sheet.problems
    assert (bad.row, bad.column) == (1, "name")


def test_nul_is_told_at_its_cell() -> None:
    (bad,) = tables.read_text("date,name\n2004,a\0\n", "a").sheet.problems
    assert (bad.row, bad.column) == (2, "name")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('date,name\n2004,"a\n', "never closed"),
        ('date,name\n2004,"a"b\n', "text follows"),
        ("", "empty"),
        (" \r\n,,\n", "empty"),
        ("date,name\n2004," + "x" * 1_100_000 + "\n", "1,000,000 characters"),
        (",".join(["a"] * 1200) + "\n", "1,200 columns"),
    ],
)
def test_broken_files_are_refused_with_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnreadableTable, match=said) as told:
        tables.read(saved(tmp_path, text))
    assert "nothing was imported" in str(told.value)


def test_tabs_may_part_cells_with_loose_quotation_marks() -> None:
    sheet = tables.read_text('id\twords\n1\t"Hello" he said\n2\t5" gun\n', "a").sheet
    assert [cells for _, cells in sheet.rows] == [["1", '"Hello" he said'], ["2", '5" gun']]


def test_a_million_columns_are_refused_fast(tmp_path: Path) -> None:
    path = saved(tmp_path, b"a," * 1_000_000 + b"\n")
    begun = time.process_time()
    with pytest.raises(UnreadableTable, match="1,000,001 columns"):
        tables.read(path)
    assert time.process_time() - begun < 5


def test_one_endless_cell_is_refused_without_copies(tmp_path: Path) -> None:
    path = saved(tmp_path, b'date,name\n2004,"' + b"x" * 60_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableTable, match="1,000,000 characters"):
            tables.read(path)
        assert tracemalloc.get_traced_memory()[1] < 150_000_000
    finally:
        tracemalloc.stop()


def test_a_file_of_gigabytes_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(UnreadableTable, match="512 MB"):
        tables.read(path)


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTable, match="can't be read"):
        tables.read(tmp_path / "nothing.csv")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400))
def test_no_bytes_bring_anything_but_a_table_or_a_problem(tmp_path: Path, data: bytes) -> None:
    path = saved(tmp_path, data)
    try:
        sheet = tables.read(path).sheet
    except Problem:
        return
    assert all(len(cells) == len(sheet.names) for _, cells in sheet.rows)


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\r\n"), max_size=8),
                 min_size=3, max_size=3), min_size=1, max_size=6),
    sign=st.sampled_from(",;\t|"),
)  # fmt: skip
def test_cells_come_back(rows: list[list[str]], sign: str) -> None:
    rows = [row for row in rows if any(row)]
    lines = [
        sign.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [["a", "b", "c"], *rows]
    ]
    sheet = tables.read_text("\n".join(lines), "a", TableOptions(delimiter=sign, header=True)).sheet
    assert [cells for _, cells in sheet.rows] == rows


def test_titles_above_the_table_are_read_past_and_told() -> None:
    book = tables.read_text(
        "Meetings of 2006\n\nSource: own coding\ndate;title;place\n2006;a;b\n2007;c;d\n", "a"
    )
    assert book.sheet.header == ("date", "title", "place")
    assert book.sheet.rows == [(5, ["2006", "a", "b"]), (6, ["2007", "c", "d"])]
    assert book.notes == ("The table begins in row 4; above it stands “Meetings of 2006” and 1 more.",)
