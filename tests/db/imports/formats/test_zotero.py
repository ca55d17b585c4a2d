"""Zotero's CSV: items as sources."""

from pathlib import Path

from formats_support import read, refusal, saved
from records_support import carry_out

from db.imports.incoming import IncomingSource
from db.timeline import Timeline

HEADER = (
    "Key,Item Type,Publication Year,Author,Title,Publication Title,ISBN,DOI,Url,Abstract Note,Date,Date Added,Pages,"
    "Publisher,Language,Archive Location,Access Date,Extra,Notes,Manual Tags,Type\n"
)
ITEMS = (
    'A,newspaperArticle,2007,"Li, Wei; 新华社",习近平会见,People,,,https://example.org/a,Long,2007-04-11,'
    "2020-01-01 10:00:00,3,,zh,https://archive.org/x,2020-01-02 03:04:05,"
    '"Translated Title: A meeting\nOther: x",<p>Read <b>twice</b></p>,CPC; Japan,\n'
    "B,attachment,,,Snapshot,,,,,,,2020-01-01,,,,,,,,,\n"
    "C,report,2001,,Of a year,,,10.1000/xyz,,,,2020-01-01,,,,,,,,,readout\n"
)


def test_items(tmp_path: Path, timeline: Timeline) -> None:
    incoming = read("zotero", saved(tmp_path, "a.csv", HEADER + ITEMS))
    assert incoming.problems == []
    assert incoming.sources == [
        IncomingSource(
            2, "习近平会见", "2007-04-11", "A meeting", "Li, Wei; 新华社", "People", "news", "zh", "2020-01-02",
            "https://example.org/a", "https://archive.org/x", "Pages: 3\nRead twice\nOther: x\nTags: CPC; Japan",
        ),
        IncomingSource(4, "Of a year", "2001", kind="readout", url="https://doi.org/10.1000/xyz"),
    ]  # fmt: skip
    assert incoming.left_out == ["Attachments and notes that belong to no item: 1."]
    assert carry_out(timeline, incoming).counts()["sources_created"] == 2
    assert not carry_out(timeline, incoming).writes


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    bad = "A,book,2007,,,,,,,,,2020-01-01,,,,,,,,,\nB,book,,,T,,,,,,whenever,2020-01-01,,,,,,,,,\n"
    incoming = read("zotero", saved(tmp_path, "a.csv", HEADER + bad))
    assert [(each.row, each.column) for each in incoming.problems] == [(2, "title"), (3, "date")]
    assert "columns of Zotero" in refusal("zotero", saved(tmp_path, "b.csv", "a,b\n1,2\n"))
