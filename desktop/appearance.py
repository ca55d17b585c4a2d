"""Light, dark, or as the system has it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop import settings
from desktop.look import palette_of, theme_for
from desktop.theme import THEMES

CHOICES: Final = {"system": "As the &system", "light": "&Light", "dark": "&Dark"}

_SCHEMES: Final = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


def apply(choice: str) -> None:
    """Use one of CHOICES from now on; every widget hears of it by its palette."""
    QApplication.setPalette(QPalette())
    hints = QGuiApplication.styleHints()
    if hints is not None:
        hints.setColorScheme(_SCHEMES.get(choice, Qt.ColorScheme.Unknown))
    theme = THEMES.get(choice)
    if theme is not None and theme_for(QApplication.palette()) is not theme:
        # Plain X11 has no colour scheme to set: Qt's own style takes any palette.
        QApplication.setStyle("Fusion")
        QApplication.setPalette(palette_of(theme))


def choose(choice: str) -> None:
    """Apply a choice and remember it."""
    settings.remember("window/appearance", choice)
    apply(choice)
