"""Asks which events a report shall hold and how, and writes it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.desk import Desk


class Reporting(QObject):
    """Serves the menu entry of one window."""

    def __init__(self, window: QWidget, say: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window = window
        self._say = say

    def ask(self, desk: "Desk") -> None:
        """Ask what to report."""
