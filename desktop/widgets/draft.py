"""What a field was told to show, kept apart from what somebody is typing into it."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence


class Draft:
    """Decides for one field what is shown, what is being typed and what is worth sending.

    A value that arrives from elsewhere replaces the text only if nobody is typing, or if it is the answer to
    what the field itself just sent.
    """

    def __init__(self) -> None:
        self.stored = ""
        self._tried: str | None = None
        self._sending = False

    def edited(self, text: str) -> bool:
        """Tell whether a text differs from what is stored."""
        return text != self.stored

    def arrives(self, stored: str, text: str) -> bool:
        """Take over a stored text; tells whether it should replace the text in the field."""
        replace = self._sending or not self.edited(text)
        self.stored = stored
        if replace:
            self._tried = None
        return replace

    def forget(self) -> None:
        """Give up what is typed."""
        self._tried = None

    def worth_sending(self, text: str, *, again: bool) -> bool:
        """Tell whether a text should be sent; one refused before is sent `again` only when asked to."""
        return self.edited(text) and (again or text != self._tried)

    def __enter__(self) -> "Draft":
        self._sending = True
        return self

    def __exit__(self, *_: object) -> None:
        self._sending = False

    def sending(self, text: str) -> "Draft":
        """Mark a text as sent for the length of a `with` block."""
        self._tried = text
        return self


def asks_undo(event: QEvent) -> bool:
    """Tell whether a key asks for undo or redo: a field with nothing typed leaves these to the window."""
    if not isinstance(event, QKeyEvent) or event.type() == QEvent.Type.KeyRelease:
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
