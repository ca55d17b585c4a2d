"""What the About dialog says and copies."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from db import places
from db.version import VERSION
from desktop import about
from desktop.help import HelpDialogs


def test_versions_licences_and_folders_are_told_and_copied(qtbot: QtBot) -> None:
    text = about.text()
    assert text.startswith(f"Liaison {VERSION}")
    assert "LGPL 3" in text
    assert "SQLAlchemy 2" in text
    assert str(places.backup_dir()) in text
    parent = QWidget()
    qtbot.addWidget(parent)

    def copy_and_close() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        box = dialog.findChild(QDialogButtonBox)
        assert box is not None
        next(button for button in box.buttons() if "Copy" in button.text()).click()
        dialog.reject()

    QTimer.singleShot(0, copy_and_close)
    HelpDialogs(parent).about()
    assert QApplication.clipboard().text() == text
