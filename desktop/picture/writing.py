"""A picture as the bytes of a PDF, SVG or PNG, the same each time from the same timeline."""

import re
from collections.abc import Callable
from typing import Final
from xml.sax.saxutils import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QSize, QSizeF, Qt, QUuid
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from db.version import VERSION
from desktop.look import colour
from desktop.picture import fonts
from desktop.picture.painting import paint_page
from desktop.picture.sheets import Sheets
from desktop.theme import LIGHT

Step = Callable[[int, int], None]
"""Told the pages done and all of them; may raise to stop."""
_DPI: Final = 1200
_MOST_PIXELS: Final = 24_000
"""Pixels of a PNG's longer side at most."""
_CREATOR: Final = f"Liaison {VERSION}"
_DATE: Final = re.compile(rb"/(?:CreationDate|ModDate) \(D:[^)]*\)")
_SPACE: Final = QUuid("{8b0f5c0e-6c1f-5a53-9d0c-4c1a1c0e7b51}")


def to_bytes(sheets: Sheets, step: Step | None = None) -> bytes:
    """Return a picture in the format of its spec; `step` follows the pages. Works in any thread."""
    makers = {"pdf": _pdf, "svg": _svg, "png": _png}
    return makers[sheets.spec.kind](sheets, step or _nothing)


def image(sheets: Sheets, number: int, width: int) -> QImage:
    """Return one page (from 0) as pixels, `width` of them wide, on white."""
    points = sheets.page_points
    unit = width / points[0]
    picture = QImage(QSize(width, max(1, round(points[1] * unit))), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_page(painter, sheets, sheets.pages[number], unit)
    finally:
        painter.end()
    return picture


def _pdf(sheets: Sheets, step: Step) -> bytes:
    data, buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageSize(
        QPageSize(QSizeF(*sheets.page_points), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    )
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    title = fonts.clean(sheets.title)
    writer.setTitle(title)
    writer.setCreator(_CREATOR)
    # Else both would hold the moment of writing, and a number drawn at random.
    writer.setDocumentId(QUuid.createUuidV5(_SPACE, f"{title}\n{sheets.block.caption}".encode()))
    writer.setDocumentXmpMetadata(QByteArray(_xmp(title).encode()))
    painter = QPainter(writer)
    try:
        for place, sheet in enumerate(sheets.pages):
            step(place, len(sheets.pages))
            if place:
                writer.newPage()
            paint_page(painter, sheets, sheet, _DPI / 72)
    finally:
        painter.end()
    found = bytes(data.data())
    # Qt writes the moment twice in any case. Spaces in its place keep all offsets in the file true.
    return _DATE.sub(lambda date: b" " * len(date[0]), found)


def _svg(sheets: Sheets, step: Step) -> bytes:
    step(0, 1)
    data, buffer = _buffer()
    width, height = sheets.page_points
    writer = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    writer.setOutputDevice(buffer)
    writer.setResolution(72)
    writer.setSize(QSize(round(width), round(height)))
    writer.setViewBox(QRect(0, 0, round(width), round(height)))
    writer.setTitle(fonts.clean(sheets.title) or "Timeline")
    writer.setDescription(sheets.block.caption)
    painter = QPainter(writer)
    try:
        painter.fillRect(QRect(0, 0, round(width), round(height)), colour(LIGHT.ground))
        paint_page(painter, sheets, sheets.pages[0], 1.0)
    finally:
        painter.end()
    return _with_families(bytes(data.data()).decode()).encode()


def _png(sheets: Sheets, step: Step) -> bytes:
    step(0, 1)
    width, height = sheets.page_points
    dpi = min(float(sheets.spec.dpi), _MOST_PIXELS * 72 / max(width, height))
    picture = image(sheets, 0, round(width * dpi / 72))
    picture.setDotsPerMeterX(round(dpi / 0.0254))
    picture.setDotsPerMeterY(round(dpi / 0.0254))
    data, buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(data.data())


def _buffer() -> tuple[QByteArray, QBuffer]:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return data, buffer


_FAMILY: Final = re.compile(r' ?font-family="[^"]*"')
_OF_GROUPS: Final = re.compile(r'(<g [^>]*?)\n?font-family="[^"]*"(?: font-(?:size|weight|style)="[^"]*")* ?')


def _with_families(svg: str) -> str:
    """Name once, for all text, the families that stand in for each other: the reader may have others."""
    listed = ", ".join(f"'{name}'" if " " in name else name for name in fonts.families())
    svg = _OF_GROUPS.sub(r"\1", svg)
    return _FAMILY.sub("", svg).replace("<svg ", f'<svg font-family="{listed}, sans-serif" ', 1)


def _xmp(title: str) -> str:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="{_CREATOR}">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


def _nothing(done: int, all_: int) -> None:
    """Go on."""


__all__ = ["Step", "image", "to_bytes"]
