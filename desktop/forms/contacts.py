"""The contacts of an actor or a person over time: years as bars, standing as a band, and the last contact."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.arrays.columns import EventColumns
from db.clock import today
from db.words import STANDINGS
from desktop.forms.dated import days
from desktop.forms.editing import Editing
from desktop.forms.record_form import DetailPart
from desktop.live import LiveTimeline
from desktop.tasks import Newest
from desktop.widgets.strip import Band, TimeStrip
from desktop.widgets.tones import Tone, ToneLabel
from desktop.widgets.year_bars import YearBar, YearBars
from desktop.wording import tr

if TYPE_CHECKING:
    from db.registry import contacts
    from db.registry.standings import StandingSpan

_BEFORE = 10  # years of standing before the first contact


class Contacts(DetailPart):
    """Counts in the pool; a click on a year or on the button shows the events behind the numbers."""

    key = "party"
    """The filter's key for the kind of record."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.found: contacts.Contacts | None = None
        self._bands: list[Band] = []
        self.said = ToneLabel("", Tone.QUIET)
        self.bars = YearBars()
        self.band = TimeStrip()
        self.band.setAccessibleName(tr("Standing over time"))
        self.show_events = QPushButton(tr("Show events"))
        self.show_events.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.said, self.bars, self.band):
            layout.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.addWidget(self.show_events)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self._query = Newest(self)
        self._query.done.connect(self._on_found)
        self._query.failed.connect(self._on_failed)
        self.bars.opened.connect(self._on_year)
        self.show_events.clicked.connect(self._on_show)

    def show_detail(self, detail: Any) -> None:
        """Show the contacts of an actor or a person."""
        live = self.editing.live
        self._query.ask(_read, live, live.columns, filter_of(self.key, detail.name))
        spans = getattr(detail, "standings", ())
        self._bands = [band for span in spans if (band := _band(span)) is not None]
        self._show_bands()

    def _on_found(self, found: "contacts.Contacts") -> None:
        self.found = found
        known = {one.year: one for one in found.years}
        years = _axis(found, self._bands)
        self.bars.show_bars(
            [
                YearBar(year, one.certain, one.expected, one.possible)
                if (one := known.get(year))
                else YearBar(year, 0, 0, 0)
                for year in years
            ]
        )
        self._show_bands()
        undated = tr("{count} undated", count=found.undated) if found.undated else ""
        last = tr("last contact {day}", day=_days(found.last)) if found.last else ""
        contacts = (
            tr("{count} contacts", count=found.contacts) if found.contacts else tr("No contact on record.")
        )
        if found.contacts == 1:
            contacts = tr("1 contact")
        self.said.setText(" · ".join(filter(None, (contacts, last, undated))))
        self.show_events.setVisible(found.contacts > 0)

    def _on_failed(self, error: Exception) -> None:
        raise error  # a Problem is said in the status line, a bug reported

    def _on_year(self, place: int) -> None:
        from db.registry.contacts import of_year

        if self.found is None:
            return
        asked = self.bars.bars[place].year
        year = next((one for one in self.found.years if one.year == asked), None)
        if year is not None:
            self.filter_requested.emit(of_year(self.found.filter, year))

    def _show_bands(self) -> None:
        """Show the standing on the years of the bars, if there are any."""
        bars = self.bars.bars
        span = None
        if bars:
            span = (date(bars[0].year, 1, 1).toordinal(), date(bars[-1].year, 12, 31).toordinal() + 1)
        self.band.show_content(bands=self._bands, span=span)

    def _on_show(self) -> None:
        if self.found is not None:
            self.filter_requested.emit(self.found.filter)


class PersonContacts(Contacts):
    """The same for a person."""

    key = "person"


def filter_of(key: str, name: str) -> str:
    """Return the filter for a name."""
    from db.filters import Clause, Filter, Value

    return str(Filter((Clause(key, (Value(name),)),)))


def _read(live: LiveTimeline, columns: EventColumns, wanted: str) -> "contacts.Contacts":
    from db.registry.contacts import contacts

    with live.reading() as connection:
        return contacts(connection, columns, wanted)


def _axis(found: "contacts.Contacts", bands: Sequence[Band]) -> range:
    """Return the years of the axis: from the first contact, or a standing up to ten years before it, to now."""
    if not found.years:
        return range(0)
    first, last = found.years[0].year, max(found.years[-1].year, date.fromordinal(today()).year)
    starts = [date.fromordinal(band.first).year for band in bands if band.first is not None]
    return range(max(min([first, *starts]), first - _BEFORE), last + 1)


def _band(span: "StandingSpan") -> Band | None:
    if span.date is None:
        return None
    first, last = span.date.start[0], span.date.end[1]
    doubt = f" ({tr('unverified')})" if span.unverified else ""
    tip = f"{tr(span.kind)}{doubt}: {days(span.date)}"
    return Band(first, last, tr(span.kind), STANDINGS.index(span.kind), tip)


def _days(between: tuple[int, int]) -> str:
    first, last = (date.fromordinal(day).isoformat() for day in between)
    return first if first == last else tr("between {first} and {last}", first=first, last=last)
