"""How a form carries out an edit, and where it says that one was refused."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.errors import BadInput, Problem
from desktop.forms.codebook import Codebook
from desktop.live import LiveTimeline
from desktop.widgets.name_field import Suggestion
from desktop.widgets.notice import FieldBox
from desktop.wording import tr

Setter = Callable[..., object]
"""`setter(session, target, **{field: value})`: a function of `db` that sets plain fields of what is shown."""


class Editing(QObject):
    """What the parts of one form share: the timeline, what is shown, the edits and their refusals.

    A form of events sets `ids`, a form of another kind of record gives a `setter` and sets `record`.
    `unchanged` follows an edit that left everything as it was, so that the fields show again what is stored;
    after any other the timeline's own signal does that.
    """

    unchanged = Signal()

    def __init__(
        self,
        live: LiveTimeline,
        codebook: Codebook,
        parent: QObject | None = None,
        setter: Setter | None = None,
    ) -> None:
        super().__init__(parent)
        self.live = live
        self.codebook = codebook
        self.ids: tuple[int, ...] = ()
        self.record = 0
        self._setter = setter
        self.result: Any = None
        """What the latest edit returned."""
        self._boxes: dict[str, FieldBox] = {}
        self._heard = False
        live.changed.connect(self._on_changed)

    def box(self, name: str, field: QWidget, *beside: QWidget) -> FieldBox:
        """Return a field with a place for refusals, known by the name that `BadInput.field` uses."""
        self._boxes[name] = box = FieldBox(field, *beside)
        return box

    def alias(self, name: str, box: str) -> None:
        """Tell refusals of one field under another."""
        self._boxes[name] = self._boxes[box]

    def notice(self, name: str) -> str:
        """Return what stands under a field."""
        return self._boxes[name].notice.text

    def change(self, label: str, name: str, value: object) -> bool:
        """Set one plain field of what is shown."""
        if self._setter is not None:
            return self.edit(label, name, self._setter, self.record, **{name: value})
        from db import events

        return self.edit(label, name, events.change, self.ids, **{name: value})

    def edit(self, label: str, name: str, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> bool:
        """Carry out one undo step; a refusal is told under the field it is about, else under `name`."""
        self.clear(name)
        self._heard = False
        try:
            self.result = self.live.edit(label, work, *args, **kwargs)
        except Problem as problem:
            where = problem.field if isinstance(problem, BadInput) else name
            known = [one for one in (where, f"{where}_id") if one in self._boxes]
            self.refuse(known[0] if known else name, str(problem))
            return False
        if not self._heard:
            self.unchanged.emit()
        return True

    def refuse(self, name: str, sentence: str) -> None:
        """Say under a field why something was not done; without such a field, under the first."""
        box = self._boxes.get(name) or next(iter(self._boxes.values()))
        box.notice.say(sentence)

    def clear(self, name: str = "") -> None:
        """Take back what was said under one field, or under all."""
        for one, box in self._boxes.items():
            if name in {"", one}:
                box.notice.clear()

    def candidates(self, kind: str, typed: str) -> list[Suggestion]:
        """Return the records of a kind that bear what was typed."""
        from db.registry import names

        with self.live.read() as session:
            return list(names.candidates(session, kind, typed))

    def _on_changed(self) -> None:
        self._heard = True


def unknown_name(name: str, *, can_create: bool) -> str:
    """Return the sentence for a name that nothing bears."""
    if can_create:
        return tr("“{name}” is new: choose the last entry of the list (Down) to create it.", name=name)
    return tr("“{name}” is not known: choose one from the list (Down), or press Esc.", name=name)
