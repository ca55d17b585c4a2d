"""The numbers of the overview page: tiles on top, contacts per year, and counterparts by what they are."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.panels.overview_heading import Heading
from desktop.widgets.bar_list import Bar, BarList
from desktop.widgets.flow import FlowLayout
from desktop.widgets.links import Tile
from desktop.widgets.tones import Tone, ToneLabel
from desktop.widgets.year_bars import YearBar, YearBars
from desktop.wording import tr

if TYPE_CHECKING:
    from db.summary.overview import Overview
    from db.summary.overview_rows import Number


def leads_to(events: int) -> str:
    """Say in words where a number leads."""
    if not events:
        return tr("No event stands behind it")
    return tr("Shows its event") if events == 1 else tr("Shows its {count} events", count=f"{events:,}")


class Tiles(QWidget):
    """The few large numbers: with how many, where, and how often."""

    filter_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = (
            tr("counterparts"),
            tr("countries"),
            tr("regions"),
            tr("with relations"),
            tr("without relations"),
            tr("contacts"),
            tr("undated"),
        )
        self.tiles = tuple(Tile(each) for each in words)
        self._filters: list[str] = []
        layout = FlowLayout(self, spacing=8)
        for tile in self.tiles:
            layout.addWidget(tile)
            tile.clicked.connect(self._on_clicked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setVisible(False)

    def show_overview(self, found: "Overview") -> None:
        """Show the numbers of an overview."""
        who = found.counterparts
        numbers = (who.total, who.countries, who.regions, who.with_relations, who.without_relations,
                   found.contacts, found.undated)  # fmt: skip
        self._filters = [number.filter for number in numbers]
        for tile, number in zip(self.tiles, numbers, strict=True):
            tile.show_number(
                f"{number.count:,}", tr(number.label), leads_to(number.events), leads=number.events > 0
            )
        self.setVisible(True)
        self.updateGeometry()

    def _on_clicked(self) -> None:
        self.filter_requested.emit(self._filters[self.tiles.index(self.sender())])  # type: ignore[arg-type]


class Years(QWidget):
    """Contacts per year as bars; one opens the events of its year."""

    filter_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filters: list[str] = []
        self.heading = Heading(tr("Contacts per year"))
        self.bars = YearBars()
        self.none = ToneLabel(tr("No dated contact is on record."), Tone.QUIET)
        self.none.setIndent(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.heading, self.bars, self.none):
            layout.addWidget(widget)
        self.bars.opened.connect(self._on_opened)
        self.setVisible(False)

    def show_overview(self, found: "Overview") -> None:
        """Show the years of an overview."""
        self._filters = [year.filter for year in found.years]
        self.bars.show_bars([YearBar(y.year, y.certain, y.expected, y.possible) for y in found.years])
        self.none.setVisible(not found.years)
        self.setVisible(True)

    def _on_opened(self, place: int) -> None:
        self.filter_requested.emit(self._filters[place])


class Group(QWidget):
    """Counterparts by one thing, a line each."""

    filter_requested = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filters: list[str] = []
        self.list = BarList()
        self.list.setAccessibleName(title)
        self.none = ToneLabel(tr("None yet."), Tone.QUIET)
        self.none.setIndent(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (Heading(title), self.list, self.none):
            layout.addWidget(widget)
        self.list.opened.connect(self._on_opened)

    def show_numbers(self, numbers: "tuple[Number, ...]", total: int) -> None:
        """Show these numbers, each bar as its share of all counterparts."""
        self._filters = [number.filter for number in numbers]
        self.list.fill([Bar(tr(one.label), one.count, leads_to(one.events)) for one in numbers], total)
        self.none.setVisible(not numbers)

    def _on_opened(self, place: int) -> None:
        self.filter_requested.emit(self._filters[place])


class Groups(QWidget):
    """Counterparts by family, region, standing and relations."""

    filter_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by_family = Group(tr("Counterparts by family"))
        self.by_region = Group(tr("By region"))
        self.by_standing = Group(tr("By standing"))
        self.by_relations = Group(tr("By diplomatic relations"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        for group in self.groups:
            layout.addWidget(group)
            group.filter_requested.connect(self.filter_requested)
            group.list.align_with([each.list for each in self.groups])
        self.setVisible(False)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The lists from top to bottom."""
        return self.by_family, self.by_region, self.by_standing, self.by_relations

    def show_overview(self, found: "Overview") -> None:
        """Show the counterparts of an overview."""
        who = found.counterparts
        listed = who.by_family, who.by_region, who.by_standing, who.by_relations
        for group, numbers in zip(self.groups, listed, strict=True):
            group.show_numbers(numbers, who.total.count)
        self.setVisible(True)
