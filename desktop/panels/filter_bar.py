"""The filter bar: one filter typed as text, its parts as chips, and how many events pass it."""

import numpy as np
from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from db import filters
from db.errors import Problem
from db.filters import Filter, FilterError
from db.filters.value import written
from desktop.desk import Desk
from desktop.live import LiveTimeline
from desktop.panels.filter_line import FilterLine
from desktop.panels.filter_naming import FilterNaming
from desktop.panels.filter_offers import FilterOffers
from desktop.tasks import Newest
from desktop.widgets.chips import Chip
from desktop.widgets.flow import FlowLayout
from desktop.widgets.notice import Notice
from desktop.wording import PlainLabel, plain_tip, tr

DEBOUNCE_MS = 120
"""How long typing must rest before the filter is read."""
PATIENCE_MS = 900
"""How long a word that is still being typed may be wrong before a sentence says so."""


class FilterBar(QWidget):
    """Keeps its text and the desk's filter one. While the text can't be understood the last good filter stays."""

    message = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._error: FilterError | None = None
        self.line = FilterLine()
        self.offers = FilterOffers(self.line, desk.live)
        self.count = PlainLabel()
        self.save = QToolButton()
        self.notice = Notice()
        self.replace = QToolButton()
        self.naming = FilterNaming()
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, 4)
        self._rest = _timer(self, DEBOUNCE_MS)
        self._patience = _timer(self, PATIENCE_MS)
        self._check = Newest(self)
        self._lay_out()
        self._connect()
        self._show_filter()
        self._show_count()

    @property
    def chips(self) -> list[Chip]:
        """The parts of the filter in use."""
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        return [item.widget() for item in items if item is not None]  # type: ignore[misc]

    def focus(self) -> None:
        """Put the cursor into the line, what is there selected."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def clear(self) -> None:
        """Show all events."""
        self.set_text("")

    def set_text(self, text: str) -> None:
        """Use a filter by its text, as if it had been typed and entered."""
        self.line.setText(text)
        self.apply()

    def apply(self) -> None:
        """Read the text now and use it if it can be understood."""
        self._read(patient=False)

    # --- building ---

    def _lay_out(self) -> None:
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance("0,000 events"))
        self.save.setText(tr("☆ Save"))
        self.save.setAutoRaise(True)
        self.save.setAccessibleName(tr("Save filter"))
        self.save.setToolTip(plain_tip(tr("Save this filter under a name")))
        self.replace.setAutoRaise(True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.line, 1)
        top.addWidget(self.save)
        top.addWidget(self.count)
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self.notice, 1)
        told.addWidget(self.replace)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(told)
        column.addWidget(self._chips)
        column.addWidget(self.naming)
        self.setFocusProxy(self.line)
        for hidden in (self.replace, self._chips, self.naming):
            hidden.hide()

    def _connect(self) -> None:
        self.line.textChanged.connect(self._on_text)
        self.line.entered.connect(self.apply)
        self.line.editingFinished.connect(self._on_left)
        self.offers.taken.connect(self._rest.start)
        self._rest.timeout.connect(self._on_rest)
        self._patience.timeout.connect(self._tell_error)
        self._check.done.connect(self._on_checked)
        self._check.failed.connect(self._on_check_failed)
        self.replace.clicked.connect(self._on_replace)
        self.save.clicked.connect(self._on_save)
        self.naming.named.connect(self._on_named)
        self.naming.closed.connect(self.line.setFocus)
        browse = self._desk.browse
        browse.filter_changed.connect(self._on_filter_changed)
        browse.rows_changed.connect(self._show_count)

    # --- reading what is typed ---

    def _read(self, *, patient: bool) -> None:
        self._rest.stop()
        text = self.line.text()
        try:
            wanted = filters.parse(text)
        except FilterError as error:
            self._check.forget()
            self._refuse(error, patient=patient)
            return
        if wanted:
            self._check.ask(_checked, self._desk.live, wanted)
        else:
            self._check.forget()
            self._on_checked(wanted)

    def _on_text(self) -> None:
        self._check.forget()  # its answer would bring back the text as it was when it was asked
        self._rest.start()
        self._patience.stop()
        self._error = None

    def _on_rest(self) -> None:
        self._read(patient=True)

    def _on_checked(self, wanted: Filter) -> None:
        self._patience.stop()
        self._error = None
        self.line.underline_nothing()
        self.line.setAccessibleDescription("")
        self.notice.clear()
        self.replace.hide()
        self._desk.browse.set_filter(wanted)
        self._show_filter()

    def _on_check_failed(self, error: Exception) -> None:
        if isinstance(error, FilterError):
            self._refuse(error, patient=self.line.hasFocus())
        elif isinstance(error, Problem):
            self.notice.say(str(error))
        else:
            raise error

    def _refuse(self, error: FilterError, *, patient: bool) -> None:
        """Mark the place; the sentence follows at once, or later if the word is still being typed."""
        self._error = error
        self.line.underline(error.position, error.length)
        typing = self.line.hasFocus() and error.position + error.length >= len(self.line.text().rstrip())
        if patient and typing and not self.notice.text:
            self._patience.start()
        else:
            self._tell_error()

    def _tell_error(self) -> None:
        error = self._error
        if error is None:
            return
        self.notice.say(str(error))
        self.line.setAccessibleDescription(str(error))
        better = self._corrected(error)
        self.replace.setVisible(bool(better))
        self.replace.setText(tr("Use {word}", word=error.suggestion.replace("&", "&&")))
        self.replace.setToolTip(plain_tip(better))

    def _corrected(self, error: FilterError) -> str:
        """Return the text with the suggestion in place of what is wrong, if that can be understood."""
        if not error.suggestion:
            return ""
        text, first, last = self.line.text(), error.position, error.position + error.length
        start = max(text.rfind(sign, 0, first) for sign in " :,") + 1
        start += len(text[start:first]) - len(text[start:first].lstrip("-<>=≤≥"))
        end = min((place for sign in " :," if (place := text.find(sign, last)) >= 0), default=len(text))
        better = text[:start] + written(error.suggestion) + text[end:]
        try:
            filters.parse(better)
        except FilterError as again:
            return better if again.position > error.position else ""  # this one is right now, another is not
        return better

    def _on_replace(self) -> None:
        if self._error is not None:
            self.set_text(self._corrected(self._error))
            self.line.setFocus()

    def _on_left(self) -> None:
        if self._error is None and self._desk.browse.filter:
            self.line.keep(self.line.text().strip())
        else:
            self._tell_error()

    # --- showing the filter in use ---

    def _on_filter_changed(self) -> None:
        """Follow a filter that was set elsewhere: by a saved one, or by a span brushed on the chart."""
        wanted = self._desk.browse.filter
        try:
            same = filters.parse(self.line.text()) == wanted
        except FilterError:
            same = False
        if not same:
            self.line.setText(str(wanted))
            self._rest.stop()
            self._on_checked(wanted)
        self._show_filter()

    def _show_filter(self) -> None:
        clauses = self._desk.browse.filter.clauses
        if [str(clause) for clause in clauses] != [chip.name for chip in self.chips]:
            for chip in self.chips:
                self._flow.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
            for place, clause in enumerate(clauses):
                chip = Chip(place, str(clause), self._chips)
                chip.removed.connect(self._on_removed)
                self._flow.addWidget(chip)
                chip.show()
        self._chips.setVisible(bool(clauses))
        self.save.setEnabled(bool(clauses) and not self._desk.live.read_only)

    def _on_removed(self, place: int) -> None:
        clauses = self._desk.browse.filter.clauses
        self.set_text(str(Filter(clauses[:place] + clauses[place + 1 :])))

    def _show_count(self) -> None:
        columns, rows = self._desk.live.columns, self._desk.browse.rows
        first, last = columns.start_lo, columns.start_hi
        if len(rows) < len(columns):
            first, last = first[rows], last[rows]
        vague = int(np.count_nonzero(first != last))
        shown = QLocale().toString(len(rows))
        text = tr("1 event") if len(rows) == 1 else tr("{count} events", count=shown)
        if vague:
            text = tr("{events} · {count} imprecise", events=text, count=QLocale().toString(vague))
        self.count.setText(text)
        self.count.setAccessibleName(text)

    # --- saving ---

    def _on_save(self) -> None:
        self.naming.begin(self.line.text().strip())

    def _on_named(self, name: str) -> None:
        from db import saved_filters

        try:
            self._desk.live.edit(tr("Save filter"), saved_filters.create, name, str(self._desk.browse.filter))
        except Problem as problem:
            self.naming.refuse(str(problem))
            return
        self.naming.end()
        self.message.emit(tr("The filter was saved as “{name}”", name=name.strip()))


def _checked(live: LiveTimeline, wanted: Filter) -> Filter:
    with live.reading() as connection:
        filters.check(wanted, connection)
    return wanted


def _timer(owner: QWidget, interval: int) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(interval)
    return timer
