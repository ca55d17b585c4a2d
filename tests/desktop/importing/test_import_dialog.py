"""Importing step by step through the real dialog: looked at, mapped, planned, answered, carried out, taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.registry import actors
from desktop.desk import Desk
from desktop.importing.dialog import COLUMNS, PLAN, WHAT, ImportDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen

Begin = Callable[..., ImportDialog]
Go = Callable[[ImportDialog], None]
Titles = Callable[[], list[str]]


def test_a_foreign_table_goes_through_by_its_proposals(
    qtbot: QtBot, desk: Desk, begin: Begin, go: Go, titles: Titles, meetings: Path
) -> None:
    dialog = begin(meetings)
    assert dialog.what.delimiter.currentData() == ";"
    assert dialog.what.cells.rowCount() == 3
    go(dialog)
    assert dialog.step == COLUMNS
    assert dialog.columns.cells.rowCount() == 3
    go(dialog)
    assert dialog.step == PLAN
    assert "3 will be added" in dialog.plan.totals.text()
    assert dialog.plan.rows.total >= 3
    go(dialog)
    assert titles() == ["Talks with the LDP", "Talks with Komeito", "Visit to Hanoi"]
    desk.live.undo()
    assert titles() == []


def test_own_columns_and_pasted_rows_need_no_mapping(
    qtbot: QtBot, begin: Begin, go: Go, titles: Titles
) -> None:
    dialog = begin(text="date\ttitle\n2004-03\tTalks\n2005\tMore talks\n")
    go(dialog)
    assert dialog.step == PLAN
    go(dialog)
    assert titles() == ["Talks", "More talks"]


def test_a_wrong_encoding_is_corrected_and_the_preview_changes(
    qtbot: QtBot, begin: Begin, tmp_path: Path
) -> None:
    path = tmp_path / "notes.csv"
    path.write_bytes("日付,題名\n2004-03,与党交流協議会\n".encode("cp932"))
    dialog = begin(path)
    assert dialog.what.encoding.currentData() == "cp932"
    assert dialog.what.cells.index(0, 1).data() == "与党交流協議会"
    dialog.what.encoding.setCurrentIndex(dialog.what.encoding.findData("gb18030"))
    dialog.what.encoding.activated.emit(dialog.what.encoding.currentIndex())
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    assert dialog.what.cells.rowCount() == 0 or dialog.what.cells.index(0, 1).data() != "与党交流協議会"


def test_a_column_is_given_another_meaning(
    qtbot: QtBot, begin: Begin, go: Go, desk: Desk, meetings: Path
) -> None:
    dialog = begin(meetings)
    go(dialog)
    page = dialog.columns
    place = next(at for at, row in enumerate(page.columns.rows) if row.name == "Ort")
    page.list.choose(place)
    page.form.becomes.setCurrentIndex(page.form.becomes.findData("note"))
    page.form.becomes.activated.emit(page.form.becomes.currentIndex())
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    assert page.columns.rows[place].becomes == "Note"
    go(dialog)
    go(dialog)
    with desk.live.reading() as connection:
        assert connection.execute("SELECT place, note FROM event ORDER BY start_lo LIMIT 1").fetchone() == (
            "",
            "Tokyo",
        )


def test_bad_cells_block_until_their_rows_are_left_out(
    qtbot: QtBot, begin: Begin, go: Go, titles: Titles, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("date,title\n2004,Good\n2004-13,Bad\n", encoding="utf-8")
    dialog = begin(path)
    go(dialog)
    assert "2004-13" in dialog.plan.notice.text
    assert not dialog.next.isEnabled()
    qtbot.keyClick(dialog.plan.leave_out, Qt.Key.Key_Space)
    go(dialog)
    assert titles() == ["Good"]


def test_a_name_is_answered_once_for_all_rows(
    qtbot: QtBot, begin: Begin, go: Go, desk: Desk, tmp_path: Path
) -> None:
    party = desk.live.edit("Add", actors.create, "Liberal Democratic Party of Japan")
    path = tmp_path / "a.csv"
    path.write_text(
        "date,title,participants\n2004,a,Liberal Democratic Party Japan\n2005,b,Liberal Democratic Party Japan\n",
        encoding="utf-8",
    )
    dialog = begin(path)
    go(dialog)
    view = dialog.plan.names
    assert view.rows.rows[0].of.rows == 2
    view.means.setCurrentIndex(1)
    view.means.activated.emit(1)
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    go(dialog)
    with desk.live.reading() as connection:
        assert connection.execute("SELECT DISTINCT actor_id FROM participation").fetchall() == [(party,)]
        assert connection.execute("SELECT count(*) FROM actor").fetchone() == (1,)
        aliases = {row[0] for row in connection.execute("SELECT text FROM actor_name")}
    assert "Liberal Democratic Party Japan" in aliases


def test_a_repeat_is_linked_as_a_second_source(
    qtbot: QtBot, begin: Begin, go: Go, desk: Desk, titles: Titles, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    head = "date,title,mechanism,participants,sources\n"
    first.write_text(
        f"{head}2006-02-21,Session in Beijing,Exchange,Komeito,https://a.example\n", encoding="utf-8"
    )
    second.write_text(
        f"{head}2006-02-21,Treffen in Peking,Exchange,Komeito,https://b.example\n", encoding="utf-8"
    )
    dialog = begin(first)
    go(dialog)
    go(dialog)
    again = begin(second)
    go(again)
    assert again.plan.repeats.rows.total == 1
    qtbot.mouseClick(again.plan.repeats.proposed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not again.busy, timeout=20_000)
    assert "1 become further sources" in again.plan.totals.text()
    go(again)
    assert titles() == ["Session in Beijing"]
    with desk.live.reading() as connection:
        notes = connection.execute("SELECT note FROM evidence ORDER BY id").fetchall()
    assert notes == [("",), ("Treffen in Peking",)]


def test_a_file_that_is_no_table_says_so(qtbot: QtBot, begin: Begin, tmp_path: Path) -> None:
    path = tmp_path / "nothing.csv"
    path.write_bytes(b"")
    dialog = begin(path)
    assert "empty" in dialog.what.notice.text
    assert not dialog.next.isEnabled()
    assert dialog.step == WHAT


def test_escape_while_it_is_written_leaves_everything_as_it_was(
    qtbot: QtBot, begin: Begin, go: Go, titles: Titles, tmp_path: Path
) -> None:
    path = tmp_path / "many.csv"
    path.write_text("date,title\n" + "".join(f"2004,t{n}\n" for n in range(30_000)), encoding="utf-8")
    dialog = begin(path)
    go(dialog)
    qtbot.waitUntil(dialog.next.isEnabled, timeout=20_000)
    dialog.advanced.connect(lambda done, _: dialog.reject() if done else None)
    qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    assert titles() == [] or len(titles()) == 30_000
    if not titles():
        assert "stopped" in dialog.plan.notice.text
