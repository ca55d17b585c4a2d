"""What goes into and out of the timeline that a window shows: the entries of its File menu that need one."""

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.wording import tr

Servant = TypeVar("Servant", bound=QObject)

if TYPE_CHECKING:
    from desktop.window import Window


class InAndOut(QObject):
    """Begins imports and exports for one window; each entry's own code is loaded when it is first asked for."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window

    def bring(self, *paths: Path) -> None:
        """Import files, asked for if none are given."""
        from desktop.importing import import_files

        if self._window.desk is not None:
            import_files(self._window, self._window.desk, self._window.say, paths)

    def paste(self) -> None:
        """Import the rows on the clipboard."""
        from desktop.importing import import_text

        text = QApplication.clipboard().text()
        if not text.strip():
            self._window.say(tr("There are no rows on the clipboard: copy some in a spreadsheet first."))
        elif self._window.desk is not None:
            import_text(self._window, self._window.desk, self._window.say, text)

    def export(self) -> None:
        """Write events for other programs."""
        from desktop.exporting import Exporting

        if self._window.desk is not None:
            self._one(Exporting).ask(self._window.desk)

    def report(self) -> None:
        """Write events with their evidence as a document."""
        from desktop.reporting import Reporting

        if self._window.desk is not None:
            self._one(Reporting).ask(self._window.desk)

    def export_picture(self) -> None:
        """Write the timeline as a picture."""
        self._print("export_picture")

    def print_page(self) -> None:
        """Print the timeline or the chart."""
        self._print("print_page")

    def save_figure(self) -> None:
        """Save the chart shown, or its numbers."""
        if self._window.pages is not None:
            self._window.pages.save_figure(self._window)

    def _print(self, name: str) -> None:
        from desktop.printing import Printing

        if self._window.desk is not None and self._window.pages is not None:
            getattr(self._one(Printing), name)(self._window.pages, self._window.desk)

    def _one(self, kind: type[Servant]) -> Servant:
        """Return the window's one servant of a kind."""
        return self._window.findChild(kind) or kind(self._window, self._window.say)  # type: ignore[call-arg,arg-type]
