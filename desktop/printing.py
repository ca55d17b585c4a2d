"""What leaves the window as a picture of the timeline: a file, or paper by way of the print preview."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSpinBox, QToolBar, QWidget

from db.errors import Problem
from desktop.dialogs.saving import ask_path
from desktop.dialogs.working import Step, Working
from desktop.tasks import Task
from desktop.wording import PlainLabel, plain_tip, tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    from db.plots.results import Result
    from desktop.desk import Desk
    from desktop.pages import Pages
    from desktop.picture.content import Content, Shown
    from desktop.picture.dialog import PictureDialog
    from desktop.picture.spec import PictureSpec

Say = Callable[[str], None]
_FILES: Final = {"pdf": "PDF (*.pdf)", "svg": "SVG (*.svg)", "png": "PNG (*.png)"}
_CHART_DPI: Final = 600


class Printing(QObject):
    """Serves the two menu entries of one window; what takes a while is done in the pool."""

    def __init__(self, window: QWidget, say: Say) -> None:
        super().__init__(window)
        self._window = window
        self._say = say
        self._shown: Shown | None = None
        self._content: Content | None = None
        self._chart: QImage | None = None
        self._across = 1
        self.dialog: PictureDialog | None = None
        self.preview: QPrintPreviewDialog | None = None
        self.working: Working | None = None

    def export_picture(self, pages: "Pages", desk: "Desk") -> None:
        """Ask how the picture of the timeline shall be, and write it."""
        from desktop.picture.dialog import PictureDialog

        self._shown = self._take(pages, desk)
        if self._shown is None:
            return
        self.dialog = PictureDialog(self._shown, self._window)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.chosen.connect(self._on_chosen)
        self.dialog.open()

    def write(self, shown: "Shown", spec: "PictureSpec", out: Path) -> None:
        """Write a picture to a file, with progress and Cancel."""
        title = tr("Drawing the timeline")
        self.working = Working(self._window, title, lambda step: _written(shown, spec, out, step))
        self.working.done.connect(self._on_written)
        self.working.failed.connect(self._on_failed)
        self.working.start()

    def print_page(self, pages: "Pages", desk: "Desk") -> None:
        """Show the timeline, or the chart on the Charts page, as it will be printed."""
        if pages.shown == "charts":
            self._print_chart(pages)
            return
        from desktop.picture.content import gather
        from desktop.picture.spec import PictureSpec

        shown = self._take(pages, desk)
        if shown is not None:
            self._run(Task(gather, shown, PictureSpec()), self._on_gathered)

    # --- slots ---

    def _on_chosen(self, spec: "PictureSpec") -> None:
        out = ask_path(
            self._window,
            tr("Export the picture"),
            _FILES[spec.kind],
            spec.title or "timeline",
            "figures/folder",
        )
        if out is not None and self._shown is not None:
            self.write(self._shown, spec, out)

    def _on_written(self, out: Path) -> None:
        self._say(tr("The picture was written to {path}.", path=out))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        self._say(str(error))

    def _on_gathered(self, content: "Content") -> None:
        self._content, self._across = content, 1
        self._open_preview(self._paint_timeline)
        self._add_across()

    def _on_drawn(self, data: bytes) -> None:
        self._chart = QImage.fromData(data)
        self._open_preview(self._paint_chart)

    def _on_across(self, across: int) -> None:
        from PySide6.QtPrintSupport import QPrintPreviewWidget

        self._across = across
        if self.preview is not None:
            shown = self.preview.findChild(QPrintPreviewWidget)
            if shown is not None:
                shown.updatePreview()

    # --- the timeline ---

    def _take(self, pages: "Pages", desk: "Desk") -> "Shown | None":
        from desktop.picture.page import shown_on

        shown = shown_on(pages, desk)
        if shown is None:
            self._say(tr("The filter is still being worked out; try again in a moment."))
        return shown

    def _paint_timeline(self, printer: "QPrinter") -> None:
        from desktop.picture.painting import paint_page
        from desktop.picture.sheets import arrange
        from desktop.picture.spec import PictureSpec

        if self._content is None:
            return
        size = _points(printer)
        kind = "pages" if self._across > 1 else "page"
        spec = replace(PictureSpec(arrangement=kind, across=self._across), size=size)
        sheets = arrange(self._content, spec)
        painter = QPainter(printer)
        try:
            for place, sheet in enumerate(sheets.pages):
                if place:
                    printer.newPage()
                paint_page(painter, sheets, sheet, printer.resolution() / 72)
        finally:
            painter.end()

    def _add_across(self) -> None:
        """Let the preview offer several pages side by side."""
        bar = self.preview.findChild(QToolBar) if self.preview is not None else None
        if bar is None:
            return
        spin = QSpinBox()
        spin.setRange(1, 24)
        spin.setAccessibleName(tr("Pages side by side"))
        spin.setToolTip(plain_tip(tr("Spread the days over several pages that can be glued together")))
        spin.valueChanged.connect(self._on_across)
        bar.addSeparator()
        bar.addWidget(PlainLabel(tr("Pages side by side ")))
        bar.addWidget(spin)

    # --- a chart ---

    def _print_chart(self, pages: "Pages") -> None:
        shown = pages.page("charts").shown
        if shown is None:
            self._say(tr("There is no chart to print yet."))
            return
        self._run(Task(_drawn, shown.result), self._on_drawn)

    def _paint_chart(self, printer: "QPrinter") -> None:
        if self._chart is None:
            return
        margin = 12 / 25.4 * printer.resolution()
        room = printer.paperRect(_device_pixel()).adjusted(margin, margin, -margin, -margin)
        size = QSizeF(self._chart.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter = QPainter(printer)
        try:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(room.topLeft(), size), self._chart)
        finally:
            painter.end()

    # --- helpers ---

    def _run(self, task: Task, then: Callable[..., None]) -> None:
        task.done.connect(then)
        task.failed.connect(self._on_failed)
        task.start()

    def _open_preview(self, paint: "Callable[[QPrinter], None]") -> None:
        from PySide6.QtGui import QPageLayout
        from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        self.preview = QPrintPreviewDialog(printer, self._window)
        self.preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.preview.paintRequested.connect(paint)
        self.preview.finished.connect(self._on_closed)
        self._printer = printer  # Qt does not keep it
        self.preview.open()

    def _on_closed(self) -> None:
        self.preview = None


def _written(shown: "Shown", spec: "PictureSpec", out: Path, step: Step) -> Path:
    """Draw and write a picture (in the pool); raises Problem if the disk refuses."""
    from desktop.picture.content import gather
    from desktop.picture.sheets import arrange
    from desktop.picture.writing import to_bytes

    data = to_bytes(arrange(gather(shown, spec), spec), step)
    try:
        out.write_bytes(data)
    except OSError as error:
        raise Problem(
            f"“{out}” can't be written ({error.strerror or error}); the timeline is as it was. Choose another place."
        ) from error
    return out


def _drawn(result: "Result") -> bytes:
    """Draw a chart for paper (in the pool): light, and fine enough for any printer."""
    from desktop.charts.figure import to_bytes

    return to_bytes(replace(result, spec=replace(result.spec, look="light", dpi=_CHART_DPI)), "png")


def _points(printer: "QPrinter") -> tuple[float, float]:
    rect = printer.paperRect(_device_pixel())
    return rect.width() * 72 / printer.resolution(), rect.height() * 72 / printer.resolution()


def _device_pixel() -> "QPrinter.Unit":
    from PySide6.QtPrintSupport import QPrinter

    return QPrinter.Unit.DevicePixel
