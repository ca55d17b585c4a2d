"""Starts the window: the application object, its looks, its errors, and the file named on the command line."""

import os
import sys
from pathlib import Path
from typing import Final

from desktop import startup

WARM_UP_MS: Final = 1000
"""When the loading ahead begins: by then the first timeline is painted, which it would slow down."""


def run(words: list[str]) -> int:
    """Open the window, with the timeline named if one is, and return the exit status when it is closed."""
    if len(words) > 1 or (words and words[0].startswith("-")):
        sys.stderr.write("usage: liaison [FILE] | liaison COMMAND …   (liaison --help lists the commands)\n")
        return 2
    if not _has_screen():
        sys.stderr.write(
            "liaison: there is no screen to open a window on: set DISPLAY, or run it under a virtual one "
            "(xvfb-run liaison); liaison --help lists what works without.\n"
        )
        return 3
    startup.hold_garbage()
    from PySide6.QtCore import QThreadPool, QTimer
    from PySide6.QtWidgets import QApplication

    startup.after_qt()
    from desktop import appearance, settings
    from desktop.errors import Unhandled
    from desktop.window import Window

    application = QApplication(sys.argv[:1])
    settings.prepare()
    appearance.apply(settings.text("window/appearance", "system"))
    unhandled = Unhandled(application)
    unhandled.install()
    window = Window()
    unhandled.problem.connect(window.say)
    window.show()
    if words:
        window.open(Path(words[0]))
    QTimer.singleShot(WARM_UP_MS, window.warm_up)
    status = application.exec()
    QThreadPool.globalInstance().waitForDone(5000)
    unhandled.remove()
    return status


def _has_screen() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
