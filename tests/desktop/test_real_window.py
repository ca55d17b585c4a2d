"""The real program in a real window under Xvfb, driven by keyboard and mouse from outside."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import sample
from db.timeline import Timeline

pytestmark = [pytest.mark.xvfb, pytest.mark.slow]
PATIENCE = 60.0


def wait_until(holds: Callable[[], object], what: str) -> None:
    """Look until something holds; a process of its own sends no signal to wait for."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            pytest.fail(f"waited in vain until {what}")
        os.sched_yield()


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """The environment of a virtual screen with a window manager."""
    ours, theirs = os.pipe()
    xvfb = subprocess.Popen(
        ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1500x950x24"],
        pass_fds=[theirs],
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    with os.fdopen(ours) as told:
        display = f":{told.readline().strip()}"
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    manager = subprocess.Popen(
        ["openbox"], env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    yield environment
    for process in (manager, xvfb):
        process.terminate()
        process.wait()


def titles(path: Path) -> list[str]:
    with Timeline.open(path, write=False, thorough=False) as timeline, timeline.reading() as connection:
        return [row[0] for row in connection.execute("SELECT title FROM event")]


def test_type_an_event_into_the_real_window(screen: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "real.liaison"
    Timeline.create(path, sample.build).close()
    before = len(titles(path))

    def xdotool(*words: str) -> str:
        return subprocess.run(
            ["xdotool", *words], env=screen, capture_output=True, text=True, check=False
        ).stdout

    program = subprocess.Popen([sys.executable, "-m", "desktop", str(path)], env=screen)
    try:
        wait_until(lambda: xdotool("search", "--name", "real – Liaison"), "the window is there")
        window = xdotool("search", "--name", "real – Liaison").split()[0]
        xdotool("windowactivate", "--sync", window)
        wait_until(lambda: xdotool("getactivewindow").strip() == window, "the window is active")
        xdotool("key", "ctrl+n")
        wait_until(lambda: len(titles(path)) == before + 1, "the event is in the file")
        xdotool("type", "--delay", "20", "Typed from outside")
        xdotool("key", "Return")
        wait_until(lambda: "Typed from outside" in titles(path), "the title is in the file")
        xdotool("key", "ctrl+1")
        for _ in range(2):
            xdotool("key", "ctrl+z")
        wait_until(lambda: len(titles(path)) == before, "undo took both edits back")
        xdotool("key", "ctrl+q")
        assert program.wait(PATIENCE) == 0
        assert sorted(each.name for each in tmp_path.iterdir()) == ["real.liaison"]
    finally:
        program.kill()
        program.wait()
