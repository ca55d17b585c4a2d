"""What compiled files need from the machine they run on: shared libraries, the Debian packages of these, glibc."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from common import tool


def packages(root: Path) -> set[str]:
    """Return the Debian packages that hold what the files need and don't bring along."""
    brought = {path.name for path in root.rglob("*")}
    needed = {
        name for path in _compiled(root) for name in re.findall(r"NEEDED.*\[(.+?)\]", _said(path, "-d"))
    }
    return {package for name in needed - brought if (package := _package(name))}


def glibc(root: Path) -> str:
    """Return the newest version of glibc that a file asks for."""
    asked = {
        version for path in _compiled(root) for version in re.findall(r"GLIBC_(2\.\d+)", _said(path, "-V"))
    }
    return max(asked, key=lambda version: int(version.split(".")[1]))


def _compiled(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


@cache
def _said(path: Path, option: str) -> str:
    done = subprocess.run(
        [tool("readelf", "binutils"), "-W", option, path], capture_output=True, text=True, check=False
    )
    return done.stdout


def _package(library: str) -> str:
    """Return the package of a library as this machine has it; empty where it has none."""
    known = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    found = re.search(rf"^\s+{re.escape(library)} .*=> (\S+)$", known, re.MULTILINE)
    if found is None:
        raise SystemExit(f"{library} is needed and neither brought along nor on this machine")
    path = Path(found[1])
    for each in (path, path.resolve(), Path(f"/usr{path}"), Path(str(path).removeprefix("/usr"))):
        done = subprocess.run(["dpkg", "-S", each], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.split(":")[0]
    raise SystemExit(f"no package is known for {path}")
