"""Import of tables: encodings, dates that may mean two days, columns, quotation marks and participants."""

from pathlib import Path

import pytest

from db import event_table
from db.timeline import Timeline
from db.transfer import UnreadableTable, import_csv


def saved(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read(timeline: Timeline, tmp_path: Path, encoding: str) -> None:
    assert import_csv(timeline, saved(tmp_path, "date,title\n2004,会談\n", encoding)).created == 1


@pytest.mark.parametrize("encoding", ["utf-16", "cp932"])
def test_other_encodings_are_refused(timeline: Timeline, tmp_path: Path, encoding: str) -> None:
    with pytest.raises(UnreadableTable, match="UTF-8"):
        import_csv(timeline, saved(tmp_path, "date,title\n2004,会談\n", encoding))


@pytest.mark.parametrize(("day_first", "edtf"), [(True, "2006-11-10"), (False, "2006-10-11")])
def test_the_order_of_day_and_month_is_asked_for(
    timeline: Timeline, tmp_path: Path, day_first: bool, edtf: str
) -> None:
    path = saved(tmp_path, "date,title\n10/11/2006,a\n")
    assert [(bad.row, bad.column) for bad in import_csv(timeline, path).problems] == [(2, "date")]
    assert import_csv(timeline, path, day_first=day_first).created == 1
    with timeline.reading() as connection:
        assert connection.execute("SELECT edtf FROM event").fetchall() == [(edtf,)]


@pytest.mark.parametrize(
    ("text", "said"),
    [("date,titel\n2004,a\n", "did you mean title"), ('date,title\n2004,"a\n', "never closed")],
)
def test_unreadable_tables(timeline: Timeline, tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnreadableTable, match=said):
        import_csv(timeline, saved(tmp_path, text))


def test_participants_come_back_as_written(timeline: Timeline, tmp_path: Path) -> None:
    cell = "LDP: Aso Taro (President) [counterpart, attendee] {late}; Komeito [counterpart, attendee]"
    path = saved(tmp_path, f'date,title,participants\n2004,a,"{cell}"\n')
    assert import_csv(timeline, path).actors_created == 2
    with timeline.reading() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM event")]
        (row,) = event_table.fetch(connection, ids)
    assert event_table.to_cells(row)["participants"] == cell
