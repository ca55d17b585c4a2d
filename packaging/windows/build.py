"""Makes the Windows installer from the wheels of the lock file, around the official embeddable Python.

The embeddable Python is in no package registry: LIAISON_WINDOWS_PYTHON names its zip (python-3.13.x-embed-amd64.zip
from python.org) and LIAISON_WINDOWS_PYTHON_SHA256 its checksum. Without them everything else is made and checked,
with a place holder for the runtime, and no installer is put into dist.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

sys.path[:0] = [
    str(Path(__file__).resolve().parent.parent),
    str(Path(__file__).resolve().parent.parent / "linux"),
]

import contents
import pruning
from common import MissingError, commit, empty, moment, run, settle, tool, version
from icon_files import windows_icon

HERE = Path(__file__).resolve().parent
TOP = contents.BUILD / "windows"
PYTHON = "3.13"


def build(*, trial: bool = False) -> Path:
    """Return the installer; a `trial` has a place holder in place of Python and stays in the build folder."""
    compiler = tool("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64")
    makensis = tool("makensis", "nsis")
    payload = empty(TOP / "payload")
    _unpack_wheels(payload / "lib")
    _copy_own(payload / "lib")
    unresolved = pruning.prune(payload / "lib")
    if unresolved:
        raise SystemExit(f"DLLs that nothing brings along: {unresolved}")
    _put_python(payload / "runtime", trial=trial)
    windows_icon(TOP / "liaison.ico")
    for name, flag in (("liaison", "-mwindows"), ("liaison-cli", "-mconsole")):
        run(
            compiler, "-O2", "-municode", flag, "-s", "-static", "-Wl,--no-insert-timestamp",
            f"-DPYTHON_DLL=L\"python{PYTHON.replace('.', '')}.dll\"", HERE / "launcher.c", "-o", TOP / f"{name}.exe",
        )  # fmt: skip
    _sign(TOP / "liaison.exe", TOP / "liaison-cli.exe")
    settle(TOP)
    _list_files(payload)
    out = (TOP if trial else contents.DIST) / f"Liaison-{version()}-windows-x64-setup.exe"
    out.parent.mkdir(exist_ok=True)
    run(
        makensis,
        "-V2",
        f"-DVERSION={version()}",
        f"-DOUT={out}",
        f"-DTOP={TOP}",
        HERE / "liaison.nsi",
        cwd=HERE,
    )
    _sign(out)
    return out


def _unpack_wheels(lib: Path) -> None:
    """Fetch the wheels of the lock file for Windows and unpack them side by side."""
    wheels = TOP / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    lock = contents.ROOT / "packaging" / "requirements.txt"
    run(
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--platform", "win_amd64",
        "--python-version", PYTHON, "--implementation", "cp", "--only-binary=:all:", "--no-deps",
        "-d", wheels, "-r", _for_windows(lock),
    )  # fmt: skip
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(lib)


def _for_windows(lock: Path) -> Path:
    """Return the lock file without what its markers keep off Windows and this Python."""
    kept: list[str] = []
    take = True
    for line in lock.read_text(encoding="utf-8").splitlines():
        if re.match(r"[a-zA-Z]", line):
            marker = line.partition(" ; ")[2].rstrip(" \\")
            take = not marker or _applies(marker)
        if take:
            kept.append(line)
    out = TOP / "requirements.txt"
    out.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return out


def _applies(marker: str) -> bool:
    from pip._vendor.packaging.markers import Marker  # the one that pip itself decides by

    windows = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64",
               "python_version": PYTHON, "python_full_version": f"{PYTHON}.0",
               "platform_python_implementation": "CPython"}  # fmt: skip
    return Marker(marker).evaluate(windows)


def _copy_own(lib: Path) -> None:
    for package in contents.OWN:
        left = shutil.ignore_patterns("__pycache__", "*.pyc", "screenshots")
        shutil.copytree(contents.ROOT / package, lib / package, ignore=left)
    shutil.copy(contents.ROOT / "packaging" / "frozen" / "entry.py", lib / "liaison_entry.py")
    (lib / "resources" / "commit.txt").write_text(commit() + "\n", encoding="utf-8")


def _put_python(runtime: Path, *, trial: bool) -> None:
    runtime.mkdir(parents=True)
    if trial:
        (runtime / "python.txt").write_text("The embeddable Python goes here.\n", encoding="utf-8")
        return
    given, wanted = (os.environ.get(f"LIAISON_WINDOWS_PYTHON{end}", "") for end in ("", "_SHA256"))
    if not given or not wanted:
        raise MissingError(
            "the official embeddable Python is needed: set LIAISON_WINDOWS_PYTHON to its zip and "
            "LIAISON_WINDOWS_PYTHON_SHA256 to its checksum"
        )
    data = Path(given).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != wanted.lower():
        raise SystemExit(f"{given} has the checksum {found}, not {wanted}")
    with zipfile.ZipFile(given) as archive:
        archive.extractall(runtime)
    for path in runtime.glob("python*._pth"):
        path.write_text(f"{path.stem}.zip\n.\n..\\lib\nimport site\n", encoding="utf-8")


def _list_files(payload: Path) -> None:
    """Write the lines by which the uninstaller removes exactly what was installed, folders only if empty."""
    files = sorted(path for path in payload.rglob("*") if path.is_file())
    folders = sorted(
        (path for path in payload.rglob("*") if path.is_dir()), key=lambda path: -len(path.parts)
    )
    lines = [f'Delete "$INSTDIR\\{_windows(path, payload)}"' for path in files]
    lines += [f'RMDir "$INSTDIR\\{_windows(path, payload)}"' for path in folders]
    (TOP / "uninstall.nsh").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


def _windows(path: Path, payload: Path) -> str:
    return str(path.relative_to(payload)).replace("/", "\\").replace("$", "$$")


def _sign(*files: Path) -> None:
    """Hand files to the signing command, if one is named; it gets each file's path as its last word."""
    command = os.environ.get("LIAISON_WINDOWS_SIGN", "").split()
    for file in files if command else ():
        subprocess.run([*command, str(file)], check=True)


def main() -> int:
    """Build the installer, or its trial where only Python is missing."""
    try:
        print(build())
    except MissingError as missing:
        print(f"no Windows installer: {missing}")
        print(f"everything else was made: {build(trial=True)}")
        return 1
    return 0


if __name__ == "__main__":
    assert moment()
    sys.exit(main())
