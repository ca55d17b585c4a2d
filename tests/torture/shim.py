"""The library that makes a program's disk fail: how it is built, loaded and steered."""

import ctypes
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).with_name("shim.c")
ROOT: Final = Path(__file__).parents[2]

MODES: Final = ("kill", "torn", "eio", "enospc", "full", "dead", "cleared", "back")
"""What happens at the chosen operation: the process ends before it, or after half of a write; the operation fails
once with EIO or ENOSPC; from there on every one that takes space fails, or every one at all; the last two are the
same until the user is told, who clears some space or plugs the disk in again."""
PASSING: Final = frozenset({"eio", "enospc", "cleared", "back"})
"""Modes in which trying a second time must help."""
_NUMBERS: Final = {mode: number for number, mode in enumerate(MODES)} | {"cleared": 4, "back": 5}


def run(folder: Path, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module of this package in a process of its own that has the library loaded."""
    environment = os.environ | {"LD_PRELOAD": str(built(folder)), "LIAISON_HOME": str(folder / "home")}
    command = [sys.executable, "-m", f"tests.torture.{module}", str(folder), *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def built(folder: Path) -> Path:
    """Compile the library into a folder and return where it lies."""
    out = folder / "shim.so"
    if not out.exists():
        subprocess.run(
            ["cc", "-shared", "-fPIC", "-O1", "-Wall", "-o", str(out), str(SOURCE), "-ldl"], check=True
        )
    return out


def arm(folder: Path, at: int, mode: str) -> None:
    """Count the operations below a folder from now on; the one numbered `at` goes wrong, none if that is 0."""
    _library().torture_arm(os.fsencode(folder), ctypes.c_long(at), _NUMBERS[mode])


def heal() -> None:
    """Let nothing go wrong any more."""
    _library().torture_heal()


def count() -> int:
    """Return how many operations there were since `arm`."""
    return int(_library().torture_count())


def record(descriptor: int) -> None:
    """Write every operation down from now on."""
    _library().torture_record(descriptor)


def mark(number: int) -> None:
    """Note in the recording that a step was confirmed."""
    _library().torture_mark(ctypes.c_long(number))


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(os.environ["LD_PRELOAD"])
    library.torture_count.restype = ctypes.c_long
    return library
