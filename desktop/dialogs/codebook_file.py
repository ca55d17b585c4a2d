"""Writes the codebook into a file that goes with the data: JSON or CSV, always with its version."""

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

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
        write_codebook(live, path)
    except OSError as error:
        say(tr("The codebook was not written to {name}: {why}.", name=path.name, why=error.strerror or error))
        return
    say(tr("Codebook written to {name}.", name=path.name))


def write_codebook(live: LiveTimeline, path: Path) -> None:
    """Write the codebook as CSV if the path ends so, else as JSON, whole or not at all; raises OSError."""
    from db.codebook import codebook_terms

    with live.read() as session:
        exported = codebook_terms.export(session)
        rows = codebook_terms.csv_rows(session)
    if path.suffix.lower() == ".csv":
        out = io.StringIO(newline="")
        csv.writer(out).writerows([*rows, ("version", str(exported["version"]))])
        text = out.getvalue()
    else:
        text = json.dumps(exported, ensure_ascii=False, indent=1) + "\n"
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(text.encode())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
