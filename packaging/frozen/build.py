"""Makes the frozen program: an environment of its own from the lock files, PyInstaller, and what ships beside it."""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import contents
from common import commit, empty, interpreter, moment, run, settle, tool, version

ENVIRONMENT = contents.BUILD / "venv"
SOURCES = contents.BUILD / "sources"
FROZEN = contents.BUILD / "frozen" / contents.NAME


def build() -> Path:
    """Make the frozen program anew and return its folder."""
    _make_environment()
    _copy_sources()
    _draw_icons()
    work = empty(contents.BUILD / "work")
    empty(FROZEN.parent)
    run(
        _inside("pyinstaller"), "--noconfirm", "--clean", "--distpath", FROZEN.parent, "--workpath", work,
        SOURCES / "packaging" / "frozen" / "liaison.spec", cwd=contents.BUILD,
    )  # fmt: skip
    if sys.platform == "linux":
        _strip()
    _add_notices()
    settle(FROZEN, executables=[FROZEN / contents.NAME])
    return FROZEN


def _draw_icons() -> None:
    """Draw the icon files that the executables of Windows and macOS take in."""
    sys.path.insert(0, str(contents.ROOT / "packaging" / "windows"))
    import icon_files

    if sys.platform == "win32":
        icon_files.windows_icon(contents.BUILD / "icons" / "liaison.ico")
    elif sys.platform == "darwin":
        icon_files.mac_icon(contents.BUILD / "icons" / "liaison.icns")


def _make_environment() -> None:
    """Make the environment, or keep that of an earlier build if the locks are the same."""
    locks = [
        contents.ROOT / "packaging" / "requirements.txt",
        contents.ROOT / "packaging" / "frozen" / "requirements.txt",
    ]
    stamp = ENVIRONMENT / "locks"
    wanted = "\n".join([str(interpreter()), *(lock.read_text(encoding="utf-8") for lock in locks)])
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    run(interpreter(), "-m", "venv", ENVIRONMENT)
    pip = [_inside("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "-r", locks[0], "-r", locks[1])
    stamp.write_text(wanted, encoding="utf-8")


def _inside(program: str) -> Path:
    """Return a program of the environment."""
    windows = ENVIRONMENT / "Scripts" / f"{program}.exe"
    return windows if sys.platform == "win32" else ENVIRONMENT / "bin" / program


def _copy_sources() -> None:
    """Copy what goes in to one place, with the version and the commit written into it."""
    empty(SOURCES)
    for package in (*contents.OWN, "packaging"):
        left = shutil.ignore_patterns("__pycache__", "*.pyc", "screenshots")
        shutil.copytree(contents.ROOT / package, SOURCES / package, ignore=left)
    shutil.copy(contents.ROOT / "LICENSE", SOURCES)
    (SOURCES / "resources" / "commit.txt").write_text(commit() + "\n", encoding="utf-8")


def _strip() -> None:
    """Take the symbols out of libraries; those whose wheels have patched them break if one does."""
    patched = {"numpy.libs", "pillow.libs"}
    libraries = [
        path
        for path in sorted(FROZEN.rglob("*.so*"))
        if path.is_file() and not path.is_symlink() and not patched & set(path.parts)
    ]
    run(tool("strip", "binutils"), "--strip-unneeded", *libraries)


def _add_notices() -> None:
    """Put licences and the list of everything bundled beside the program."""
    from licences import notices

    notices.write(FROZEN / "licences", ENVIRONMENT, version(), moment())


if __name__ == "__main__":
    print(build())
