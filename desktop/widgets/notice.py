"""A line that says what is wrong, beside what caused it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QStyle, QVBoxLayout, QWidget

from desktop.widgets.tones import Tone, ToneLabel

_ICONS = {
    Tone.ERROR: QStyle.StandardPixmap.SP_MessageBoxCritical,
    Tone.WARNING: QStyle.StandardPixmap.SP_MessageBoxWarning,
    Tone.QUIET: QStyle.StandardPixmap.SP_MessageBoxInformation,
}
_SIZE = 16


class Notice(QWidget):
    """Shows a sentence with an icon and a tone; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel(self)
        self._icon.setTextFormat(Qt.TextFormat.PlainText)
        self._icon.setFixedSize(_SIZE, _SIZE)
        self._label = ToneLabel("", Tone.ERROR, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._label, 1)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown, empty if none is."""
        return self._label.text()

    def say(self, text: str, tone: Tone = Tone.ERROR) -> None:
        """Show a sentence; an empty one hides the line."""
        self._label.set_tone(tone)
        self._label.setText(text)
        self._label.setAccessibleName(text)
        if tone in _ICONS:
            self._icon.setPixmap(self.style().standardIcon(_ICONS[tone]).pixmap(_SIZE, _SIZE))
        self._icon.setVisible(tone in _ICONS)
        self.setVisible(bool(text))

    def clear(self) -> None:
        """Say nothing."""
        self.say("")


class FieldBox(QWidget):
    """A field with the line under it that says why what was typed is refused.

    The line is taken back when the text is again what is stored, be it typed or brought back by Esc.
    """

    def __init__(self, field: QWidget, *beside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.notice = Notice(self)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(field, 1)
        for other in beside:
            line.addWidget(other)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.notice)
        self.setFocusProxy(field)
        line = getattr(field, "line", field)
        if isinstance(line, QLineEdit | QPlainTextEdit) and hasattr(line, "edited"):
            line.textChanged.connect(self._on_text_changed)

    def _on_text_changed(self) -> None:
        if self.notice.text and not self.field.edited:  # type: ignore[attr-defined] - it is a field with a draft
            self.notice.clear()
