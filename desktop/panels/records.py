"""A page of records of one kind: a list that can be searched on the left, the chosen one's form on the right."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.errors import Problem
from db.history import Changes
from desktop import settings
from desktop.desk import Desk
from desktop.dialogs.new_record import NewRecord, NewSpec
from desktop.forms.codebook import Codebook
from desktop.forms.editing import Editing
from desktop.forms.record_form import FormSpec, RecordForm
from desktop.live import LiveTimeline
from desktop.models.rows import Column, Index, ListedRows
from desktop.models.rows_table import RowsTable
from desktop.tasks import Newest
from desktop.widgets.as_of import AsOf
from desktop.widgets.rows_view import RowsView
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import plain_tip, tr

FEW = 500
"""Rows of a list that a key in its search field may wait for to be folded."""


@dataclass(frozen=True, slots=True)
class RecordsSpec:
    """What a page lists and edits. `rows(session)` gives frozen rows that have an `id`.

    A `dated` page is shown as of a day that the user may choose: `rows(session, day)`, `load(session, id, day)`.
    """

    name: str
    noun: str
    """What one record is called, as in “New actor…”."""
    rows: Callable[..., Any]
    columns: tuple[Column, ...]
    tables: frozenset[str]
    """Tables of the file whose change makes the list stale."""
    form: FormSpec
    new: NewSpec
    delete: Callable[..., Any]
    """`delete(session, id)`."""
    delete_words: str
    hint: str
    """What the empty page says: what is kept here and how to begin."""
    dated: bool = False
    merges: str = ""
    """The kind of the records, where two of them can be made one."""
    merge_words: str = ""


class RecordsPage(QWidget):
    """Lists records, shows the chosen one as a form, makes and deletes them. Hidden, it waits with reloading.

    `filter_requested(text)` asks for the events behind something, `event_requested(id)` for one event,
    `record_requested(kind, id)` for a record of another page; `message` is for the status line.
    """

    filter_requested = Signal(str)
    event_requested = Signal(object)
    record_requested = Signal(str, object)
    message = Signal(str)

    def __init__(self, desk: Desk, spec: RecordsSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._live = desk.live
        self._stale = True
        self._wanted: int | None = None
        self.model = self.make_model()
        self.view: Any = self.make_view()
        self.finder = QLineEdit()
        self.add = QPushButton(tr("New…"))
        self.remove = QPushButton(tr("Delete"))
        self.merge = QPushButton(tr("Merge…"))
        self.count = ToneLabel("", Tone.QUIET)
        self.tools = QHBoxLayout()
        """Where a page puts further controls of its list."""
        self.as_of = AsOf()
        editing = Editing(desk.live, Codebook(desk.live, self), self, spec.form.setter)
        self.form = RecordForm(editing, spec.form)
        self.empty = ToneLabel(spec.hint, Tone.QUIET)
        self._dialog: NewRecord | None = None
        self._query = Newest(self)
        self._folding = Newest(self)
        self._lay_out()
        self._connect(editing)

    # --- for pages with a list of their own kind ---

    def make_model(self) -> ListedRows:
        """Return the model of the list."""
        return RowsTable(self.spec.columns, self)

    def make_view(self) -> QAbstractItemView:
        """Return the view of the list, showing the model; it has `choose`, `opened` and `removed`."""
        view = RowsView(self)
        view.setModel(self.model)
        view.fit_columns([column.width for column in self.spec.columns])
        view.setAccessibleName(self.spec.noun)
        return view

    def rows_work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Return the function of the session that reads the rows, and what else it is given."""
        return self.spec.rows, (self.as_of.day,) if self.spec.dated else ()

    def first_place(self) -> int:
        """Return the place of the first record, -1 where there is none."""
        return self.model.place_of(self.model.rows[0].id) if self.model.rows else -1

    # --- public ---

    @property
    def current(self) -> int | None:
        """The id of the record shown in the form."""
        return self.form.detail.id if self.form.detail is not None else None

    def show_record(self, record: int) -> None:
        """Choose a record, once it is listed."""
        self.finder.clear()
        self._wanted = record
        if self.model.place_of(record) >= 0 and not self._stale:
            self._choose(record)
        else:
            self.commit()
            self._show_form(record)  # at once: the keys pressed next are meant for it
            self._ask_rows()

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What F6 goes through: the list and the form."""
        return self.view, self.form

    def find_in_list(self) -> None:
        """Put the cursor into the field that searches the list."""
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.selectAll()

    def edit_current(self) -> None:
        """Put the cursor into the first field of the record shown."""
        if self.current is not None:
            self.form.fields.focus()

    def refresh(self) -> None:
        """Read the rows again, and show the record as it is now; while hidden, wait with both."""
        self._ask_rows()
        if not self._stale:
            self._show_form()

    def commit(self) -> None:
        """Store what is half typed."""
        if self.form.detail is not None:
            self.form.commit()

    def remember(self) -> None:
        """Keep how the page is divided."""
        settings.remember(f"{self.spec.name}/split", self._split.saveState())

    def begin_new(self) -> None:
        """Ask for the first fields of a new record."""
        self._dialog = NewRecord(self._live, self.spec.new, self)
        self._dialog.accepted.connect(self._on_added)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.begin()

    def delete_current(self) -> None:
        """Delete the record shown; undo brings it back."""
        if self.current is None or self._live.read_only:
            return
        try:
            self._live.edit(self.spec.delete_words, self.spec.delete, self.current)
        except Problem as problem:
            self.message.emit(str(problem))
            return
        self.message.emit(tr("{what}: Ctrl+Z brings it back.", what=self.spec.delete_words))

    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, finding = event.key(), self.finder.hasFocus()
        if finding and key == Qt.Key.Key_Escape and self.finder.text():
            self.finder.clear()
        elif finding and key == Qt.Key.Key_Down:
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    # --- inside ---

    def _lay_out(self) -> None:
        self.finder.setPlaceholderText(tr("Find in this list"))
        self.finder.setClearButtonEnabled(True)
        self.finder.setAccessibleName(tr("Find in this list"))
        self.finder.setToolTip(plain_tip(tr("Part of any word shown or name known ({keys})", keys="Ctrl+F")))
        self.add.setToolTip(plain_tip(f"{self.spec.new.title} (Ctrl+N)"))
        self.remove.setToolTip(plain_tip(f"{self.spec.delete_words} (Ctrl+Del)"))
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.finder, 1)
        head.addWidget(self.add)
        head.addWidget(self.remove)
        self.merge.setToolTip(plain_tip(self.spec.merge_words))
        for tool, stretch, wanted in ((self.as_of, 1, self.spec.dated), (self.merge, 0, self.spec.merges)):
            self.tools.addWidget(tool, stretch)
            if not wanted:
                tool.hide()
        left = QWidget()
        column = self.left = QVBoxLayout(left)
        column.setContentsMargins(8, 4, 0, 4)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self.tools)
        column.addWidget(self.view, 1)
        column.addWidget(self.count)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(24)
        self._area = QScrollArea()
        self._area.setWidget(self.form)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields are what Tab goes to
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._right = QStackedWidget()
        self._right.addWidget(self.empty)
        self._right.addWidget(self._area)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(left)
        self._split.addWidget(self._right)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        stored = settings.layout(f"{self.spec.name}/split")
        if stored is None or not self._split.restoreState(stored):
            self._split.setSizes([560, 560])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._split)
        self.setFocusProxy(self.view)

    def _connect(self, editing: Editing) -> None:
        self.finder.textChanged.connect(self._on_find)
        self.as_of.changed.connect(self.refresh)
        self.finder.returnPressed.connect(self.view.setFocus)
        self.add.clicked.connect(self.begin_new)
        self.remove.clicked.connect(self.delete_current)
        self.merge.clicked.connect(self._on_merge)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.opened.connect(self._on_opened)
        self.view.removed.connect(self.delete_current)
        self.form.filter_requested.connect(self.filter_requested)
        self.form.event_requested.connect(self.event_requested)
        self.form.record_requested.connect(self.record_requested)
        editing.unchanged.connect(self._show_form)
        self._query.done.connect(self.take_rows)
        self._query.failed.connect(self._on_failed)
        self._folding.done.connect(self._on_folded)
        self._folding.failed.connect(self._on_failed)
        self._live.changed.connect(self._on_changed)

    def _ask_rows(self) -> None:
        self._stale = not self.isVisible()
        if not self._stale:
            work, args = self.rows_work()
            self._query.ask(_read, self._live, work, args)

    def _choose(self, record: int) -> None:
        self._wanted = None
        self.view.choose(self.model.place_of(record))

    def _show_form(self, record: int | None = None) -> None:
        wanted = record if record is not None else self.current
        detail = None
        if wanted is not None:
            with self._live.read() as session:
                day = (self.as_of.day,) if self.spec.dated else ()
                detail = self.spec.form.load(session, wanted, *day)
        if detail is None:
            self.form.discard()
            self.form.detail = None
        else:
            self.form.show_record(detail, self._live.read_only)
        self._right.setCurrentWidget(self._area if detail is not None else self.empty)
        for button in (self.remove, self.merge):
            button.setEnabled(detail is not None and not self._live.read_only)

    def _tell_count(self) -> None:
        shown, total = len(self.model.rows), self.model.total
        self.count.setText(
            tr("{shown} of {total}", shown=shown, total=total) if shown < total else str(total)
        )

    def take_rows(self, rows: Any) -> None:
        """Show what was read."""
        self.model.set_rows(rows)
        if self.model.total > FEW:
            self._folding.ask(self.model.folded, self.model.all_rows)
        self._tell_count()
        self.add.setEnabled(not self._live.read_only)
        if self._wanted is not None and self.model.place_of(self._wanted) >= 0:
            self._choose(self._wanted)
        elif self.current is None and self.model.rows:
            self.view.choose(self.first_place())

    def _on_folded(self, answer: tuple[Any, Any]) -> None:
        self.model.take_folded(*answer)

    def _on_failed(self, error: Exception) -> None:
        raise error  # a Problem is said in the status line, a bug reported

    def _on_changed(self, changes: Changes) -> None:
        if not self.isVisible() or any(changes.touches(table) for table in self.spec.tables):
            self.refresh()
        else:
            self._show_form()

    def _on_find(self, text: str) -> None:
        self.model.find(text)
        self._tell_count()

    def _on_current(self) -> None:
        record = self.record_at(self.view.currentIndex())
        if record is not None and record != self.current:
            self.commit()
            self._show_form(record)

    def record_at(self, index: Index) -> int | None:
        """Return the record at a place of the list, None where there is none."""
        row = self.model.row_at(index)
        return row.id if row is not None else None

    def _on_merge(self) -> None:
        from desktop.dialogs.merge import ask_merge

        if self.current is not None:
            ask_merge(self, self._live, self.spec.merges, self.current, self.message.emit)

    def _on_opened(self) -> None:
        self.edit_current()

    def _on_added(self) -> None:
        if self._dialog is not None and self._dialog.result_id is not None:
            self.show_record(self._dialog.result_id)


def _read(live: LiveTimeline, work: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    with live.read() as session:
        return work(session, *args)
