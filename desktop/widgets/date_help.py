"""The list of what can be typed as a date and how vague words are read."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.dates import CONVENTIONS, DateError, describe, parse
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import tr

EXAMPLES: Final = (
    "25 September 2007",
    "16–17 Oct 2006",
    "March 2004",
    "late February 2009",
    "spring 2004",
    "c. 2004",
    "before 2005",
    "between 2004 and 2006",
    "2004年3月16日",
    "2004年3月下旬",
    "平成16年3月",
    "民國93年3月",
    "2006년 10월 16일",
    "2004-03/2004-06",
    "2004-03/..",
    "[2004-03,2004-05]",
    "200X",
)
"""Typed forms, one of each kind."""


class DateHelp(QDialog):
    """Shows examples with what each is read as, then the conventions for words that sources leave vague."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("How dates are read"))
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(16, 16, 16, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        _heading(grid, tr("What can be typed"))
        for text in EXAMPLES:
            _row(grid, text, _reading(text))
        _heading(grid, tr("How vague words are read"))
        for words, meaning in CONVENTIONS:
            _row(grid, words, meaning)
        area = QScrollArea(self)
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.addWidget(area)
        layout.addWidget(buttons)
        self.resize(640, 560)


def _reading(text: str) -> str:
    try:
        when = parse(text)
    except DateError as error:
        return str(error)
    said = describe(when)
    return said if when.edtf == text else f"{said}: {when.edtf}"


def _heading(grid: QGridLayout, text: str) -> None:
    label = ToneLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    row = grid.rowCount()
    grid.setRowMinimumHeight(row, 32)
    grid.addWidget(label, row, 0, 1, 2, Qt.AlignmentFlag.AlignBottom)


def _row(grid: QGridLayout, words: str, meaning: str) -> None:
    row = grid.rowCount()
    grid.addWidget(ToneLabel(words), row, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(ToneLabel(meaning, Tone.QUIET), row, 1, Qt.AlignmentFlag.AlignTop)
