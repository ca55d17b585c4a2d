"""The mappings kept in the timeline by name, and those in files of their own."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QToolButton, QWidget

from db.errors import Problem
from desktop import settings
from desktop.errors import tell
from desktop.wording import tr

if TYPE_CHECKING:
    from db.imports.mapping.value import Mapping
    from desktop.live import LiveTimeline


class KeptMappings(QToolButton):
    """A button with a menu: keep the mapping, take one that is kept; `chosen(mapping)` brings it."""

    chosen = Signal(object)

    def __init__(self, live: "LiveTimeline", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._mapping: Mapping | None = None
        self._name = ""
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.choices = QMenu(self)
        self.choices.aboutToShow.connect(self._fill)
        self.setMenu(self.choices)
        self._name_it()

    def show_mapping(self, mapping: "Mapping", name: str | None = None) -> None:
        """Know the mapping that is edited, and under which name it is kept."""
        self._mapping = mapping
        if name is not None:
            self._name = name
        self._name_it()

    def load(self, name: str) -> "Mapping | None":
        """Return the mapping kept under a name, None where its text can't be read any more."""
        from db.imports.mapping import saved

        try:
            with self._live.reading() as connection:
                return saved.load(connection, name).mapping
        except Problem as problem:
            tell(self.window(), str(problem))
            return None

    def _name_it(self) -> None:
        self.setText(tr("Mapping: {name}", name=self._name) if self._name else tr("Mapping"))

    def _fill(self) -> None:
        from db.imports.mapping import saved

        self.choices.clear()
        with self._live.reading() as connection:
            kept = saved.listed(connection)
        for each in kept:
            self.choices.addAction(each.name.replace("&", "&&"), partial(self._take, each.name))
        if kept:
            self.choices.addSeparator()
        self.choices.addAction(tr("&Keep it in the timeline…"), self._keep)
        self.choices.addAction(tr("&Read from a file…"), self._read)
        self.choices.addAction(tr("&Write to a file…"), self._write)

    def _take(self, name: str) -> None:
        mapping = self.load(name)
        if mapping is not None:
            self._name = name
            self.chosen.emit(mapping)

    def _keep(self) -> None:
        from db.imports.mapping import saved

        if self._mapping is None:
            return
        name, agreed = QInputDialog.getText(
            self.window(),
            tr("Keep the mapping"),
            tr("Name under which the timeline keeps it"),
            text=self._name,
        )
        if not agreed:
            return
        try:
            self._live.edit(tr("Keep mapping “{name}”", name=name), saved.create, name, self._mapping)
        except Problem as problem:
            tell(self.window(), str(problem))
            return
        self._name = name.strip()
        self._name_it()

    def _read(self) -> None:
        from db.imports.mapping import from_toml

        name, _ = QFileDialog.getOpenFileName(self.window(), tr("Read a mapping"), _folder(), _kinds())
        if not name:
            return
        try:
            mapping = from_toml(Path(name).read_text(encoding="utf-8"))
        except (Problem, OSError, UnicodeDecodeError) as error:
            tell(self.window(), tr("“{file}” can’t be read as a mapping: {why}", file=name, why=error))
            return
        self.chosen.emit(mapping)

    def _write(self) -> None:
        from db.imports.mapping import to_toml

        name, _ = QFileDialog.getSaveFileName(self.window(), tr("Write the mapping"), _folder(), _kinds())
        if not name or self._mapping is None:
            return
        path = Path(name) if name.endswith(".toml") else Path(f"{name}.toml")
        try:
            path.write_text(to_toml(self._mapping), encoding="utf-8")
        except OSError as error:
            tell(self.window(), tr("“{file}” can’t be written: {why}", file=path, why=error.strerror))


def _folder() -> str:
    return settings.text("files/folder", str(Path.home()))


def _kinds() -> str:
    return tr("Mappings") + " (*.toml)"
