"""What is still to be done: open invitations, overdue commitments, unverified and conflicting events."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.dates import describe, from_edtf
from desktop.panels.overview_heading import Heading
from desktop.panels.overview_numbers import leads_to
from desktop.widgets.records import Record, RecordList
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import tr

if TYPE_CHECKING:
    from db.summary.overview import Overview
    from db.summary.overview_rows import Line, ToDo

_HIGHEST = 5


class ToDoList(QWidget):
    """One list with its count; Enter or a double click on a line shows the record."""

    filter_requested = Signal(str)
    opened = Signal(object)
    """The id of a line's record."""

    def __init__(self, title: str, nothing: str, sign: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign
        self._shown: ToDo | None = None
        self.heading = Heading(title)
        self.list = RecordList(highest=_HIGHEST)
        self.list.set_read_only(True)
        self.list.setAccessibleName(title)
        self.none = ToneLabel(nothing, Tone.QUIET)
        self.none.setIndent(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.heading, self.list, self.none):
            layout.addWidget(widget)
        self.heading.count.clicked.connect(self._on_count)
        self.list.opened.connect(self._on_activated)

    def show_list(self, found: "ToDo") -> None:
        """Show what waits; the line chosen stays chosen."""
        before = self._line()
        self._shown = found
        perhaps, more = found.count - found.certain, found.count - len(found.lines)
        remarks = (
            tr("{count} of them perhaps", count=f"{perhaps:,}") if perhaps else "",
            tr("the first {count} are listed", count=len(found.lines)) if more else "",
        )
        self.heading.show_count(
            found.count, leads_to(found.events), " · ".join(filter(None, remarks)), leads=found.events > 0
        )
        places = [place for place, line in enumerate(found.lines) if before and line.id == before.id]
        self.list.fill([_record(line, self._sign) for line in found.lines], *places)
        self.none.setVisible(not found.lines)

    def _line(self) -> "Line | None":
        place = self.list.currentRow()
        known = self._shown is not None and 0 <= place < len(self._shown.lines)
        return self._shown.lines[place] if known and self._shown is not None else None

    def _on_count(self) -> None:
        if self._shown is not None:
            self.filter_requested.emit(self._shown.filter)

    def _on_activated(self) -> None:
        line = self._line()
        if line is not None:
            self.opened.emit(line.id)


class ToDos(QWidget):
    """All that waits to be done, a list for each kind."""

    filter_requested = Signal(str)
    event_requested = Signal(object)
    record_requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.invitations = ToDoList(tr("Open invitations"), tr("No invitation is open."), "✉")
        self.commitments = ToDoList(tr("Overdue commitments"), tr("No commitment is overdue."), "◇")
        self.unverified = ToDoList(tr("Unverified events"), tr("No event is marked as unverified."), "?")
        self.conflicting = ToDoList(
            tr("Conflicting events"), tr("No evidence states different values for one field."), "⚑"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        for each in self.lists:
            layout.addWidget(each)
            each.filter_requested.connect(self.filter_requested)
        self.invitations.opened.connect(self._on_invitation)
        self.commitments.opened.connect(self._on_commitment)
        self.unverified.opened.connect(self.event_requested)
        self.conflicting.opened.connect(self.event_requested)
        self.setVisible(False)

    @property
    def lists(self) -> tuple[ToDoList, ...]:
        """The lists from top to bottom."""
        return self.invitations, self.commitments, self.unverified, self.conflicting

    def show_overview(self, found: "Overview") -> None:
        """Show what waits in an overview."""
        self.invitations.show_list(found.open_invitations)
        self.commitments.show_list(found.overdue_commitments)
        self.unverified.show_list(found.unverified)
        self.conflicting.show_list(found.conflicting)
        self.setVisible(True)

    def _on_invitation(self, record: int) -> None:
        self.record_requested.emit("invitation", record)

    def _on_commitment(self, record: int) -> None:
        self.record_requested.emit("commitment", record)


def _record(line: "Line", sign: str) -> Record:
    when = describe(from_edtf(line.date)) if line.date else ""
    doubt = "" if line.certain else tr("perhaps")
    return Record(line.text or tr("(no words)"), " · ".join(filter(None, (when, doubt))), sign)
