"""A page of a picture as it will be, beside the choices."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.look import colour
from desktop.theme import LIGHT
from desktop.wording import tr


class Preview(QWidget):
    """Shows an image, as large as it fits, on paper white."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image: QImage | None = None
        self.said = tr("Drawing …")
        self.setMinimumSize(360, 300)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Preview"))

    def sizeHint(self) -> QSize:
        return QSize(620, 460)

    def show_image(self, image: QImage | None, said: str = "") -> None:
        """Show a page, or say why there is none."""
        self.image, self.said = image, said
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        try:
            if self.image is None:
                painter.drawText(
                    self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.said
                )
                return
            room = QRectF(self.rect()).adjusted(8, 8, -8, -8)
            size = self.image.size().toSizeF().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            area = QRectF(room.topLeft(), size)
            area.moveCenter(room.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, self.image)
            painter.setPen(QPen(colour(LIGHT.line), 1))
            painter.drawRect(area)
        finally:
            painter.end()
