"""A choice of several among words that are offered; none chosen stands for all."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget


class ManyField(QToolButton):
    """Opens a menu in which each word is on or off; sends a tuple of those on."""

    committed = Signal(object)

    def __init__(self, none: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none = none
        self._offered: tuple[str, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self._write()

    @property
    def value(self) -> tuple[str, ...]:
        """The words chosen."""
        return self._chosen

    def offer(self, words: Sequence[str]) -> None:
        """Offer these words; those chosen stay, offered or not."""
        self._offered = tuple(words)
        self.setEnabled(bool(self._offered or self._chosen))

    def show_value(self, chosen: Sequence[str]) -> None:
        """Show what is chosen."""
        self._chosen = tuple(chosen)
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()

    def _fill(self) -> None:
        self._menu.clear()
        for word in dict.fromkeys((*self._offered, *self._chosen)):
            action = self._menu.addAction(word.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(word in self._chosen)
            action.toggled.connect(partial(self._on_toggled, word))

    def _on_toggled(self, word: str, on: bool) -> None:
        order = dict.fromkeys((*self._offered, *self._chosen))
        wanted = {*self._chosen, word} if on else {*self._chosen} - {word}
        self.show_value(tuple(each for each in order if each in wanted))
        self.committed.emit(self._chosen)

    def _write(self) -> None:
        words = ", ".join(self._chosen) or self._none
        room = max(self.width() - 32, 40)
        self.setText(
            self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room).replace("&", "&&")
        )
