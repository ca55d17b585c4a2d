"""What Liaison is made of and where it keeps things, to be read and copied into a report of a problem."""

import platform
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from db import places
from db.version import described
from desktop.wording import tr

_LIBRARIES: Final = (
    ("PySide6-Essentials", "LGPL 3"), ("SQLAlchemy", "MIT"), ("alembic", "MIT"), ("numpy", "BSD"),
    ("matplotlib", "Matplotlib (PSF-like)"), ("rapidfuzz", "MIT"), ("citeproc-py", "BSD-2"), ("lxml", "BSD"),
    ("python-calamine", "MIT"), ("XlsxWriter", "BSD-2"), ("python-docx", "MIT"), ("icalendar", "BSD-2"),
    ("recurring-ical-events", "LGPL 3"), ("rispy", "MIT"), ("bibtexparser", "MIT"), ("defusedxml", "PSF"),
    ("platformdirs", "MIT"), ("tomli-w", "MIT"),
)  # fmt: skip


def text() -> str:
    """Return versions, licences and folders, one below the other."""
    lines = [
        f"Liaison {described()}",
        "",
        tr("Keeps a timeline of exchanges between political parties, with the evidence for each."),
        tr("Licence: Apache 2.0. Qt is used under the LGPL 3, as shared libraries that you may replace."),
        "",
        f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, {platform.platform()}",
    ]
    lines += [f"{name} {found} – {licence}" for name, licence in _LIBRARIES if (found := _version(name))]
    lines += ["", tr("Folders"), *(f"{words}: {folder}" for words, folder in _folders())]
    return "\n".join(lines)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _folders() -> list[tuple[str, object]]:
    return [
        (tr("Settings"), places.config_dir()),
        (tr("Backups"), places.backup_dir()),
        (tr("Logs"), places.log_dir()),
    ]
