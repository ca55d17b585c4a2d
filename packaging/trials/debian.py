"""Tries the Debian package in fresh systems: installed with nothing but what it asks for, used by an ordinary user,
upgraded, removed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import contents
from common import MissingError, empty, tool

RELEASES = ("bookworm", "trixie")
SYSTEMS = contents.BUILD / "systems"
HERE = Path(__file__).resolve().parent
DISPLAY = "shared-mime-info desktop-file-utils xdg-utils libglib2.0-bin xvfb xauth xdotool imagemagick openbox python3"


def main() -> int:
    """Try the package in every release; returns 0 or stops at the first thing that fails."""
    if os.geteuid() != 0:
        raise MissingError("fresh systems are made by root only")
    package = max(contents.DIST.glob("*.deb"), key=lambda path: path.stat().st_mtime)
    for release in RELEASES:
        with _system(release) as root:
            _try(System(root), release, package)
    return 0


class System:
    """A Debian system in a folder; `said` runs a command there and returns what it printed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def said(self, *words: str, user: str = "") -> str:
        """Run a command as root or as a user; a failure stops the trial."""
        who = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
        home = f"/home/{user}" if user else "/root"
        env = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", f"HOME={home}", "LC_ALL=C.UTF-8",
               "DEBIAN_FRONTEND=noninteractive"]  # fmt: skip
        done = subprocess.run(
            ["chroot", self.root, *who, *env, *words], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(
                f"{' '.join(words)} ended with {done.returncode}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
            )
        return done.stdout

    def files(self) -> set[str]:
        """Return every file that is not of a package list, cache or log."""
        left = r"^/(proc|sys|dev|tmp|run|var/(cache|log|lib/(apt|dpkg|systemd)|tmp))(/|$)"
        listed = self.said("find", "/", "-xdev", "-regextype", "egrep", "-not", "-regex", f"{left}.*")
        return set(listed.splitlines())


def _try(system: System, release: str, package: Path) -> None:
    shutil.copy(package, system.root / "var" / "tmp" / "liaison.deb")
    shutil.copy(HERE / "smoke.py", system.root / "var" / "tmp" / "smoke.py")
    system.said("useradd", "-m", "reader")
    system.said("apt-get", "install", "-y", "-qq", "--no-install-recommends", "/var/tmp/liaison.deb")
    print(f"{release}: installed, {system.said('liaison', '--version', user='reader').strip()}")
    system.said("liaison", "new", "/home/reader/t.liaison", "--sample", user="reader")
    system.said("liaison", "plot", "/home/reader/t.liaison", "/home/reader/f.png", user="reader")
    print(f"{release}: a user without a display makes a timeline and a figure")
    system.said("apt-get", "install", "-y", "-qq", "--no-install-recommends", *DISPLAY.split())
    _try_desktop(system, release)
    system.said("apt-get", "install", "-y", "-qq", "--reinstall", "/var/tmp/liaison.deb")
    assert system.said("liaison", "info", "/home/reader/t.liaison", user="reader")
    print(f"{release}: installed over itself, the user's timeline opens")
    system.said("apt-get", "purge", "-y", "-qq", "liaison")
    left = {
        path for path in system.files() if "liaison" in path.lower() and not path.startswith("/home/reader/")
    }
    assert not left, left
    assert (system.root / "home/reader/t.liaison").exists()
    print(f"{release}: removed without a trace but the user's own files")


def _try_desktop(system: System, release: str) -> None:
    """Open the window, and ask which program and type belong to a file with and without its ending."""
    system.said("cp", "/home/reader/t.liaison", "/home/reader/no-ending", user="reader")
    for name in ("t.liaison", "no-ending"):
        told = system.said(
            "gio", "info", "-a", "standard::content-type", f"/home/reader/{name}", user="reader"
        )
        assert contents.MIME in told, (name, told)
    assert f"{contents.APP_ID}.desktop" in system.said(
        "xdg-mime", "query", "default", contents.MIME, user="reader"
    )
    picture = "/home/reader/window.png"
    system.said(
        "xvfb-run", "-a", "-s", "-screen 0 1280x800x24", "sh", "-c",
        f"openbox & python3 /var/tmp/smoke.py liaison /home/reader/smoke --window {picture}", user="reader",
    )  # fmt: skip
    out = contents.BUILD / "pictures"
    out.mkdir(parents=True, exist_ok=True)
    shutil.copy(system.root / picture.lstrip("/"), out / f"{release}.png")
    print(f"{release}: file type with and without ending, window under Xvfb (build/pictures/{release}.png)")


@contextmanager
def _system(release: str) -> Iterator[Path]:
    """Yield the root of a fresh system; the base is kept packed from one trial to the next."""
    base = SYSTEMS / f"{release}.tar"
    if not base.exists():
        SYSTEMS.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [tool("mmdebstrap"), "--variant=minbase", release, base], check=True, capture_output=True
        )
    root = empty(SYSTEMS / release)
    subprocess.run(["tar", "-xf", base, "-C", root], check=True)
    for name in ("etc/resolv.conf", "etc/hosts"):
        if Path("/", name).exists():
            shutil.copy(Path("/", name), root / name)
    (root / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
    (root / "usr/sbin/policy-rc.d").chmod(0o755)
    mounted: list[Path] = []
    try:
        for kind, where in (("proc", root / "proc"), ("devtmpfs", root / "dev")):
            words = (
                ["mount", "-t", "proc", "proc", where]
                if kind == "proc"
                else ["mount", "--bind", "/dev", where]
            )
            subprocess.run(words, check=True)
            mounted.append(where)
        subprocess.run(["chroot", root, "apt-get", "update", "-qq"], check=True, capture_output=True)
        yield root
    finally:
        for where in reversed(mounted):
            subprocess.run(["umount", "-l", where], check=False)
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
