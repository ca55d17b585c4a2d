"""The charts kept in the file by name: opened, kept anew, renamed, deleted and put in order."""

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db import saved_charts
from db.errors import Problem
from db.history import Changes
from db.plots.spec import ChartSpec
from desktop.live import LiveTimeline
from desktop.panels.charts_uses import KINDS
from desktop.widgets.line_field import LineField
from desktop.widgets.named_list import Named, NamedList
from desktop.widgets.notice import Notice
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import PlainLabel, plain_tip, tr

_MOST_SHOWN: Final = 6


class SavedCharts(QWidget):
    """Lists the file's charts; every change is one undo step.

    `opened(ChartSpec)` asks for one to be shown, `asked` for the present one to be handed to `save`.
    """

    opened = Signal(object)
    asked = Signal(str)
    """The name under which the present chart should be kept."""
    message = Signal(str)

    def __init__(self, live: LiveTimeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self.current: int | None = None
        """The id of the chart that is open, None for a new one."""
        self.list = NamedList(tr("Saved charts"))
        self.name = LineField()
        self.name.setPlaceholderText(tr("Name of a new chart"))
        self.name.setAccessibleName(tr("Name of the chart"))
        self.save_button = QPushButton(tr("&Save"))
        self.save_button.setToolTip(plain_tip(tr("Keep the options in the saved chart that is open")))
        self.save_as_button = QPushButton(tr("Save &as…"))
        self.save_as_button.setToolTip(plain_tip(tr("Keep chart and filter in the file under a name")))
        self.notice = Notice()
        self._none = ToneLabel(
            tr("No chart is kept yet. Save as… keeps this one with its filter."), Tone.QUIET
        )
        self._lay_out()
        self._connect()
        self.refresh()

    def save(self, spec: ChartSpec, name: str = "") -> bool:
        """Keep a chart under a name, or in the place of the one that is open; tells whether that worked."""
        name = name or self._name_of(self.current)
        kept = self._edit(tr("Save chart"), saved_charts.create, name, spec)
        if kept is None:
            return False
        self.current = kept
        self.name.hide()
        self.refresh()
        self.list.choose(kept)
        self.message.emit(tr("The chart was kept as “{name}”.", name=name))
        return True

    def ask_name(self) -> None:
        """Let the user type a name."""
        self.notice.clear()
        self.name.show_value("")
        self.name.setVisible(not self._live.read_only)
        self.name.setFocus()

    def refresh(self, *, keep_notice: bool = False) -> None:
        """Read the list anew."""
        with self._live.reading() as connection:
            charts = saved_charts.listed(connection)
        ids = {chart.id for chart in charts}
        self.current = self.current if self.current in ids else None
        entries = [Named(chart.id, chart.name, _tip(chart)) for chart in charts]
        self.list.fill(entries, fixed=bool(self._live.read_only), bold=self.current)
        self.list.fit(_MOST_SHOWN)
        self.list.setVisible(bool(charts))
        self._none.setHidden(bool(charts))
        self.save_button.setEnabled(self.current is not None and not self._live.read_only)
        self.save_as_button.setEnabled(not self._live.read_only)
        if not keep_notice:
            self.notice.clear()

    def forget(self) -> None:
        """The present chart is another one from now on."""
        self.current = None
        self.refresh()

    # --- slots ---

    def _on_opened(self, chart: int) -> None:
        with self._live.reading() as connection:
            found = next((each for each in saved_charts.listed(connection) if each.id == chart), None)
        if found is None:
            return
        try:
            spec = known(found.spec)
        except Problem as problem:
            self.notice.say(str(problem))
            return
        self.current = chart
        self.refresh()
        self.opened.emit(spec)

    def _on_named(self, name: str) -> None:
        if not name.strip():
            self.name.hide()
        elif self._has(name.strip()):
            self.notice.say(tr("A chart is called “{name}” already; type another name.", name=name.strip()))
        else:
            self.asked.emit(name.strip())

    def _on_renamed(self, chart: int, name: str) -> None:
        self._edit(tr("Rename saved chart"), saved_charts.rename, chart, name)
        self.refresh(keep_notice=True)

    def _on_deleted(self, chart: int) -> None:
        if self._edit(tr("Delete saved chart"), saved_charts.delete, chart, back=True):
            self.message.emit(tr("The saved chart was deleted; undo brings it back."))

    def _on_moved(self, ids: list[int]) -> None:
        self._edit(tr("Order saved charts"), saved_charts.reorder, ids)
        self.refresh(keep_notice=True)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("saved_chart"):
            self.refresh()

    # --- inside ---

    def _edit(self, label: str, work: object, *args: object, back: Any = None) -> Any:
        """Carry out an edit and return its result, `back` if it has none; None if it was refused."""
        self.notice.clear()
        try:
            made = self._live.edit(label, work, *args)  # type: ignore[arg-type]
        except Problem as problem:
            self.notice.say(str(problem))
            return None
        return back if made is None else made

    def _has(self, name: str) -> bool:
        with self._live.reading() as connection:
            return any(chart.name == name for chart in saved_charts.listed(connection))

    def _name_of(self, chart: int | None) -> str:
        with self._live.reading() as connection:
            return next((each.name for each in saved_charts.listed(connection) if each.id == chart), "")

    def _lay_out(self) -> None:
        heading = PlainLabel(tr("Saved charts"))
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.save_button, self.save_as_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading)
        column.addWidget(self._none)
        column.addWidget(self.list)
        column.addWidget(self.name)
        column.addWidget(self.notice)
        column.addLayout(buttons)
        self.name.hide()

    def _connect(self) -> None:
        self.list.opened.connect(self._on_opened)
        self.list.renamed.connect(self._on_renamed)
        self.list.delete_asked.connect(self._on_deleted)
        self.list.moved.connect(self._on_moved)
        self.name.committed.connect(self._on_named)
        self.save_as_button.clicked.connect(self.ask_name)
        self._live.changed.connect(self._on_changed)


def _tip(chart: saved_charts.Saved) -> str:
    try:
        spec = chart.spec
    except Problem as problem:
        return str(problem)
    kind = tr(KINDS[spec.chart][0]) if spec.chart in KINDS else spec.chart
    return f"{kind} · {spec.filter}" if spec.filter else kind


def known(spec: ChartSpec) -> ChartSpec:
    """Return a chart if its kind is known; raises Problem for one of a newer version."""
    if spec.chart not in KINDS:
        raise Problem(
            tr("This version of Liaison has no chart “{kind}”; nothing was changed.", kind=spec.chart)
        )
    return spec
