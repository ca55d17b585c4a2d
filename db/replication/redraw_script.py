"""The script that goes with a package: it imports the package into a new timeline and draws all figures again."""

from typing import Final

NAME: Final = "redraw.py"

SCRIPT: Final = '''\
"""Imports this package into a new timeline, draws its figures again and compares them with those inside.

    python redraw.py [--liaison COMMAND] [--out FOLDER]

Needs Python 3.9 or later and Liaison, whose command `liaison` it looks for unless another is given. Leaves the
timeline and what it drew in FOLDER (`redrawn`). Exit status 0: all is as it was; 1: something differs.
"""

import argparse
import hashlib
import json
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--liaison", default="liaison", help="the command, such as \\"python -m desktop\\"")
    parser.add_argument("--out", type=Path, default=HERE / "redrawn", help="a folder that does not exist yet")
    options = parser.parse_args()
    liaison = [options.liaison] if Path(options.liaison).exists() else shlex.split(options.liaison)
    names = verified()
    options.out.mkdir(parents=True)
    package, timeline = options.out / "package.zip", options.out / "timeline.liaison"
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.write(HERE / name, name)
    run([*liaison, "new", str(timeline)])
    run([*liaison, "import", str(timeline), str(package)])
    differing = sum(redrawn(liaison, timeline, HERE / name, options.out) for name in names if is_chart(name))
    print(f"{differing} files differ." if differing else "Everything was drawn as it was.")
    return 1 if differing else 0


def verified():
    """Return the names of all files, each checked against its checksum."""
    lines = (HERE / "MANIFEST.sha256").read_text(encoding="utf-8").splitlines()
    names = [line.partition("  ")[2] for line in lines]
    for line, name in zip(lines, names):
        if hashlib.sha256((HERE / name).read_bytes()).hexdigest() != line[:64]:
            sys.exit(f"{name} is not as it was when the package was made.")
    return ["MANIFEST.sha256", *names]


def is_chart(name):
    return name.startswith("charts/")


def redrawn(liaison, timeline, told, out):
    """Draw one chart, and return how many of its files differ."""
    chart = json.loads(told.read_text(encoding="utf-8"))
    differing = 0
    for name in chart["files"]:
        made = out / name
        made.parent.mkdir(exist_ok=True)
        run([*liaison, "plot", str(timeline), str(made), *chart["arguments"]])
        same = made.read_bytes() == (HERE / name).read_bytes()
        print(f"{'same     ' if same else 'DIFFERENT'} {name}")
        differing += not same
    return differing


def run(words):
    done = subprocess.run(words, stdout=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"This failed: {' '.join(words)}")


if __name__ == "__main__":
    sys.exit(main())
'''
