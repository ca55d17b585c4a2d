"""A part of a form that folds away and remembers whether it did."""

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import plain_tip, tr


class Section(QWidget):
    """A heading that shows and hides its body; `key` is where the settings remember it."""

    def __init__(self, title: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._open = True
        self.button = QToolButton(self)
        self.button.setText(title)
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setToolTip(plain_tip(tr("Folds and unfolds this part of the form")))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        font = self.button.font()
        font.setBold(True)
        self.button.setFont(font)
        self.remark = ToneLabel("", Tone.QUIET, self)
        self.body = QWidget(self)
        self.content = QVBoxLayout(self.body)
        self.content.setContentsMargins(0, 0, 0, 4)
        self.content.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.button)
        head.addWidget(self.remark, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.body)
        self.button.clicked.connect(self._on_clicked)
        self.set_open(bool(QSettings().value(key, defaultValue=True, type=bool)))

    @property
    def is_open(self) -> bool:
        """Whether the body shows."""
        return self._open

    def set_open(self, wanted: bool) -> None:
        """Show or hide the body."""
        self._open = wanted
        self.button.setArrowType(Qt.ArrowType.DownArrow if wanted else Qt.ArrowType.RightArrow)
        self.button.setAccessibleDescription(tr("unfolded") if wanted else tr("folded"))
        self.body.setVisible(wanted)

    def say(self, text: str, tone: Tone = Tone.QUIET) -> None:
        """Put a few words beside the heading."""
        self.remark.set_tone(tone)
        self.remark.setText(text)

    def _on_clicked(self) -> None:
        self.set_open(not self._open)
        QSettings().setValue(self._key, self._open)
