"""Asks for the file that the codebook goes into."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from db.codebook import codebook_file
from desktop.live import LiveTimeline
from desktop.wording import tr

_KINDS = "JSON (*.json);;CSV (*.csv)"


def export_codebook(parent: QWidget, live: LiveTimeline, say: Callable[[str], object]) -> None:
    """Ask for a file and write the codebook into it."""
    begun = str(live.timeline.path.with_name(f"{live.timeline.path.stem} codebook.json"))
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("Export codebook"), begun, _KINDS)
    if not chosen:
        return
    path = Path(chosen)
    if path.suffix == ".liaison":
        say(tr("“{name}” is a timeline: choose a name that ends in .json or .csv.", name=path.name))
        return
    try:
        with live.read() as session:
            codebook_file.write(session, path)
    except OSError as error:
        say(tr("The codebook was not written to {name}: {why}.", name=path.name, why=error.strerror or error))
        return
    say(tr("Codebook written to {name}.", name=path.name))
