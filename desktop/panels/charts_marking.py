"""The way between the marks of a chart and the selected events, both ways."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from db.errors import Problem
from desktop.desk import Desk
from desktop.panels.charts_work import events_behind, marks_of
from desktop.tasks import Newest
from desktop.wording import tr

if TYPE_CHECKING:
    from desktop.panels.charts import ChartsPage


class Marking(QObject):
    """Selects the events behind the marks picked, and lights the marks of events selected elsewhere."""

    def __init__(self, page: "ChartsPage", desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._picked: list[Any] = []
        self._opens = False
        self._selecting = False
        self._behind, self._lit = Newest(self), Newest(self)
        self._behind.done.connect(self._on_behind)
        self._behind.failed.connect(self._on_failed)
        self._lit.done.connect(page.picture.light)
        self._lit.failed.connect(self._on_failed)
        page.picture.picked.connect(self._on_picked)
        page.picture.opened.connect(self._on_opened)
        desk.browse.selection_changed.connect(self.light)

    def light(self) -> None:
        """Light the marks of the selected events."""
        shown, selection = self._page.shown, self._desk.browse.selection
        if self._selecting or shown is None or not self._page.isVisible():
            return
        if selection:
            self._lit.ask(marks_of, self._desk.live, shown, list(self._page.picture.marks), selection)
        else:
            self._lit.forget()
            self._page.picture.light([])

    # --- slots ---

    def _on_picked(self, marks: list[Any]) -> None:
        self._ask(marks, opens=False)

    def _on_opened(self, marks: list[Any]) -> None:
        self._ask(marks, opens=True)

    def _on_behind(self, events: list[int]) -> None:
        self._lit.forget()
        self._selecting = True  # these marks are lit already
        self._desk.browse.select(events)
        self._selecting = False
        if self._picked:
            only = self._page.picture.words(self._picked[0]) if len(self._picked) == 1 else ""
            self._page.message.emit(_told(len(events), only, len(self._picked)))
        if self._opens and events:
            self._page.table_requested.emit()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        self._page.message.emit(str(error))

    # --- inside ---

    def _ask(self, marks: list[Any], *, opens: bool) -> None:
        if self._page.shown is None:
            return
        self._picked, self._opens = marks, opens
        self._page.picture.light(marks)
        if marks:
            self._behind.ask(events_behind, self._desk.live, self._page.shown, marks)
        else:
            self._behind.forget()
            self._on_behind([])


def _told(events: int, words: str, marks: int) -> str:
    many = tr("1 event selected") if events == 1 else tr("{count} events selected", count=f"{events:,}")
    if marks > 1:
        return tr("{many} behind {marks} marks. Enter shows them in the table.", many=many, marks=marks)
    return tr("{many}: {words}. Enter shows them in the table.", many=many, words=words) if words else many
