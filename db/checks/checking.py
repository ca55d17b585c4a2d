"""The whole check of a timeline: every page, reference, date, name, index, cache, and the history."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from db.checks import dates, history, pages, references, saved, words
from db.checks.fault import Fault, Report
from db.errors import Problem
from db.file import opening

Progress = Callable[[int, int], None]
"""Called before each part with how many are done of how many; may raise, and the check ends."""

_PARTS: Final[tuple[tuple[str, Callable[[sqlite3.Connection, Path], Iterator[Fault]]], ...]] = (
    ("pages", pages.pages),
    ("schema", pages.schema),
    ("references", references.check),
    ("dates", dates.check),
    ("names", words.names),
    ("search", words.search_index),
    ("columns", words.columns),
    ("saved", saved.check),
    ("rounds", references.rounds),
    ("history", history.check),
)


def check(path: Path | str, progress: Progress | None = None) -> Report:
    """Look at everything in a timeline without changing it; what is wrong is in the report.

    A part that can't be read to its end is itself a fault, and the others go on. Raises CannotOpen where the file is
    no timeline at all.
    """
    path = Path(path)
    opening.read_header(path)
    report = Report(path.name)
    connection = opening.connect(path, write=False)
    try:
        for place, (name, look) in enumerate(_PARTS):
            if progress is not None:
                progress(place, len(_PARTS))
            _look(report, name, look, connection, path)
    finally:
        connection.close()
    return report


def _look(
    report: Report,
    name: str,
    look: Callable[[sqlite3.Connection, Path], Iterator[Fault]],
    connection: sqlite3.Connection,
    path: Path,
) -> None:
    report.looked_at.append(name)
    try:
        for fault in look(connection, path):
            report.add(fault)
    except (sqlite3.Error, Problem, UnicodeDecodeError, ValueError, TypeError) as error:
        # What stands in damaged pages can be anything; a sound file raises nothing here.
        report.add(
            Fault(
                name, f"it can't be looked at to its end ({error})", mended="what can be read is carried over"
            )
        )
