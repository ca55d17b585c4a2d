"""Light, dark, or as the system has it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop import settings

CHOICES: Final = {"system": "As the &system", "light": "&Light", "dark": "&Dark"}

_SCHEMES: Final = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


def apply(choice: str) -> None:
    """Use one of CHOICES from now on; every widget hears of it by its palette."""
    hints = QGuiApplication.styleHints()
    if hints is not None:
        hints.setColorScheme(_SCHEMES.get(choice, Qt.ColorScheme.Unknown))


def choose(choice: str) -> None:
    """Apply a choice and remember it."""
    settings.remember("window/appearance", choice)
    apply(choice)
