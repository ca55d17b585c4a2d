"""What benchmarks work on: timelines made once, copies to edit, a window to look at, and processes to start."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from tests.benchmarks import generate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.live import LiveTimeline
    from desktop.window import Window

WIDTH, HEIGHT = 1600, 900
_PATIENCE = 120.0


class Stage:
    """Hands out files, live timelines and windows; `quick` asks for fewer rounds."""

    def __init__(self, *, quick: bool = False) -> None:
        self.quick = quick
        self.figures: dict[str, float] = {}
        """Milliseconds by row id, for rows that compare sizes."""
        self._home = generate.folder() / "home"
        os.environ["LIAISON_HOME"] = str(self._home)
        self._live: tuple[int, LiveTimeline] | None = None

    @property
    def rounds(self) -> int:
        """Pairs to measure."""
        return 3 if self.quick else 7

    def application(self) -> "QApplication":
        """Return the one application object."""
        from PySide6.QtWidgets import QApplication

        from desktop import appearance, settings

        found = QApplication.instance()
        if isinstance(found, QApplication):
            return found
        made = QApplication(sys.argv[:1])
        settings.prepare()
        appearance.apply("light")
        return made

    # --- timelines ---

    def path(self, size: int) -> Path:
        """Return the timeline of a size, which nobody changes."""
        return generate.cached(size)

    def live(self, size: int) -> "LiveTimeline":
        """Return a timeline opened for reading; it stays open until another size is asked for."""
        from db.timeline import Timeline
        from desktop.live import LiveTimeline

        self.application()
        if self._live is None or self._live[0] != size:
            self.close()
            self._live = size, LiveTimeline(Timeline.open(self.path(size), write=False))
        return self._live[1]

    def close(self) -> None:
        """Close the timeline that is open for reading."""
        if self._live is not None:
            self._live[1].close()
            self._live = None

    @contextmanager
    def copy(self, size: int) -> Iterator[Path]:
        """Give a copy to edit, known as closed cleanly; it is removed afterwards."""
        from db.file import opening

        with tempfile.TemporaryDirectory(dir=generate.folder()) as name:
            path = Path(name) / f"copy-{size}.liaison"
            shutil.copyfile(self.path(size), path)
            opening.remember_clean_close(path)
            yield path
        shutil.rmtree(self._home / "backups", ignore_errors=True)

    # --- windows ---

    @contextmanager
    def window(self, path: Path) -> "Iterator[Window]":
        """Give the program's window with a timeline open and everything on its Timeline page painted."""
        from desktop.window import Window

        self.application()
        window = Window()
        window.resize(WIDTH, HEIGHT)
        window.show()
        window.warm_up()
        window.open(path)
        self.until(lambda: window.pages is not None)
        assert window.pages is not None
        window.pages.show_page("timeline")
        page = window.pages.timeline
        self.until(lambda: page.chart.frequency is not None)
        self.drain()
        try:
            yield window
        finally:
            window.close()
            window.deleteLater()
            self.drain()

    def drain(self, seconds: float = 0.3) -> None:
        """Let the event loop run until nothing is left to do for a moment."""
        until = time.monotonic() + seconds
        self.until(lambda: time.monotonic() >= until)

    def until(self, condition: Callable[[], object]) -> None:
        """Let the event loop run until something holds; raises TimeoutError if it never does."""
        from PySide6.QtCore import QEventLoop, QTimer

        application = self.application()
        late = time.monotonic() + _PATIENCE
        wake = QTimer()  # waiting, not asking again and again, leaves the interpreter to other threads
        wake.start(1)
        while not condition():
            application.processEvents(
                QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
            )
            if time.monotonic() > late:
                raise TimeoutError("what was waited for never came")

    # --- processes ---

    def process(self, *words: str) -> dict[str, dict[str, Any]]:
        """Start `tests.benchmarks.child` with these words; return what it told, by name.

        Each telling has `ms`, the time from the start of the process to the arrival of the line.
        """
        with tempfile.TemporaryDirectory(dir=generate.folder()) as home:
            shutil.copytree(self._home / "state", Path(home) / "state", dirs_exist_ok=True)
            environment = os.environ | {
                "LIAISON_HOME": home,
                "PYTHONPYCACHEPREFIX": str(generate.folder() / "bytecode"),
            }
            # An installed program does not compile itself at each start.
            environment.pop("PYTHONDONTWRITEBYTECODE", None)
            begun = time.perf_counter()
            with subprocess.Popen(
                [sys.executable, "-m", "tests.benchmarks.child", *words],
                stdout=subprocess.PIPE, env=environment, text=True,
            ) as child:  # fmt: skip
                late = Timer(_PATIENCE, child.kill)  # a question that nobody answers
                late.start()
                told: dict[str, dict[str, Any]] = {}
                for line in child.stdout or ():
                    ms = (time.perf_counter() - begun) * 1000
                    name, _, rest = line.partition(" ")
                    told[name] = {"ms": ms, **json.loads(rest or "{}")}
                late.cancel()
            if child.returncode:
                raise RuntimeError(f"{' '.join(words)}: exit status {child.returncode}")
        return told
