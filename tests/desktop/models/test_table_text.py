"""Rows on the clipboard: as text with tabs, and as a table of which no cell is markup or a formula."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from desktop.models.table_text import from_tsv, to_html, to_mime, to_tsv

ROWS = [
    ["Date", "Title <i>"],
    ["2004", '<b>bold</b> & "quoted"'],
    ["-5", "=1+1"],
    ["", "two\nlines\tand 中文"],
]
SIGNS = st.text("ab<>&\"'\n\t=中;", max_size=6)


class Cells(HTMLParser):
    """Reads a table's cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.styles: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self.styles.append(dict(attrs).get("style") or "")
        elif tag == "br":
            self.rows[-1][-1] += "\n"
        else:
            assert tag in {"html", "head", "meta", "body", "table", "thead", "tbody"}

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and data.strip("\n"):
            self.rows[-1][-1] += data


def test_the_clipboard_gets_text_and_a_table() -> None:
    data = to_mime(ROWS)
    assert from_tsv(data.text()) == ROWS
    assert bytes(data.data("text/tab-separated-values").data()).decode() == to_tsv(ROWS)
    assert Cells(data.html()).rows == ROWS


def test_only_cells_like_formulas_are_kept_as_text() -> None:
    styles = Cells(to_html(ROWS)).styles
    assert [bool(style) for style in styles] == [False] * 5 + [True] + [False] * 2


def test_many_rows_go_as_text_alone() -> None:
    data = to_mime([["Date"], *([["2004"]] * 20_001)])
    assert not data.hasHtml()
    assert data.text().count("2004") == 20_001


@given(st.lists(st.lists(SIGNS, min_size=2, max_size=2), min_size=1, max_size=4))
def test_cells_stay_what_they_are(rows: list[list[str]]) -> None:
    found = Cells(to_html(rows)).rows
    assert [[cell.strip("\n") for cell in row] for row in found] == [
        [cell.strip("\n") for cell in row] for row in rows
    ]
