"""Makes the Debian package from the frozen program."""

import hashlib
import os
import sys
from pathlib import Path

sys.path[:0] = [
    str(Path(__file__).resolve().parent.parent),
    str(Path(__file__).resolve().parent.parent / "linux"),
]

import contents
import elf
from common import empty, moment, run, settle, tool, version
from tree import build as build_tree
from tree import filled, packed

HERE = Path(__file__).resolve().parent
RELEASE = 1
_PACKAGES = {  # what has to be there beside the libraries that the program was found to need
    "fontconfig-config": "fonts are found by its configuration",
    "xkb-data": "keyboards are described there",
}


def build(frozen: Path) -> Path:
    """Return the package made of the frozen program."""
    dpkg = tool("dpkg-deb", "dpkg")
    root = build_tree(frozen, contents.BUILD / "deb")
    documents = root / "usr" / "share" / "doc" / contents.NAME
    documents.mkdir(parents=True)
    (documents / "copyright").write_text(filled("../deb/copyright"), encoding="utf-8")
    (documents / "changelog.Debian.gz").write_bytes(packed(filled("../deb/changelog", release=RELEASE)))
    overrides = root / "usr" / "share" / "lintian" / "overrides"
    overrides.mkdir(parents=True)
    (overrides / contents.NAME).write_text((HERE / "overrides").read_text(encoding="utf-8"), encoding="utf-8")
    settle(root, executables=[root / "usr" / "lib" / contents.NAME / contents.NAME])
    _describe(root)
    out = contents.DIST / f"{contents.NAME}_{version()}-{RELEASE}_amd64.deb"
    out.parent.mkdir(exist_ok=True)
    out.unlink(missing_ok=True)
    run(dpkg, "--root-owner-group", "-Zxz", "-z9", "-b", root, out)
    return out


def _describe(root: Path) -> None:
    """Write what dpkg is told: name, version, needs, sizes, checksums."""
    about = empty(root / "DEBIAN")
    files = sorted(path for path in (root / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n" for path in files]  # noqa: S324
    size = sum(-(-path.stat().st_size // 1024) for path in files) + sum(
        path.is_dir() for path in root.rglob("*")
    )
    needs = [f"libc6 (>= {elf.glibc(root)})", *sorted({*elf.packages(root), *_PACKAGES} - {"libc6"})]
    (about / "md5sums").write_text("".join(sums), encoding="utf-8")
    (about / "control").write_text(
        filled("../deb/control", release=RELEASE, size=size, needs=", ".join(needs)), encoding="utf-8"
    )
    for path in (about, *about.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (moment(), moment()))


if __name__ == "__main__":
    print(build(contents.BUILD / "frozen" / contents.NAME))
