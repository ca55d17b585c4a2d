"""What the program remembers between sittings: window layout, recent files, choices of the panels."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, QSettings

from db import places

RECENT = "files/recent"
MOST_RECENT = 12


def prepare() -> None:
    """Name the program and let every QSettings write one INI file in the user's folder for it."""
    QCoreApplication.setOrganizationName("Liaison")
    QCoreApplication.setApplicationName("liaison")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(places.config_dir()))


def recent_files() -> list[Path]:
    """Return the timelines opened last, the latest first; those that are gone are left out."""
    kept = QSettings().value(RECENT, [])
    listed = kept if isinstance(kept, list) else [kept]
    return [Path(name) for name in listed if isinstance(name, str) and Path(name).exists()]


def add_recent(path: Path) -> None:
    """Put a timeline first among the recent ones."""
    listed = [str(path), *(str(each) for each in recent_files() if each != path)]
    QSettings().setValue(RECENT, listed[:MOST_RECENT])


def forget_recent(path: Path) -> None:
    """Take a timeline off the list."""
    QSettings().setValue(RECENT, [str(each) for each in recent_files() if each != path])


def text(key: str, default: str = "") -> str:
    """Return a remembered word."""
    value = QSettings().value(key, default)
    return value if isinstance(value, str) else default


def layout(key: str) -> QByteArray | None:
    """Return a remembered state of a splitter or a header."""
    value = QSettings().value(key)
    return value if isinstance(value, QByteArray) else None


def remember(key: str, value: object) -> None:
    """Remember a word, number or layout under a key."""
    QSettings().setValue(key, value)
