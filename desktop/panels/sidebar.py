"""The left side: saved filters, what lanes and colours go by, and the legend."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QFormLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop import settings
from desktop.arrange import MODES, legend, remembered
from desktop.desk import Desk
from desktop.look import colour, theme_for
from desktop.panels.saved_filters import SavedFilters
from desktop.wording import PlainLabel, plain_tip, tr

WORDS = {
    "mechanism": "Mechanism",
    "counterpart": "Counterpart",
    "country": "Country",
    "family": "Family",
    "type": "Type",
    "none": "One lane",
}


class Sidebar(QWidget):
    """Offers the choices that canvas and chart follow; remembered between sittings."""

    lanes_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.saved = SavedFilters(desk)
        self._lanes = self._choice("lanes", tr("Lanes by"))
        self._colours = self._choice("colours", tr("Colour by"))
        self._legend = QListWidget()
        self._legend.setAccessibleName(tr("Colours"))
        self._legend.setFrameShape(QListWidget.Shape.NoFrame)
        self._legend.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(8)
        form.addRow(tr("&Lanes by"), self._lanes)
        form.addRow(tr("&Colour by"), self._colours)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(self._legend, 2)
        column.addWidget(PlainLabel(tr("Saved filters")))
        column.addWidget(self.saved, 3)
        self.refresh()

    @property
    def lanes_by(self) -> str:
        """What lanes go by, one of `arrange.MODES`."""
        return self._lanes.currentData()

    @property
    def colour_by(self) -> str:
        """What colours go by, one of `arrange.MODES`."""
        return self._colours.currentData()

    def refresh(self) -> None:
        """Draw the legend anew: names, colours or the look changed."""
        theme = theme_for(self.palette())
        self._legend.clear()
        for label, code in legend(self._desk.live, self.colour_by):
            item = QListWidgetItem(_swatch(theme.mark(code)), label)
            item.setToolTip(plain_tip(label))
            self._legend.addItem(item)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.refresh()

    def _choice(self, key: str, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for mode in MODES:
            box.addItem(tr(WORDS[mode]), mode)
        box.setCurrentIndex(box.findData(remembered(key)))
        box.currentIndexChanged.connect(lambda _: self._on_chosen(key, box))
        return box

    def _on_chosen(self, key: str, box: QComboBox) -> None:
        settings.remember(f"sidebar/{key}", box.currentData())
        self.refresh()
        self.lanes_changed.emit()


def _swatch(shade: str) -> QIcon:
    picture = QPixmap(12, 12)
    picture.fill(colour("#000000", 0.0))
    painter = QPainter(picture)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour(shade))
        painter.setBrush(colour(shade))
        painter.drawEllipse(2, 2, 8, 8)
    finally:
        painter.end()
    return QIcon(picture)
