"""Asks where a file shall be written; its ending is put right."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import settings


def ask_path(parent: QWidget, title: str, words: str, name: str, folder_key: str) -> Path | None:
    """Ask for a file of one kind; None if the user gives up.

    `words` are the kind's as the dialog has them, "PDF (*.pdf)", `name` the one proposed without its ending.
    The folder is remembered under `folder_key`.
    """
    ending = words[words.rindex("*") + 1 : -1]
    folder = settings.text(folder_key, settings.text("files/folder", str(Path.home())))
    plain = "".join(c if c.isalnum() or c in " -_" else "-" for c in name).strip()[:80]
    proposed = str(Path(folder) / f"{plain or 'timeline'}{ending}")
    while True:
        chosen, _ = QFileDialog.getSaveFileName(parent, title, proposed, words)
        if not chosen:
            return None
        out = Path(chosen)
        if out.suffix.lower() == ending:
            break
        out = out.with_name(out.name + ending)
        if not out.exists():
            break
        proposed = str(out)  # the dialog asked about a file without the ending
    settings.remember(folder_key, str(out.parent))
    return out
