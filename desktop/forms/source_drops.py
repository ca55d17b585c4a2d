"""Links and files that are pasted or dropped, and the places where a source takes them."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

_WEB = frozenset({"http", "https", "ftp"})
_BARE = re.compile(r"(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?=/|$))\S*")
"""An address as people say it: `www.…` or the name of a site in lower case, with a path or without."""


def is_address(text: str) -> bool:
    """Tell whether a text is an address on the web and no title."""
    word = text.strip()
    if not word or len(word.split()) > 1:
        return False
    scheme, colon, _ = word.partition("://")
    return scheme.lower() in _WEB if colon else bool(_BARE.fullmatch(word))


def addresses_in(mime: QMimeData) -> list[str]:
    """Return the links that are pasted or dropped, or the addresses in a text that holds nothing else."""
    links = [
        url.toString(url.ComponentFormattingOption.FullyEncoded)
        for url in mime.urls()
        if url.scheme() in _WEB
    ]
    if links:
        return list(dict.fromkeys(links))
    lines = [line.strip() for line in mime.text().splitlines() if line.strip()]
    return list(dict.fromkeys(lines)) if all(is_address(line) for line in lines) else []


def files_in(mime: QMimeData) -> list[Path]:
    """Return the files that are pasted or dropped; a timeline is none, since the window opens it."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix != ".liaison"]


class Drops(QObject):
    """Takes what is dropped anywhere on a widget, before its fields would take it for text.

    `wanted(mime)` tells whether something can be taken; `dropped(mime)` hands it on when the drag is over.
    """

    dropped = Signal(object)

    def __init__(self, whole: QWidget, wanted: Callable[[QMimeData], bool]) -> None:
        super().__init__(whole)
        self._wanted = wanted
        whole.setAcceptDrops(True)
        for widget in (whole, *whole.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = {QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop}
        if (
            event.type() not in kinds
            or not isinstance(event, QDropEvent)
            or not self._wanted(event.mimeData())
        ):
            return super().eventFilter(watched, event)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(event.mimeData())
        return True
