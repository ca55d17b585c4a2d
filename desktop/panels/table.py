"""The Table page: all events that pass the filter, edited in place."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QPalette, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from db.table.event_choices import Choice, choices
from desktop.desk import Desk
from desktop.models.events_table import EventsTable
from desktop.models.table_columns import COLUMNS, PLACES
from desktop.models.table_text import to_mime
from desktop.panels.table_cells import CellDelegate, MarksDelegate, unverified_sign
from desktop.panels.table_hint import CellHint
from desktop.panels.table_view import EventsView
from desktop.widgets.tones import Tone, tone_colour
from desktop.wording import PlainLabel, tr


class TablePanel(QWidget):
    """Shows the events of one desk as a table and keeps its selection the desk's; waits while hidden.

    `message(sentence)` tells what was done or why not, for the window's status line.
    """

    message = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._following = False
        self._stale = False
        self.model = EventsTable(desk.live, desk.browse, self)
        self.view = EventsView(self.model, self)
        self._hint = CellHint(self.view.viewport())
        self.delegate = CellDelegate(self.view, self._hint, self._offered)
        self.view.setItemDelegate(self.delegate)
        self.view.setItemDelegateForColumn(PLACES["marks"], MarksDelegate(self.view))
        self._empty = PlainLabel("", self.view.viewport())
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setForegroundRole(QPalette.ColorRole.WindowText)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.heading.restore()
        self._connect()
        self._colour()
        self._show_empty()

    def _connect(self) -> None:
        view, model, browse = self.view, self.model, self._desk.browse
        view.setSortingEnabled(True)
        view.selectionModel().selectionChanged.connect(self._on_selected)
        view.selectionModel().currentRowChanged.connect(self._on_selected)
        view.customContextMenuRequested.connect(self._on_menu)
        view.resized.connect(self._show_empty)
        view.verticalScrollBar().valueChanged.connect(self._hint.hide)
        for key, call in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Delete, self.delete_selected),
        ):
            view.on_key(key, call)
        model.reordering.connect(self._on_reordering)
        model.reordered.connect(self._on_reordered)
        model.refused.connect(self._on_refused)
        model.failed.connect(self._on_failed)
        browse.rows_changed.connect(self._on_rows_changed)
        browse.selection_changed.connect(self._follow_selection)
        for signal in (
            view.heading.sectionMoved,
            view.heading.sectionResized,
            view.heading.sortIndicatorChanged,
        ):
            signal.connect(self._hint.hide)

    # --- what the window calls ---

    def edit_current(self) -> None:
        """Open the editor of the current cell."""
        self.view.edit(self.view.currentIndex())

    def edit_for_all(self, key: str) -> None:
        """Open an editor whose value goes to all selected events."""
        places = self.view.selected_places()
        if not places or self._desk.live.read_only:
            return
        index = self.model.index(places[0], PLACES[key])
        if self.view.isColumnHidden(index.column()):
            self.view.showColumn(index.column())
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.view.scrollTo(index)
        self.delegate.for_all = True
        self.view.edit(index)

    def delete_selected(self) -> None:
        """Delete the selected events without a question, since undo brings them back."""
        places = sorted(self.view.selected_places())
        if not places or self._refuse_when_read_only():
            return
        from db import events

        ids, count = self.model.ids_at(places), len(places)
        label = tr("Delete event") if count == 1 else tr("Delete {count} events", count=count)
        self._desk.live.edit(label, events.delete, ids)
        self._select_near(places[0])
        undo = QKeySequence(QKeySequence.StandardKey.Undo).toString(QKeySequence.SequenceFormat.NativeText)
        told = tr("1 event deleted") if count == 1 else tr("{count} events deleted", count=count)
        back = (
            tr("{undo} brings it back", undo=undo) if count == 1 else tr("{undo} brings them back", undo=undo)
        )
        self.message.emit(f"{told} – {back}")

    def duplicate_selected(self) -> None:
        """Copy the selected events with their participants and select the copies."""
        places = sorted(self.view.selected_places())
        if not places or self._refuse_when_read_only():
            return
        from db import events

        count = len(places)
        label = tr("Duplicate event") if count == 1 else tr("Duplicate {count} events", count=count)
        copies = self._desk.live.edit(label, events.duplicate, self.model.ids_at(places))
        self._desk.browse.select(copies)

    def copy(self) -> None:
        """Copy the selected events with a heading, as the columns stand: as text with tabs, and as a table."""
        places = sorted(self.view.selected_places())
        if places:
            rows = self.model.copied(places, self.view.heading.shown_keys())
            QGuiApplication.clipboard().setMimeData(to_mime(rows))
            self.message.emit(
                tr("1 event copied") if len(places) == 1 else tr("{count} events copied", count=len(places))
            )

    def paste(self) -> None:
        """Paste tab-separated text onto cells, from the current one on; one undo step, or nothing."""
        index = self.view.currentIndex()
        if not index.isValid() or self._refuse_when_read_only():
            return
        keys = self.view.heading.shown_keys()
        key = COLUMNS[index.column()].key
        keys = keys[keys.index(key) if key in keys else 0 :]
        places = sorted(self.view.selected_places()) or [index.row()]
        count = self.model.paste(places, keys, QGuiApplication.clipboard().text())
        if count:
            self.message.emit(
                tr("1 event changed") if count == 1 else tr("{count} events changed", count=count)
            )

    # --- Qt ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.model.refresh()
        self._follow_selection()

    def hideEvent(self, event: object) -> None:
        self.view.heading.remember()
        super().hideEvent(event)  # type: ignore[arg-type]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "model"):
            self._colour()

    # --- slots ---

    def _on_rows_changed(self) -> None:
        if self.isVisible():
            self.model.refresh()
        else:
            self._stale = True

    def _on_reordering(self) -> None:
        self._following = True  # Qt drops rows from its selection; the desk's selection stands

    def _on_reordered(self) -> None:
        self._following = False
        self._show_empty()
        self._follow_selection()

    def _on_selected(self) -> None:
        if not self._following:
            self._following = True
            self._desk.browse.select(self.model.ids_at(self.view.selected_places()))
            self._following = False

    def _follow_selection(self) -> None:
        if self._following or not self.isVisible():
            return
        browse = self._desk.browse
        places = self.model.places_of(browse.selection).tolist()
        if sorted(self.view.selected_places()) == places:
            return
        first = self.model.places_of(browse.selection[:1]).tolist()
        self._following = True
        self.view.select_places(places, first[0] if first else None)
        self._following = False

    def _on_refused(self, index: QModelIndex, sentence: str) -> None:
        self._hint.say(sentence, self.view.visualRect(index), Tone.ERROR)
        self.message.emit(sentence)

    def _on_failed(self, error: Exception) -> None:
        self.message.emit(str(error))

    def _on_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def menu(self) -> QMenu:
        """Return the menu of the selected events."""
        menu = QMenu(self)
        count = len(self.view.selected_places())
        writable = count > 0 and not self._desk.live.read_only
        menu.addAction(tr("&Edit cell"), self.edit_current).setEnabled(writable)
        many = menu.addMenu(tr("&Set for {count} events", count=count))
        many.setEnabled(writable and count > 1)
        for column in COLUMNS:
            if column.editable:
                many.addAction(column.title, lambda key=column.key: self.edit_for_all(key))
        menu.addSeparator()
        menu.addAction(tr("&Copy"), self.copy).setEnabled(count > 0)
        menu.addAction(tr("&Paste"), self.paste).setEnabled(writable)
        menu.addSeparator()
        menu.addAction(tr("D&uplicate"), self.duplicate_selected).setEnabled(writable)
        menu.addAction(tr("&Delete"), self.delete_selected).setEnabled(writable)
        return menu

    # --- helpers ---

    def _offered(self, key: str) -> list[Choice]:
        with self._desk.live.reading() as connection:
            return choices(connection, key)

    def _refuse_when_read_only(self) -> bool:
        if self._desk.live.read_only:
            self.message.emit(self._desk.live.read_only)
        return bool(self._desk.live.read_only)

    def _select_near(self, place: int) -> None:
        if self.model.rowCount():
            self._desk.browse.select([self.model.id_at(min(place, self.model.rowCount() - 1))])

    def _show_empty(self) -> None:
        if self.model.rowCount():
            self._empty.hide()
            return
        if len(self._desk.live.columns):
            text = tr("No event passes the filter.\nTake away a part of it, or clear it to see all events.")
        else:
            text = tr(
                "There are no events yet.\nEvent ▸ New event adds the first one; File ▸ Import CSV brings in many."
            )
        self._empty.setText(text)
        self._empty.setGeometry(self.view.viewport().rect().adjusted(24, 24, -24, -24))
        self._empty.show()

    def _colour(self) -> None:
        palette = QPalette(self.view.palette())
        palette.setColor(QPalette.ColorRole.WindowText, tone_colour(palette, Tone.QUIET))
        self._empty.setPalette(palette)
        self.model.set_look(unverified_sign(palette), tone_colour(palette, Tone.QUIET))
