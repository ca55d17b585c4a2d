"""Makes the archive that runs from any folder, such as a USB stick, with its settings beside it."""

import shutil
import sys
import tarfile
from pathlib import Path

sys.path[:0] = [
    str(Path(__file__).resolve().parent.parent),
    str(Path(__file__).resolve().parent.parent / "linux"),
]

import contents
from common import empty, moment, settle, version
from tree import filled

HERE = Path(__file__).resolve().parent


def build(frozen: Path) -> Path:
    """Return the archive made of the frozen program."""
    name = f"{contents.NAME}-{version()}-linux-x86_64"
    root = empty(contents.BUILD / "portable") / name
    shutil.copytree(frozen, root, symlinks=True)
    (root / "portable").write_text(
        "While this file is here, settings, logs and backups stay in this folder.\n"
    )
    (root / "README.txt").write_text(filled("../portable/README.txt"), encoding="utf-8")
    settle(root, executables=[root / contents.NAME])
    out = contents.DIST / f"{name}.tar.xz"
    out.parent.mkdir(exist_ok=True)
    with tarfile.open(out, "w:xz", preset=6, format=tarfile.PAX_FORMAT) as archive:
        for path in [root, *sorted(root.rglob("*"))]:
            archive.add(path, path.relative_to(root.parent), recursive=False, filter=_plain)
    return out


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Take the builder's name and moments out of a member."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mtime = moment()
    return member


if __name__ == "__main__":
    print(build(contents.BUILD / "frozen" / contents.NAME))
