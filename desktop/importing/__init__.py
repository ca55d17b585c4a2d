"""Importing in the window: files that are chosen or dropped, and rows that are pasted."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import settings
from desktop.importing.setup import Setup
from desktop.wording import tr

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.importing.dialog import ImportDialog

TABLES = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")


def import_files(
    window: QWidget, desk: "Desk", say: Callable[[str], None], paths: Sequence[Path] = ()
) -> "ImportDialog | None":
    """Import files, asked for if none are given; `say` tells the user what was done."""
    if not paths:
        names, _ = QFileDialog.getOpenFileNames(
            window, tr("Import"), settings.text("files/imports", str(Path.home())), _kinds()
        )
        if not names:
            return None
        paths = [Path(name) for name in names]
    settings.remember("files/imports", str(paths[0].parent))
    return _begin(window, desk, say, Setup(tuple(paths)))


def import_text(window: QWidget, desk: "Desk", say: Callable[[str], None], text: str) -> "ImportDialog":
    """Import rows that were copied in a spreadsheet."""
    return _begin(window, desk, say, Setup(text=text))


def takes(path: Path) -> bool:
    """Tell by its name whether a file that is dropped may be imported."""
    from db.imports.formats import FORMATS

    ending = path.suffix.lower()
    return ending in {*TABLES, ".zip"} or any(ending in each.endings for each in FORMATS)


def _begin(window: QWidget, desk: "Desk", say: Callable[[str], None], setup: Setup) -> "ImportDialog":
    from desktop.importing.dialog import ImportDialog

    dialog = ImportDialog(desk, setup, window)
    dialog.imported.connect(lambda outcome: say(_told(outcome)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _told(outcome: object) -> str:
    from db.imports.importing import Outcome

    if not isinstance(outcome, Outcome):
        return tr("The package was brought in; undo takes it out again.")
    told = outcome.counted
    return tr(
        "{created} events were added, {changed} changed; undo takes the import back.",
        created=f"{told['created']:,}", changed=f"{told['updated']:,}",
    )  # fmt: skip


def _kinds() -> str:
    from db.imports.formats import FORMATS

    endings = sorted({*TABLES, ".zip", *(ending for each in FORMATS for ending in each.endings)})
    everything = " ".join(f"*{ending}" for ending in endings)
    kinds = [f"{tr('Everything that can be imported')} ({everything})"]
    kinds.append(f"{tr('Tables')} ({' '.join(f'*{ending}' for ending in TABLES)})")
    kinds += [f"{each.title} ({' '.join(f'*{ending}' for ending in each.endings)})" for each in FORMATS]
    return ";;".join([*kinds, f"{tr('All files')} (*)"])
