"""What leaves the program, byte for byte, from a small timeline with everything that is hard to write."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from exports_support import check_golden, exported, fill
from python_calamine import CalamineWorkbook

from db.exports import EXPORTS, Options
from db.timeline import Timeline

TEXTS = [each for each in EXPORTS if each.writer and each.key != "xlsx"]


@pytest.fixture
def timeline(new_timeline: Callable[..., Timeline]) -> Timeline:
    return new_timeline("Small.liaison", fill=fill)


@pytest.mark.parametrize("key", [each.key for each in TEXTS])
def test_files(timeline: Timeline, tmp_path: Path, key: str) -> None:
    name = next(f"{each.key}{each.ending}" for each in TEXTS if each.key == key)
    check_golden(name, exported(timeline, key, tmp_path))


def test_a_filter_and_other_options(timeline: Timeline, tmp_path: Path) -> None:
    plain = Options(guard=False, bom=True)
    check_golden("csv_filtered.csv", exported(timeline, "csv", tmp_path, "2006..2008", options=plain))
    check_golden("bibtex_filtered.bib", exported(timeline, "bibtex", tmp_path, "2007"))
    check_golden("icalendar_filtered.ics", exported(timeline, "icalendar", tmp_path, "2007 -place:Bonn"))


def test_the_cells_of_a_workbook(timeline: Timeline, tmp_path: Path) -> None:
    exported(timeline, "xlsx", tmp_path)
    book = CalamineWorkbook.from_path(tmp_path / "out.xlsx")
    told = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    del told["Codebook"][5:]
    check_golden("xlsx.json", json.dumps(told, ensure_ascii=False, indent=1, default=repr).encode())


@pytest.mark.parametrize("key", [each.key for each in EXPORTS if each.writer])
def test_the_same_timeline_gives_the_same_bytes(timeline: Timeline, tmp_path: Path, key: str) -> None:
    timeline.close()
    again = Timeline.open(timeline.path, write=False)
    try:
        assert exported(again, key, tmp_path) == exported(again, key, tmp_path)
    finally:
        again.close()
