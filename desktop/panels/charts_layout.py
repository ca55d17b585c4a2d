"""How the Charts page is laid out: options and saved charts on the left, the picture with its words on the right."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from desktop import settings
from desktop.desk import Desk
from desktop.panels.charts_numbers import ChartNumbers
from desktop.panels.charts_options import ChartOptions
from desktop.panels.charts_picture import ChartPicture
from desktop.panels.charts_saved import SavedCharts
from desktop.widgets.line_field import LineField
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import plain_tip, tr

_NARROW: Final = 272
_SPLIT: Final = "charts/split"
_SLACK: Final = 3  # lines that a caption may have less before the picture takes their room
_BESIDE: Final = "charts/numbers"


class ChartsLayout(QWidget):
    """Composes the page's widgets; what they do is ChartsPage's."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = ChartOptions()
        self.saved = SavedCharts(desk.live)
        self.picture = ChartPicture()
        self.picture.setAccessibleName(tr("Chart"))
        self.sentence = ToneLabel("", Tone.QUIET)
        self.numbers = ChartNumbers()
        self.title = LineField()
        self.caption = ToneLabel("", Tone.QUIET)
        self.note = LineField()
        self.data_button = _button(tr("View &data"), tr("The numbers behind the chart, as a table beside it"))
        self.copy_button = _button(tr("Copy &picture"), tr("Put the picture on the clipboard"))
        self.export_button = _button(tr("E&xport…"), tr("Write the picture or its numbers to a file"))
        self._name()
        self._stack = QStackedWidget()
        self._beside = QSplitter(Qt.Orientation.Horizontal)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._left = self._left_side()
        self._arrange()

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What F6 goes through."""
        return (self.options, self.saved, self.picture, self.numbers, self.note)

    def sizeHint(self) -> QSize:
        return QSize(1100, 720)

    def say(self, sentence: str, tone: Tone = Tone.QUIET) -> None:
        """Show a sentence in place of the picture."""
        self.sentence.set_tone(tone)
        self.sentence.setText(sentence)
        self._stack.setCurrentWidget(self._instead)
        self._allow(there=False)

    def show_picture(self) -> None:
        """Show the picture again."""
        self._stack.setCurrentWidget(self.picture)
        self._allow(there=True)

    def show_words(self, caption: str) -> None:
        """Show the caption."""
        self.caption.setText(caption)
        line = self.caption.fontMetrics().height()
        needed, given = self.caption.heightForWidth(self.caption.width()), self.caption.minimumHeight()
        if (
            not given - _SLACK * line <= needed <= given
        ):  # else each filter would give the picture another size
            self.caption.setMinimumHeight(needed)

    def remember_layout(self) -> None:
        """Keep how wide the parts are."""
        settings.remember(_SPLIT, self._split.saveState())
        settings.remember(_BESIDE, "yes" if self.data_button.isChecked() else "no")

    # --- inside ---

    def _name(self) -> None:
        self.title.setPlaceholderText(tr("Title of the chart"))
        self.title.setAccessibleName(tr("Title of the chart"))
        self.title.setToolTip(plain_tip(tr("Stands above the chart, here and in exported figures")))
        self.note.setPlaceholderText(tr("Your own words, after the caption"))
        self.note.setAccessibleName(tr("Your own words after the caption"))
        self.note.setToolTip(
            plain_tip(tr("The caption is written by the program; it can be extended, not shortened."))
        )
        self.caption.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.caption.setAccessibleName(tr("Caption of the chart"))
        self.data_button.setCheckable(True)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)

    def _allow(self, *, there: bool) -> None:
        for button in (self.copy_button, self.export_button):
            button.setEnabled(there)

    def _left_side(self) -> QWidget:
        area = QScrollArea()
        area.setWidget(self.options)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.options.setContentsMargins(0, 0, 8, 0)
        area.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self._options_area = area
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 4, 0, 8)
        column.setSpacing(8)
        column.addWidget(area, 1)
        column.addWidget(self.saved)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        left.setMinimumWidth(max(self.options.minimumSizeHint().width() + bar + 10, _NARROW))
        return left

    def _right_side(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        for button in (self.data_button, self.copy_button, self.export_button):
            head.addWidget(button)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setMargin(32)
        self._instead = QWidget()
        instead = QVBoxLayout(self._instead)
        instead.addStretch(1)
        instead.addWidget(self.sentence)
        instead.addStretch(1)
        for page in (self.picture, self._instead):
            self._stack.addWidget(page)
        self._beside.addWidget(self._stack)
        self._beside.addWidget(self.numbers)
        self._beside.setSizes([640, 400])
        self._beside.setChildrenCollapsible(False)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._beside, 1)
        column.addWidget(self.caption)
        column.addWidget(self.note)
        return right

    def _arrange(self) -> None:
        self._split.addWidget(self._left)
        self._split.addWidget(self._right_side())
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        self._split.setChildrenCollapsible(False)
        kept = settings.layout(_SPLIT)
        if kept is not None:
            self._split.restoreState(kept)
        else:
            self._split.setSizes([_NARROW, 900])
        self.data_button.setChecked(settings.text(_BESIDE, "no") == "yes")
        self.numbers.setVisible(self.data_button.isChecked())
        self._allow(there=False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._split)
        self.setFocusProxy(self.options)


def _button(words: str, tip: str) -> QPushButton:
    button = QPushButton(words)
    button.setToolTip(plain_tip(tip))
    button.setAutoDefault(False)
    return button
