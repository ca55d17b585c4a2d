"""Tries all installers that were built: `make test-installers`."""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "linux")]

import contents
import debian
import wine
from common import empty, tool


def main() -> int:
    """Try what there is; returns 0, or stops at the first thing that fails."""
    _check_files()
    _try_portable()
    _check_rpm()
    debian.main()
    if any([*contents.DIST.glob("*-setup.exe"), *(contents.BUILD / "windows").glob("*-setup.exe")]):
        wine.main()
    return 0


def _check_files() -> None:
    """Hold the package against Debian's, freedesktop.org's and our own rules."""
    package = next(contents.DIST.glob("*.deb"))
    root = contents.BUILD / "deb"
    lint = subprocess.run(
        [tool("lintian"), "--fail-on", "error", package], capture_output=True, text=True, check=False
    )
    if lint.returncode:
        raise SystemExit(lint.stdout)
    share = root / "usr" / "share"
    for words in (
        [
            tool("desktop-file-validate", "desktop-file-utils"),
            share / "applications" / f"{contents.APP_ID}.desktop",
        ],
        [
            tool("appstreamcli", "appstream"),
            "validate",
            "--no-net",
            share / "metainfo" / f"{contents.APP_ID}.metainfo.xml",
        ],
    ):
        subprocess.run(words, check=True, capture_output=True)
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"lintian, desktop file, metainfo: without errors; {package.stat().st_size / 1e6:.1f} MB packed, "
          f"{size / 2**20:.0f} MiB installed")  # fmt: skip
    assert package.stat().st_size <= 60e6
    assert size <= 190 * 2**20
    banned = ("libgtk", "libQt6Network", "libQt6Qml", "libssl", "libcrypto", "_ssl", "/tests/")
    found = [
        str(path) for path in root.rglob("*") if any(word in str(path.relative_to(root)) for word in banned)
    ]
    assert not found, found


def _try_portable() -> None:
    archive = next(contents.DIST.glob("*.tar.xz"))
    folder = empty(contents.BUILD / "stick")
    subprocess.run(["tar", "-xf", archive, "-C", folder], check=True)
    program = next(folder.iterdir())
    subprocess.run([sys.executable, HERE / "smoke.py", program / contents.NAME, folder / "work"], check=True)
    assert (program / "settings").is_dir()
    print("portable: runs from its folder and keeps its settings there")
    shutil.rmtree(folder)


def _check_rpm() -> None:
    package = next(contents.DIST.glob("*.rpm"), None)
    if package is None:
        return
    rpm = tool("rpm")

    def said(*words: str) -> str:
        return subprocess.run([rpm, *words, package], capture_output=True, text=True, check=True).stdout

    names = said("-qpl").split()
    assert f"/usr/bin/{contents.NAME}" in names
    assert f"/usr/share/applications/{contents.APP_ID}.desktop" in names
    assert "glibc" in said("-qp", "--requires")
    print(
        f"rpm: {len(names)} files; needs {', '.join(sorted(set(said('-qp', '--requires').split()) - {'>='}))}"
    )


if __name__ == "__main__":
    sys.exit(main())
