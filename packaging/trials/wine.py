"""Tries the Windows installer under Wine: installed without a question, over itself, and taken out again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import contents
from common import empty, tool

PROGID = "Liaison.Timeline"


def main() -> int:
    """Try the newest installer; returns 0 or stops at what fails."""
    found = [*contents.DIST.glob("*-setup.exe"), *(contents.BUILD / "windows").glob("*-setup.exe")]
    installer = max(found, key=lambda path: path.stat().st_mtime)
    prefix = empty(contents.BUILD / "wine")
    wine = Wine(prefix)
    wine.run("wineboot", "--init")
    wine.run("winecfg", "-v", "win10")  # a new prefix says that it is Windows 7
    wine.run(installer, "/S", "/CurrentUser")
    folder = next(prefix.glob("drive_c/users/*/AppData/Local/Programs/Liaison"))
    assert (folder / "liaison.exe").exists()
    assert PROGID in wine.run("reg", "query", r"HKCU\Software\Classes\.liaison")
    assert "liaison.exe" in wine.run("reg", "query", rf"HKCU\Software\Classes\{PROGID}\shell\open\command")
    print(f"installed for one user: {sum(1 for _ in folder.rglob('*'))} files, file type registered")
    own = folder / "lib" / "mine.liaison"
    own.write_text("a user's own file")
    old = folder / "lib" / "left over.txt"
    wine.run(installer, "/S", "/CurrentUser")
    assert own.exists()
    assert not old.exists()
    print("installed over itself; a user's file in its folder stayed")
    wine.run(folder / "uninstall.exe", "/S", "/CurrentUser", f"_?={_dos(folder, prefix)}")
    left = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert left in (["lib/mine.liaison"], ["lib/mine.liaison", "uninstall.exe"]), left
    assert PROGID not in wine.run("reg", "query", r"HKCU\Software\Classes", check=False)
    print("taken out; only the user's file is left")
    shutil.rmtree(prefix, ignore_errors=True)
    return 0


class Wine:
    """Runs programs in a prefix of its own."""

    def __init__(self, prefix: Path) -> None:
        self._env = os.environ | {
            "WINEPREFIX": str(prefix),
            "WINEDEBUG": "-all",
            "WINEARCH": "win64",
            "DISPLAY": "",
        }
        self._wine = shutil.which("wine64") or shutil.which("wine") or tool("/usr/lib/wine/wine64", "wine64")

    def run(self, *words: str | Path, check: bool = True) -> str:
        """Run one program and return what it printed."""
        done = subprocess.run(
            [self._wine, *map(str, words)], env=self._env, capture_output=True, text=True, errors="replace",
            check=False, timeout=300,
        )  # fmt: skip
        if check and done.returncode:
            raise SystemExit(f"{words[0]} ended with {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout


def _dos(folder: Path, prefix: Path) -> str:
    return "C:\\" + str(folder.relative_to(prefix / "drive_c")).replace("/", "\\")


if __name__ == "__main__":
    sys.exit(main())
