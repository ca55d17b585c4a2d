"""The one window: it composes menus, start page, pages and docks, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QActionGroup, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QStackedWidget

from desktop import appearance, settings
from desktop.actions import SHOW, TABS, Actions, Key
from desktop.documents import ENDING, Documents
from desktop.help import HelpDialogs
from desktop.in_and_out import InAndOut
from desktop.start_page import StartPage
from desktop.wording import tr

if TYPE_CHECKING:  # loaded with the first timeline: the start page needs none of it
    from db.history import Changes
    from db.timeline import Timeline
    from desktop.desk import Desk
    from desktop.editing import Editing
    from desktop.pages import Pages
    from desktop.upkeep import Upkeep


class Window(QMainWindow):
    """Holds at most one open timeline; without one it shows the start page."""

    def __init__(self) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self.pages: Pages | None = None
        self._editing: Editing | None = None
        self._upkeep: Upkeep | None = None
        self._docks: list[QDockWidget] = []
        self._laid_out = "window/start"
        self._documents = Documents(self, self.show_timeline)
        self._help = HelpDialogs(self)
        self._start = StartPage()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._start)
        self.setCentralWidget(self._stack)
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.in_and_out = InAndOut(self)
        self.actions_ = Actions(self, self._calls())
        self.actions_.submenus["open_recent"].aboutToShow.connect(self._fill_recent)
        self._fill_appearance()
        self._start.open_requested.connect(self.open)
        self._start.browse_requested.connect(self._documents.browse)
        self._start.new_requested.connect(self._documents.new)
        self._start.sample_requested.connect(self._documents.sample)
        self.statusBar().setSizeGripEnabled(True)
        self.resize(1360, 860)
        self._restore()
        self._refresh()

    # --- timelines ---

    def open(self, path: Path) -> None:
        """Open a timeline in place of the present one."""
        self._documents.open(path)

    def show_timeline(self, timeline: Timeline) -> None:
        """Show an open timeline; the one shown before is closed."""
        from desktop.axis import TimeAxis
        from desktop.browse import Browse
        from desktop.desk import Desk
        from desktop.editing import Editing
        from desktop.live import LiveTimeline
        from desktop.pages import Pages
        from desktop.upkeep import Upkeep

        self.close_timeline()
        live = LiveTimeline(timeline)
        self.desk = Desk(live, Browse(live), TimeAxis())
        self._editing = Editing(self.desk, self.say)
        self._upkeep = Upkeep(self.desk, self.say)
        self.pages = Pages(self.desk, self._editing, self.say)
        self._stack.addWidget(self.pages)
        self._stack.setCurrentWidget(self.pages)
        self._add_docks(self.pages)
        self.pages.page_shown.connect(self._on_page_shown)
        live.changed.connect(self._on_changed)
        self.desk.browse.selection_changed.connect(self._refresh)
        self.pages.edit_requested.connect(self._edit_event)
        self._restore_docks()
        self._refresh()
        self._name_records()
        if live.read_only:
            self.say(live.read_only)

    def close_timeline(self) -> None:
        """Close the open timeline; every edit is on disk already."""
        if self.desk is None or self.pages is None:
            return
        self.pages.commit()  # what is half typed
        self._remember()
        self._stack.setCurrentWidget(self._start)
        for widget in (*self._docks, self.pages):
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        self._docks.clear()
        desk, self.desk, self.pages, self._editing, self._upkeep = self.desk, None, None, None, None
        self._laid_out = self._layout_key()  # or quitting from the start page would forget the docks
        desk.live.close()
        for each in (desk.browse, desk.axis, desk.live):
            each.deleteLater()
        self._start.refresh()
        self._refresh()

    def say(self, sentence: str) -> None:
        """Show a sentence in the status line for a while."""
        self.statusBar().showMessage(sentence, 12_000)

    def warm_up(self) -> None:
        """After the first paint: load what the next step will need."""
        from desktop.warming import warm_up

        warm_up()

    # --- Qt overrides ---

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.desk is None:  # closing a timeline remembers the same and more
            self._remember()
        self.close_timeline()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pages is not None:
            self.pages.focus_page()  # out of a form or the filter
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(_is_ours(url.toLocalFile()) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        names = [url.toLocalFile() for url in event.mimeData().urls()]
        timelines = [name for name in names if name.endswith(ENDING)]
        others = [Path(name) for name in names if not name.endswith(ENDING) and _is_ours(name)]
        # Later: the drag's source waits for this one to return.
        if timelines:
            event.acceptProposedAction()
            QTimer.singleShot(0, lambda: self.open(Path(timelines[0])))
        elif others and self.pages is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, lambda: self.in_and_out.bring(*others))

    # --- slots ---

    def _on_changed(self, changes: Changes) -> None:
        del changes
        self._refresh()

    def _on_page_shown(self) -> None:
        self._refresh()
        self._name_records()
        if self._layout_key() != self._laid_out:
            settings.remember(self._laid_out, self.saveState())
            self._restore_docks()

    def _edit_event(self) -> None:
        if self._docks:
            self._docks[-1].show()
            self._docks[-1].raise_()
            self.pages.inspector.focus_title()  # type: ignore[union-attr]

    def _new_event(self) -> None:
        if self._editing is not None and self.pages is not None:
            if not self.pages.shows_events:
                self.pages.show_page("timeline")
            self._editing.new_event()
            self._docks[-1].show()
            self.pages.inspector.begin_new()

    def _save_copy(self) -> None:
        if self.desk is not None:
            self.say(self._documents.save_copy(self.desk.live.timeline))

    # --- helpers ---

    def _calls(self) -> dict[str, Callable[[], object]]:
        def on_pages(name: str, *values: object) -> Callable[[], object]:
            return lambda: getattr(self.pages, name)(*values)

        def on_editing(name: str, *values: object) -> Callable[[], object]:
            return lambda: getattr(self._editing, name)(*values)

        return {
            "new_timeline": self._documents.new,
            "open_timeline": self._documents.browse,
            "open_sample": self._documents.sample,
            "import_files": self.in_and_out.bring,
            "paste_rows": self.in_and_out.paste,
            "save_copy": self._save_copy,
            "save_figure": self.in_and_out.save_figure,
            "export_picture": self.in_and_out.export_picture,
            "print": self.in_and_out.print_page,
            "report": self.in_and_out.report,
            "export": self.in_and_out.export,
            "close_timeline": self.close_timeline,
            "quit": self.close,
            "undo": on_editing("undo"),
            "redo": on_editing("redo"),
            "find": on_pages("focus_filter"),
            "clear_filter": on_pages("clear_filter"),
            "select_all": on_editing("select_all"),
            **{name: on_pages("show_page", name.removeprefix("show_")) for name in SHOW},
            **{name: on_pages("show_tab", name) for name in TABS},
            "next_tab": on_pages("step_tab", 1),
            "previous_tab": on_pages("step_tab", -1),
            "next_part": on_pages("step_part", 1),
            "previous_part": on_pages("step_part", -1),
            "zoom_in": on_pages("zoom", 1.5),
            "zoom_out": on_pages("zoom", 1 / 1.5),
            "zoom_all": on_pages("zoom_all"),
            "zoom_selection": on_pages("zoom_selection"),
            "new_event": self._new_event,
            "duplicate": on_editing("duplicate"),
            "delete": on_editing("delete"),
            "edit_event": self._edit_event,
            "next_event": on_editing("step", 1),
            "previous_event": on_editing("step", -1),
            "new_record": on_pages("on_records", "begin_new"),
            "delete_record": on_pages("on_records", "delete_current"),
            "find_record": on_pages("on_records", "find_in_list"),
            "edit_record": on_pages("on_records", "edit_current"),
            "save_chart": on_pages("on_chart", "save"),
            "save_chart_as": on_pages("on_chart", "save_as"),
            "copy_picture": on_pages("on_chart", "copy"),
            "view_data": on_pages("on_chart", "view_data"),
            "dates_help": self._help.dates,
            "filter_help": self._help.filters,
            "about": self._help.about,
        }

    def _add_docks(self, pages: Pages) -> None:
        for name, title, widget, area in (
            ("sidebar", tr("View"), pages.sidebar, Qt.DockWidgetArea.LeftDockWidgetArea),
            ("inspector", tr("Event"), pages.inspector, Qt.DockWidgetArea.RightDockWidgetArea),
        ):
            dock = QDockWidget(title, self)
            dock.setObjectName(name)
            dock.setWidget(widget)
            dock.setFeatures(
                QDockWidget.DockWidgetFeature.DockWidgetClosable
                | QDockWidget.DockWidgetFeature.DockWidgetMovable
            )
            self.addDockWidget(area, dock)
            self._docks.append(dock)
        menu = self.actions_.submenus["panels"]
        menu.clear()
        for dock in self._docks:
            menu.addAction(dock.toggleViewAction())
        self.resizeDocks(self._docks, [200, 340], Qt.Orientation.Horizontal)

    def _fill_recent(self) -> None:
        menu = self.actions_.submenus["open_recent"]
        menu.clear()
        for path in settings.recent_files():
            menu.addAction(path.name.replace("&", "&&"), lambda path=path: self.open(path)).setStatusTip(
                str(path)
            )
        menu.setToolTipsVisible(True)
        if menu.isEmpty():
            menu.addAction(tr("None yet")).setEnabled(False)

    def _fill_appearance(self) -> None:
        group = QActionGroup(self)
        now = settings.text("window/appearance", "system")
        for choice, words in appearance.CHOICES.items():
            action = self.actions_.submenus["appearance"].addAction(tr(words))
            action.setCheckable(True)
            action.setChecked(choice == now)
            action.triggered.connect(lambda _checked, choice=choice: appearance.choose(choice))
            group.addAction(action)

    def _refresh(self) -> None:
        self.actions_.enable(self._states())
        self._name_steps()
        self.setWindowTitle(_title(self.desk))

    def _states(self) -> set[str]:
        """Return which of the actions' STATES hold."""
        if self.desk is None or self.pages is None:
            return set()
        held = {
            "open": True,
            "write": not self.desk.live.read_only,
            "events": self.pages.shows_events,
            "canvas": self.pages.shown == "timeline",
            "chart": self.pages.shown == "charts",
            "printable": self.pages.shown in {"timeline", "charts"},
            "records": self.pages.records is not None,
            "selected": self.pages.shows_events and bool(self.desk.browse.selection),
        }
        return {name for name, holds in held.items() if holds}

    def _name_records(self) -> None:
        """Name the actions on records after those shown; their keys act on events where events are shown."""
        records = self.pages.records if self.pages is not None else None
        if records is None:
            self.actions_.bind("new_event", Key.New, "Ctrl+Shift+E")
            self.actions_.bind("find", Key.Find, "Ctrl+L")
            return
        self.actions_.bind("new_event", "Ctrl+Shift+E")
        self.actions_.bind("find", "Ctrl+L")
        self.actions_["new_record"].setText(f"&{records.spec.new.title}…")
        self.actions_["delete_record"].setText(records.spec.delete_words.replace("De", "De&", 1))

    def _name_steps(self) -> None:
        for name, words in (("undo", tr("&Undo")), ("redo", tr("&Redo"))):
            self.actions_[name].setText(words)
        if self.desk is None or self.desk.live.read_only:
            return
        labels = self.desk.live.timeline.steps()
        for name, words, label in zip(("undo", "redo"), (tr("&Undo"), tr("&Redo")), labels, strict=True):
            self.actions_[name].setEnabled(label is not None)
            if label is not None:
                self.actions_[name].setText(f"{words} {label.replace('&', '&&')}")

    def _restore(self) -> None:
        geometry = settings.layout("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self._restore_docks()

    def _restore_docks(self) -> None:
        """Give the docks the places they had on pages of this kind; records are edited in their own pages."""
        self._laid_out = self._layout_key()
        kept = settings.layout(self._laid_out)
        if kept is not None:
            self.restoreState(kept)
        elif self._laid_out == "window/records":
            for dock in self._docks:
                dock.hide()

    def _remember(self) -> None:
        settings.remember("window/geometry", self.saveGeometry())
        settings.remember(self._laid_out, self.saveState())
        if self.pages is not None:
            self.pages.remember()

    def _layout_key(self) -> str:
        if self.pages is None:
            return "window/start"
        return "window/layout" if self.pages.shows_events else "window/records"


def _is_ours(name: str) -> bool:
    from desktop.importing import takes

    return name.endswith(ENDING) or takes(Path(name))


def _title(desk: Desk | None) -> str:
    if desk is None:
        return "Liaison"
    suffix = tr(" (read-only)") if desk.live.read_only else ""
    return f"{desk.live.timeline.path.stem}{suffix} – Liaison"
