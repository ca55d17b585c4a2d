"""Every action of the window in one table: menu, words, shortcut, tooltip and what it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.wording import plain_tip, tr

Key = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Spec:
    """One action: its name in code, menu, words, shortcut, a sentence for the tooltip, and when it is enabled."""

    name: str
    menu: str
    words: str
    shortcut: str | Key | None = None
    tip: str = ""
    needs: str = ""
    """`open` (a timeline), `write` (one that can be edited), `selected` (events of one), or nothing."""


SEPARATOR: Final = "-"

SPECS: Final[tuple[Spec, ...]] = (
    Spec("new_timeline", "File", "&New timeline…", "Ctrl+Shift+N", "Begin an empty timeline in a file of its own"),
    Spec("open_timeline", "File", "&Open…", Key.Open, "Open a timeline"),
    Spec("open_recent", "File", "Open &recent"),
    Spec("open_sample", "File", "Open the &sample", None, "Make and open a copy of the sample timeline"),
    Spec(SEPARATOR, "File", ""),
    Spec("import_csv", "File", "&Import CSV…", "Ctrl+I", "Add events from a CSV file in Liaison’s columns", "write"),
    Spec("save_copy", "File", "Save a &copy…", Key.SaveAs, "Write a checked copy of the timeline elsewhere", "open"),
    Spec("save_figure", "File", "Save &figure…", "Ctrl+E", "Save the frequency chart or its numbers", "open"),
    Spec(SEPARATOR, "File", ""),
    Spec("close_timeline", "File", "Close &timeline", Key.Close, "Close this timeline; every edit is on disk", "open"),
    Spec("quit", "File", "&Quit", Key.Quit, "Leave Liaison"),
    Spec("undo", "Edit", "&Undo", Key.Undo, "Take back the latest edit, also of earlier sittings", "write"),
    Spec("redo", "Edit", "&Redo", Key.Redo, "Carry out again what was taken back", "write"),
    Spec(SEPARATOR, "Edit", ""),
    Spec("find", "Edit", "&Find and filter", Key.Find, "Type a filter", "open"),
    Spec("clear_filter", "Edit", "&Clear the filter", "Ctrl+Shift+F", "Show all events", "open"),
    Spec("select_all", "Edit", "Select &all", None, "Select all events that pass the filter", "open"),
    Spec("show_timeline", "View", "&Timeline", "Ctrl+1", "Canvas and chart on one time axis", "open"),
    Spec("show_table", "View", "T&able", "Ctrl+2", "All events as a table", "open"),
    Spec("show_ledgers", "View", "&Ledgers", "Ctrl+3", "Mechanisms, invitations, commitments, coverage", "open"),
    Spec("show_registry", "View", "&Registry", "Ctrl+4", "Actors, people, countries, sources and the codebook", "open"),
    Spec("show_overview", "View", "O&verview", "Ctrl+5", "Counterparts, contacts, and what is to be done", "open"),
    Spec(SEPARATOR, "View", ""),
    Spec("zoom_in", "View", "Zoom &in", Key.ZoomIn, "Show fewer days", "open"),
    Spec("zoom_out", "View", "Zoom &out", Key.ZoomOut, "Show more days", "open"),
    Spec("zoom_all", "View", "&Whole span", "Ctrl+0", "Show all days that have events", "open"),
    Spec("zoom_selection", "View", "Go to &selection", "Ctrl+J", "Bring the selected events into view", "selected"),
    Spec(SEPARATOR, "View", ""),
    Spec("appearance", "View", "A&ppearance"),
    Spec("panels", "View", "&Panels"),
    Spec("new_event", "Event", "&New event", Key.New, "Add an event and type its date and title", "write"),
    Spec("duplicate", "Event", "&Duplicate", "Ctrl+D", "Copy the selected events with their participants", "selected"),
    Spec("delete", "Event", "De&lete", Key.Delete, "Delete the selected events; undo brings them back", "selected"),
    Spec(SEPARATOR, "Event", ""),
    Spec("edit_event", "Event", "&Edit in the inspector", "F4", "Go to the title of the selected event", "selected"),
    Spec("next_event", "Event", "Ne&xt event", "Alt+Down", "Select the next event in time", "open"),
    Spec("previous_event", "Event", "&Previous event", "Alt+Up", "Select the event before it in time", "open"),
    Spec("dates_help", "Help", "How &dates are read", None, "Forms of dates, and what vague ones are taken for"),
    Spec("filter_help", "Help", "&Filter words", None, "All keys of the filter with examples"),
    Spec("about", "Help", "&About Liaison", None, "Version, licence and libraries"),
)  # fmt: skip

MENUS: Final = ("File", "Edit", "View", "Event", "Help")
SHOW: Final = tuple(spec.name for spec in SPECS if spec.name.startswith("show_"))
"""The actions that show a page."""
SUBMENUS: Final = frozenset({"open_recent", "appearance", "panels"})


class Actions:
    """The window's actions by name, put into its menus; `enable` follows what there is to act on."""

    def __init__(self, window: QMainWindow, calls: dict[str, Callable[[], object]]) -> None:
        self.by_name: dict[str, QAction] = {}
        self.submenus: dict[str, QMenu] = {}
        self._needs: dict[str, str] = {}
        for title in MENUS:
            menu = window.menuBar().addMenu(f"&{tr(title)}")
            for spec in (each for each in SPECS if each.menu == title):
                self._add(window, menu, spec, calls)

    def _add(
        self, window: QMainWindow, menu: QMenu, spec: Spec, calls: dict[str, Callable[[], object]]
    ) -> None:
        if spec.name == SEPARATOR:
            menu.addSeparator()
            return
        if spec.name in SUBMENUS:
            self.submenus[spec.name] = menu.addMenu(tr(spec.words))
            return
        action = QAction(tr(spec.words), window)
        if spec.shortcut is not None:
            keys = spec.shortcut
            action.setShortcuts(keys if isinstance(keys, Key) else [QKeySequence(keys)])
        tip = tr(spec.tip) if spec.tip else action.text().replace("&", "")
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(plain_tip(f"{tip} ({shortcut})" if shortcut else tip))
        action.setStatusTip(tip)
        action.triggered.connect(lambda _checked=False, call=calls[spec.name]: call())  # drops `checked`
        menu.addAction(action)
        self.by_name[spec.name] = action
        self._needs[spec.name] = spec.needs

    def __getitem__(self, name: str) -> QAction:
        return self.by_name[name]

    def enable(self, *, opened: bool, writable: bool, selected: bool) -> None:
        """Enable what makes sense now."""
        met = {"": True, "open": opened, "write": writable, "selected": selected}
        for name, action in self.by_name.items():
            action.setEnabled(met[self._needs[name]])
