"""The inspector: the selected event as a form, several of them as one, or what to do where none is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from db.history import Changes
from desktop.desk import Desk
from desktop.forms.codebook import Codebook
from desktop.widgets.notice import Notice
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import tr

if TYPE_CHECKING:
    from desktop.forms.event_form import EventForm
    from desktop.forms.several_form import SeveralForm

MOST_SHOWN = 20_000
"""Events that can be changed together; more would not fit into one statement of SQLite."""


class Inspector(QWidget):
    """Follows the selection and every edit; while hidden it waits.

    A new event is made by the window: it creates one, selects it and calls `begin_new`, which puts the cursor
    into the title with all of it selected, so that typing replaces it.
    `record_requested(kind, id)` asks for a record on its own page.
    """

    record_requested = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stale = True
        self._form: EventForm | None = None
        self._several: SeveralForm | None = None
        self._areas: dict[QWidget, QScrollArea] = {}
        self._codebook = Codebook(desk.live, self)  # before the panel itself follows the timeline
        self.reason = Notice(self)
        self.empty = ToneLabel("", Tone.QUIET, self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(24)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.reason.setContentsMargins(8, 8, 8, 0)
        layout.addWidget(self.reason)
        layout.addWidget(self.pages, 1)
        desk.browse.selection_changed.connect(self._on_selection_changed)
        desk.live.changed.connect(self._on_changed)

    @property
    def form(self) -> "EventForm":
        """The form of one event, made when first needed."""
        if self._form is None:
            from desktop.forms.editing import Editing
            from desktop.forms.event_form import EventForm

            live = self._desk.live
            editing = Editing(live, self._codebook, self)
            editing.unchanged.connect(self._on_unchanged)
            self._form = EventForm(editing)
            self._form.record_requested.connect(self.record_requested)
            self._add(self._form)
        return self._form

    @property
    def several(self) -> "SeveralForm":
        """The form of several events, made when first needed."""
        if self._several is None:
            from desktop.forms.editing import Editing
            from desktop.forms.several_form import SeveralForm

            live = self._desk.live
            editing = Editing(live, self._codebook, self)
            editing.unchanged.connect(self.refresh)
            self._several = SeveralForm(editing)
            self._add(self._several)
        return self._several

    def begin_new(self) -> None:
        """Let the title of the selected event be typed over; Enter goes on to its date."""
        self.focus_title()
        self.form.basics.begin_new()

    def focus_title(self) -> None:
        """Put the cursor into the title of the selected event."""
        self._focus(self.form.basics.title)

    def commit(self) -> None:
        """Store what is half typed, such as before the window closes; what can't be stored stays unsaid."""
        if self._form is not None and self._form.shown is not None:
            self._form.commit()

    def sizeHint(self) -> QSize:
        return QSize(340, 640)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 160)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self, *, again: bool = False) -> None:
        """Show the selected events as they are now, of one only what changed unless `again`; while hidden, wait."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        read_only = self._desk.live.read_only
        self.reason.say(tr("Nothing can be edited. {why}", why=read_only) if read_only else "", Tone.QUIET)
        selection = self._desk.browse.selection
        if len(selection) == 1:
            self._show_one(selection[0], read_only, again=again)
        elif 1 < len(selection) <= MOST_SHOWN:
            self.several.show_events(selection, read_only)
            self._turn_to(self.several)
        else:
            self._show_nothing(len(selection))

    def _show_one(self, event: int, read_only: str, *, again: bool) -> None:
        from desktop.forms.shown import load

        shown = load(self._desk.live, event)
        if shown is None:
            self._show_nothing(0)
            return
        self.form.show_event(shown, read_only, again=again)
        self._turn_to(self.form)

    def _show_nothing(self, selected: int) -> None:
        if selected:
            text = tr(
                "{count} events are selected; {most} can be changed together.",
                count=selected,
                most=MOST_SHOWN,
            )
        elif len(self._desk.live.columns):
            text = tr(
                "Select an event to see and edit all of it.\n\nSeveral can be selected and changed together."
            )
        else:
            text = tr("There are no events yet.\n\nThe menu Event ▸ New makes the first one.")
        self.empty.setText(text)
        self.pages.setCurrentWidget(self.empty)

    def _add(self, form: QWidget) -> None:
        area = QScrollArea()
        area.setWidget(form)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._areas[form] = area
        self.pages.addWidget(area)

    def _turn_to(self, form: QWidget) -> None:
        self.pages.setCurrentWidget(self._areas[form])

    def _focus(self, field: QWidget) -> None:
        if self._stale:
            self.refresh()
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, self, self._reveal_focus)

    def _reveal_focus(self) -> None:
        """Scroll to the focused field once the layout has given it a place."""
        page, field = self.pages.currentWidget(), self.focusWidget()
        if isinstance(page, QScrollArea) and field is not None:
            page.ensureWidgetVisible(field, 0, 24)

    def _on_selection_changed(self) -> None:
        form = self._form
        if form is not None and form.shown is not None:
            if len(self._desk.live.columns.rows_of([form.shown.detail.id])):
                form.commit()
            else:
                form.discard()
        self.refresh()

    def _on_unchanged(self) -> None:
        self.refresh(again=True)

    def _on_changed(self, changes: Changes) -> None:
        del changes
        self.refresh()
