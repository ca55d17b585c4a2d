"""A small field for the day that a list is shown as of."""

from datetime import date as calendar_date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.clock import today
from db.dates import DateError, UncertainDate, describe, parse
from desktop.widgets.line_field import LineField
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import PlainLabel, plain_tip, tr


class AsOf(QWidget):
    """Holds a day, today unless one is typed; `changed` tells of another one. A span stands for its last day."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._date: UncertainDate | None = None
        self.line = LineField()
        self.line.setPlaceholderText(tr("today"))
        self.line.setFixedWidth(120)
        self.line.setAccessibleName(tr("As of"))
        self.line.setToolTip(plain_tip(tr("Shows the list as of a past day, such as 2008 or 30 June 2009.")))
        self.said = ToneLabel("", Tone.QUIET)
        label = PlainLabel(tr("As of"))
        label.setBuddy(self.line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label)
        layout.addWidget(self.line)
        layout.addWidget(self.said, 1)
        self.line.committed.connect(self._on_committed)

    @property
    def day(self) -> int:
        """The day meant, as an ordinal."""
        last = self._date.end[1] if self._date is not None else None
        return today() if last is None else last

    def show_text(self, text: str) -> None:
        """Hold the day that a text stands for, as if it had been typed."""
        self.line.setText(text)
        self.line.commit()

    def _on_committed(self, text: str) -> None:
        try:
            date = parse(text) if text.strip() else None
        except DateError as error:
            self.said.set_tone(Tone.ERROR)
            self.said.setText(str(error))
            return
        self._date = date
        self.line.show_value(text)
        self.said.set_tone(Tone.QUIET)
        one_day = date is None or date.end[1] == date.start[0]
        self.said.setText("" if one_day else describe(parse(calendar_date.fromordinal(self.day).isoformat())))
        self.changed.emit()
