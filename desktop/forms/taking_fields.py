"""The fields of one participation."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from db.words import ROLES, SIDES
from desktop.forms.codebook import words_of
from desktop.forms.editing import Editing, unknown_name
from desktop.forms.part import Part
from desktop.forms.shown import Shown
from desktop.widgets.choice_field import ChoiceField
from desktop.widgets.line_field import LineField
from desktop.widgets.name_field import NameField
from desktop.wording import tr

if TYPE_CHECKING:
    from db.events import Taking


class TakingFields(Part):
    """Shows one participation; `changed(values, label)` and `create_requested(name, kind)` ask for an edit of it.

    Hidden while none is chosen.
    """

    changed = Signal(object, str)
    create_requested = Signal(str, str)

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self._taking: Taking | None = None
        self.actor = NameField(
            partial(editing.candidates, "actor"), {"actor": tr("Create actor “{name}”", name="{name}")}
        )
        self.person = NameField(
            partial(editing.candidates, "person"), {"person": tr("Create person “{name}”", name="{name}")}
        )
        self.post = LineField()
        self.side = ChoiceField(words_of(SIDES))
        self.role = ChoiceField(words_of(ROLES))
        self.note = LineField()
        self.row(
            tr("Actor"), "taking.actor", self.actor, tip=tr("The party, organ or government represented.")
        )
        self.row(tr("Person"), "taking.person", self.person, tip=tr("Who took part; may be empty."))
        self.row(tr("Post"), "taking.post", self.post, tip=tr("The post as the source prints it."))
        self.row(tr("Side"), "taking.side", self.side, tip=tr("Whose side the participant is on."))
        self.row(tr("Role"), "taking.role", self.role, tip=tr("What the participant did in the event."))
        self.row(tr("Remark"), "taking.note", self.note, tip=tr("Anything else about the participation."))
        self.form.setContentsMargins(8, 4, 0, 4)
        self._connect()

    def show_taking(self, taking: "Taking | None", shown: Shown | None) -> None:
        """Show a participation, or nothing."""
        if taking is None or shown is None:
            self.hide()
            self._taking = None
            return
        if self._taking is None or taking.id != self._taking.id:
            self.discard()
        self._taking = taking
        self.actor.show_value(taking.actor_id, shown.actors.get(taking.actor_id or 0, ""))
        self.person.show_value(taking.person_id, shown.people.get(taking.person_id or 0, ""))
        on_day = shown.posts.get(taking.person_id or 0, "")
        self.post.setPlaceholderText(tr("on that day: {post}", post=on_day) if on_day else "")
        self.post.show_value(taking.post_printed)
        self.side.show_value(taking.side)
        self.role.show_value(taking.role)
        self.note.show_value(taking.note)
        self.show()

    def focus(self, name: str) -> None:
        """Put the cursor into the field `actor` or `person`."""
        (self.actor if name == "actor" else self.person).setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.setFocusProxy(self.actor)
        self.actor.chosen.connect(self._on_actor)
        self.person.chosen.connect(self._on_person)
        self.post.committed.connect(self._on_post)
        self.side.committed.connect(self._on_side)
        self.role.committed.connect(self._on_role)
        self.note.committed.connect(self._on_note)
        for field in (self.actor, self.person):
            field.create_requested.connect(self.create_requested)
            field.unknown.connect(self._on_unknown)

    def _on_actor(self, record: int | None) -> None:
        self.changed.emit({"actor_id": record}, tr("Change participant"))

    def _on_person(self, record: int | None) -> None:
        self.changed.emit({"person_id": record}, tr("Change participant"))

    def _on_post(self, text: str) -> None:
        self.changed.emit({"post_printed": text.strip()}, tr("Change post"))

    def _on_side(self, side: str) -> None:
        self.changed.emit({"side": side}, tr("Change side"))

    def _on_role(self, role: str) -> None:
        self.changed.emit({"role": role}, tr("Change role"))

    def _on_note(self, text: str) -> None:
        self.changed.emit({"note": text.strip()}, tr("Change remark"))

    def _on_unknown(self, typed: str) -> None:
        name = "taking.actor" if self.sender() is self.actor else "taking.person"
        self.editing.refuse(name, unknown_name(typed, can_create=True))
