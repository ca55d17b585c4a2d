"""Saving the frequency chart from the window: a picture, or the numbers behind it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from db.errors import Problem
from desktop import settings
from desktop.panels.frequency import FrequencyPanel
from desktop.wording import tr

KINDS: Final = {
    "SVG (*.svg)": ".svg",
    "PDF (*.pdf)": ".pdf",
    "PNG (*.png)": ".png",
    "CSV (*.csv)": ".csv",
    "JSON (*.json)": ".json",
}


def save_frequency(parent: QWidget, panel: FrequencyPanel, say: Callable[[str], None]) -> None:
    """Ask for a name and write what the chart shows there; its ending says what is written."""
    if panel.frequency is None:
        say(tr("There is no chart to save yet."))
        return
    folder = settings.text("figures/folder", settings.text("files/folder", str(Path.home())))
    proposed, kind = str(Path(folder) / "frequency.svg"), ""
    while True:
        chosen, kind = QFileDialog.getSaveFileName(
            parent, tr("Save figure"), proposed, ";;".join(KINDS), kind
        )
        if not chosen:
            return
        out = Path(chosen)
        if out.suffix.lower() in KINDS.values():
            break
        out = out.with_name(out.name + KINDS.get(kind, ".svg"))
        if not out.exists():
            break
        proposed = str(out)  # the dialog asked about a file without the ending
    settings.remember("figures/folder", str(out.parent))
    write(panel, out)
    say(tr("The figure was written to {path}.", path=out))


def write(panel: FrequencyPanel, out: Path) -> None:
    """Write the chart's picture or numbers; raises Problem if the disk refuses."""
    found = panel.frequency
    if found is None:
        raise Problem(tr("There is no chart to save yet."))
    try:
        if out.suffix.lower() == ".json":
            out.write_text(json.dumps(found.to_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        elif out.suffix.lower() == ".csv":
            out.write_text(found.to_csv(), encoding="utf-8", newline="")
        else:
            from desktop.charts.figure import render
            from desktop.charts.frequency import FrequencyOptions

            render(found, out, options=FrequencyOptions(contexts=tuple(panel.contexts)))
    except OSError as error:
        raise Problem(f"“{out}” can't be written ({error.strerror}); the timeline is as it was.") from error
