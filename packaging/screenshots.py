"""Takes the pictures of the README: the real window on the sample, in light and dark, under Xvfb."""

import os
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Write the pictures into the folder named."""
    folder = Path(sys.argv[1]).absolute()
    folder.mkdir(parents=True, exist_ok=True)
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
        window.resize(1440, 900)
        window.show()
        window.open(path)
        _Pictures(application, window, folder).begin()
        application.exec()
        window.close()
    return 0


class _Pictures:
    """Goes from scene to scene; each is shown for a moment before its picture is taken."""

    def __init__(self, application, window, folder: Path) -> None:
        self._application, self._window, self._folder = application, window, folder
        self._left = [
            (name, scheme) for scheme in ("light", "dark") for name in ("timeline", "table", "filter")
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
        name, scheme = self._left.pop(0)
        appearance.apply(scheme)
        getattr(self, f"_show_{name}")()
        QTimer.singleShot(3500, lambda: self._take(f"{name}-{scheme}.png"))

    def _take(self, file: str) -> None:
        self._window.grab().save(str(self._folder / file))
        self._next()

    def _show_timeline(self) -> None:
        self._window.pages.clear_filter()
        self._window.pages.show_page("timeline")
        self._select("%fourth session")

    def _show_table(self) -> None:
        self._window.pages.show_page("table")

    def _show_filter(self) -> None:
        from db.filters import parse

        self._window.pages.show_page("timeline")
        self._window.desk.browse.set_filter(parse("country:JP 2004..2025"))

    def _select(self, title: str) -> None:
        live = self._window.desk.live
        with live.reading() as connection:
            found = connection.execute("SELECT id FROM event WHERE title LIKE ?", (title,)).fetchone()
        self._window.desk.browse.select(found[:1])


if __name__ == "__main__":
    sys.exit(main())
