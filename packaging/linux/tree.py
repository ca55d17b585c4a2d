"""The tree below /usr that .deb and .rpm install: the program, its menu entry, icons, file type, man page."""

import gzip
import shutil
import sys
from pathlib import Path
from string import Template
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import contents
from common import empty, moment, run, settle, tool, version

HERE = Path(__file__).resolve().parent
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def build(frozen: Path, root: Path) -> Path:
    """Fill an empty root with everything that is installed and return it."""
    usr = empty(root) / "usr"
    program = usr / "lib" / contents.NAME
    shutil.copytree(frozen, program, symlinks=True)
    (usr / "bin").mkdir()
    (usr / "bin" / contents.NAME).symlink_to(f"../lib/{contents.NAME}/{contents.NAME}")
    share = usr / "share"
    _write(share / "applications" / f"{contents.APP_ID}.desktop", filled("liaison.desktop"))
    _write(share / "metainfo" / f"{contents.APP_ID}.metainfo.xml", filled("liaison.metainfo.xml", web=_web()))
    _write(share / "mime" / "packages" / f"{contents.APP_ID}.xml", filled("liaison.mime.xml"))
    _pack(share / "man" / "man1" / f"{contents.NAME}.1.gz", filled("liaison.1"))
    icons(share / "icons" / "hicolor")
    settle(root, executables=[program / contents.NAME])
    return root


def icons(folder: Path) -> None:
    """Draw the icons of program and file type in all sizes."""
    named = {
        "apps": ("liaison.svg", contents.APP_ID),
        "mimetypes": ("liaison-document.svg", "application-x-liaison"),
    }
    for kind, (source, name) in named.items():
        drawing = contents.ROOT / "resources" / "icons" / source
        for size in SIZES:
            out = folder / f"{size}x{size}" / kind / f"{name}.png"
            out.parent.mkdir(parents=True, exist_ok=True)
            run(tool("rsvg-convert", "librsvg2-bin"), "-w", str(size), "-h", str(size), drawing, "-o", out)
        scalable = folder / "scalable" / kind / f"{name}.svg"
        scalable.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(drawing, scalable)


def filled(template: str, **more: Any) -> str:
    """Return one of the files beside this one with names, version and day filled in."""
    from datetime import UTC, datetime

    day = datetime.fromtimestamp(moment(), UTC)
    words = {
        "name": contents.NAME, "title": contents.TITLE, "id": contents.APP_ID, "mime": contents.MIME,
        "ending": contents.ENDING, "summary": contents.SUMMARY, "description": contents.DESCRIPTION,
        "licence": contents.LICENCE, "maker": contents.MAKER, "mail": contents.MAIL, "version": version(),
        "day": f"{day:%Y-%m-%d}", "moment": f"{day:%a, %d %b %Y %H:%M:%S +0000}",
    }  # fmt: skip
    return Template((HERE / template).read_text(encoding="utf-8")).substitute(words | more)


def _web() -> str:
    """Return what the catalogue is told of the project's public address, nothing where there is none."""
    if not contents.HOMEPAGE:
        return ""
    shots = "".join(
        f"    <screenshot{kind}>\n      <caption>{caption}</caption>\n"
        f"      <image>{contents.HOMEPAGE}/screenshots/{picture}</image>\n    </screenshot>\n"
        for kind, caption, picture in (
            (' type="default"', "The timeline with the frequency chart below it", "window-light.png"),
            ("", "A chart of how often, with its caption", "charts-frequency-light.png"),
        )
    )
    return f'  <url type="homepage">{contents.HOMEPAGE}</url>\n  <screenshots>\n{shots}  </screenshots>\n'


def packed(text: str) -> bytes:
    """Return a text as gzip makes it, without a moment of its own."""
    return gzip.compress(text.encode(), 9, mtime=0)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _pack(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed(text))
