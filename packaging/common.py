"""What the builds of all targets share: the version, the moment, running tools and finding the right Python."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import contents


class MissingError(Exception):
    """A target can't be built on this machine; the sentence says what it lacks."""


@cache
def version() -> str:
    """Return the program's version."""
    words: dict[str, str] = {}
    exec((contents.ROOT / "db" / "version.py").read_text(encoding="utf-8"), words)  # noqa: S102 - our own file
    return words["VERSION"]


@cache
def commit() -> str:
    """Return the commit built, marked where files differ from it; empty without a repository."""
    git = shutil.which("git")
    if git is None or not (contents.ROOT / ".git").exists():
        return ""
    name = _said(git, "rev-parse", "--short=12", "HEAD")
    return f"{name}+" if _said(git, "status", "--porcelain", "--untracked-files=no") else name


@cache
def moment() -> int:
    """Return the seconds since 1970 that stand for the time of the build: SOURCE_DATE_EPOCH or the commit's."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    git = shutil.which("git")
    return int(_said(git, "log", "-1", "--format=%ct")) if git and commit() else 1_767_225_600


@cache
def interpreter() -> Path:
    """Return the newest Python from 3.12 on that this machine has, else the one that runs this."""
    given = os.environ.get("LIAISON_PYTHON")
    names = [given] if given else [f"python3.{minor}" for minor in (14, 13, 12)]
    folders = [*os.environ["PATH"].split(os.pathsep), *map(str, _pyenv())]
    for name in names:
        for folder in folders:  # a shim that comes first may not work
            found = shutil.which(name, path=folder)
            if found and _works(found):
                return Path(found)
    return Path(sys.executable)


def run(*words: str | Path, cwd: Path | None = None, extra: Mapping[str, str] | None = None) -> None:
    """Run a tool quietly; what it printed is shown only where it failed."""
    env = (
        os.environ
        | {"SOURCE_DATE_EPOCH": str(moment()), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
        | (extra or {})
    )
    done = subprocess.run(
        list(map(str, words)), cwd=cwd or contents.ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.stderr.write(done.stdout[-4000:] + done.stderr[-4000:])
        raise SystemExit(f"{Path(str(words[0])).name} failed with status {done.returncode}")


def tool(name: str, package: str = "") -> str:
    """Return a tool's path; raises MissingError that names the Debian package it is in."""
    found = shutil.which(name)
    if found is None:
        raise MissingError(f"{name} is not here (Debian package {package or name})")
    return found


def settle(folder: Path, *, executables: Sequence[Path] = ()) -> None:
    """Give everything in a folder the rights and the moment of the build, so that two builds are alike."""
    runs = set(executables)
    for path in sorted(folder.rglob("*"), reverse=True):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path in runs else 0o644)
        os.utime(path, (moment(), moment()), follow_symlinks=False)
    folder.chmod(0o755)
    os.utime(folder, (moment(), moment()))


def empty(folder: Path) -> Path:
    """Return a folder with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _said(*words: str) -> str:
    return subprocess.run(words, cwd=contents.ROOT, capture_output=True, text=True, check=True).stdout.strip()


def _pyenv() -> list[Path]:
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    return sorted(root.glob("versions/*/bin"), reverse=True)


def _works(python: str) -> bool:
    """Tell whether a Python has what the frozen program needs of it."""
    code = "import sqlite3, zlib, lzma, ctypes, ensurepip"
    return subprocess.run([python, "-c", code], capture_output=True, check=False).returncode == 0
