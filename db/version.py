"""The program's version, as written into every edit and figure, and the commit it was built from."""

from importlib.resources import files
from pathlib import Path
from typing import Final

VERSION = "0.1.0"

_SHORT: Final = 12


def commit() -> str:
    """Return the commit of the build, or of the checkout it runs from; empty where neither is known."""
    written = files("resources") / "commit.txt"
    if written.is_file():
        return written.read_text(encoding="utf-8").strip()
    return _checked_out(Path(__file__).resolve().parent.parent / ".git")


def described() -> str:
    """Return version and commit as `liaison --version` and the About dialog tell them."""
    name = commit()
    return f"{VERSION} ({name})" if name else VERSION


def _checked_out(repository: Path) -> str:
    """Return the commit that a repository's files say is checked out, without asking git."""
    try:
        head = (repository / "HEAD").read_text(encoding="utf-8").strip()
        if not head.startswith("ref: "):
            return head[:_SHORT]
        name = head.removeprefix("ref: ")
        loose = repository / name
        if loose.is_file():
            return loose.read_text(encoding="utf-8").strip()[:_SHORT]
        packed = (repository / "packed-refs").read_text(encoding="utf-8").splitlines()
        return next((line.split()[0][:_SHORT] for line in packed if line.endswith(f" {name}")), "")
    except OSError:
        return ""
