"""The words of the screens: one place for translation and for text that comes from files."""

import html

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QWidget


def tr(text: str, **values: object) -> str:
    """Return a text of the screens in the user's language, its `{names}` filled in."""
    translated = QCoreApplication.translate("liaison", text)
    return translated.format(**values) if values else translated


def plain_tip(text: str) -> str:
    """Return text for a tooltip so that nothing in it is taken for markup."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""


class PlainLabel(QLabel):
    """A label that shows text from files as text: Qt would take HTML in it for markup and load its images."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
