"""Every action of the window in one table: menu, words, shortcut, tooltip and what it calls."""

from collections.abc import Callable, Container
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
    """What has to be there, as words of STATES with spaces between; nothing for what always can be done."""


SEPARATOR: Final = "-"
STATES: Final = {
    "open": "a timeline",
    "write": "a timeline that can be edited",
    "events": "a page of events",
    "canvas": "the timeline page",
    "chart": "the charts page",
    "printable": "the timeline or the charts page",
    "records": "a page of records",
    "selected": "selected events, on a page of events",
}
"""What an action can need. Two actions may share a shortcut where what they need is never there together."""

SPECS: Final[tuple[Spec, ...]] = (
    Spec("new_timeline", "File", "&New timeline…", "Ctrl+Shift+N", "Begin an empty timeline in a file of its own"),
    Spec("open_timeline", "File", "&Open…", Key.Open, "Open a timeline"),
    Spec("open_recent", "File", "Open &recent"),
    Spec("open_sample", "File", "Open the &sample", None, "Make and open a copy of the sample timeline"),
    Spec(SEPARATOR, "File", ""),
    Spec("import_files", "File", "&Import…", "Ctrl+I", "Add records from tables and files of many formats", "write"),
    Spec("save_copy", "File", "Save a &copy…", Key.SaveAs, "Write a checked copy of the timeline elsewhere", "open"),
    Spec("save_figure", "File", "Save &figure…", "Ctrl+E", "Save the chart shown, or its numbers", "open"),
    Spec("export_picture", "File", "Export &picture of the timeline…", None, "Write it as PDF, SVG or PNG", "canvas"),
    Spec("export", "File", "&Export…", "Ctrl+Shift+X", "Write what passes the filter for other programs", "open"),
    Spec("report", "File", "&Report…", None, "Write events with their evidence as a document", "open"),
    Spec(SEPARATOR, "File", ""),
    Spec("print", "File", "Pr&int…", Key.Print, "Print the timeline or the chart, with a preview", "printable"),
    Spec(SEPARATOR, "File", ""),
    Spec("close_timeline", "File", "Close &timeline", Key.Close, "Close this timeline; every edit is on disk", "open"),
    Spec("quit", "File", "&Quit", Key.Quit, "Leave Liaison"),
    Spec("undo", "Edit", "&Undo", Key.Undo, "Take back the latest edit, also of earlier sittings", "write"),
    Spec("redo", "Edit", "&Redo", Key.Redo, "Carry out again what was taken back", "write"),
    Spec(SEPARATOR, "Edit", ""),
    Spec("find", "Edit", "&Filter events", "Ctrl+L", "Type a filter", "open"),
    Spec("clear_filter", "Edit", "&Clear the filter", "Ctrl+Shift+F", "Show all events", "open"),
    Spec("paste_rows", "Edit", "&Paste rows…", Key.Paste, "Import rows copied in a spreadsheet", "events write"),
    Spec("select_all", "Edit", "Select &all", None, "Select all events that pass the filter", "events"),
    Spec("show_timeline", "View", "&Timeline", "Ctrl+1", "Canvas and chart on one time axis", "open"),
    Spec("show_table", "View", "T&able", "Ctrl+2", "All events as a table", "open"),
    Spec("show_charts", "View", "C&harts", "Ctrl+3", "How often: any chart of what passes the filter", "open"),
    Spec("show_ledgers", "View", "&Ledgers", "Ctrl+4", "Mechanisms, invitations, commitments, coverage", "open"),
    Spec("show_registry", "View", "&Registry", "Ctrl+5", "Actors, people, countries, sources and the codebook", "open"),
    Spec("show_overview", "View", "O&verview", "Ctrl+6", "Counterparts, contacts, and what is to be done", "open"),
    Spec("records", "View", "Re&cords of"),
    Spec("mechanisms", "records", "&Mechanisms", "Alt+1", "Standing arrangements and their sessions", "open"),
    Spec("invitations", "records", "&Invitations", "Alt+2", "Who invited whom, and what came of it", "open"),
    Spec("commitments", "records", "C&ommitments", "Alt+3", "Who promised what, and whether it was kept", "open"),
    Spec("coverage", "records", "Co&verage", "Alt+4", "Which spans of which source were searched", "open"),
    Spec("context", "records", "Conte&xt", "Alt+5", "Crises, congresses, elections, governments", "open"),
    Spec(SEPARATOR, "records", ""),
    Spec("actors", "records", "&Actors", "Alt+6", "Parties, their organs, governments and others", "open"),
    Spec("people", "records", "&People", "Alt+7", "Names in every script, and posts", "open"),
    Spec("countries", "records", "Co&untries", "Alt+8", "Countries, territories and their relations", "open"),
    Spec("sources", "records", "&Sources", "Alt+9", "What the events rest on", "open"),
    Spec("codebook", "records", "Code&book", "Alt+0", "What types, levels, areas, issues and tags mean", "open"),
    Spec("next_tab", "View", "&Next page", "Ctrl+PgDown", "Go to the next page or tab", "open"),
    Spec("previous_tab", "View", "&Previous page", "Ctrl+PgUp", "Go to the page or tab before", "open"),
    Spec("next_part", "View", "Ne&xt part", "F6", "Go on to the form, the filter, the list or the canvas", "open"),
    Spec("previous_part", "View", "Previo&us part", "Shift+F6", "Go back to the part before", "open"),
    Spec(SEPARATOR, "View", ""),
    Spec("zoom_in", "View", "Zoom &in", Key.ZoomIn, "Show fewer days", "canvas"),
    Spec("zoom_out", "View", "Zoom &out", Key.ZoomOut, "Show more days", "canvas"),
    Spec("zoom_all", "View", "&Whole span", "Ctrl+0", "Show all days that have events", "canvas"),
    Spec("zoom_selection", "View", "&Go to selection", "Ctrl+J", "Bring the selected events into view", "selected"),
    Spec(SEPARATOR, "View", ""),
    Spec("appearance", "View", "Appearanc&e"),
    Spec("panels", "View", "Panel&s"),
    Spec("new_event", "Event", "&New event", Key.New, "Add an event and type its date and title", "write"),
    Spec("duplicate", "Event", "&Duplicate", "Ctrl+D", "Copy the selected events and who took part", "selected write"),
    Spec("delete", "Event", "De&lete", Key.Delete, "Delete the selected events; undo restores them", "selected write"),
    Spec(SEPARATOR, "Event", ""),
    Spec("edit_event", "Event", "&Edit in the inspector", "F4", "Go to the title of the selected event", "selected"),
    Spec("next_event", "Event", "Ne&xt event", "Alt+Down", "Select the next event in time", "events"),
    Spec("previous_event", "Event", "&Previous event", "Alt+Up", "Select the event before it in time", "events"),
    Spec("new_record", "Record", "&New record…", Key.New, "Add a record to this list", "records write"),
    Spec("delete_record", "Record", "De&lete record", "Ctrl+Del", "Delete it; undo brings it back", "records write"),
    Spec(SEPARATOR, "Record", ""),
    Spec("find_record", "Record", "&Find in this list", Key.Find, "Type part of any of its names or words", "records"),
    Spec("edit_record", "Record", "&Edit in its form", "F4", "Go to the first field of the record", "records"),
    Spec("save_chart", "Chart", "&Save chart", Key.Save, "Keep the chart’s options in the file", "chart write"),
    Spec("save_chart_as", "Chart", "Save chart &as…", None, "Keep the chart in the file under a name", "chart write"),
    Spec(SEPARATOR, "Chart", ""),
    Spec("copy_picture", "Chart", "&Copy picture", "Ctrl+Shift+C", "Put the picture on the clipboard", "chart"),
    Spec("view_data", "Chart", "View &data", "Ctrl+D", "The numbers behind the chart, beside it", "chart"),
    Spec("dates_help", "Help", "How &dates are read", None, "Forms of dates, and what vague ones are taken for"),
    Spec("filter_help", "Help", "&Filter words", None, "All keys of the filter with examples"),
    Spec("about", "Help", "&About Liaison", None, "Version, licence and libraries"),
)  # fmt: skip

MENUS: Final = {
    name.replace("&", ""): name
    for name in ("&File", "&Edit", "&View", "Even&t", "&Record", "&Chart", "&Help")
}
SHOW: Final = tuple(spec.name for spec in SPECS if spec.name.startswith("show_"))
"""The actions that show a page."""
SUBMENUS: Final = frozenset({"open_recent", "records", "appearance", "panels"})
ALSO: Final = {"redo": ("Ctrl+Y", "Ctrl+Shift+Z"), "zoom_in": ("Ctrl+=",)}
"""Further shortcuts that hands know from elsewhere, whatever the platform's own are."""
TABS: Final = tuple(spec.name for spec in SPECS if spec.menu == "records" and spec.name != SEPARATOR)
"""The actions that show the records of one kind, which is their name."""


class Actions:
    """The window's actions by name, put into its menus; `enable` follows what there is to act on."""

    def __init__(self, window: QMainWindow, calls: dict[str, Callable[[], object]]) -> None:
        self.by_name: dict[str, QAction] = {}
        self.submenus: dict[str, QMenu] = {}
        self._needs: dict[str, str] = {}
        for title, words in MENUS.items():
            menu = window.menuBar().addMenu(tr(words))
            self._fill(window, menu, title, calls)

    def _fill(
        self, window: QMainWindow, menu: QMenu, title: str, calls: dict[str, Callable[[], object]]
    ) -> None:
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
            self._fill(window, self.submenus[spec.name], spec.name, calls)
            return
        action = QAction(tr(spec.words), window)
        if spec.shortcut is not None:
            action.setShortcuts(_sequences(spec.shortcut, *ALSO.get(spec.name, ())))
        tip = tr(spec.tip) if spec.tip else action.text().replace("&", "")
        action.setStatusTip(tip)
        _tell(action)
        action.triggered.connect(lambda _checked=False, call=calls[spec.name]: call())  # drops `checked`
        menu.addAction(action)
        self.by_name[spec.name] = action
        self._needs[spec.name] = spec.needs

    def __getitem__(self, name: str) -> QAction:
        return self.by_name[name]

    def enable(self, states: Container[str]) -> None:
        """Enable what makes sense while these of STATES hold."""
        for name, action in self.by_name.items():
            action.setEnabled(all(need in states for need in self._needs[name].split()))

    def bind(self, name: str, *keys: str | Key) -> None:
        """Give an action other shortcuts; the menu shows the first."""
        action = self.by_name[name]
        action.setShortcuts(_sequences(*keys))
        _tell(action)


def _sequences(*keys: str | Key) -> list[QKeySequence]:
    """Return each shortcut once; a standard key stands for all that the platform has for it."""
    found: list[QKeySequence] = []
    for key in keys:
        some = QKeySequence.keyBindings(key) if isinstance(key, Key) else [QKeySequence(key)]
        found += [one for one in some if one not in found]
    return found


def _tell(action: QAction) -> None:
    """Say in the tooltip what an action does, and its shortcut."""
    shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    tip = action.statusTip()
    action.setToolTip(plain_tip(f"{tip} ({shortcut})" if shortcut else tip))
