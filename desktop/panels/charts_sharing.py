"""What leaves the Charts page: the picture as a file or on the clipboard, and the numbers as a table."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from db.errors import Problem
from db.plots.spec import ChartSpec
from desktop.panels import charts_export as export
from desktop.panels.charts_numbers import Numbers, numbers_of
from desktop.tasks import Newest, Task
from desktop.wording import tr

if TYPE_CHECKING:
    from desktop.panels.charts import ChartsPage


class Sharing(QObject):
    """Serves the page's buttons; pictures and numbers are made in the pool."""

    def __init__(self, page: "ChartsPage") -> None:
        super().__init__(page)
        self._page = page
        self.dialog: export.ExportDialog | None = None
        self._numbers = Newest(self)
        self._numbers.done.connect(page.numbers.show_numbers)
        self._numbers.failed.connect(self._on_failed)
        page.data_button.toggled.connect(self._on_data)
        page.copy_button.clicked.connect(self.copy)
        page.export_button.clicked.connect(self.ask)
        page.numbers.message.connect(page.message)

    def show_numbers(self) -> None:
        """Show the numbers of the chart, if the table stands."""
        shown = self._page.shown
        if self._page.data_button.isChecked():
            if shown is None:
                self._numbers.forget()
                self._page.numbers.show_numbers(Numbers((), (), ()))
            else:
                self._numbers.ask(_numbers, shown.result)

    def view_data(self) -> None:
        """Show the numbers beside the picture, or hide them."""
        self._page.data_button.click()

    def ask(self) -> None:
        """Ask how and where to write the chart, and write it."""
        shown = self._page.shown
        if shown is None:
            self._page.message.emit(tr("There is no chart to export yet."))
            return
        self._page.commit()
        self.dialog = export.ExportDialog(self._page.spec, self._page)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.chosen.connect(self._on_chosen)
        self.dialog.open()

    def copy(self) -> None:
        """Put the picture on the clipboard, as it would be exported."""
        if self._page.shown is None:
            self._page.message.emit(tr("There is no chart to copy yet."))
            return
        spec = replace(self._page.spec, look="light")
        task = Task(export.pictures, replace(self._page.shown.result, spec=spec))
        task.done.connect(self._on_copied)
        task.failed.connect(self._on_failed)
        task.start()

    def write(self, spec: ChartSpec, out: Path, *, guard: bool) -> None:
        """Write the chart in the size and look of a spec."""
        shown = self._page.shown
        if shown is None:
            return
        task = Task(_written, replace(shown.result, spec=spec), out, guard)
        task.done.connect(self._on_written)
        task.failed.connect(self._on_failed)
        task.start()

    # --- slots ---

    def _on_data(self, wanted: bool) -> None:
        self._page.numbers.setVisible(wanted)
        self.show_numbers()

    def _on_chosen(self, spec: ChartSpec, kind: str, guard: bool) -> None:
        self._page.keep_look(spec)
        out = export.ask_path(self._page, kind, spec.title or spec.chart)
        if out is not None:
            self.write(spec, out, guard=guard)

    def _on_written(self, out: Path) -> None:
        self._page.message.emit(tr("The chart was written to {path}.", path=out))

    def _on_copied(self, pictures: dict[str, bytes]) -> None:
        export.on_clipboard(pictures)
        self._page.message.emit(tr("The picture was copied."))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        self._page.message.emit(str(error))


def _numbers(result: Any) -> Numbers:
    return numbers_of(result.to_csv())


def _written(result: Any, out: Path, guard: bool) -> Path:
    return export.write(result, out, guard=guard)
