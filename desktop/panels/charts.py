"""The Charts page: any chart of what passes the filter, with its options, its caption, and its numbers."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from db.errors import Problem
from db.history import Changes
from db.plots.spec import ChartSpec
from db.stats.bins import BinError
from db.stats.errors import StatError
from desktop import settings
from desktop.desk import Desk
from desktop.look import theme_for
from desktop.panels.charts_layout import ChartsLayout
from desktop.panels.charts_marking import Marking
from desktop.panels.charts_offers import offers
from desktop.panels.charts_saved import known
from desktop.panels.charts_sharing import Sharing
from desktop.panels.charts_work import Picture, Request, picture
from desktop.tasks import Newest
from desktop.widgets.tones import Tone
from desktop.wording import tr

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DEBOUNCE_MS: Final = 40
_OWN: Final = frozenset({"saved_filter", "saved_chart", "setting"})
"""Tables that no chart shows anything of."""
_OFFERED: Final = ("context", "coverage", "mechanism", "actor")


class ChartsPage(ChartsLayout):
    """Keeps one chart fresh: computed and drawn in the pool, newest request only; hidden, it waits.

    `filter_requested(text)` and `record_requested(kind, id)` are as on the other pages; `table_requested` asks for
    the selected events to be shown in the table.
    """

    filter_requested = Signal(str)
    event_requested = Signal(object)
    record_requested = Signal(str, object)
    table_requested = Signal()
    message = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._desk = desk
        self._stale = True
        self._whole = True  # whether what is stale is the numbers, not only their drawing
        self._request: Request | None = None
        self.shown: Picture | None = None
        """The chart on the page."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_DEBOUNCE_MS)
        self._work, self._offers = Newest(self), Newest(self)
        self.sharing = Sharing(self)
        self.marking = Marking(self, desk)
        self._connect()
        self.options.show_spec(_remembered())
        self._show_words()

    @property
    def spec(self) -> ChartSpec:
        """The chart that is wanted, with the filter in use."""
        return replace(self.options.spec, filter=str(self._desk.browse.filter))

    @property
    def busy(self) -> bool:
        """Whether a picture is still to come."""
        return self._work.busy or self._later.isActive() or self._stale

    def refresh(self) -> None:
        """Compute and draw anew; while hidden, wait."""
        self._mark(whole=True)

    def show_spec(self, spec: ChartSpec) -> None:
        """Show a chart with all its options, its filter too."""
        from db.filters import parse

        try:
            wanted = parse(spec.filter)
        except Problem as problem:
            self._refuse(problem)
            return
        self.options.show_spec(spec)
        self._show_words()
        self._desk.browse.set_filter(wanted)
        self.refresh()

    def keep_look(self, spec: ChartSpec) -> None:
        """Keep size and look of a figure that is exported with the options."""
        self.options.spec = replace(self.options.spec, size=spec.size, dpi=spec.dpi, look=spec.look)

    def save(self) -> None:
        """Keep the options in the saved chart that is open; ask for a name if none is."""
        self.commit()
        if self.saved.current is None:
            self.saved.ask_name()
        else:
            self.saved.save(self.spec)

    def save_as(self) -> None:
        """Ask for a name to keep the chart under."""
        self.commit()
        self.saved.ask_name()

    def commit(self) -> None:
        """Take over what is half typed."""
        self.options.commit()
        self.title.commit(again=False)
        self.note.commit(again=False)

    def remember(self) -> None:
        """Keep the options for the next sitting."""
        settings.remember("charts/options", self.options.spec.to_json())
        self.remember_layout()

    # --- Qt overrides ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._offers.ask(offers, self._desk.live)
        if self._stale:
            self._later.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._later.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "sharing"):
            self._mark(whole=False)

    # --- what makes a picture stale ---

    def _on_options(self) -> None:
        self.saved.notice.clear()
        self.refresh()

    def _on_words(self) -> None:
        spec = replace(self.options.spec, title=self.title.text().strip(), note=self.note.text().strip())
        self.title.show_value(spec.title)
        self.note.show_value(spec.note)
        if spec != self.options.spec:
            self.options.spec = spec
            self.refresh()

    def _on_rows_changed(self) -> None:
        columns, rows = self._what()
        asked = self._request
        if (
            asked is None
            or columns.ids is not asked.columns.ids
            or asked.spec.filter != str(self._desk.browse.filter)
            or len(rows) != len(asked.rows)
            or bool((rows != asked.rows).any())
        ):
            self.refresh()

    def _on_changed(self, changes: Changes) -> None:
        if changes.tables <= _OWN:
            return
        if changes.touches(*_OFFERED) and self.isVisible():
            self._offers.ask(offers, self._desk.live)
        self.refresh()

    def _on_resized(self) -> None:
        if self.shown is not None:
            self._mark(whole=False)

    def _mark(self, *, whole: bool) -> None:
        self._whole = self._whole or whole
        self._stale = True
        if self.isVisible():
            self._later.start()

    # --- from wish to picture ---

    def _ask(self) -> None:
        if not self.isVisible():
            return
        if self._request is not None:
            self._request.dropped = True
            self._whole = self._whole or (self._work.busy and self._request.result is None)
        columns, rows = self._what()
        old = self.shown
        again = None if self._whole or old is None else old.result
        if again is not None and old is not None:
            columns, rows = old.request.columns, old.request.rows
        screen = self.screen()
        self._request = Request(
            self._desk.live, columns, rows, self.spec, theme_for(self.palette()),
            (self.picture.width(), self.picture.height()), self.picture.devicePixelRatioF(),
            screen.logicalDotsPerInch(), self.font().pointSizeF() if self.font().pointSizeF() > 0 else 9.0, again,
        )  # fmt: skip
        self._stale = self._whole = False
        self._work.ask(picture, self._request)

    def _on_picture(self, found: Picture | None) -> None:
        if found is None:
            return  # an edit came between; `changed` is on its way
        same = self.shown is not None and self.shown.result is found.result
        self.shown = found
        self.options.clear_notices()
        self.show_words(found.result.caption)
        self.picture.setAccessibleDescription(_alternative(found.result.caption))
        self.picture.show_picture(found.image, found.drawn)
        if found.drawn.message:
            self.say(found.drawn.message)
        else:
            self.show_picture()
        if not same:
            self.sharing.show_numbers()
            self.marking.light()

    def _on_failed(self, error: Exception) -> None:
        self.shown = None
        self.sharing.show_numbers()
        self._refuse(error)

    def _on_no_offers(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        self.message.emit(str(error))

    def _refuse(self, error: Exception) -> None:
        """Say in place of the picture, and beside the field it comes from, why there is none."""
        if not isinstance(error, (Problem, BinError, StatError)):
            self.say(tr("This chart can't be drawn: something went wrong inside Liaison."), Tone.ERROR)
            raise error
        self.options.clear_notices()
        self.options.refuse(getattr(error, "field", ""), str(error))
        self.show_words("")
        self.say(str(error) if len(self._desk.live.columns) else _nothing_yet())

    # --- inside ---

    def _what(self) -> "tuple[Any, NDArray[np.int32]]":
        return self._desk.live.columns, self._desk.browse.rows

    def _show_words(self) -> None:
        self.title.show_value(self.options.spec.title)
        self.note.show_value(self.options.spec.note)

    def _on_save_asked(self, name: str) -> None:
        self.saved.save(self.spec, name)

    def _connect(self) -> None:
        self._later.timeout.connect(self._ask)
        self._work.done.connect(self._on_picture)
        self._work.failed.connect(self._on_failed)
        self._offers.done.connect(self.options.offer)
        self._offers.failed.connect(self._on_no_offers)
        self.options.changed.connect(self._on_options)
        self.title.committed.connect(self._on_words)
        self.note.committed.connect(self._on_words)
        self.picture.resized.connect(self._on_resized)
        self.saved.opened.connect(self.show_spec)
        self.saved.asked.connect(self._on_save_asked)
        self.saved.save_button.clicked.connect(self.save)
        self.saved.message.connect(self.message)
        self._desk.live.changed.connect(self._on_changed)
        self._desk.browse.rows_changed.connect(self._on_rows_changed)


def _remembered() -> ChartSpec:
    try:
        return known(ChartSpec.from_json(settings.text("charts/options", "{}")))
    except Problem:  # another version's
        return ChartSpec()


def _nothing_yet() -> str:
    return tr(
        "Nothing is recorded yet, so there is nothing to draw.\n\n"
        "Ctrl+N adds an event, Ctrl+I imports a table. Charts of how often parties met then stand here."
    )


def _alternative(words: str) -> str:
    """What a screen reader says of a picture."""
    return tr(
        "Chart. {caption} Arrows go from mark to mark, Space selects, Enter shows the events.", caption=words
    )
