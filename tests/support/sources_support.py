"""What tests of sources paste, drop and attach."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ADDRESS = "https://www.example.org/news/2020/1.html"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def mime_of(*urls, text=""):
    mime = QMimeData()
    if urls:
        mime.setUrls([QUrl(url) if isinstance(url, str) else QUrl.fromLocalFile(str(url)) for url in urls])
    if text:
        mime.setText(text)
    return mime


def paste(page, qtbot, mime):
    QApplication.clipboard().setMimeData(mime)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_V, CTRL)


def drop(widget, mime):
    """Drag over a widget and let go; returns whether it was taken."""
    given = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), *given)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(5, 5), *given)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def a_file(folder, name="report.pdf", data=PDF):
    path = folder / name
    path.write_bytes(data)
    return path


def copies(page):
    return page.form.parts["attachments"]
