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


def comes_true(holds: Callable[[], object]) -> bool:
    """Look until something holds, or patience ends; a process of its own sends no signal to wait for."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            return False
        os.sched_yield()
    return True


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


def rows(path: Path, query: str) -> list[str]:
    """Return the first column of a query on the file that the program has open."""
    with Timeline.open(path, write=False, thorough=False) as timeline, timeline.reading() as connection:
        return [row[0] for row in connection.execute(query)]


def titles(path: Path) -> list[str]:
    return rows(path, "SELECT title FROM event")


class Outside:
    """The program in a process of its own, and the keys that are pressed in its window."""

    def __init__(self, path: Path, screen: dict[str, str]) -> None:
        self._screen = screen
        self.program = subprocess.Popen([sys.executable, "-m", "desktop", str(path)], env=screen)
        title = f"{path.stem} – Liaison"
        assert comes_true(lambda: self.xdotool("search", "--name", title)), "no window came"
        self.window = self.xdotool("search", "--name", title).split()[0]
        self.xdotool("windowactivate", "--sync", self.window)
        assert comes_true(self.is_active), "the window is not active"

    def xdotool(self, *words: str) -> str:
        """Run xdotool and return what it prints."""
        told = subprocess.run(
            ["xdotool", *words], env=self._screen, capture_output=True, text=True, check=False
        )
        return told.stdout

    def is_active(self) -> bool:
        """Whether keys go to the window, not to a dialog of it."""
        return self.xdotool("getactivewindow").strip() == self.window

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.xdotool("key", key)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.xdotool("type", "--delay", "20", text)

    def leave(self) -> None:
        """Close the window by its shortcut."""
        self.press("ctrl+q")
        assert self.program.wait(PATIENCE) == 0


@pytest.fixture
def start(screen: dict[str, str], tmp_path: Path) -> Iterator[Callable[[], tuple[Outside, Path]]]:
    """Return a function that opens the sample in a real window."""
    begun: list[Outside] = []

    def make() -> tuple[Outside, Path]:
        path = tmp_path / "real.liaison"
        Timeline.create(path, sample.build).close()
        begun.append(Outside(path, screen))
        return begun[0], path

    yield make
    for each in begun:
        each.program.kill()
        each.program.wait()


def test_type_an_event_into_the_real_window(
    start: Callable[[], tuple[Outside, Path]], tmp_path: Path
) -> None:
    outside, path = start()
    before = len(titles(path))
    outside.press("ctrl+n")
    assert comes_true(lambda: len(titles(path)) == before + 1), "the event is not in the file"
    outside.type("Typed from outside")
    outside.press("Return")
    assert comes_true(lambda: "Typed from outside" in titles(path)), "the title is not in the file"
    outside.press("ctrl+1", "ctrl+z", "ctrl+z")
    assert comes_true(lambda: len(titles(path)) == before), "undo did not take both edits back"
    outside.leave()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["real.liaison"]


def test_records_are_made_changed_and_deleted_by_keys_alone(
    start: Callable[[], tuple[Outside, Path]],
) -> None:
    outside, path = start()

    def notes() -> list[str]:
        return rows(path, "SELECT note FROM mechanism WHERE name = 'Typed Dialogue'")

    outside.press("alt+1", "ctrl+n")
    assert comes_true(lambda: not outside.is_active()), "no dialog for a new mechanism came"
    outside.type("Typed Dialogue")
    outside.press("Return")
    assert comes_true(lambda: notes() == [""]), "the mechanism is not in the file"
    assert comes_true(outside.is_active), "the dialog stays"
    outside.press("F6", "End")  # from the list into the form, whose first field is the name
    outside.type(" of the Coast")
    outside.press("Return")
    assert comes_true(lambda: not notes()), "the new name is not in the file"
    outside.press("ctrl+z")
    assert comes_true(notes), "undo did not bring the name back"
    outside.press("Escape", "Delete")  # back in the list
    assert comes_true(lambda: not notes()), "the mechanism stays"
    outside.press("ctrl+Next", "ctrl+z")  # on the next page too
    assert comes_true(notes), "undo did not bring the mechanism back"
    outside.press("ctrl+y")
    assert comes_true(lambda: not notes()), "redo did not take it away again"
    outside.leave()
