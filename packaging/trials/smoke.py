"""Drives an installed program the way a user does: commands, then the window, if there is a display.

Run with any Python 3 that the machine has: `smoke.py PROGRAM FOLDER [--window PICTURE]`.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path


def main() -> int:
    """Carry out all steps and return 0, or say which one failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--window", type=Path, help="also open the window and save a picture of the screen here"
    )
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    _commands(asked.program, asked.folder)
    if asked.window:
        _window(asked.program, asked.folder / "sample.liaison", asked.window)
    print("all steps passed")
    return 0


def _commands(program: str, folder: Path) -> None:
    sample, other = folder / "sample.liaison", folder / "other.liaison"
    assert _said(program, "--version").startswith("liaison ")
    _said(program, "new", sample, "--sample")
    sessions = _said(
        program,
        "query",
        sample,
        'mechanism:"China-Japan Ruling Party Exchange Mechanism" type:session',
        "--csv",
    )
    assert len(sessions.strip().splitlines()) == 10, sessions
    for ending, start in (
        ("png", b"\x89PNG"),
        ("svg", b"<?xml"),
        ("pdf", b"%PDF"),
        ("json", b"{"),
        ("csv", b""),
    ):
        figure = folder / f"figure.{ending}"
        _said(program, "plot", sample, figure)
        assert figure.read_bytes().startswith(start), figure
    table = folder / "events.csv"
    table.write_text("date,title\n2004,a\n2004-03,b\n", encoding="utf-8")
    _said(program, "new", other)
    _said(program, "import", other, table)
    _said(program, "plot", other, folder / "months.json", "--by", "month", "--from", "2004", "--to", "2005")
    bins = json.loads((folder / "months.json").read_text(encoding="utf-8"))["bins"]
    assert abs(bins[2]["groups"]["all"]["expected"] - (31 / 366 + 1)) < 1e-9
    assert json.loads(_said(program, "date", "平成16年3月", "--json"))["edtf"] == "2004-03"
    assert "97" in _said(program, "info", sample) or _said(program, "info", sample)
    _said(program, "backup", sample, folder / "copy.liaison")
    sys.stdout.write("commands passed\n")


def _window(program: str, sample: Path, picture: Path) -> None:
    """Open the sample, delete all its events by the keyboard, take that back, and take a picture of the screen."""

    def events() -> int:
        return json.loads(_said(program, "info", sample, "--json"))["counts"]["events"]

    before = events()
    running = subprocess.Popen([program, str(sample)])
    try:
        window = _wait_for(lambda: _tool("xdotool", "search", "--onlyvisible", "--name", sample.stem))
        _tool("xdotool", "windowactivate", "--sync", window.split()[0])
        time.sleep(3)  # let everything be painted
        _tool("import", "-window", "root", str(picture))
        _keys("ctrl+2")
        time.sleep(1)
        _keys("ctrl+a", "Delete")
        _wait_for(lambda: "gone" if events() == 0 else "")
        _keys("ctrl+z")
        _wait_for(lambda: "back" if events() == before else "")
        _keys("ctrl+q")
        assert running.wait(20) == 0
    finally:
        if running.poll() is None:
            running.kill()
    sys.stdout.write("the window passed\n")


def _keys(*names: str) -> None:
    for name in names:
        _tool("xdotool", "key", "--clearmodifiers", name)
        time.sleep(0.5)


def _wait_for(look, seconds: float = 30) -> str:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = look()
        if found.strip():
            return found
        time.sleep(0.2)
    raise SystemExit("the window did not do what was asked")


def _tool(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout


def _said(program: str, *words: object) -> str:
    env = os.environ | {"PYTHONUTF8": "1"}
    done = subprocess.run(
        [program, *map(str, words)], capture_output=True, text=True, encoding="utf-8", env=env, check=False
    )
    if done.returncode:
        raise SystemExit(f"{program} {' '.join(map(str, words))} ended with {done.returncode}\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
