"""The steps of a dialog at its side, with the one shown set off."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import tr


class Steps(QFrame):
    """Shows numbered steps; one that isn't needed is left out."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._out: set[int] = set()
        self._step = 0
        self.labels = [ToneLabel("", Tone.QUIET) for _ in names]
        self.setFixedWidth(176)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.backgroundRole().AlternateBase)
        self.setAccessibleName(tr("Steps"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 20, 12, 16)
        layout.setSpacing(12)
        for label in self.labels:
            layout.addWidget(label)
        layout.addStretch(1)
        self._refresh()

    def show_step(self, step: int) -> None:
        """Set one step off."""
        self._step = step
        self._refresh()

    def leave_out(self, step: int, *, out: bool) -> None:
        """Say whether a step is needed."""
        (self._out.add if out else self._out.discard)(step)
        self._refresh()

    def _refresh(self) -> None:
        number = 0
        for step, (name, label) in enumerate(zip(self._names, self.labels, strict=True)):
            label.setVisible(step not in self._out)
            if step in self._out:
                continue
            number += 1
            label.setText(f"{number}  {name}")
            font = label.font()
            font.setBold(step == self._step)
            label.setFont(font)
            label.set_tone(Tone.PLAIN if step == self._step else Tone.QUIET)
