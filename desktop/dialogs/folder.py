"""Opens the folder of a file that was written, as long as the status line tells of it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QStatusBar

from desktop.wording import plain_tip, tr


class FolderButton(QPushButton):
    """Stands in the status line beside the sentence that is there now, and goes with it."""

    def __init__(self, bar: QStatusBar, path: Path) -> None:
        super().__init__(tr("Open &folder"), bar)
        self._bar = bar
        self._folder = path.absolute().parent
        self._said = bar.currentMessage()
        self.setFlat(True)
        self.setToolTip(plain_tip(str(self._folder)))
        self.clicked.connect(self._on_clicked)
        bar.messageChanged.connect(self._on_message)
        bar.addPermanentWidget(self)

    def _on_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _on_message(self, text: str) -> None:
        if text != self._said:
            self._bar.messageChanged.disconnect(self._on_message)
            self._bar.removeWidget(self)
            self.deleteLater()
