"""A forked process that carries out a workload while its disk fails, and tells what it was told."""

import os
import traceback
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from db.errors import Problem
from db.file.connections import Unconfirmed
from db.timeline import Timeline
from tests.torture import shim
from tests.torture.workloads import NAME, Workload

_HEALED: Final = ("cleared", "back")
T = TypeVar("T")
Tell = Callable[[str], object]


@dataclass(slots=True)
class Story:
    """What a process told: how many steps were confirmed, whether the latest one was refused, how it ended."""

    confirmed: int = 0
    refused: bool = False
    """The latest step that was begun was answered by a sentence and so must have left no trace."""
    ended: bool = False
    unsure: bool = False
    """The latest step may stand although it was answered by a sentence, which said so."""
    problems: list[str] = field(default_factory=list[str])
    bugs: list[str] = field(default_factory=list[str])
    operations: int = 0

    def hear(self, line: str) -> None:
        """Take in one line."""
        word, _, rest = line.partition(" ")
        if word == "begin":
            self.refused = False
        elif word == "confirmed":
            self.confirmed += 1
        elif word == "refused":
            self.refused = True
            self.problems.append(rest)
        elif word == "unsure":
            self.unsure = True
            self.problems.append(rest)
        elif word == "bug":
            self.bugs.append(rest.replace("\x1f", "\n"))
        elif word == "ended":
            self.ended = True
            self.operations = int(rest)


def story(
    folder: Path, workload: Workload, at: int, mode: str, *, spoil: str = "", record: Path | None = None
) -> Story:
    """Fork a process that works in a folder until operation `at` goes wrong, and return what it told.

    `spoil` is a statement run before, `record` the file for a recording of all operations.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _live(folder, workload, at, mode, theirs, spoil=spoil, record=record)
    os.close(theirs)
    told = Story()
    with os.fdopen(ours, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            told.hear(line.rstrip("\n"))
    os.waitpid(child, 0)
    return told


def _live(
    folder: Path, workload: Workload, at: int, mode: str, out: int, *, spoil: str, record: Path | None
) -> None:
    confirmed = 0

    def tell(line: str) -> None:
        if line == "confirmed":
            nonlocal confirmed
            confirmed += 1
            shim.mark(confirmed)
        os.write(out, (line.replace("\n", "\x1f") + "\n").encode("utf-8", "replace"))

    os.environ["LIAISON_HOME"] = str(folder / "home")
    shim.arm(folder, at, mode)
    if record is not None:
        shim.record(os.open(record, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
    try:
        work(folder / NAME, workload, tell, spoil=spoil, told=shim.heal if mode in _HEALED else None)
        tell(f"ended {shim.count()}")
    finally:
        os._exit(0)


def work(
    path: Path,
    workload: Workload,
    tell: Tell,
    *,
    spoil: str = "",
    between: Callable[[], object] = lambda: None,
    told: Callable[[], object] | None = None,
) -> None:
    """Open, take every step and close, each twice if it is refused; `spoil` is a statement run before.

    `between` is called after each step that is taken, `told` when one was refused.
    """

    def attempt(act: Callable[[], T]) -> T:
        tell("begin")
        try:
            return act()
        except Unconfirmed:
            raise
        except Problem as problem:
            tell(f"refused {problem}")
        if told is not None:
            told()
        tell("begin")
        return act()

    with _answered(tell):
        timeline = attempt(lambda: (Timeline.create if workload.creates else Timeline.open)(path))
        if workload.creates:
            tell("confirmed")
        between()
        if spoil:  # what the program is careful about, taken away
            with timeline._writing() as writer:
                writer.raw.execute(spoil)
        try:
            for step in workload.steps:
                attempt(lambda step=step: step(timeline))
                tell("confirmed")
                between()
        finally:
            timeline.close()


@contextmanager
def _answered(tell: Tell) -> Generator[None]:
    try:
        yield
    except Unconfirmed as problem:
        tell(f"unsure {problem}")
    except Problem as problem:
        tell(f"refused {problem}")
    except BaseException:
        tell(f"bug {traceback.format_exc()}")
