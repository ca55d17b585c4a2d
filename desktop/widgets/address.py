"""Opening an address only after it was shown."""

from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.tones import ToneLabel
from desktop.wording import plain_tip, tr


def can_open(address: str) -> bool:
    """Tell whether an address is one for a browser: http or https, with a host."""
    try:
        parts = urlsplit(address.strip())
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:  # a port or a bracket that can't be
        return False


class OpenAddress(QDialog):
    """Shows the whole address and its host before the browser is asked to open it."""

    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.address = address.strip()
        self.setWindowTitle(tr("Open the source"))
        host = QUrl(self.address).host(QUrl.ComponentFormattingOption.FullyEncoded)
        text = QPlainTextEdit(self.address, self)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(tr("Address"))
        text.setFixedHeight(QFontMetrics(text.font()).lineSpacing() * 4 + 16)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.opener = buttons.addButton(tr("Open in the browser"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.copier = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copier.clicked.connect(self._on_copy)
        buttons.accepted.connect(self._on_open)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(ToneLabel(tr("Your browser will go to {host}. The whole address is:", host=host)))
        layout.addWidget(text)
        layout.addWidget(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(440, self.sizeHint().height())

    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl(self.address))
        self.accept()

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.address)


class OpenButton(QToolButton):
    """Asks before the browser opens the address that stands in a field; off while that is none."""

    def __init__(self, field: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setText(tr("Open…"))
        self.setToolTip(plain_tip(tr("Shows the whole address before your browser opens it.")))
        self.clicked.connect(self._on_clicked)
        field.textChanged.connect(self._on_text)
        self._on_text(field.text())

    def _on_text(self, text: str) -> None:
        self.setEnabled(can_open(text))

    def _on_clicked(self) -> None:
        OpenAddress(self._field.text(), self).open()
