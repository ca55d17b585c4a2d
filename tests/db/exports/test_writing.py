"""Writing an export: whole or not at all, never over a timeline, and what can't be held is told beforehand."""

import csv
import io
import json
import resource
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from exports_support import BAD, exported, fill
from python_calamine import CalamineWorkbook

from db import events, sample
from db.codebook import codebook_edits
from db.errors import Interrupted, Problem
from db.exports import EXPORTS, Options, of_ending, of_key
from db.exports.losses import LOSSES, losses
from db.exports.sheets import Table
from db.exports.workbook import MOST_ROWS, check_rows
from db.exports.writing import write
from db.filters import FilterError
from db.timeline import Timeline

KEYS = [each.key for each in EXPORTS if each.writer]


@pytest.fixture
def timeline(new_timeline: Callable[..., Timeline]) -> Timeline:
    return new_timeline("Small.liaison", fill=fill)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Timeline]:
    with Timeline.create(tmp_path_factory.mktemp("large") / "Sample.liaison", sample.build) as made:
        yield made


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file grow beyond a size: the system refuses as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("key", KEYS)
def test_a_full_disk_leaves_the_older_file(large: Timeline, tmp_path: Path, key: str) -> None:
    size = len(exported(large, key, tmp_path))
    out = tmp_path / f"out{of_key(key).ending}"
    out.write_text("older")
    with files_of_at_most(size // 2), pytest.raises(Problem, match=r"can't be written .* is as it was"):
        write(large, of_key(key), out)
    assert out.read_text() == "older"
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize("key", KEYS)
def test_what_is_cancelled_half_way_leaves_the_older_file(large: Timeline, tmp_path: Path, key: str) -> None:
    told: list[tuple[int, int]] = []
    write(large, of_key(key), tmp_path / "whole", step=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)

    def stop(done: int, total: int) -> None:
        if done >= total / 2:
            raise Interrupted("enough")

    (tmp_path / "half").write_text("older")
    with pytest.raises(Interrupted):
        write(large, of_key(key), tmp_path / "half", step=stop)
    assert (tmp_path / "half").read_text() == "older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["half", "whole"]


def test_no_timeline_is_written_over(timeline: Timeline, tmp_path: Path) -> None:
    for name in ("Small.liaison", "other.LIAISON", "link.csv"):
        if name == "link.csv":
            (tmp_path / name).hardlink_to(timeline.path)
        with pytest.raises(Problem, match="is a timeline"):
            write(timeline, of_key("csv"), tmp_path / name)
    assert not (tmp_path / "other.LIAISON").exists()


def test_no_folder_and_no_filter(timeline: Timeline, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="can't be written"):
        write(timeline, of_key("csv"), tmp_path / "no" / "a.csv")
    with pytest.raises(FilterError):
        write(timeline, of_key("csv"), tmp_path / "a.csv", "type:nothing")
    assert not (tmp_path / "a.csv").exists()


def test_events_picked_by_hand_among_those_of_the_filter(timeline: Timeline, tmp_path: Path) -> None:
    text = exported(timeline, "csv", tmp_path, "2006..2009", ids=[103, 101, 106]).decode()
    assert [row["id"] for row in csv.DictReader(io.StringIO(text))] == ["e101", "e103"]
    told = exported(timeline, "icalendar", tmp_path, "2006..2009", ids=[101]).decode()
    assert "Events picked by hand that pass the filter 2006..2009" in told.replace("\r\n ", "")
    assert exported(timeline, "bibtex", tmp_path, ids=[104]).count(b"@") == 0


@pytest.mark.parametrize("key", KEYS)
def test_nothing_to_write_is_a_file_of_its_kind(timeline: Timeline, tmp_path: Path, key: str) -> None:
    data = exported(timeline, key, tmp_path, "1066")
    if key in {"json", "csl"}:
        assert json.loads(data) == []
    if key in {"csv", "tsv"}:
        assert len(data.splitlines()) == 1
    if key == "timelinejs":
        assert json.loads(data)["events"] == []


def test_the_version_of_the_codebook_goes_along(timeline: Timeline, tmp_path: Path) -> None:
    with timeline.edit("Define") as session:
        codebook_edits.add(session, "issue", "New")
    for key in ("plover", "icalendar", "timelinejs", "bibtex"):
        assert any(said in exported(timeline, key, tmp_path) for said in (b"codebook 2", b"liaison-2"))
    exported(timeline, "xlsx", tmp_path)
    about = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_name("About").to_python()
    said = {row[0]: row[1] for row in about}
    assert said["Codebook"] == "version 2"
    assert said["Last edit"].endswith("UTC (edit 1)")


def test_no_cell_of_a_table_is_run(timeline: Timeline, tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(exported(timeline, "csv", tmp_path).decode())))
    cells = [cell for row in rows for cell in row]
    assert f"'{BAD}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    plain = exported(timeline, "tsv", tmp_path, options=Options(guard=False)).decode()
    assert "\t=SUM(A1)" in plain


HOSTILE = (
    "<r><t>x</t><evil/></r>",
    "<r></r>",
    "_x0041_",
    "a\x01b\x1fc",
    "x" * 40_000,
    "😀" * 20_000,
    "]]>&amp;",
)


def test_a_workbook_holds_no_formula_and_no_markup(timeline: Timeline, tmp_path: Path) -> None:
    with timeline.edit("Add") as session:
        made = [events.create(session, text, None) for text in HOSTILE]
    exported(timeline, "xlsx", tmp_path, ids=[*made, 102])
    book = CalamineWorkbook.from_path(tmp_path / "out.xlsx")
    rows = book.get_sheet_by_name("Events").to_python()
    titles = {row[0]: row[rows[0].index("title")] for row in rows}
    found = [titles[f"e{event}"] for event in made]
    assert found[:4] + found[6:] == [*HOSTILE[:4], HOSTILE[6]]
    assert found[4] == "x" * 32_766 + "…"
    assert found[5].startswith("😀" * 16_000)
    assert titles["e102"].startswith("=SUM(A1)")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as packed:
        sheets = [packed.read(name) for name in packed.namelist() if "worksheets/sheet" in name]
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<hyperlink" in sheet or b"<evil" in sheet]
    assert all(b'<pane ySplit="1"' in sheet and b"<autoFilter" in sheet for sheet in sheets)


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    table = Table("Participants", (), lambda: MOST_ROWS, lambda: iter(()))
    with pytest.raises(
        Problem, match="“Participants” would have 1,048,576 rows, and a workbook holds 1,048,575"
    ):
        check_rows([table], [table.count()])


# --- what can't be held ------------------------------------------------------------------------------------


def test_every_format_tells_what_it_cannot_hold(timeline: Timeline) -> None:
    known = {key for each in EXPORTS for key in each.lacks}
    assert known == LOSSES.keys()
    with timeline.reading() as connection:
        told = {each.key: losses(connection, each, [101, 102, 103, 104, 105, 106, 107]) for each in EXPORTS}
    assert "2 pieces of evidence with passages, locators, stated values or confidence." in told["csv"]
    assert "1 event without any known day: left out." in told["icalendar"]
    assert "3 events not dated to the day" in "".join(told["timelinejs"])
    assert "1 span of context without" not in "".join(told["csv"])
    assert told["replication"] == ["The history of edits."]


def test_what_there_is_none_of_is_not_told(timeline: Timeline) -> None:
    with timeline.reading() as connection:
        told = losses(connection, of_key("icalendar"), [107])
    assert not any("without any known day" in said or "Notes" in said for said in told)


def test_formats_are_found_by_key_and_ending() -> None:
    assert len({each.key for each in EXPORTS}) == len(EXPORTS)
    assert of_ending(".CSV").key == "csv"
    assert of_ending(".json").key == "json"
    with pytest.raises(Problem, match=r"use \.csv, \.xlsx"):
        of_ending(".doc")
    with pytest.raises(Problem, match="is no format; use csv, xlsx"):
        of_key("word")
