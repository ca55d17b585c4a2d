"""RIS: entries as sources."""

from pathlib import Path

from formats_support import read, refusal, saved
from hypothesis import given
from hypothesis import strategies as st

from db.imports.formats import ris
from db.imports.incoming import IncomingSource

ENTRIES = """TY  - NEWS
TI  - 习近平会见
TT  - A meeting
AU  - Li, Wei
AU  - 新华社
PB  - Xinhua
T2  - People
DA  - 2007/04/11/
Y2  - 2020/01/02/
LA  - zh
UR  - https://example.org/a;b=1
UR  - https://web.archive.org/web/2007/https://example.org/a
VL  - 3
N1  - Words
  more
ER  -

TY  - BOOK
T1  - Not ended
PY  - 1999
TY  - JOUR
TI  - By DOI
DO  - 10.1000/xyz
M3  - readout
ER  - \n"""


def test_entries(tmp_path: Path) -> None:
    incoming = read("ris", saved(tmp_path, "a.ris", ENTRIES.replace("\n", "\r\n")))
    assert incoming.problems == []
    assert incoming.sources == [
        IncomingSource(
            1, "习近平会见", "2007-04-11", "A meeting", "Li, Wei; 新华社", "Xinhua", "news", "zh", "2020-01-02",
            "https://example.org/a;b=1", "https://web.archive.org/web/2007/https://example.org/a",
            "In: People\nVolume: 3\nWords\nmore",
        ),
        IncomingSource(2, "Not ended", "1999", kind="book"),
        IncomingSource(3, "By DOI", url="https://doi.org/10.1000/xyz", kind="readout"),
    ]  # fmt: skip


def test_broken_entries_are_told_by_number(tmp_path: Path) -> None:
    text = "TY  - NEWS\nDA  - 2001\nER  - \nTY  - NEWS\nTI  - A\nDA  - whenever\nER  - \nTY  - NEWS\nTI  - B\nER  - \n"
    incoming = read("ris", saved(tmp_path, "a.ris", text))
    assert [(bad.row, bad.column) for bad in incoming.problems] == [(1, "title"), (2, "date")]
    assert [source.title for source in incoming.sources] == ["B"]


def test_hostile_files_are_refused(tmp_path: Path) -> None:
    assert "NUL" in refusal("ris", saved(tmp_path, "a.ris", "TY  - NEWS\nTI  - a\0b\nER  - \n"))
    assert "no sources" in refusal("ris", saved(tmp_path, "b.ris", "nothing here\n"))


@given(st.text(st.sampled_from("TYERTIAUDA  --\n\r19中é")) | st.text())
def test_any_text_is_read_or_left(text: str) -> None:
    for source in ris.read_text(f"TY  - NEWS\n{text}"):
        assert source.title
