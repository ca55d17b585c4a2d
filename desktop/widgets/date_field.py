"""A field for uncertain dates that shows what it understood while one types."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from db.dates import DateError, UncertainDate, describe, parse
from desktop.widgets.draft import Draft
from desktop.widgets.line_field import LineField
from desktop.widgets.notice import Notice
from desktop.widgets.tones import Tone, ToneLabel, tone_colour
from desktop.wording import plain_tip, tr


class _Line(LineField):
    """The line of a date field; it underlines the part of its text that can't be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wrong: tuple[int, int] | None = None
        """First character that can't be read and the one after the last."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.wrong is None:
            return
        metrics = self.fontMetrics()
        text = self.text()
        cursor = self.cursorRect()
        left = cursor.center().x() - metrics.horizontalAdvance(text[: self.cursorPosition()])
        first, last = (left + metrics.horizontalAdvance(text[:place]) for place in self.wrong)
        painter = QPainter(self)
        try:
            painter.setPen(QPen(tone_colour(self.palette(), Tone.ERROR), 2, Qt.PenStyle.DotLine))
            bottom = min(cursor.center().y() + metrics.height() // 2 + 1, self.height() - 3)
            painter.drawLine(max(first, 4), bottom, min(max(last, first + 6), self.width() - 4), bottom)
        finally:
            painter.end()


class DateField(QWidget):
    """Reads dates as people type them. `committed(UncertainDate or None)` comes with Enter or loss of focus.

    Under the line stands what was understood, in words and as EDTF. What can't be read is told with its place
    and is not committed; an order of day and month that can be read both ways is asked, never guessed. `unknown`
    are the words for no date.
    """

    committed = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, unknown: str | None = None) -> None:
        super().__init__(parent)
        self._unknown = tr("Nothing is known of when it happened.") if unknown is None else unknown
        self._date: UncertainDate | None = None
        self._reading: UncertainDate | DateError | None = None
        self.line = _Line(self)
        self.line.setPlaceholderText(tr("such as 16 Oct 2006, March 2004, 2004年3月"))
        self.line.textChanged.connect(self._on_text_changed)
        self.line.committed.connect(self._on_committed)
        self.help = QToolButton(self)
        self.help.setText("?")
        self.help.setAutoRaise(True)
        self.help.setAccessibleName(tr("How dates are read"))
        self.help.setToolTip(plain_tip(tr("Shows what can be typed and how vague words are read")))
        self.help.clicked.connect(self._on_help)
        self.understood = ToneLabel("", Tone.PLAIN, self)
        self.edtf = ToneLabel("", Tone.QUIET, self)
        self.notice = Notice(self)
        self._readings = tuple(QPushButton(self) for _ in range(2))
        self._lay_out()
        for button, day_first in zip(self._readings, (True, False), strict=True):
            button.setProperty("day_first", day_first)
            button.clicked.connect(self._on_reading_chosen)
        self.setFocusProxy(self.line)
        self._on_text_changed()

    @property
    def date(self) -> UncertainDate | None:
        """The stored date that is shown."""
        return self._date

    @property
    def edited(self) -> bool:
        """Whether the text differs from the stored date's."""
        return self.line.edited

    @property
    def draft(self) -> Draft:
        """What is stored and what is being typed: a date that was refused stays in the line."""
        return self.line.draft

    def show_value(self, date: UncertainDate | None) -> None:
        """Show a stored date, unless somebody is typing another."""
        self._date = date
        self.line.show_value(_typed(date))
        self._on_text_changed()

    def discard(self) -> None:
        """Bring back the stored date."""
        self.line.discard()

    def commit(self, *, again: bool = True) -> None:
        """Send what is typed, if it can be read."""
        self.line.commit(again=again)

    def set_read_only(self, fixed: bool) -> None:
        """Allow reading and copying only."""
        self.line.setReadOnly(fixed)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.line, 1)
        head.addWidget(self.help)
        ways = QVBoxLayout()
        ways.setSpacing(4)
        for button in self._readings:
            button.hide()
            button.setAutoDefault(False)
            ways.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.understood)
        layout.addWidget(self.edtf)
        layout.addWidget(self.notice)
        layout.addLayout(ways)

    def _on_text_changed(self) -> None:
        text = self.line.text()
        self._reading = self._date if not self.edited else _read(text)
        if isinstance(self._reading, DateError):
            self._show_error(self._reading, Tone.QUIET if self.line.hasFocus() else Tone.ERROR)
        else:
            self._show_reading(self._reading)

    def _show_reading(self, date: UncertainDate | None) -> None:
        self.line.wrong = None
        self.line.update()
        self.notice.clear()
        for button in self._readings:
            button.hide()
        self.understood.setText(describe(date) if date else "")
        self.edtf.setText(self._spelling(date) if date else self._unknown)
        self.understood.setVisible(bool(date))
        self.edtf.setVisible(bool(self.edtf.text()))
        self.line.setAccessibleDescription(self.understood.text() or self.edtf.text())

    def _spelling(self, date: UncertainDate) -> str:
        words = date.text if date.text not in {"", date.edtf, self.line.text()} else ""
        spelt = f"EDTF {date.edtf}"
        return tr("{edtf} · words of the source: “{words}”", edtf=spelt, words=words) if words else spelt

    def _show_error(self, error: DateError, tone: Tone) -> None:
        text = self.line.text()
        end = error.position + len(text[error.position :].split(" ")[0])
        self.line.wrong = (error.position, max(end, error.position + 1))
        self.line.update()
        self.understood.hide()
        self.edtf.hide()
        self.notice.say(str(error), tone)
        self.line.setAccessibleDescription(str(error))
        for button in self._readings:
            reading = _read(text, day_first=bool(button.property("day_first")))
            button.setVisible(isinstance(reading, UncertainDate))
            button.setText(describe(reading) if isinstance(reading, UncertainDate) else "")

    def _on_committed(self, text: str) -> None:
        reading = _read(text)
        if isinstance(reading, DateError):
            self._show_error(reading, Tone.ERROR)
            if self.line.hasFocus() and self.line.wrong:
                first, last = self.line.wrong
                self.line.setSelection(first, last - first)
        else:
            self.committed.emit(reading)

    def _on_reading_chosen(self) -> None:
        chosen = self.sender().property("day_first")
        reading = _read(self.line.text(), day_first=bool(chosen))
        if isinstance(reading, UncertainDate):
            with self.line.draft.sending(self.line.text()):
                self.committed.emit(reading)

    def _on_help(self) -> None:
        from desktop.widgets.date_help import DateHelp

        dialog = DateHelp(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _read(text: str, *, day_first: bool | None = None) -> UncertainDate | DateError | None:
    if not text.strip():
        return None
    try:
        return parse(text, day_first)
    except DateError as error:
        return error


def _typed(date: UncertainDate | None) -> str:
    """Return the text that stands for a date in the line: its words if these are read as the same date."""
    if date is None:
        return ""
    reading = _read(date.text)
    return date.text if isinstance(reading, UncertainDate) and reading.edtf == date.edtf else date.edtf
