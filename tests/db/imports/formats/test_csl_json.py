"""CSL-JSON: items as sources."""

import json
from pathlib import Path
from typing import Any

import pytest
from formats_support import read, refusal, saved

from db.imports.formats import csl_json
from db.imports.incoming import IncomingSource

ITEM: dict[str, Any] = {
    "id": "a", "type": "article-newspaper", "title": "T", "translated-title": "U",
    "author": [{"family": "Müller", "given": "J."}, {"literal": "新华社"}, {"family": "王", "given": "小明"}],
    "issued": {"date-parts": [[2007, 4, 11], [2007, 4, 12]]}, "accessed": {"date-parts": [["2020", 1, 2]]},
    "container-title": "People", "publisher": "Press", "URL": "https://example.org", "language": "en", "page": "1-2",
    "archive_location": "https://archive.org/x", "note": "Words",
}  # fmt: skip


def test_items(tmp_path: Path) -> None:
    incoming = read("csl_json", saved(tmp_path, "a.json", json.dumps([ITEM])))
    assert incoming.problems == []
    assert incoming.sources == [
        IncomingSource(
            1, "T", "2007-04-11/2007-04-12", "U", "Müller, J.; 新华社; 王小明", "Press", "news", "en", "2020-01-02",
            "https://example.org", "https://archive.org/x", "In: People\nPages: 1-2\nWords",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("issued", "edtf"),
    [
        ({"date-parts": [[2007]], "circa": 1}, "2007~"),
        ({"raw": "2007-04"}, "2007-04"),
        ({"literal": "11 April 2007"}, "2007-04-11"),
        ({"date-parts": [[None]]}, ""),
        ({}, ""),
        ("2007", "2007"),
    ],
)
def test_dates(issued: object, edtf: str) -> None:
    (source,) = csl_json.read_text(json.dumps([{"title": "T", "issued": issued}]))
    assert source.edtf == edtf


def test_broken_items_are_told_by_number(tmp_path: Path) -> None:
    items = [ITEM, 3, {"id": "b"}, {"title": "C", "issued": {"date-parts": [[2007, 13]]}}, {"title": ["x"]}]
    incoming = read("csl_json", saved(tmp_path, "a.json", json.dumps(items)))
    assert [(bad.row, bad.column) for bad in incoming.problems] == [
        (2, ""),
        (3, "title"),
        (4, "date"),
        (5, "title"),
    ]
    assert len(incoming.sources) == 1


def test_hostile_files_are_refused(tmp_path: Path) -> None:
    head = '[{"id":"a","type":"book","title":"T","author":'
    for name, text, said in (
        ("a", f"{head}[]", "no JSON"),
        ("b", head + "[" * 200_000, "nested far too deep"),
        ("c", '{"items": 3, "id": 1}', "no list of CSL items"),
        ("d", f'{head}"\0"}}]', "NUL"),
    ):
        assert said in refusal("csl_json", saved(tmp_path, f"{name}.json", text))
