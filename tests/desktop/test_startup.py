"""A quick start: no threads for numpy, imports as Python does them, no garbage looked for."""

import gc
import os
import subprocess
import sys

import pytest

from desktop import cli, startup, warming
from desktop.__main__ import COMMANDS


def test_numpy_gets_one_thread_unless_the_user_wants_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    startup.before_numpy()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    startup.before_numpy()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "4"


def test_imports_read_no_sources_and_qt_works() -> None:
    script = """
import builtins
import linecache
from desktop import startup
plain = builtins.__import__
startup.after_qt()
assert builtins.__import__ is plain, "without Qt there is nothing to take out"
from PySide6.QtCore import QObject, Qt
def other(*args, **keywords):
    return hooked(*args, **keywords)
hooked, builtins.__import__ = builtins.__import__, other
startup.after_qt()
assert builtins.__import__ is other, "what somebody else put in stays"
builtins.__import__ = hooked
startup.after_qt()
startup.after_qt()
linecache.clearcache()
import colorsys
assert not linecache.cache
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("text", alignment=Qt.AlignmentFlag.AlignCenter)
assert label.text() == "text"
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_entry_knows_every_command() -> None:
    assert set(cli.COMMANDS) <= COMMANDS  # kept twice: a window starts without loading the commands


def test_garbage_is_collected_again_once_everything_is_warm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "WANTED", ())
    startup.hold_garbage()
    try:
        assert not gc.isenabled()
        warming.warm_up()
        assert gc.isenabled()
    finally:
        gc.enable()
