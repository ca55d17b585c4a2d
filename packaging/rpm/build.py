"""Makes the RPM package from the same tree as the Debian one."""

import sys
from pathlib import Path

sys.path[:0] = [
    str(Path(__file__).resolve().parent.parent),
    str(Path(__file__).resolve().parent.parent / "linux"),
]

import contents
import elf
from common import empty, run, tool, version
from tree import build as build_tree
from tree import filled

RELEASE = 1
_NEEDS = (
    "fontconfig", "libglvnd-egl", "libglvnd-glx", "libwayland-client", "libwayland-cursor", "libwayland-egl",
    "libxcb", "systemd-libs", "xkeyboard-config",
)  # fmt: skip
"""Packages, as Fedora calls them, of the libraries that packaging/linux/elf.py finds missing."""


def build(frozen: Path) -> Path:
    """Return the package made of the frozen program."""
    rpmbuild = tool("rpmbuild", "rpm")
    top = empty(contents.BUILD / "rpm")
    root = build_tree(frozen, top / "root")
    spec = top / "liaison.spec"
    needs = ", ".join([f"glibc >= {elf.glibc(root)}", *_NEEDS])
    spec.write_text(
        filled("../rpm/liaison.spec.in", release=RELEASE, needs=needs, root=root), encoding="utf-8"
    )
    run(
        rpmbuild, "-bb", "--define", f"_topdir {top}", "--define", "_binary_payload w19.zstdio",
        "--define", "use_source_date_epoch_as_buildtime 1", "--define", "clamp_mtime_to_source_date_epoch 1",
        "--define", "_buildhost liaison", spec,
    )  # fmt: skip
    made = next((top / "RPMS").rglob("*.rpm"))
    contents.DIST.mkdir(exist_ok=True)
    return made.replace(contents.DIST / f"{contents.NAME}-{version()}-{RELEASE}.x86_64.rpm")


if __name__ == "__main__":
    print(build(contents.BUILD / "frozen" / contents.NAME))
