"""Errors that nobody caught, in the window's thread and in others."""

import threading

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from db import places
from desktop.errors import Unhandled


def fail() -> None:
    raise ZeroDivisionError("a bug in a thread")


def test_a_bug_in_another_thread_is_logged_and_told(qtbot, capsys):
    told: list[tuple[str, str]] = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            told.append((box.text(), box.detailedText()))
            box.accept()

    looking = QTimer()
    looking.timeout.connect(read)
    looking.start(20)
    unhandled = Unhandled()
    unhandled.install()
    try:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: bool(told))
    finally:
        unhandled.remove()
        looking.stop()
    ((sentence, details),) = told
    assert "Something went wrong" in sentence
    assert "a bug in a thread" in details
    assert "a bug in a thread" in (places.log_dir() / "liaison.log").read_text(encoding="utf-8")
    assert "a bug in a thread" in capsys.readouterr().err
    assert threading.excepthook != unhandled._on_thread
