"""An event's ids in other datasets, as one line in the inspector."""

from inspector_support import detail, undone
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.panels.inspector import Inspector


def test_ids_are_typed_refused_and_undone(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    before = detail(full_desk, event)
    line = inspector.form.identifiers.line
    line.setText("ICEWS: 20718170; PF: a;b")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "scheme: value" in inspector.form.editing.notice("identifiers")
    assert detail(full_desk, event) == before
    line.setText('ICEWS: 20718170; "own: file": "a;b"')
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert detail(full_desk, event).identifiers == (("ICEWS", "20718170"), ("own: file", "a;b"))
    assert line.text() == 'ICEWS: 20718170; "own: file": "a;b"'
    undone(full_desk, event, before, "Change ids in other datasets")
    assert line.text() == ""
