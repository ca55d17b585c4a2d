"""The program's icon in the forms that Windows and macOS want, drawn from the one SVG."""

import struct
from pathlib import Path

import contents
from common import run, tool

DRAWING = contents.ROOT / "resources" / "icons" / "liaison.svg"


def windows_icon(out: Path) -> None:
    """Write an ICO with pictures of 16 to 256 pixels, as PNG inside."""
    pictures = [(size, _picture(size)) for size in (16, 24, 32, 48, 64, 128, 256)]
    at = 6 + 16 * len(pictures)
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, data in pictures:
        side = size % 256
        head += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(data), at + len(body))
        body += data
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(head + body)


def mac_icon(out: Path) -> None:
    """Write an ICNS with pictures of 16 to 1024 pixels, as PNG inside."""
    kinds = (
        (b"icp4", 16),
        (b"icp5", 32),
        (b"icp6", 64),
        (b"ic07", 128),
        (b"ic08", 256),
        (b"ic09", 512),
        (b"ic10", 1024),
    )
    parts = [(kind, _picture(size)) for kind, size in kinds]
    body = b"".join(kind + struct.pack(">I", len(data) + 8) + data for kind, data in parts)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(b"icns" + struct.pack(">I", len(body) + 8) + body)


def _picture(size: int) -> bytes:
    path = contents.BUILD / "icons" / f"{size}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    run(tool("rsvg-convert", "librsvg2-bin"), "-w", str(size), "-h", str(size), DRAWING, "-o", path)
    return path.read_bytes()
