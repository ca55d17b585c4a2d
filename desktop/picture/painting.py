"""Paints the pages of a picture on any device: paper, a file, or the preview."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from desktop.look import colour
from desktop.picture import fonts, key, words
from desktop.picture.drawing import Tile
from desktop.picture.sheets import EMPTY_HEIGHT, GAP, HEAD, OVERLAP, Sheet, Sheets
from desktop.theme import LIGHT


def paint_page(painter: QPainter, sheets: Sheets, sheet: Sheet, unit: float) -> None:
    """Paint a page whose upper left corner, edges included, is the painter's origin; a point is `unit` long."""
    painter.save()
    margin = sheets.spec.margin * unit
    painter.translate(margin, margin)
    painter.scale(sheets.point * unit, sheets.point * unit)
    painter.setFont(fonts.font(fonts.TEXT))
    top = _paint_head(painter, sheets, sheet)
    if sheet.tile is not None:
        top = _paint_tile(painter, sheets, sheet, sheet.tile, top) + GAP + sheets.foot
    if sheet.block:
        _paint_block(painter, sheets, top)
    painter.restore()


def _paint_head(painter: QPainter, sheets: Sheets, sheet: Sheet) -> float:
    """The title; on one of several pages, which it is."""
    top = 0.0
    if sheets.several:
        painter.setFont(fonts.font(fonts.SMALL))
        painter.setPen(colour(LIGHT.faint_text))
        line = QRectF(0, 0, sheets.width, 16)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, _page_words(sheets, sheet))
        if sheet.tile is not None:
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft, _lane_words(sheets, sheet.tile))
        top += HEAD
    if sheets.title and (sheet.number == 1 or sheets.several):
        painter.setPen(colour(LIGHT.text))
        area = QRectF(0, top, sheets.width, sheets.title_height)
        fonts.draw_wrapped(painter, fonts.clean(sheets.title), fonts.font(fonts.TITLE, bold=True), area)
        top += sheets.title_height
    return top


def _page_words(sheets: Sheets, sheet: Sheet) -> str:
    place = f", row {sheet.row}, column {sheet.column}" if sheet.tile is not None else ""
    return f"Page {sheet.number} of {len(sheets.pages)}{place}"


def _lane_words(sheets: Sheets, tile: Tile) -> str:
    many = sheets.drawing.lanes.count
    if len(tile.lanes) == many:
        return ""
    return f"Lanes {tile.lanes.start + 1:,} to {tile.lanes.stop:,} of {many:,}"


def _paint_tile(painter: QPainter, sheets: Sheets, sheet: Sheet, tile: Tile, top: float) -> float:
    drawing = sheets.drawing
    drawing.size = QSize(int(sheets.width), 0)
    left = drawing.header_width
    height = drawing.tile_height(tile.lanes)
    painter.save()
    painter.translate(0, top)
    drawing.paint_tile(painter, tile, QSize(left + tile.width, height))
    painter.restore()
    end = top + height
    if not drawing.shown:
        end = _paint_empty(painter, QRectF(left, top + height, tile.width, 0))
    painter.setPen(QPen(colour(LIGHT.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(0.5, top + 0.5, left + tile.width - 1, end - top - 1))
    _paint_seams(painter, sheet, QRectF(left, top, tile.width, end - top))
    return end


def _paint_empty(painter: QPainter, under: QRectF) -> float:
    """Say in the place of the lanes that there is nothing."""
    area = QRectF(under.left(), under.top() + 36, under.width(), 60)
    headline, hint = words.EMPTY
    painter.setPen(colour(LIGHT.text))
    painter.setFont(fonts.font(fonts.TEXT))
    painter.drawText(area, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, headline)
    painter.setPen(colour(LIGHT.faint_text))
    painter.setFont(fonts.font(fonts.SMALL))
    painter.drawText(
        area.adjusted(0, 22, 0, 0), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, hint
    )
    return under.top() + EMPTY_HEIGHT


def _paint_seams(painter: QPainter, sheet: Sheet, plot: QRectF) -> None:
    """Where a page and its neighbour overlap: both show the days between the dashed line and the edge."""
    seams = ((sheet.before, plot.left() + OVERLAP, -1), (sheet.after, plot.right() - OVERLAP, 1))
    for page, x, side in seams:
        if not page:
            continue
        pen = QPen(colour(LIGHT.faint_text), 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(LIGHT.faint_text))
        for y, down in ((plot.top(), 1), (plot.bottom(), -1)):
            painter.drawPolygon(
                QPolygonF([QPointF(x - 4, y - 6 * down), QPointF(x + 4, y - 6 * down), QPointF(x, y)])
            )
        painter.setPen(colour(LIGHT.faint_text))
        painter.setFont(fonts.font(fonts.SMALL))
        said = f"page {page} →" if side > 0 else f"← page {page}"
        flag = Qt.AlignmentFlag.AlignRight if side > 0 else Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(x - 104 if side > 0 else x + 4, plot.bottom() + 3, 100, 16), flag, said)


def _paint_block(painter: QPainter, sheets: Sheets, top: float) -> None:
    block = sheets.block
    painter.save()
    painter.translate(0, top)
    key.draw(painter, block.key, sheets.width)
    painter.restore()
    top += block.key_height + (GAP if block.key else 0)
    painter.setPen(colour(LIGHT.faint_text))
    area = QRectF(0, top, sheets.width, block.caption_height + 4)
    fonts.draw_wrapped(painter, block.caption, fonts.font(fonts.SMALL), area)
