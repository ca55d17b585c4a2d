"""Workbooks: cells as they print, days as days, and bombs of every kind refused before they go off."""

import base64
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import Problem
from db.imports import tables
from db.imports.incoming import UnreadableTable
from db.imports.tables import TableOptions, extents

XLS = (
    b"c-rk)O=wd=5dQWhX?|#vmzWBzP(s0~wS|fvywq2v+EYr^gFh&mHaSQok<g1Cv|4i%1W$^WN<Da~dhrK6=tVpT6+H-okm%8qpx~j+"
    b"b7rzn(umNA7ApHac6N4l=k2`R+1a=IdLdq(z28|u19riOsvAa2olH>*dj%U*@4C!-d5Ds0u%-|W(L}Zc@TBckkmr!+y8;XM{LhI3"
    b"A1NKf8H^V4xzs9RkJyk=Y{MW?g_|UaqC>1o2%QkRPUu}}`BdnTNUjJSq_$;s6bsI1?@sN-hpld@i-O<#P;}mlWE<M?lD+uCRaI*n"
    b"!0zIy%;_~&(dBQ&9B4vEa`{}5%Q4(W1UN$IPpA8bhs#LPWY6K7n*zRitNK~W$X8dcK=SX)<-y;`Lo|tv@@tkKn1*{&7D<T$wBKLz"
    b"g@cRKlzE-9nW-FQ6NPM!ye01g26hZYIHpSsu$RSvHd!03M6-wqAD0zklM#z|zPw3~k2xnqGA(hxwmWQOW8mT<YmjnOYAm7DA9{t~"
    b"D)f@Pb%XGoLX+gal=qCaYi8e!w7D#`J=D*3!CPlj9lx3Q(&zn;x=Np%EyT}{RL&*m-#N4BroqUPK0h<)Q+?{jb;e`I%ax8KAB1-N"
    b"5>-N$t!;Pp78t`4uOmWSXsyJfqkfhwJyxu(8nn+_5s@YE;<zR4m1y(m)aqFK7Vp4T0uN;9hU)g<2n-Ai3=9km3=9nZ97_M6`}8>>"
    b"p#T4a`d(*=Qq^3O{I@uO0zFf7QrwF?<wcxr%74})puBgf73z5Rg^WYgdl8cu7ds}K_Fp=`srv6(v7-I=mQb_(SDUf(ANT(Qg}==q"
)
"""A workbook of Excel 97 with a day, a text that looks like a number, and a number; deflated."""


def workbook(path: Path, fill: Callable[[xlsxwriter.Workbook], None], **options: object) -> Path:
    book = xlsxwriter.Workbook(path, {"remove_timezone": True, **options})
    fill(book)
    book.close()
    return path


def typed(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Talks")
    day, moment = (
        book.add_format({"num_format": "d mmm yyyy"}),
        book.add_format({"num_format": "d.m.yy hh:mm"}),
    )
    sheet.write_row(0, 0, ["date", "code", "number", "share", "yes", "wrong", "country", "moment"])
    sheet.write_datetime(2, 0, date(2006, 2, 21), day)
    sheet.write_string(2, 1, "040")
    sheet.write_number(2, 2, 40)
    sheet.write_number(2, 3, 0.25)
    sheet.write_boolean(2, 4, True)
    sheet.write_formula(2, 5, "=NA()", None, "#N/A")
    sheet.write_string(2, 6, "NA")
    sheet.write_datetime(2, 7, datetime(2006, 2, 21, 9, 30, tzinfo=UTC), moment)
    book.add_worksheet("Nothing")


def test_cells_come_as_they_print(tmp_path: Path) -> None:
    book = tables.read(workbook(tmp_path / "a.xlsx", typed))
    assert book.sheet.rows == [(3, ["2006-02-21", "040", "40", "0.25", "TRUE", "", "NA", "2006-02-21"])]
    assert book.names == ("Talks", "Nothing")
    assert book.reading.sheet == "Talks"
    assert ["F3" in book.notes[0], "1 cells" in book.notes[1]] == [True, True]


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    def two(book: xlsxwriter.Workbook) -> None:
        for name in ("One", "Two"):
            book.add_worksheet(name).write_column(0, 0, ["title", name])

    path = workbook(tmp_path / "a.xlsx", two)
    assert tables.read(path, TableOptions(sheet="Two")).sheet.rows == [(2, ["Two"])]
    with pytest.raises(UnreadableTable, match="has “One”, “Two”"):
        tables.read(path, TableOptions(sheet="Three"))
    with pytest.raises(UnreadableTable, match="is empty"):
        tables.read(workbook(tmp_path / "b.xlsx", lambda book: book.add_worksheet()))  # type: ignore[arg-type]


def test_the_system_of_1904_is_known(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, ["date"])
        sheet.write_datetime(1, 0, date(2006, 2, 21), book.add_format({"num_format": "yyyy-mm-dd"}))

    for number, options in enumerate(({}, {"date_1904": True})):
        sheet = tables.read(workbook(tmp_path / f"{number}.xlsx", fill, **options)).sheet
        assert sheet.rows == [(2, ["2006-02-21"])]
        assert sheet.epoch == (1904 if options else 1900)


def test_old_workbooks_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(zlib.decompress(base64.b85decode(XLS)))
    assert tables.read(path).sheet.rows == [(2, ["2006-02-21", "040", "40"])]


ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def ods(path: Path, rows: str, head: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        packed.writestr("META-INF/manifest.xml", manifest)
        packed.writestr("content.xml", head + ODS.format(rows=rows))
    return path


def cell(text: str, repeated: int = 1) -> str:
    times = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    return f'<table:table-cell{times} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def test_ods_is_read_with_its_day_and_its_empty_tail(tmp_path: Path) -> None:
    dated = 'office:value-type="date" office:date-value="2006-02-21"'
    day = f"<table:table-cell {dated}><text:p>x</text:p></table:table-cell>"
    rows = (
        f"<table:table-row>{cell('date')}{cell('code')}</table:table-row>"
        f"<table:table-row>{day}{cell('040')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert tables.read(ods(tmp_path / "a.ods", rows)).sheet.rows == [(2, ["2006-02-21", "040"])]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"<table:table-row>{cell('a', 16000)}</table:table-row>", "16,000 columns"),
        (
            f'<table:table-row table:number-rows-repeated="1000000">{cell("a", 900)}</table:table-row>',
            "1,000,000 rows",
        ),
    ],
)
def test_repeated_cells_do_not_fill_memory(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(UnreadableTable, match=said):
        tables.read(ods(tmp_path / "a.ods", row))


def changed(path: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    """Rewrite one member of a zip."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts[member] = change(parts[member])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_a_cell_far_off_does_not_fill_memory(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", typed)
    far = b'<row r="1048576"><c r="C1048576"><v>1</v></c></row></sheetData>'
    wide = b'<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>'
    with pytest.raises(UnreadableTable, match="16,384 columns"):
        tables.read(changed(path, SHEET, lambda xml: xml.replace(b"</sheetData>", wide)))
    path = workbook(tmp_path / "b.xlsx", typed)
    both = far.replace(b"C1048576", b"ZZ1048576")
    with pytest.raises(UnreadableTable, match="1,048,576 rows and 702 columns"):
        tables.read(changed(path, SHEET, lambda xml: xml.replace(b"</sheetData>", both)))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", typed)
    with pytest.raises(UnreadableTable, match="times its size"):
        tables.read(changed(path, "xl/sharedStrings.xml", lambda xml: xml + b" " * 200_000_000))


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", typed)
    changed(path, SHEET, lambda xml: xml + b" " * 5_000_000)
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(SHEET.encode()))
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(UnreadableTable, match="damaged"):
        tables.read(path)


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def test_entities_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", typed)
    with pytest.raises(UnreadableTable, match="entities"):
        tables.read(changed(path, SHEET, lambda xml: xml.replace(b"?>", b"?>" + BOMB, 1)))
    with pytest.raises(UnreadableTable, match="entities"):
        tables.read(ods(tmp_path / "a.ods", f"<table:table-row>{cell('a')}</table:table-row>", BOMB.decode()))


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 400, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600]
)
def test_damaged_workbooks_are_problems(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableTable, match="nothing was imported"):
        tables.read(path)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return workbook(tmp_path_factory.mktemp("good") / "a.xlsx", typed).read_bytes()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), value=st.integers(0, 255), cut=st.booleans())
def test_no_broken_byte_brings_anything_but_a_table_or_a_problem(
    tmp_path: Path, good: bytes, place: float, value: int, cut: bool
) -> None:
    at = int(place * len(good))
    path = tmp_path / "a.xlsx"
    path.write_bytes(good[:at] if cut else good[:at] + bytes([value]) + good[at + 1 :])
    try:
        tables.read(path)
    except Problem:
        return


@given(rows=st.integers(1, 400), columns=st.integers(1, 60))
@settings(max_examples=30, deadline=None)
def test_the_extent_is_that_of_the_last_cell(rows: int, columns: int) -> None:
    from db.imports.tables.book import letters

    name = letters(columns - 1)
    cells = f'<row r="{rows}"><c r="{name}{rows}"><v>1</v></c></row>'
    for said in (f"A1:{name}{rows}", "A1", f"A1:{letters(columns)}{rows + 7}"):
        xml = f'<worksheet><dimension ref="{said}"/><sheetData>{cells}</sheetData></worksheet>'.encode()
        found = extents.of_xlsx(xml)
        assert found[0] >= rows
        assert found[1] >= columns
    bare = b"<sheetData>" + b"<row>" * 3 + b"<c><v>1</v></c>" * columns + b"</row></sheetData>"
    assert extents.of_xlsx(bare) == (3, columns)


def test_a_preview_reads_no_more_than_asked(tmp_path: Path) -> None:
    def long(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet().write_column(0, 0, ["title", *(f"t{number}" for number in range(500))])

    path = workbook(tmp_path / "a.xlsx", long)
    assert len(tables.read(path, most=200).sheet.rows) == 200
    text = tmp_path / "a.csv"
    text.write_text("title\n" + "".join(f"t{number}\n" for number in range(500)), encoding="utf-8")
    assert len(tables.read(text, most=200).sheet.rows) == 200


def test_empty_columns_on_the_right_are_left_away(tmp_path: Path) -> None:
    def wide(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_row(1, 0, ["1", "2"])
        sheet.write_blank(1, 40, None, book.add_format({"bold": True}))

    assert tables.read(workbook(tmp_path / "a.xlsx", wide)).sheet.rows == [(2, ["1", "2"])]
