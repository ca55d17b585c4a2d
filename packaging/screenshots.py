"""Takes a picture of every page: the real window on the sample, in light and dark, under Xvfb."""

import os
import sys
import tempfile
from pathlib import Path

from PIL import Image

RECORDS = {
    "mechanisms": ("ledgers", "mechanism", "name", "%Ruling Party Exchange%"),
    "invitations": ("ledgers", "invitation", "purpose", "First session%"),
    "commitments": ("ledgers", "commitment", "words", "The party will tell%"),
    "coverage": ("ledgers", "coverage", "outlet", "China–Japan%"),
    "context": ("ledgers", "context", "title", "Government led by the DPJ"),
    "actors": ("registry", "actor", "name", "Komeito"),
    "people": ("registry", "person", "name", "%Wang Jiarui%"),
    "countries": ("registry", "country", "name", "Japan"),
    "sources": ("registry", "source", "title", "Development and Functions%"),
    "codebook": ("registry", "term", "label", "Visit"),
}
"""Pages of records: where each is, the kind of record, and the words of the one shown."""

CHARTS = {
    "charts-frequency": ("", {"by": "year", "group": "counterpart", "most": 6, "average": 3}),
    "charts-compare": (
        "country:JP",
        {"chart": "compare", "before": "2004..2009-08", "after": "2009-09..2012-12"},
    ),
    "charts-gaps": ("", {"chart": "gaps", "of": "mechanism", "most": 12}),
    "charts-heatmap": ("", {"chart": "heatmap", "of": "counterpart", "most": 16}),
}
"""Charts: the filter, and the options of each."""

SCENES = ("timeline", "table", "filter", *CHARTS, *RECORDS, "overview")
SIZE = (1440, 900)
OTHER_SIZES = ((1280, 800), (2560, 1440))
"""Windows in which charts are looked at besides; these pictures are named after their size."""
ASIDE = Path(__file__).parents[1] / "build" / "screenshots"
"""Where those of other sizes go: to be looked at, not kept."""


def main() -> int:
    """Write the pictures into the folder named, all scenes or those named after it."""
    folder = Path(sys.argv[1]).absolute()
    for each in (folder, ASIDE):
        each.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["LIAISON_HOME"] = home
        from PySide6.QtWidgets import QApplication

        from db import sample
        from db.timeline import Timeline
        from desktop import settings
        from desktop.window import Window

        application = QApplication([])
        settings.prepare()
        path = Path(home) / "Sample.liaison"
        Timeline.create(path, sample.build).close()
        window = Window()
        window.resize(*SIZE)
        window.show()
        window.open(path)
        _Pictures(application, window, folder, sys.argv[2:] or SCENES).begin()
        application.exec()
        window.close()
    return 0


class _Pictures:
    """Goes from scene to scene; each is shown for a moment before its picture is taken."""

    def __init__(self, application, window, folder: Path, scenes) -> None:
        self._application, self._window, self._folder = application, window, folder
        self._left = [
            (name, scheme, size)
            for size in (SIZE, *OTHER_SIZES)
            for scheme in ("light", "dark")
            for name in scenes
            if size == SIZE or name in CHARTS
        ]

    def begin(self) -> None:
        """Show the first scene."""
        self._next()

    def _next(self) -> None:
        from PySide6.QtCore import QTimer

        from desktop import appearance

        if not self._left:
            self._application.quit()
            return
        name, scheme, size = self._left.pop(0)
        self._window.resize(*size)
        appearance.apply(scheme)
        self._show(name)
        folder = self._folder if size == SIZE else ASIDE
        beside = "" if size == SIZE else f"-{size[0]}x{size[1]}"
        QTimer.singleShot(2500, lambda: self._take(folder / f"{name}-{scheme}{beside}.png"))

    def _take(self, file: Path) -> None:
        self._window.grab().save(str(file))
        with Image.open(file) as picture:  # 255 colours are enough for a window, and a third of the size
            few = picture.convert("RGB").quantize(  # the median cut would drop the colours of small marks
                255, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
            )
        few.save(file, optimize=True)
        self._next()

    def _show(self, name: str) -> None:
        pages, browse = self._window.pages, self._window.desk.browse
        if name in RECORDS:
            page, kind, column, like = RECORDS[name]
            pages.show_page(page)
            pages.show_record(kind, self._id(kind, column, like))
        elif name in CHARTS:
            from db.plots.spec import ChartSpec

            wanted, options = CHARTS[name]
            pages.show_page("charts")
            pages.page("charts").show_spec(ChartSpec(filter=wanted, **options))
        elif name == "filter":
            from db.filters import parse

            pages.show_page("timeline")
            browse.set_filter(parse("country:JP 2004..2025"))
        else:
            pages.clear_filter()
            pages.show_page(name)
            if name == "timeline":
                browse.select((self._id("event", "title", "%fourth session"),))

    def _id(self, table: str, column: str, like: str) -> int:
        with self._window.desk.live.reading() as connection:
            sql = f'SELECT id FROM "{table}" WHERE "{column}" LIKE ?'
            return connection.execute(sql, (like,)).fetchone()[0]


if __name__ == "__main__":
    sys.exit(main())
