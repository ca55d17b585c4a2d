"""The heading of the event table: which columns are shown, in what order and how wide, remembered."""

from PySide6.QtCore import QByteArray, QPoint, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from desktop import settings
from desktop.models.table_columns import COLUMNS
from desktop.wording import tr

_KEY = "table/heading"
_LAYOUT = "table/columns"
_NARROWEST = 40


class TableHeading(QHeaderView):
    """Lets the user choose, move and size columns; `remember` keeps it for the next sitting."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(_NARROWEST)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)

    def shown_keys(self) -> list[str]:
        """Return the keys of the columns shown, as they stand from left to right."""
        places = (self.logicalIndex(place) for place in range(self.count()))
        return [COLUMNS[place].key for place in places if not self.isSectionHidden(place)]

    def restore(self) -> None:
        """Arrange the columns as they were left, or as they stand at first."""
        kept = QByteArray.fromBase64(settings.text(_KEY).encode())
        if settings.text(_LAYOUT) != _layout() or kept.isEmpty() or not self.restoreState(kept):
            self.reset_columns()

    def remember(self) -> None:
        """Keep the arrangement for the next sitting."""
        settings.remember(_LAYOUT, _layout())
        settings.remember(_KEY, self.saveState().toBase64().toStdString())

    def reset_columns(self) -> None:
        """Show the columns that stand at first, in time order of the events."""
        for place, column in enumerate(COLUMNS):
            self.moveSection(self.visualIndex(place), place)
            self.resizeSection(place, column.width)
            self.setSectionHidden(place, not column.shown)
        self.setSortIndicator(0, Qt.SortOrder.AscendingOrder)

    def menu(self) -> QMenu:
        """Return the menu in which columns are chosen."""
        menu = QMenu(self)
        for place, column in enumerate(COLUMNS):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(place))
            action.setEnabled(self.isSectionHidden(place) or len(self.shown_keys()) > 1)
            action.setData(place)
            action.toggled.connect(self._on_toggled)
        menu.addSeparator()
        menu.addAction(tr("&Reset columns"), self.reset_columns)
        return menu

    def _on_toggled(self, shown: bool) -> None:
        place = self.sender().data()  # type: ignore[attr-defined]
        self.setSectionHidden(place, not shown)
        if shown and self.sectionSize(place) < _NARROWEST:
            self.resizeSection(place, COLUMNS[place].width)

    def _on_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(at))


def _layout() -> str:
    """Return what a kept arrangement must fit: it counts columns, it does not name them."""
    return " ".join(column.key for column in COLUMNS)
